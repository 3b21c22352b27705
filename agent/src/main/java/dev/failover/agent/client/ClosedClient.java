package dev.failover.agent.client;

import dev.failover.call.Failures;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;

/**
 * How a client says that it takes no more requests because the program has closed it: that it refuses one, or that one was
 * cancelled which nobody has cancelled. Stateless.
 */
final class ClosedClient {
    private static final String[] WORDS = {"shut down", "shutdown", "closed", "stopped"};

    private ClosedClient() {}

    /**
     * Whether it is a refusal to begin, by a client or its executor, and no failure of a request that was on its way.
     *
     * @param told a failure that is no endpoint's
     */
    static boolean isMeantBy(Throwable told) {
        Throwable failure = Failures.unwrap(told);
        if (failure instanceof RejectedExecutionException || failure instanceof CancellationException) {
            return true;
        }
        String message = failure instanceof IllegalStateException ? failure.getMessage() : null;
        if (message == null) {
            return false;
        }
        String lower = message.toLowerCase(Locale.ROOT);
        for (String word : WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
