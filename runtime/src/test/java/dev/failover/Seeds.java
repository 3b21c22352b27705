package dev.failover;

/** Where the random schedules begin. The seed is in the message of every failure; given back, it replays the schedule. */
public final class Seeds {
    private Seeds() {}

    /** The system property {@code failover.test.seed}, else another one each time. */
    public static long seed() {
        return Long.getLong("failover.test.seed", System.nanoTime());
    }
}
