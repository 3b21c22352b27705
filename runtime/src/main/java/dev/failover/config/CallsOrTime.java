package dev.failover.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A window: so many of the latest calls, or those of the latest time. Immutable. */
public final class CallsOrTime {
    private final int calls;
    private final @Nullable Duration time;

    private CallsOrTime(int calls, @Nullable Duration time) {
        this.calls = calls;
        this.time = time;
    }

    static CallsOrTime calls(int number) {
        return new CallsOrTime(number, null);
    }

    static CallsOrTime time(Duration span) {
        return new CallsOrTime(0, span);
    }

    /** How many calls; 0 when it is a time. */
    public int calls() {
        return calls;
    }

    /** How long a time; null when it is a number of calls. */
    public @Nullable Duration time() {
        return time;
    }

    /** Such as {@code 100 calls} or {@code PT10S}. */
    @Override
    public String toString() {
        return time == null ? calls + " calls" : time.toString();
    }
}
