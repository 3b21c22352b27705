package dev.failover.call;

import dev.failover.retry.RetryPolicy;

/**
 * What the endings of one call's attempts say about another attempt. While several are under way the one that speaks against it
 * counts, whichever ends last. Not thread-safe.
 */
final class Judgement {
    private final CallSpec spec;
    private final RetryPolicy retry;
    private boolean forbidden;
    private boolean senseless;
    private boolean latestSenseless;

    Judgement(CallSpec spec, RetryPolicy retry) {
        this.spec = spec;
        this.retry = retry;
    }

    /** Judges an ending; returns whether the attempt failed. Asks the policy about a result unless that has been done. */
    boolean judge(Outcome<?> ending) {
        boolean unwanted =
                ending.isUnwanted() || (ending.kind() == Outcome.Kind.RESULT && retry.rejectsResult(ending.result()));
        if (!unwanted && !RepeatRules.isFailure(ending, retry)) {
            return false;
        }
        forbidden |= !RepeatRules.mayRepeat(ending, spec);
        latestSenseless = !unwanted && !RepeatRules.isWorthRepeating(ending, retry);
        senseless |= latestSenseless;
        return true;
    }

    /** Whether another attempt might do harm. */
    boolean isForbidden() {
        return forbidden;
    }

    /** Whether the failure that was judged last says by itself that another attempt could not end better. */
    boolean isLatestSenseless() {
        return latestSenseless;
    }

    /** Whether another attempt could not end better. */
    boolean isSenseless() {
        return senseless;
    }
}
