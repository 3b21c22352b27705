package dev.failover.limiter;

/** The state of all bandwidths of a policy, which changes as a whole. Thread-safe, lock-free. */
interface Arrivals {
    /**
     * Takes a permit of each bandwidth.
     *
     * @param from not before this time, which is {@code now} or later
     * @param weight no more than the smallest burst
     * @return as {@link RateLimiter#reserve(long, int, long)}
     */
    long take(long now, long from, int weight, long maxWait);

    /** What {@link #take} would have to wait. */
    long waitFor(long now, long from, int weight);

    /** For how long somebody still waits, as far as the bandwidths make it; 0 when nobody does. */
    long lastWait(long now);

    /**
     * Gives a permit back, if it is nobody's loss: if others wait who are to go later, their times lie behind the place of this
     * one. Whoever came next would be given a time that is theirs already.
     *
     * @param places knows of those who wait for something else
     * @param usableAt from when the permit could have been used
     * @return false if nothing was given back
     */
    boolean giveBack(int weight, long usableAt, Places places, long now);

    /** What is owed to each bandwidth: how far its arrival time is ahead. */
    long[] debts(long now);

    /** Whole permits that are to be had at once; {@link Long#MAX_VALUE} where there is no bandwidth. */
    long available(long now);
}
