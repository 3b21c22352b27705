package dev.failover.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what another thread does. */
public final class Eventually {
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private Eventually() {}

    /** Asks again and again until it holds. */
    public static void holds(Callable<Boolean> condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begin > LONGEST_NANOS) {
                throw new AssertionError("it did not hold within 30 s");
            }
            Thread.sleep(5);
        }
    }
}
