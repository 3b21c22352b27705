package dev.failover.agent.bridge.v1;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where code that was woven into clients meets the agent, and where copies of the runtime meet each other. On the boot
 * class path, so it names types of the JDK only; frozen: what must change gets the package {@code v2} beside it.
 */
public final class Bridge {
    /** By place: a number that the woven code and the agent have agreed upon. Room for clients to come. */
    private static final AtomicReferenceArray<@Nullable Handler> HANDLERS = new AtomicReferenceArray<>(64);

    /** State of endpoints by "service endpoint"; the first slot of a row says how to read it. */
    private static final ConcurrentMap<String, AtomicLongArray> ROWS = new ConcurrentHashMap<>();

    private static final AtomicLong FAILURES = new AtomicLong();

    /** What was told already. */
    private static final ConcurrentMap<String, String> TOLD = new ConcurrentHashMap<>();

    private Bridge() {}

    /** Asks the agent. Never throws: whatever fails on our side, the program's own code runs. */
    @SuppressWarnings("CatchingUnchecked") // nothing of ours may reach the program
    public static Object @Nullable [] enter(
            int place,
            @Nullable Object self,
            @Nullable Object a,
            @Nullable Object b,
            @Nullable Object c,
            @Nullable Object d,
            @Nullable Object e,
            @Nullable Object f) {
        Handler handler = HANDLERS.get(place);
        if (handler == null) {
            return null;
        }
        try {
            return handler.enter(self, a, b, c, d, e, f);
        } catch (Throwable failure) {
            failed(failure);
            return null;
        }
    }

    /** What the method returns instead of running its own code, or throws: whatever the client itself could have thrown. */
    public static @Nullable Object result(Object[] answer) {
        Throwable thrown = (Throwable) answer[1];
        if (thrown != null) {
            Bridge.<RuntimeException>raise(thrown);
        }
        return answer[0];
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the woven method declares it
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** What a method returns that shows its result before: another one, or the same. */
    public static @Nullable Object replaced(
            @Nullable Object returned, int place, @Nullable Object self, @Nullable Object a, @Nullable Object b) {
        Object[] answer = enter(place, self, returned, a, b, null, null, null);
        return answer == null ? returned : answer[0];
    }

    /** Whether something is so anyway, or the agent wants it to be. */
    public static boolean orTrue(boolean already, int place, @Nullable Object self) {
        return already || enter(place, self, null, null, null, null, null, null) != null;
    }

    /** Installs what the agent does at a place; null removes it. */
    public static void install(int place, @Nullable Handler handler) {
        HANDLERS.set(place, handler);
    }

    /** Whether something is installed at a place. */
    public static boolean isInstalled(int place) {
        return HANDLERS.get(place) != null;
    }

    /** The rows that all copies of the runtime in this JVM share. */
    public static ConcurrentMap<String, AtomicLongArray> rows() {
        return ROWS;
    }

    /** How often the agent failed and the program's own code ran instead. */
    public static long failures() {
        return FAILURES.get();
    }

    /** Counts a failure of the agent in a call and tells about the first one. */
    public static void failed(Throwable failure) {
        failed("FA201", "a fault of the agent, the program's own call runs instead", failure);
    }

    /**
     * Counts a failure of the agent and tells about the first one of its kind.
     *
     * @param code under which the documentation explains it
     * @param what what has failed, and what happens instead
     */
    public static void failed(String code, String what, Throwable failure) {
        FAILURES.getAndIncrement();
        try {
            if (TOLD.putIfAbsent(code, code) == null) {
                StackTraceElement[] trace = failure.getStackTrace();
                System.err.println("failover: " + code + " " + what + ": " + failure
                        + (trace.length > 0 ? " at " + trace[0] : "") + " (told once)");
            }
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }
}
