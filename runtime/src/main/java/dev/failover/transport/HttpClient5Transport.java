package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.time.Timers;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The runtime's own transport: Apache HttpClient 5 with pooled, kept-alive connections, a blocking client and an
 * asynchronous one, each started with its first use. Nothing is retried, redirected, remembered (cookies) or authenticated
 * down here: all that is decided above. Thread-safe.
 */
public final class HttpClient5Transport implements Transport {
    private final Timers timers;
    private final Targets targets = new Targets();
    private final ReentrantLock starting = new ReentrantLock();
    private final AtomicReference<@Nullable BlockingClient> blocking = new AtomicReference<>();
    private final AtomicReference<@Nullable AsyncClient> async = new AtomicReference<>();
    private volatile boolean closed;

    /** @param timers abort exchanges that take too long */
    public HttpClient5Transport(Timers timers) {
        this.timers = timers;
    }

    @Override
    public Response send(Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos)
            throws IOException, InterruptedException {
        return blockingClient().send(targets.of(endpoint, connectTimeoutNanos), request, timeoutNanos);
    }

    @Override
    public Exchange sendAsync(
            Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos, Receiver receiver) {
        Target target = targets.of(endpoint, connectTimeoutNanos);
        return asyncClient().send(target.host, endpoint, request, receiver);
    }

    private BlockingClient blockingClient() {
        BlockingClient client = blocking.get();
        return client != null ? client : start(blocking, () -> new BlockingClient(targets, timers));
    }

    private AsyncClient asyncClient() {
        AsyncClient client = async.get();
        return client != null ? client : start(async, () -> new AsyncClient(targets));
    }

    private <C> C start(AtomicReference<@Nullable C> slot, Supplier<C> create) {
        starting.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the transport is closed");
            }
            C client = slot.get();
            if (client == null) {
                client = create.get();
                slot.set(client);
            }
            return client;
        } finally {
            starting.unlock();
        }
    }

    @Override
    public void close() {
        starting.lock();
        try {
            closed = true;
            BlockingClient blockingClient = blocking.get();
            if (blockingClient != null) {
                blockingClient.close();
            }
            AsyncClient asyncClient = async.get();
            if (asyncClient != null) {
                asyncClient.close();
            }
        } finally {
            starting.unlock();
        }
    }
}
