package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.BodySource;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.time.Timers;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** The classic client of Apache HttpClient 5. Thread-safe. */
final class BlockingClient {
    /** Far above any lease limit: how many connections there may be is the {@code ConnectionPool}'s to say. */
    private static final int NO_LIMIT = 100_000;

    /** As much as is believed of an announced length: memory for the rest comes with the bytes. */
    private static final int LONGEST_EXACT = 1 << 20;

    private final CloseableHttpClient client;
    private final Timers timers;
    private volatile @Nullable Bounded latest;

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
            return request.streamsAnswer()
                    ? open(endpoint, request, message)
                    : client.execute(ConnectTimeouts.host(endpoint), message, answer -> read(request, answer));
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
    private Response open(Endpoint endpoint, Request request, HttpUriRequestBase message) throws IOException {
        ClassicHttpResponse answer = client.executeOpen(ConnectTimeouts.host(endpoint), message, null);
        boolean isOpen = false;
        try {
            HttpEntity entity = answer.getEntity();
            if (entity == null || answer.getCode() / 100 != 2) {
                return read(request, answer);
            }
            Response response =
                    Messages.streaming(request, answer, new AnswerStream(entity.getContent(), message, answer));
            isOpen = true;
            return response;
        } finally {
            if (!isOpen) {
                answer.close();
            }
        }
    }

    private HttpUriRequestBase message(Endpoint endpoint, Request request, long timeoutNanos) {
        HttpUriRequestBase message =
                new HttpUriRequestBase(request.method().name(), URI.create(endpoint.url(request.target())));
        message.setConfig(config(timeoutNanos));
        String contentType = Messages.copyHeaders(request, message::addHeader);
        byte[] body = request.bodyForTransport();
        if (body != null) {
            message.setEntity(
                    new ByteArrayEntity(body, contentType == null ? null : ContentType.parseLenient(contentType)));
        }
        BodySource source = request.bodySource();
        if (source != null) {
            message.setEntity(new SourceEntity(source, contentType));
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
                    .setResponseTimeout(ConnectTimeouts.timeout(timeoutNanos))
                    .setConnectionRequestTimeout(ConnectTimeouts.timeout(timeoutNanos))
                    .build();
        }
    }

    private static Response read(Request request, ClassicHttpResponse message) throws IOException {
        HttpEntity entity = message.getEntity();
        return Messages.response(request, message, entity == null ? null : bytes(entity));
    }

    /** A short body whose length is known needs no buffer that grows. */
    private static byte[] bytes(HttpEntity entity) throws IOException {
        long length = entity.getContentLength();
        if (length < 0 || length > LONGEST_EXACT) {
            return EntityUtils.toByteArray(entity);
        }
        byte[] bytes = new byte[(int) length];
        try (InputStream content = entity.getContent()) {
            int at = 0;
            while (at < bytes.length) {
                int read = content.read(bytes, at, bytes.length - at);
                if (read < 0) {
                    throw new ConnectionClosedException(
                            "the body ended after %d bytes of the %d that were announced", at, length);
                }
                at += read;
            }
        }
        return bytes;
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
