package dev.failover.agent.client;

import dev.failover.call.Call;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.http.RetryAfter;
import java.io.IOException;
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
