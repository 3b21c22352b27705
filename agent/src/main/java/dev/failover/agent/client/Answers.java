package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import dev.failover.http.RateLimitFields;
import dev.failover.http.RetryAfter;
import dev.failover.limiter.RateLimiterPolicy;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all adapters make of an ending: for the call, and for the program. */
public final class Answers {
    private static final int FIRST_ERROR = 400;

    private Answers() {}

    /** Whether {@link #outcome} looks at the head of a response; if not, {@link Outcome#response} of its status says all. */
    public static boolean readsHead(ServiceState service, int status) {
        return status >= FIRST_ERROR || readsLimit(service);
    }

    private static boolean readsLimit(ServiceState service) {
        RateLimiterPolicy limiter = service.policy().rateLimiter();
        return limiter != null && limiter.isFromServer();
    }

    /**
     * How an attempt ended that brought a response.
     *
     * @param field a field of its head by name, as {@link #line} makes it of several lines; null when there is none
     */
    public static <R> Outcome<R> outcome(
            ServiceState service, R response, int status, Function<String, @Nullable String> field) {
        return heard(service, Outcome.response(response, status, retryAfter(status, field)), field);
    }

    /** For how long the endpoint asks to be left alone, in nanoseconds; {@link RetryAfter#NONE} when it does not. */
    public static long retryAfter(int status, Function<String, @Nullable String> field) {
        return status < FIRST_ERROR
                ? RetryAfter.NONE
                : RetryAfter.parseNanos(field.apply("Retry-After"), field.apply("Date"), System.currentTimeMillis());
    }

    /** With what the server said of its rate limit, where the service wants to know. */
    public static <R> Outcome<R> heard(
            ServiceState service, Outcome<R> outcome, Function<String, @Nullable String> field) {
        return readsLimit(service)
                ? outcome.withServerLimit(RateLimitFields.read(outcome.status(), field, System.currentTimeMillis()))
                : outcome;
    }

    /** The value of a field whose lines these are: all of a list, else the first one; null for none. */
    public static @Nullable String line(String name, List<String> lines) {
        return lines.isEmpty() ? null : RateLimitFields.isList(name) ? String.join(",", lines) : lines.get(0);
    }

    /**
     * Whether another attempt may follow an answer with this status, as far as the call and its policies are concerned: then
     * it may be dropped, and must not keep what that attempt could wait for. Only an adapter knows whether the body of its
     * request is still there, which it asks besides: a call that cannot be repeated drops nothing.
     */
    public static boolean mayBeDropped(ServiceState service, Attempt attempt, int status) {
        return attempt.mayBeRepeated() && service.policy().retry().retriesStatus(status);
    }

    /**
     * What the program gets for a call without a response: its own mistake, else how the first endpoint failed. A client that
     * the program has closed during the call makes no further attempt, which is no mistake: without us none would have been.
     */
    public static Throwable failureOf(Call<?> call) {
        Throwable first = call.firstFailure();
        Throwable failure =
                call.outcome().kind() == Outcome.Kind.LOCAL ? call.outcome().failure() : first;
        if (failure == null) {
            return new IOException("no answer");
        }
        return first != null && call.attempts() > 1 && ClosedClient.isMeantBy(failure) ? first : failure;
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
