package dev.failover.health;

import dev.failover.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/** Asks one endpoint whether it is well, without blocking. Thread-safe. */
public interface Probe {
    /**
     * Sends {@code GET} to {@code path} below the endpoint.
     *
     * @param answer told exactly once, from any thread
     */
    void ask(Endpoint endpoint, String path, long timeoutNanos, Answer answer);

    /** Takes the answer. */
    interface Answer {
        /**
         * @param status the HTTP status; 0 when there was no answer
         * @param failure why there was none, else null
         */
        void heard(int status, @Nullable Throwable failure);
    }
}
