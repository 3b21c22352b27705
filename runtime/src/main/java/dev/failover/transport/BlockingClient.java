package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.time.Timers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;

/** The classic client of Apache HttpClient 5. Thread-safe. */
final class BlockingClient {
    /** Far above any lease limit: how many connections there may be is the {@code ConnectionPool}'s to say. */
    private static final int NO_LIMIT = 100_000;

    private final CloseableHttpClient client;
    private final Timers timers;

    BlockingClient(ConnectTimeouts connectTimeouts, Timers timers) {
        this.timers = timers;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionConfigResolver(connectTimeouts)
                        .setMaxConnTotal(NO_LIMIT)
                        .setMaxConnPerRoute(NO_LIMIT)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent(Messages.USER_AGENT)
                .build();
    }

    Response send(Endpoint endpoint, Request request, long timeoutNanos) throws IOException, InterruptedException {
        HttpUriRequestBase message = message(endpoint, request, timeoutNanos);
        AtomicBoolean late = new AtomicBoolean();
        // The response time-out of the client bounds each read; the whole answer is bounded by aborting it.
        Timers.Timer timer = timeoutNanos <= 0
                ? null
                : timers.schedule(
                        () -> {
                            late.set(true);
                            message.abort();
                        },
                        timeoutNanos);
        try {
            return client.execute(ConnectTimeouts.host(endpoint), message, answer -> read(request, answer));
        } catch (IOException failure) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException();
                interrupted.initCause(failure);
                throw interrupted;
            }
            throw late.get() ? timedOut(timeoutNanos, failure) : failure;
        } finally {
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    private static HttpUriRequestBase message(Endpoint endpoint, Request request, long timeoutNanos) {
        HttpUriRequestBase message =
                new HttpUriRequestBase(request.method().name(), URI.create(endpoint.url(request.target())));
        message.setConfig(RequestConfig.custom()
                .setResponseTimeout(ConnectTimeouts.timeout(timeoutNanos))
                .setConnectionRequestTimeout(ConnectTimeouts.timeout(timeoutNanos))
                .build());
        String contentType = Messages.copyHeaders(request, message::addHeader);
        byte[] body = request.bodyForTransport();
        if (body != null) {
            message.setEntity(
                    new ByteArrayEntity(body, contentType == null ? null : ContentType.parseLenient(contentType)));
        }
        return message;
    }

    private static Response read(Request request, ClassicHttpResponse message) throws IOException {
        HttpEntity entity = message.getEntity();
        return Messages.response(request, message, entity == null ? null : EntityUtils.toByteArray(entity));
    }

    private static SocketTimeoutException timedOut(long timeoutNanos, IOException cause) {
        SocketTimeoutException timedOut =
                new SocketTimeoutException("no whole answer within " + timeoutNanos / 1_000_000 + " ms");
        timedOut.initCause(cause);
        return timedOut;
    }

    void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
