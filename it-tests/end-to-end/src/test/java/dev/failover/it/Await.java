package dev.failover.it;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** For what another process does to a file: the only thing here that nobody announces. */
final class Await {
    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Child.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain until " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
