package dev.failover.http;

import dev.failover.time.Durations;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} field: seconds or an HTTP date (RFC 9110, sections 10.2.3 and 5.6.7). */
public final class RetryAfter {
    /** Returned when the field is absent or unreadable. */
    public static final long NONE = -1;

    private RetryAfter() {}

    /**
     * The delay that the server asks for, in nanoseconds, a hundred years at most; 0 for a date in the past; {@link #NONE} when there is no
     * readable value. An unreadable value is treated as absent, because the answer itself is still good.
     *
     * @param retryAfter the field's value or null
     * @param date the response's own {@code Date} field or null: a date is measured against the server's clock where
     *     it says what it is, so that a wrong clock here does no harm
     * @param wallClockMillis the wall clock here, used when {@code date} is absent
     */
    public static long parseNanos(@Nullable String retryAfter, @Nullable String date, long wallClockMillis) {
        if (retryAfter == null) {
            return NONE;
        }
        String value = retryAfter.trim();
        if (!value.isEmpty() && value.length() <= 10 && isDigits(value)) {
            return Math.min(Durations.LONGEST_NANOS, TimeUnit.SECONDS.toNanos(Long.parseLong(value)));
        }
        long until = HttpDate.parse(value, wallClockMillis);
        if (until == HttpDate.NONE) {
            return NONE;
        }
        long now = serversClock(date, wallClockMillis);
        if (until <= now) {
            return 0;
        }
        long ahead = until - now;
        // Below 0 it has overflowed: the two are further apart than a long can say.
        return ahead < 0
                ? Durations.LONGEST_NANOS
                : Math.min(Durations.LONGEST_NANOS, TimeUnit.MILLISECONDS.toNanos(ahead));
    }

    /** What a time that the server names is measured against: its own clock where it says what it is, else ours. */
    static long serversClock(@Nullable String date, long wallClockMillis) {
        long serverNow = date == null ? HttpDate.NONE : HttpDate.parse(date.trim(), wallClockMillis);
        return serverNow == HttpDate.NONE ? wallClockMillis : serverNow;
    }

    private static boolean isDigits(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
