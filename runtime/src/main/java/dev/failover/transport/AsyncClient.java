package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.time.DetachedThread;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/** The asynchronous client of Apache HttpClient 5, on two daemon threads. Thread-safe. */
final class AsyncClient {
    private static final int NO_LIMIT = 100_000;

    private final CloseableHttpAsyncClient client;
    private final Set<Ending> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    AsyncClient(Targets targets) {
        client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setConnectionConfigResolver(targets)
                        .setMaxConnTotal(NO_LIMIT)
                        .setMaxConnPerRoute(NO_LIMIT)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
                .setThreadFactory(work -> DetachedThread.of("failover-io", work))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent(Messages.USER_AGENT)
                .build();
        client.start();
    }

    /** The answer's time is bounded by whoever cancels the exchange. */
    Transport.Exchange send(HttpHost host, Endpoint endpoint, Request request, Transport.Receiver receiver) {
        SimpleRequestBuilder builder =
                SimpleRequestBuilder.create(request.method().name()).setUri(endpoint.url(request.target()));
        String contentType = Messages.copyHeaders(request, builder::addHeader);
        byte[] body = request.bodyForTransport();
        if (body != null) {
            builder.setBody(body, contentType == null ? null : ContentType.parseLenient(contentType));
        }
        SimpleHttpRequest message = builder.build();
        message.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.DISABLED)
                .setConnectionRequestTimeout(Timeout.DISABLED)
                .build());
        Ending ending = new Ending(request, receiver);
        underWay.add(ending);
        Future<SimpleHttpResponse> exchange;
        try {
            if (closed) {
                throw new IllegalStateException("the transport is closed");
            }
            exchange = client.execute(
                    host,
                    SimpleRequestProducer.create(message),
                    SimpleResponseConsumer.create(),
                    null,
                    HttpClientContext.create(),
                    ending);
        } catch (RuntimeException notBegun) {
            underWay.remove(ending);
            throw notBegun;
        }
        return () -> exchange.cancel(true);
    }

    /** Ends all that is under way: the client closes its connections, but tells nobody. */
    void close() {
        closed = true;
        client.close(CloseMode.IMMEDIATE);
        underWay.forEach(ending -> ending.failed(new IOException("the transport was closed")));
    }

    /** Tells the receiver how an exchange ended, once. */
    private final class Ending implements FutureCallback<SimpleHttpResponse> {
        private final Request request;
        private final Transport.Receiver receiver;

        Ending(Request request, Transport.Receiver receiver) {
            this.request = request;
            this.receiver = receiver;
        }

        @Override
        public void completed(SimpleHttpResponse message) {
            if (!underWay.remove(this)) {
                return;
            }
            Response response;
            try {
                response = Messages.response(request, message, message.getBodyBytes());
            } catch (IOException unreadable) {
                receiver.onFailure(unreadable);
                return;
            }
            receiver.onResponse(response);
        }

        @Override
        public void failed(Exception failure) {
            if (underWay.remove(this)) {
                // What is wrong with the protocol is no IOException here, other than in the classic client.
                receiver.onFailure(
                        failure instanceof HttpException ? new IOException(failure.getMessage(), failure) : failure);
            }
        }

        @Override
        public void cancelled() {
            if (underWay.remove(this)) {
                receiver.onFailure(new CancellationException("the exchange was aborted"));
            }
        }
    }
}
