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

/** What one call tried, for the message of its exception; empty until the first failure. Not thread-safe. */
final class Trail {
    private @Nullable List<String> steps;
    private @Nullable List<Throwable> failures;

    <R> Outcome<R> note(Attempt attempt, Outcome<R> outcome) {
        return note(attempt.number(), attempt.endpoint(), outcome);
    }

    <R> Outcome<R> note(int number, Endpoint endpoint, Outcome<R> outcome) {
        Throwable failure = outcome.failure();
        if (failure != null) {
            if (steps == null || failures == null) {
                steps = new ArrayList<>();
                failures = new ArrayList<>();
            }
            steps.add(number + ". " + endpoint + " " + outcome);
            failures.add(failure);
        }
        return outcome;
    }

    /** The exception of a call that ended without a result that its caller wants. */
    FailoverException exception(ServiceState service, String what, Call<?> call, Decision decision) {
        if (decision == Decision.REJECT) {
            Rejection why = call.rejection();
            return FailoverException.rejected(service.name() + ": " + what + " was rejected: " + why.text(), why);
        }
        Outcome<?> outcome = call.outcome();
        String failed = service.name() + ": " + what + " failed: ";
        String tried = steps == null ? "" : String.join("; ", steps);
        if (outcome.kind() == Outcome.Kind.RESULT) {
            return FailoverException.unwanted(
                    failed + (tried.isEmpty() ? "" : tried + "; ")
                            + "the latest result is one that the retry policy does not want",
                    outcome.result());
        }
        Throwable last = outcome.failure();
        FailoverException exception = new FailoverException(failed + (tried.isEmpty() ? last : tried), last);
        if (failures != null) {
            for (Throwable earlier : failures) {
                if (earlier != last) {
                    exception.addSuppressed(earlier);
                }
            }
        }
        return exception;
    }
}
