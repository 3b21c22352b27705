package dev.failover;

import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call tried, for the message of its exception; empty until the first failure, and without words until they are
 * needed: most calls that fail somewhere end well. Not thread-safe.
 */
final class Trail {
    private @Nullable Step last;

    private static final class Step {
        final @Nullable Step before;
        final int number;
        final Endpoint endpoint;
        final Outcome<?> outcome;
        final Throwable failure;

        Step(@Nullable Step before, int number, Endpoint endpoint, Outcome<?> outcome, Throwable failure) {
            this.before = before;
            this.number = number;
            this.endpoint = endpoint;
            this.outcome = outcome;
            this.failure = failure;
        }

        @Override
        public String toString() {
            return number + ". " + endpoint + " " + outcome;
        }
    }

    <R> Outcome<R> note(Attempt attempt, Outcome<R> outcome) {
        return note(attempt.number(), attempt.endpoint(), outcome);
    }

    <R> Outcome<R> note(int number, Endpoint endpoint, Outcome<R> outcome) {
        Throwable failure = outcome.failure();
        if (failure != null) {
            last = new Step(last, number, endpoint, outcome, failure);
        }
        return outcome;
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Step step = last; step != null; step = step.before) {
            steps.add(0, step);
        }
        return steps;
    }

    /** The exception of a call that ended without a result that its caller wants. */
    FailoverException exception(ServiceState service, String what, Call<?> call, Decision decision) {
        if (decision == Decision.REJECT) {
            Rejection why = call.rejection();
            return FailoverException.rejected(
                    service.name() + ": " + what + " was rejected: " + why.text(), why, call.retryAfterNanos());
        }
        List<Step> steps = steps();
        StringBuilder message = new StringBuilder(service.name() + ": " + what + " failed: ");
        for (Step step : steps) {
            message.append(step).append("; ");
        }
        Outcome<?> outcome = call.outcome();
        if (outcome.kind() == Outcome.Kind.RESULT) {
            message.append("the latest result is one that the retry policy does not want");
            return FailoverException.unwanted(message.toString(), outcome.result());
        }
        Throwable latest = outcome.failure();
        if (steps.isEmpty()) {
            message.append(latest);
        } else {
            message.setLength(message.length() - 2);
        }
        FailoverException exception = new FailoverException(message.toString(), latest);
        for (Step step : steps) {
            if (step.failure != latest) {
                exception.addSuppressed(step.failure);
            }
        }
        return exception;
    }
}
