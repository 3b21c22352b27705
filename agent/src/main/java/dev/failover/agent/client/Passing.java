package dev.failover.agent.client;

import java.io.IOException;

/** Marks what the agent itself does on this thread, so that it is not taken for a call of the program. */
public final class Passing {
    private static final ThreadMark PASSING = new ThreadMark();

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
        PASSING.set(1);
        try {
            return action.run();
        } finally {
            PASSING.set(0);
        }
    }

    /** Whether such an action runs on this thread. */
    public static boolean isActive() {
        return PASSING.isSet();
    }
}
