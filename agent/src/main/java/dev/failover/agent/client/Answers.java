package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.call.Call;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.http.RetryAfter;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What all adapters make of an ending: for the call, and for the program. */
public final class Answers {
    private Answers() {}

    /** How an attempt ended that brought a response. */
    public static <R> Outcome<R> outcome(R response, int status, @Nullable String retryAfter, @Nullable String date) {
        long nanos =
                status < 400 ? RetryAfter.NONE : RetryAfter.parseNanos(retryAfter, date, System.currentTimeMillis());
        return Outcome.response(response, status, nanos);
    }

    /** What the program gets for a call without a response: its own mistake, else how the first endpoint failed. */
    public static Throwable failureOf(Call<?> call) {
        Throwable failure =
                call.outcome().kind() == Outcome.Kind.LOCAL ? call.outcome().failure() : call.firstFailure();
        return failure == null ? new IOException("no answer") : failure;
    }

    /** What the program reads when no attempt was made. */
    public static String rejection(Rejection why) {
        return "no attempt was made: " + why.text();
    }

    /** Whether a failure has come from the agent's own code, not from the client or from what the program gave it. */
    public static boolean isOurs(Throwable told) {
        // In the wrapper of a future there may be what the client would have said itself.
        Throwable failure = Failures.unwrap(told);
        if (failure instanceof CancellationException) {
            return false;
        }
        if (!(failure instanceof Error || failure instanceof RuntimeException)) {
            return false;
        }
        // A class that cannot be loaded is told by whoever loads it.
        boolean loading = failure instanceof LinkageError;
        for (StackTraceElement frame : failure.getStackTrace()) {
            String name = frame.getClassName();
            if (!loading || !name.startsWith("java.")) {
                return name.startsWith("dev.failover.");
            }
        }
        return false;
    }

    /** What a client could have thrown, for a fault of ours after which nothing may be sent any more. */
    public static IOException fault(Throwable failure) {
        Bridge.failed("FA204", "a fault of the agent after a request was sent that must not be sent twice", failure);
        return new IOException("failover: FA204 a fault of the agent, after the request was sent", failure);
    }

    /** What a woven method returns. */
    @SuppressWarnings("NullAway") // one of the two is null by contract
    public static Object[] returned(@Nullable Object returned) {
        return new Object[] {returned, null};
    }

    /** What a woven method throws. */
    @SuppressWarnings("NullAway") // one of the two is null by contract
    public static Object[] thrown(Throwable failure) {
        return new Object[] {null, failure};
    }
}
