package dev.failover;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A transport without a network: each host does what it was told; a host that was told nothing refuses. */
final class FakeTransport implements Transport {
    final List<String> sent = new CopyOnWriteArrayList<>();
    final AtomicInteger aborted = new AtomicInteger();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    volatile boolean closed;

    /** What a host does: a response, an exception, or null for nothing, ever. */
    interface Answer {
        Response to(Request request) throws Exception;
    }

    FakeTransport host(String host, Answer answer) {
        answers.put(host, answer);
        return this;
    }

    FakeTransport host(String host, int status, String text) {
        return host(host, request -> new Response(status, Headers.EMPTY, text.getBytes(StandardCharsets.UTF_8)));
    }

    private Response answer(Endpoint endpoint, Request request) throws Exception {
        if (closed) {
            throw new IllegalStateException("the transport is closed");
        }
        String key = request.headers().first("Authorization");
        String other = request.headers().first("X-Api-Key");
        sent.add(endpoint.host() + " " + request + (key == null ? "" : " " + key) + (other == null ? "" : " " + other));
        return answers.getOrDefault(endpoint.host(), refused -> {
                    throw new ConnectException(endpoint.host() + " refused");
                })
                .to(request);
    }

    @Override
    public Response send(Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos)
            throws IOException, InterruptedException {
        try {
            Response response = answer(endpoint, request);
            if (response == null) {
                // Until it is interrupted.
                new CountDownLatch(1).await();
            }
            return response;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            throw failure;
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Override
    public Exchange sendAsync(
            Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos, Receiver receiver) {
        try {
            Response response = answer(endpoint, request);
            if (response != null) {
                receiver.onResponse(response);
            }
        } catch (IOException failure) {
            receiver.onFailure(failure);
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
        return aborted::incrementAndGet;
    }

    @Override
    public void close() {
        closed = true;
    }
}
