package dev.failover.transport;

import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.time.Timers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The classic client of Apache HttpClient 5. Thread-safe. */
final class BlockingClient {
    /** Far above any lease limit: how many connections there may be is the {@code ConnectionPool}'s to say. */
    private static final int NO_LIMIT = 100_000;

    private final CloseableHttpClient client;
    private final Timers timers;
    private volatile @Nullable Bounded latest;

    BlockingClient(Targets targets, Timers timers) {
        this.timers = timers;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionConfigResolver(targets)
                        .setMaxConnTotal(NO_LIMIT)
                        .setMaxConnPerRoute(NO_LIMIT)
                        .build())
                .replaceExecInterceptor(ChainElement.PROTOCOL.name(), new WholeAnswer())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent(Messages.USER_AGENT)
                .build();
    }

    Response send(Target target, Request request, long timeoutNanos) throws IOException, InterruptedException {
        AbortableRequest message = message(target, request, timeoutNanos);
        AtomicBoolean late = new AtomicBoolean();
        // The whole answer is bounded by aborting it: a bound of each read would cost a look at the clock each, and
        // bound less.
        Timers.Timer timer = timeoutNanos <= 0
                ? null
                : timers.schedule(
                        () -> {
                            late.set(true);
                            message.cancel();
                        },
                        timeoutNanos);
        try {
            return client.execute(
                    target.host, message, answer -> Messages.response(request, answer, WholeAnswer.body(answer)));
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

    private AbortableRequest message(Target target, Request request, long timeoutNanos) {
        AbortableRequest message = target.message(request.method().name(), request.target());
        message.setConfig(config(timeoutNanos));
        String contentType = Messages.copyHeaders(request, message::addHeader);
        byte[] body = request.bodyForTransport();
        if (body != null) {
            message.setEntity(
                    new ByteArrayEntity(body, contentType == null ? null : ContentType.parseLenient(contentType)));
        }
        return message;
    }

    /** Mostly all attempts have the same bound, and a configuration cannot change. */
    private RequestConfig config(long timeoutNanos) {
        Bounded known = latest;
        if (known == null || known.timeoutNanos != timeoutNanos) {
            known = new Bounded(timeoutNanos);
            latest = known;
        }
        return known.config;
    }

    private static final class Bounded {
        final long timeoutNanos;
        final RequestConfig config;

        Bounded(long timeoutNanos) {
            this.timeoutNanos = timeoutNanos;
            config = RequestConfig.custom()
                    .setResponseTimeout(Timeout.DISABLED)
                    .setConnectionRequestTimeout(Target.timeout(timeoutNanos))
                    .build();
        }
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
