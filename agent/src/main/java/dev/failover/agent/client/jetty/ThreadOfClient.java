package dev.failover.agent.client.jetty;

import dev.failover.agent.client.ThreadMark;
import org.jspecify.annotations.Nullable;

/**
 * What this very thread does just now: it is one of the client's, or of ours, and breaks a request off, or does not. What is
 * over is set to null and not removed, because the next call would have to make the entry again.
 */
public final class ThreadOfClient {
    /** The client, or the program by it, has called us: the program's listeners can be told at once. */
    private static final int CALLED = 1;
    /** We have called the client, on a thread of which it knows nothing. */
    private static final int CALLING = 2;

    private static final ThreadMark HERE = new ThreadMark();

    /** The call whose attempt is broken off for us, and not for the program. */
    private static final ThreadLocal<@Nullable Object> BREAKING_OFF = new ThreadLocal<>();

    private ThreadOfClient() {}

    /** What the client calls, or the program; not when it does so because we have called the client. */
    static void run(Runnable action) {
        boolean entered = enter();
        try {
            action.run();
        } finally {
            leave(entered);
        }
    }

    /**
     * As {@link #run}, up to {@link #leave}.
     *
     * @return what that wants to know
     */
    public static boolean enter() {
        if (HERE.isSet()) {
            return false;
        }
        HERE.set(CALLED);
        return true;
    }

    public static void leave(boolean entered) {
        if (entered) {
            HERE.set(0);
        }
    }

    static boolean isHere() {
        return HERE.get() == CALLED;
    }

    /** Breaks an attempt of a call off. */
    static void breakOff(Object call, Runnable action) {
        int here = HERE.get();
        Object outer = BREAKING_OFF.get();
        if (here == 0) {
            HERE.set(CALLING);
        }
        BREAKING_OFF.set(call);
        try {
            action.run();
        } finally {
            BREAKING_OFF.set(outer);
            HERE.set(here);
        }
    }

    static boolean isBreakingOff(Object call) {
        return BREAKING_OFF.get() == call;
    }

    /** The program's code: what it breaks off is not broken off by us. */
    static void asProgram(Runnable news) {
        Object outer = BREAKING_OFF.get();
        BREAKING_OFF.set(null);
        try {
            news.run();
        } finally {
            BREAKING_OFF.set(outer);
        }
    }

    /** As {@link #asProgram}: the program gets a response. */
    static void pass(Gate response) {
        Object outer = BREAKING_OFF.get();
        BREAKING_OFF.set(null);
        try {
            response.pass();
        } finally {
            BREAKING_OFF.set(outer);
        }
    }
}
