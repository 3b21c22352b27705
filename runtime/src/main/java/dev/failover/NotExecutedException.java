package dev.failover;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by work to say that it was not begun and had no effect: it is a failure of its endpoint, but another endpoint may do
 * the work even if it must not be done twice. The same goes for a {@link java.util.concurrent.RejectedExecutionException}, a
 * {@link java.net.ConnectException}, and a {@link FailoverException} of a call that was rejected.
 */
public class NotExecutedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotExecutedException(String message) {
        super(message);
    }

    public NotExecutedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
