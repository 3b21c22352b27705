package dev.failover.agent.client.jetty;

import org.jspecify.annotations.Nullable;

/**
 * Attempts without a response, the latest one first. Immutable.
 *
 * @param <G> what stands between an attempt's response and the program
 */
public final class Ended<G> {
    private final G gate;
    private final @Nullable Ended<G> before;

    Ended(G gate, @Nullable Ended<G> before) {
        this.gate = gate;
        this.before = before;
    }

    public G gate() {
        return gate;
    }

    /** Null for the first one. */
    public @Nullable Ended<G> before() {
        return before;
    }
}
