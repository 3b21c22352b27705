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
 * Whether the client itself repeats an attempt: not one that is followed by another, because the number of both would
 * multiply, and not one that was broken off. By the default handler it would even send a POST again.
 */
final class AttemptRetries implements HttpMethodRetryHandler {
    private final HttpMethodParams programs;
    private final boolean followed;
    private volatile boolean brokenOff;
    private boolean repeated;
    private boolean unreadable;

    AttemptRetries(HttpMethodParams programs, boolean followed) {
        this.programs = programs;
        this.followed = followed;
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
        if (followed || brokenOff) {
            return false;
        }
        @Nullable Object own = programs.getParameter(HttpMethodParams.RETRY_HANDLER);
        HttpMethodRetryHandler handler = own instanceof HttpMethodRetryHandler
                ? (HttpMethodRetryHandler) own
                : new DefaultHttpMethodRetryHandler();
        boolean again = handler.retryMethod(method, failure, count);
        repeated |= again && Failures.kindOf(failure) != Outcome.Kind.CONNECT;
        return again;
    }
}
