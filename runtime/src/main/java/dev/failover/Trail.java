package dev.failover;

import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.Decision;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call tried, for the message of its exception: the first failure and the latest ones. Empty until the first failure,
 * and without words until they are needed: most calls that fail somewhere end well. Not thread-safe.
 */
final class Trail {
    /** Of a call that was attempted a million times nobody wants to read all. */
    private static final int LATEST = 9;

    private @Nullable Step first;
    private @Nullable ArrayDeque<Step> latest;
    private int leftOut;

    private static final class Step {
        final int number;
        final Endpoint endpoint;
        final Outcome<?> outcome;
        final Throwable failure;

        Step(int number, Endpoint endpoint, Outcome<?> outcome, Throwable failure) {
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
            note(new Step(number, endpoint, outcome, failure));
        }
        return outcome;
    }

    private void note(Step step) {
        if (first == null) {
            first = step;
            return;
        }
        if (latest == null) {
            latest = new ArrayDeque<>();
        }
        latest.add(step);
        if (latest.size() > LATEST) {
            latest.remove();
            leftOut++;
        }
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (first != null) {
            steps.add(first);
        }
        if (latest != null) {
            steps.addAll(latest);
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
            if (leftOut > 0 && step == first) {
                message.append("(").append(leftOut).append(" more); ");
            }
        }
        Outcome<?> outcome = call.outcome();
        if (outcome.kind() == Outcome.Kind.RESULT) {
            message.append("the latest result is one that the retry policy does not want");
            return FailoverException.unwanted(message.toString(), outcome.result());
        }
        Throwable failure = outcome.failure();
        if (steps.isEmpty()) {
            message.append(failure == null ? outcome : Failures.text(failure));
        } else {
            message.setLength(message.length() - 2);
        }
        FailoverException exception = outcome.kind() == Outcome.Kind.CANCELLED
                ? FailoverException.givenUp(message.toString(), failure)
                : new FailoverException(message.toString(), failure);
        for (Step step : steps) {
            if (step.failure != failure) {
                exception.addSuppressed(step.failure);
            }
        }
        return exception;
    }
}
