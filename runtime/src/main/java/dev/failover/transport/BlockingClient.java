package dev.failover.transport;

import dev.failover.http.BodySource;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.time.Timers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The classic client of Apache HttpClient 5. Thread-safe. */
final class BlockingClient {
    /** Far above any lease limit: how many connections there may be is the {@code ConnectionPool}'s to say. */
    private static final int NO_LIMIT = 100_000;

    private final PoolingHttpClientConnectionManager connections;
    /** Comes back with whole answers. */
    private final CloseableHttpClient whole;
    /** The same connections for answers that come while they are read. */
    private final CloseableHttpClient streaming;

    private final Timers timers;
    private volatile @Nullable Bounded latest;

    BlockingClient(Targets targets, Timers timers) {
        this.timers = timers;
        connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionConfigResolver(targets)
                .setMaxConnTotal(NO_LIMIT)
                .setMaxConnPerRoute(NO_LIMIT)
                .build();
        streaming = plain().build();
        whole = plain().replaceExecInterceptor(ChainElement.PROTOCOL.name(), new WholeAnswer())
                .build();
    }

    private HttpClientBuilder plain() {
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionManagerShared(true)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent(Messages.USER_AGENT);
    }

    Response send(Target target, Request request, long timeoutNanos) throws IOException, InterruptedException {
        AbortableRequest message = message(target, request, timeoutNanos);
        AtomicBoolean late = new AtomicBoolean();
        // Until it is there, the answer is bounded by aborting it: a bound of each read would cost a look at the clock
        // each, and bound less.
        Timers.Timer timer = timeoutNanos <= 0
                ? null
                : timers.schedule(
                        () -> {
                            late.set(true);
                            message.cancel();
                        },
                        timeoutNanos);
        try {
            return request.streamsAnswer()
                    ? open(target, request, message)
                    : whole.execute(
                            target.host,
                            message,
                            answer -> Messages.response(request, answer, WholeAnswer.body(answer)));
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

    /** Comes back with the head of a 2xx answer; whatever else comes is not what the caller wants to read. */
    private Response open(Target target, Request request, AbortableRequest message) throws IOException {
        ClassicHttpResponse answer = streaming.executeOpen(target.host, message, null);
        boolean isOpen = false;
        try {
            HttpEntity entity = answer.getEntity();
            if (entity == null || answer.getCode() / 100 != 2) {
                return Messages.response(request, answer, entity == null ? null : WholeAnswer.read(entity));
            }
            Response response = Messages.streaming(request, answer, new AnswerStream(entity, message, answer));
            isOpen = true;
            return response;
        } finally {
            if (!isOpen) {
                answer.close();
            }
        }
    }

    private AbortableRequest message(Target target, Request request, long timeoutNanos) {
        AbortableRequest message = target.message(request.method().name(), request.target());
        Bounded bounded = bounded(timeoutNanos);
        message.setConfig(request.streamsAnswer() ? bounded.streaming : bounded.whole);
        String contentType = Messages.copyHeaders(request, message::addHeader);
        byte[] body = request.bodyForTransport();
        if (body != null) {
            message.setEntity(
                    new ByteArrayEntity(body, contentType == null ? null : ContentType.parseLenient(contentType)));
        }
        BodySource source = request.bodySource();
        if (source != null) {
            message.setEntity(new SourceEntity(source, contentType, message));
        }
        return message;
    }

    /** Mostly all attempts have the same bound, and a configuration cannot change. */
    private Bounded bounded(long timeoutNanos) {
        Bounded known = latest;
        if (known == null || known.timeoutNanos != timeoutNanos) {
            known = new Bounded(timeoutNanos);
            latest = known;
        }
        return known;
    }

    private static final class Bounded {
        final long timeoutNanos;
        final RequestConfig whole;
        /** Each read has the time of the whole: how long the program takes to read all is its own business. */
        final RequestConfig streaming;

        Bounded(long timeoutNanos) {
            this.timeoutNanos = timeoutNanos;
            Timeout timeout = Target.timeout(timeoutNanos);
            whole = RequestConfig.custom()
                    .setResponseTimeout(Timeout.DISABLED)
                    .setConnectionRequestTimeout(timeout)
                    .build();
            streaming = RequestConfig.copy(whole).setResponseTimeout(timeout).build();
        }
    }

    private static SocketTimeoutException timedOut(long timeoutNanos, IOException cause) {
        SocketTimeoutException timedOut =
                new SocketTimeoutException("no whole answer within " + timeoutNanos / 1_000_000 + " ms");
        timedOut.initCause(cause);
        return timedOut;
    }

    void close() {
        whole.close(CloseMode.IMMEDIATE);
        streaming.close(CloseMode.IMMEDIATE);
        connections.close(CloseMode.IMMEDIATE);
    }
}
