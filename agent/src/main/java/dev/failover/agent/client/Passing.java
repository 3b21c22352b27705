package dev.failover.agent.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Marks what the agent itself does on this thread, so that it is not taken for a call of the program. */
public final class Passing {
    private static final ThreadLocal<@Nullable Boolean> PASSING = new ThreadLocal<>();

    private Passing() {}

    /** Something that opens or sends, without waiting. */
    public interface Action<T> {
        T run() throws IOException;
    }

    /** Runs an action past the agent. */
    public static <T> T through(Action<T> action) throws IOException {
        if (isActive()) {
            return action.run();
        }
        PASSING.set(true);
        try {
            return action.run();
        } finally {
            // Not removed: the next call of this thread would have to make the entry again.
            PASSING.set(null);
        }
    }

    /** Whether such an action runs on this thread. */
    public static boolean isActive() {
        return PASSING.get() != null;
    }
}
