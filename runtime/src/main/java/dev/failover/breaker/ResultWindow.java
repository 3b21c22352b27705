package dev.failover.breaker;

/**
 * The results that a rate is taken over, of one generation of a closed breaker: a later one gets a window of its own, so
 * nothing that was admitted earlier finds its way into it. Thread-safe and lock-free.
 */
abstract class ResultWindow {
    final CircuitBreakerPolicy policy;
    final long generation;

    ResultWindow(CircuitBreakerPolicy policy, long generation) {
        this.policy = policy;
        this.generation = generation;
    }

    /** An empty window as the policy wants it. */
    static ResultWindow create(CircuitBreakerPolicy policy, long generation, long now) {
        return policy.hasTimeWindow() ? new TimeWindow(policy, generation, now) : new CountWindow(policy, generation);
    }

    /** The window of the same generation as another policy wants it, with as much of these results as fits there. */
    final ResultWindow reshaped(CircuitBreakerPolicy wanted, long now) {
        return wanted.hasTimeWindow() ? new TimeWindow(wanted, this, now) : CountWindow.of(wanted, this, now);
    }

    /** Whether it is the window of that generation, made for that very policy: asked by every success. */
    @SuppressWarnings("ReferenceEquality")
    final boolean isOf(CircuitBreakerPolicy wanted, long wantedGeneration) {
        return policy == wanted && generation == wantedGeneration;
    }

    /** Adds a success that was not slow. */
    abstract void addGood(long now);

    /** Adds a failure, a slow call, or what is both. */
    abstract void addBad(boolean failed, boolean slow, long now);

    /** All results in the window. */
    abstract long results(long now);

    abstract long failures(long now);

    abstract long slow(long now);

    /** Whether the share of failures or of slow calls is one that opens the breaker. */
    final boolean isTooBad(long now) {
        return policy.isTooBad(results(now), failures(now), slow(now));
    }
}
