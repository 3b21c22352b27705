package dev.failover.agent.client.commons3;

import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import java.io.IOException;
import org.apache.commons.httpclient.DefaultHttpMethodRetryHandler;
import org.apache.commons.httpclient.HttpMethod;
import org.apache.commons.httpclient.HttpMethodRetryHandler;
import org.apache.commons.httpclient.params.HttpMethodParams;
import org.jspecify.annotations.Nullable;

/**
 * Whether the client itself repeats an attempt, as its own handler says: whether another one of ours will follow nobody knows
 * yet, and what the client would have repaired must not be lost. Not one that was broken off, nor one that another endpoint can
 * follow and for which no connection came about: that one is not nearer the second time.
 */
final class AttemptRetries implements HttpMethodRetryHandler {
    private final HttpMethodParams programs;
    private final boolean elsewhere;
    private volatile boolean brokenOff;
    private boolean repeated;
    private boolean unreadable;

    /** @param elsewhere whether another endpoint can follow */
    AttemptRetries(HttpMethodParams programs, boolean elsewhere) {
        this.programs = programs;
        this.elsewhere = elsewhere;
    }

    /** From another thread: the time of the attempt is over. */
    void breakOff() {
        brokenOff = true;
    }

    boolean isBrokenOff() {
        return brokenOff;
    }

    /** Whether the client has repeated something that may have been sent. */
    boolean hasRepeated() {
        return repeated;
    }

    /**
     * Whether a body could not be read which the client then wanted to send again: what it says of that is not what went wrong
     * first.
     */
    boolean isUnreadable() {
        return unreadable;
    }

    @Override
    public boolean retryMethod(HttpMethod method, IOException failure, int count) {
        unreadable = CommonsCall.isOfBody(failure);
        boolean unconnected = Failures.kindOf(failure) == Outcome.Kind.CONNECT;
        if (brokenOff || (elsewhere && unconnected)) {
            return false;
        }
        @Nullable Object own = programs.getParameter(HttpMethodParams.RETRY_HANDLER);
        HttpMethodRetryHandler handler = own instanceof HttpMethodRetryHandler
                ? (HttpMethodRetryHandler) own
                : new DefaultHttpMethodRetryHandler();
        boolean again = handler.retryMethod(method, failure, count);
        repeated |= again && !unconnected;
        return again;
    }
}
