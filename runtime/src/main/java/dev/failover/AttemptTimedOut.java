package dev.failover;

import java.util.concurrent.TimeoutException;

/** The time of an attempt was over. A class of its own, so that nobody takes it for something that the work threw. */
final class AttemptTimedOut extends TimeoutException {
    private static final long serialVersionUID = 1;

    AttemptTimedOut(long boundNanos) {
        super("not done within " + boundNanos / 1_000_000 + " ms");
    }
}
