package dev.failover.cache;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * When a response was asked for and when it came, by the wall clock, and when it came by the monotonic clock of this JVM: the wall
 * clock may jump, so it counts only where the other one does not, after a restart. Immutable.
 */
public final class Times {
    /** Which JVM's monotonic clock it is. */
    public static final long THIS_JVM = UUID.randomUUID().getMostSignificantBits();

    /** The age of what is stored when the clock was set back behind it: older than anything may be. */
    private static final long UNKNOWN_AGE_MILLIS = TimeUnit.DAYS.toMillis(36_500);

    private final long requestMillis;
    private final long responseMillis;
    private final long jvm;
    private final long responseNanos;

    /**
     * @param requestMillis milliseconds since 1970 when the request was sent
     * @param responseMillis milliseconds since 1970 when the response's head had come
     * @param jvm {@link #THIS_JVM} of the JVM whose monotonic clock it is
     * @param responseNanos the monotonic clock when the response's head had come
     */
    public Times(long requestMillis, long responseMillis, long jvm, long responseNanos) {
        this.requestMillis = requestMillis;
        this.responseMillis = responseMillis;
        this.jvm = jvm;
        this.responseNanos = responseNanos;
    }

    public long requestMillis() {
        return requestMillis;
    }

    public long responseMillis() {
        return responseMillis;
    }

    public long jvm() {
        return jvm;
    }

    public long responseNanos() {
        return responseNanos;
    }

    /** How long the exchange took, in milliseconds; not below 0. */
    long delayMillis() {
        return Math.max(0, responseMillis - requestMillis);
    }

    /** How long ago it came, in milliseconds. */
    long residentMillis(CacheClock clock) {
        if (jvm == THIS_JVM) {
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(clock.nanos() - responseNanos));
        }
        long resident = clock.millis() - responseMillis;
        return resident < 0 ? UNKNOWN_AGE_MILLIS : resident;
    }
}
