package dev.failover;

import dev.failover.call.AsyncDriver;
import dev.failover.call.BlockingDriver;
import dev.failover.http.Transport;
import dev.failover.time.Sleeper;
import dev.failover.time.TimerWheel;
import dev.failover.transport.HttpClient5Transport;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What all services of one manager use to carry out their calls. Thread-safe. */
final class Engine implements AutoCloseable {
    final TimerWheel timers = new TimerWheel();
    final BlockingDriver blocking = new BlockingDriver(Sleeper.PARKING);
    final AsyncDriver async = new AsyncDriver(timers);
    final Transport transport;
    /** Where futures of asynchronous calls complete. */
    final Executor completing;
    /** Where blocking work runs that is hedged. */
    final WorkerThreads workers = new WorkerThreads();

    final CacheFaults cacheFaults = new CacheFaults();

    private final Set<FailoverFuture<?>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Engine(@Nullable Transport transport, Executor completing) {
        this.transport = transport == null ? new HttpClient5Transport(timers) : transport;
        this.completing = completing;
    }

    /** A future that ends at the latest when the manager is closed. */
    <T> FailoverFuture<T> newFuture() {
        FailoverFuture<T> future = new FailoverFuture<>();
        underWay.add(future);
        CompletableFuture<T> unused = future.whenComplete((result, failure) -> underWay.remove(future));
        return future;
    }

    /** Whether nothing is to be begun any more, by calls that are under way either. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        // A call that waits has no connection whose end would tell it, and its timer dies with the timers.
        underWay.forEach(call -> call.cancel(false));
        transport.close();
        timers.close();
        workers.close();
    }
}
