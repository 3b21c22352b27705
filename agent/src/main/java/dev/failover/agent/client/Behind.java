package dev.failover.agent.client;

import dev.failover.time.Timers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A call of ours that validates what has just answered one of the program's. There are few at a time and none lasts long, because they
 * have connections of the program's pool: what is not validated now is, perhaps, by the next call. Thread-safe.
 */
public final class Behind {
    private static final int MOST = 8;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final AtomicInteger UNDER_WAY = new AtomicInteger();

    private final Revalidation revalidation;
    private final Timers.Timer timer;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** What is done. */
    public interface Work {
        /** On a thread of ours; says {@link Behind#end} when it is done, or fails. */
        void run(Behind behind) throws Exception;

        /** Breaks it off, so that it ends; on a thread of ours. */
        void abort();
    }

    private Behind(AgentEngine engine, Revalidation revalidation, Work work, long longestNanos) {
        this.revalidation = revalidation;
        timer = engine.timers().schedule(() -> engine.chores(work::abort), longestNanos);
    }

    /** By the program's own thread. */
    public static void start(AgentEngine engine, Revalidation revalidation, Work work) {
        start(engine, revalidation, work, LONGEST_NANOS);
    }

    static void start(AgentEngine engine, Revalidation revalidation, Work work, long longestNanos) {
        if (UNDER_WAY.incrementAndGet() > MOST) {
            UNDER_WAY.decrementAndGet();
            revalidation.close();
            return;
        }
        Behind behind = new Behind(engine, revalidation, work, longestNanos);
        try {
            engine.handOver().later(() -> behind.run(work));
        } catch (RuntimeException | Error noThread) {
            behind.end();
            throw noThread;
        }
    }

    private void run(Work work) {
        try {
            work.run(this);
        } catch (Exception | LinkageError failure) {
            // The answer that the program has is as good as it was.
            end();
        }
    }

    /** More than once does no harm. */
    public void end() {
        if (ended.compareAndSet(false, true)) {
            UNDER_WAY.decrementAndGet();
            timer.cancel();
            revalidation.close();
        }
    }
}
