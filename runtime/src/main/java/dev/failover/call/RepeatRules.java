package dev.failover.call;

import dev.failover.call.Outcome.Kind;
import dev.failover.http.RetryAfter;
import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import dev.failover.metrics.ServiceMetrics.RetryReason;
import dev.failover.retry.RetryPolicy;

/** What an ending means: for the endpoint, for the counters, and for the question of another attempt. Stateless. */
final class RepeatRules {
    private RepeatRules() {}

    /**
     * Whether the call did not get what it wanted, as far as kind and status tell. A client's own mistake (4xx) is an answer
     * like any other.
     */
    static boolean isFailure(Outcome<?> outcome, RetryPolicy retry) {
        return outcome.kind() != Kind.RESULT || isFailure(outcome.status(), retry);
    }

    /** @param status 0 for a result that has none */
    static boolean isFailure(int status, RetryPolicy retry) {
        return status >= 500 || (status != 0 && retry.retriesStatus(status));
    }

    /**
     * Whether a failure says that the endpoint is in trouble. What the program did itself does not, nor that its client had no
     * connection free. Being asked for patience (429) does not, and where server errors are not blamed no status does that is
     * not repeated either; a result that is no HTTP response and that the retry policy does not want does.
     */
    static boolean blamesEndpoint(Outcome<?> outcome, ServicePolicy policy) {
        if (outcome.kind() != Kind.RESULT) {
            return outcome.kind() != Kind.LOCAL && outcome.kind() != Kind.CANCELLED && !outcome.isNoneFree();
        }
        int status = outcome.status();
        if (status == 0) {
            return true;
        }
        return status >= 500
                && status != 501
                && status != 505
                && (policy.areServerErrorsBlamed() || policy.retry().retriesStatus(status));
    }

    /** Whether the endpoint could not bear the request: no answer in time, or it asked for patience. */
    static boolean isOverload(Outcome<?> outcome) {
        return outcome.kind() == Kind.TIMEOUT || outcome.status() == 503 || outcome.status() == 429;
    }

    /** Whether the time that an attempt took, or that it took too long, says how busy the endpoint is. */
    static boolean tellsHowBusy(Outcome<?> outcome) {
        return isOverload(outcome) || (outcome.kind() == Kind.RESULT && outcome.status() < 500);
    }

    /** Whether another attempt could end better: what the policy says of the failure, else what its kind says. */
    static boolean isWorthRepeating(Outcome<?> outcome, RetryPolicy retry) {
        if (outcome.kind() == Kind.RESULT) {
            return retry.retriesStatus(outcome.status());
        }
        if (outcome.kind() == Kind.CANCELLED) {
            return false;
        }
        switch (retry.verdict(outcome.failure())) {
            case RETRY:
                return true;
            case ABORT:
                return false;
            default:
                return outcome.kind() != Kind.LOCAL;
        }
    }

    /**
     * Whether another attempt does no harm: the request provably never left, or it may be sent twice (RFC 9110, section
     * 9.2.2), and its body is still there.
     */
    static boolean mayRepeat(Outcome<?> outcome, CallSpec spec) {
        return outcome.isRepeatable() && (!outcome.mayHaveBeenProcessed() || spec.isIdempotent());
    }

    static RetryReason reason(Outcome<?> outcome) {
        switch (outcome.kind()) {
            case CONNECT:
                return RetryReason.CONNECT;
            case TIMEOUT:
                return RetryReason.TIMEOUT;
            case RESULT:
                return outcome.retryAfterNanos() == RetryAfter.NONE ? RetryReason.STATUS : RetryReason.RETRY_AFTER;
            default:
                return RetryReason.IO;
        }
    }

    static AttemptOutcome counted(Outcome<?> outcome) {
        switch (outcome.kind()) {
            case CONNECT:
                return AttemptOutcome.CONNECT;
            case TIMEOUT:
                return AttemptOutcome.TIMEOUT;
            case CANCELLED:
                return AttemptOutcome.CANCELLED;
            case RESULT:
                return outcome.status() >= 500
                        ? AttemptOutcome.STATUS_5XX
                        : outcome.status() >= 400 ? AttemptOutcome.STATUS_4XX : AttemptOutcome.OK;
            default:
                return AttemptOutcome.IO;
        }
    }
}
