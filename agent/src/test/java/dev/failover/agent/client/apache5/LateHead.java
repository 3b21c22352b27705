package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;

/** The head of a response whose fields take their time to be read: so long is an attempt between two steps. */
final class LateHead extends BasicHttpResponse {
    private static final long serialVersionUID = 1;

    private final transient AgentEngine engine;
    private final long millis;
    private boolean late;

    private LateHead(HttpResponse response, AgentEngine engine, long millis) {
        super(response.getCode());
        setHeaders(response.getHeaders());
        this.engine = engine;
        this.millis = millis;
    }

    /** Makes the heads of all responses late. */
    static AsyncExecChainHandler after(AgentEngine engine, long millis) {
        return (request, body, scope, chain, callback) -> chain.proceed(request, body, scope, new AsyncExecCallback() {
            @Override
            public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails details)
                    throws HttpException, IOException {
                return callback.handleResponse(new LateHead(response, engine, millis), details);
            }

            @Override
            public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
                callback.handleInformationResponse(response);
            }

            @Override
            public void completed() {
                callback.completed();
            }

            @Override
            public void failed(Exception cause) {
                callback.failed(cause);
            }
        });
    }

    @Override
    public Header[] getHeaders(String name) {
        if (!late) {
            late = true;
            CountDownLatch later = new CountDownLatch(1);
            engine.timers().schedule(later::countDown, TimeUnit.MILLISECONDS.toNanos(millis));
            try {
                if (!later.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("the timers stand still");
                }
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        return super.getHeaders(name);
    }
}
