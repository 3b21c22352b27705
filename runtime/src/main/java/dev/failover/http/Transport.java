package dev.failover.http;

import dev.failover.endpoint.Endpoint;
import java.io.Closeable;
import java.io.IOException;

/**
 * Carries one request to one endpoint and brings the answer back; knows nothing of retries. Thread-safe. The runtime's own
 * is on Apache HttpClient 5; a test or an application may bring another.
 */
public interface Transport extends Closeable {
    /**
     * Sends the request and waits for the whole answer.
     *
     * @param connectTimeoutNanos bound for opening a connection; 0 means none
     * @param timeoutNanos bound for the whole exchange; 0 means none
     * @throws java.net.ConnectException or another exception that {@code Outcome} knows as one of connecting if, and
     *     only if, no byte of the request can have reached the server
     * @throws InterruptedException if the calling thread was interrupted. A thread that is blocked in a socket hears of
     *     it only when the socket answers or its bound is reached, unless it is a virtual one
     */
    Response send(Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos)
            throws IOException, InterruptedException;

    /** Sends the request without blocking; the receiver hears exactly once, unless the exchange is cancelled first. */
    Exchange sendAsync(
            Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos, Receiver receiver);

    /** Closes all connections; running exchanges fail. */
    @Override
    void close();

    /** An exchange under way. */
    interface Exchange {
        /** Aborts it; safe to call at any time and more than once. */
        void cancel();
    }

    /** Hears of the end of an exchange, on a thread of the transport, which it must not block. */
    interface Receiver {
        void onResponse(Response response);

        void onFailure(Throwable failure);
    }
}
