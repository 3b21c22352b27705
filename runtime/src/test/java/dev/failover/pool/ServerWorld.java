package dev.failover.pool;

import dev.failover.time.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A server with so many workers and one queue, and clients with a pool each that send requests whether there is an answer
 * or not, in virtual time.
 */
final class ServerWorld {
    static final long MS = 1_000_000;

    final VirtualTime time;
    final List<ConnectionPool> pools = new ArrayList<>();
    private final SplittableRandom random;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private int idle;
    /** Mean of the time that a worker needs for a request. */
    long serviceNanos;
    /** 0: all requests take the same time; 1: exponentially distributed. */
    double spread;

    long timeoutNanos = 2_000 * MS;
    double requestsPerSecond;
    long sent;
    long answered;
    long refused;
    long timedOut;
    private boolean stopped;

    ServerWorld(long seed, long origin, int workers, long serviceNanos) {
        time = new VirtualTime(origin);
        random = new SplittableRandom(seed);
        idle = workers;
        this.serviceNanos = serviceNanos;
    }

    ServerWorld client(ConnectionPool pool) {
        pools.add(pool);
        arrive(pool);
        return this;
    }

    /** Lets time go by, with the counters at zero. */
    ServerWorld run(long milliseconds) {
        sent = 0;
        answered = 0;
        refused = 0;
        timedOut = 0;
        time.advance(milliseconds * MS);
        return this;
    }

    void stop() {
        stopped = true;
        time.runAll();
    }

    int queued() {
        return queue.size();
    }

    private void arrive(ConnectionPool pool) {
        double perClient = requestsPerSecond / Math.max(1, pools.size());
        long gap = perClient <= 0 ? 10 * MS : (long) (-Math.log(1 - random.nextDouble()) * 1e9 / perClient);
        time.schedule(
                () -> {
                    if (stopped) {
                        return;
                    }
                    if (requestsPerSecond > 0) {
                        request(pool);
                    }
                    arrive(pool);
                },
                gap);
    }

    private void request(ConnectionPool pool) {
        if (!pool.tryAcquire()) {
            refused++;
            return;
        }
        sent++;
        long began = time.nanos();
        boolean[] over = new boolean[1];
        time.schedule(
                () -> {
                    if (!over[0]) {
                        over[0] = true;
                        timedOut++;
                        pool.release(time.nanos() - began, true, time.nanos());
                    }
                },
                timeoutNanos);
        queue.add(() -> {
            if (!over[0]) {
                over[0] = true;
                answered++;
                pool.release(time.nanos() - began, false, time.nanos());
            }
        });
        work();
    }

    private void work() {
        if (idle == 0 || queue.isEmpty()) {
            return;
        }
        idle--;
        Runnable request = queue.poll();
        double factor = spread == 0 ? 1 : 1 - spread - spread * Math.log(1 - random.nextDouble());
        time.schedule(
                () -> {
                    idle++;
                    request.run();
                    work();
                },
                (long) (serviceNanos * factor));
    }
}
