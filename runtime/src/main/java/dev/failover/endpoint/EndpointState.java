package dev.failover.endpoint;

import dev.failover.breaker.BreakerState;
import dev.failover.breaker.CircuitBreaker;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.metrics.EndpointMetrics;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.pool.ConnectionPool;
import dev.failover.pool.ConnectionPoolPolicy;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.DoubleSupplier;

/**
 * What is known and shared about one endpoint: its circuit breaker, its leases, the verdict of active checks, and until
 * when it asked to be left alone. Thread-safe and lock-free.
 *
 * <p>All that other copies of the runtime in this JVM may share is one row of longs: slot 0 the layout, then the breaker,
 * the verdict of the active checks, the time of {@code Retry-After} and when that was heard.
 */
public final class EndpointState {
    /** The number of this layout; whoever finds another one in slot 0 does not share the row. */
    public static final long LAYOUT = 3;

    /** Length of a row; what is not used yet is zero. */
    public static final int ROW_LENGTH = 24;

    /** The longest time for which an endpoint is left alone at its word: a nonsensical one must not banish it for ever. */
    public static final long LONGEST_LEFT_ALONE_NANOS = 3_600_000_000_000L;

    private static final int LAYOUT_SLOT = 0;
    private static final int BREAKER = 1;
    private static final int CHECK = BREAKER + CircuitBreaker.SLOTS;
    /** Bit 0 is always set in a time that counts, so that 0 means none. */
    private static final int NOT_BEFORE = CHECK + 1;
    /** When the word behind that time was heard; written before it. */
    private static final int NOT_BEFORE_HEARD = NOT_BEFORE + 1;

    private static final long CHECK_PASSED = 1;
    private static final long CHECK_FAILED = 2;

    private final int index;
    private final Endpoint endpoint;
    private final AtomicLongArray row;
    private final CircuitBreaker breaker;
    private final ConnectionPool pool;
    private final EndpointMetrics metrics;

    /** A row of the heap, for an endpoint that nobody shares. */
    public static AtomicLongArray newRow() {
        AtomicLongArray row = new AtomicLongArray(ROW_LENGTH);
        row.set(LAYOUT_SLOT, LAYOUT);
        return row;
    }

    /** Whether a row that was found somewhere can be shared by this version of the runtime. */
    public static boolean canShare(AtomicLongArray row) {
        return row.length() >= ROW_LENGTH && row.get(LAYOUT_SLOT) == LAYOUT;
    }

    /**
     * @param index the endpoint's place in its service's order of preference, from 0
     * @param random uniform in [0, 1)
     */
    public EndpointState(
            int index,
            Endpoint endpoint,
            AtomicLongArray row,
            CircuitBreakerPolicy breakerPolicy,
            ConnectionPoolPolicy poolPolicy,
            EndpointMetrics metrics,
            DoubleSupplier random) {
        this.index = index;
        this.endpoint = endpoint;
        this.row = row;
        this.metrics = metrics;
        this.breaker =
                new CircuitBreaker(breakerPolicy, row, BREAKER, random, (from, to) -> metrics.breaker(event(to)));
        this.pool = new ConnectionPool(poolPolicy);
    }

    /**
     * The same endpoint at another place, going by other policies: what was known is known, permits and leases that are out
     * come home to it, and the new policies hold for the earlier one, too.
     */
    public EndpointState(
            int index, EndpointState known, CircuitBreakerPolicy breakerPolicy, ConnectionPoolPolicy poolPolicy) {
        this.index = index;
        this.endpoint = known.endpoint;
        this.row = known.row;
        this.metrics = known.metrics;
        this.breaker = known.breaker;
        this.pool = known.pool;
        breaker.reconfigure(breakerPolicy);
        pool.reconfigure(poolPolicy);
    }

    private static BreakerEvent event(BreakerState to) {
        return to == BreakerState.OPEN
                ? BreakerEvent.OPENED
                : to == BreakerState.CLOSED ? BreakerEvent.CLOSED : BreakerEvent.HALF_OPENED;
    }

    public int index() {
        return index;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public CircuitBreaker breaker() {
        return breaker;
    }

    public ConnectionPool pool() {
        return pool;
    }

    public EndpointMetrics metrics() {
        return metrics;
    }

    /** Takes note of an active check's verdict. */
    public void checked(boolean passed) {
        row.set(CHECK, passed ? CHECK_PASSED : CHECK_FAILED);
    }

    /** Whether the latest active check failed; false while there was none. */
    public boolean isDown() {
        return row.get(CHECK) == CHECK_FAILED;
    }

    /** Whether there was an active check and the latest one passed. */
    public boolean isUp() {
        return row.get(CHECK) == CHECK_PASSED;
    }

    /**
     * The endpoint asked to be left alone for so long ({@code Retry-After}), at most {@link #LONGEST_LEFT_ALONE_NANOS}. Its
     * latest word counts; of words that answer attempts made at the same time nobody knows which is the latest, so the
     * longest.
     *
     * @param began when the attempt began that was answered so
     */
    public void leaveAlone(long nanos, long began, long now) {
        long until = (now + Math.min(nanos, LONGEST_LEFT_ALONE_NANOS)) | 1;
        long known = row.get(NOT_BEFORE);
        if (known == 0 || until - known > 0 || hasHeardBefore(began)) {
            row.set(NOT_BEFORE_HEARD, now);
            row.set(NOT_BEFORE, until);
        }
    }

    /**
     * The endpoint did well in an attempt: so it takes back that it wants to be left alone, if it said so before.
     *
     * @param began when the attempt began
     */
    public void didWell(long began) {
        long known = row.get(NOT_BEFORE);
        if (known != 0 && hasHeardBefore(began)) {
            // Unless it has said something else meanwhile.
            row.compareAndSet(NOT_BEFORE, known, 0);
        }
    }

    /** Whether its word was known when an attempt began, so that the answer of that attempt is a later word. */
    private boolean hasHeardBefore(long began) {
        return began - row.get(NOT_BEFORE_HEARD) >= 0;
    }

    /** Nanoseconds until the endpoint wants to be called again; 0 or less when it may be called now. */
    public long leftAloneFor(long now) {
        long notBefore = row.get(NOT_BEFORE);
        return notBefore == 0 ? 0 : notBefore - now;
    }

    /** Whether it is worth a call now as far as checks and its own wishes go; the breaker has its own say. */
    public boolean isPreferable(long now) {
        return !isDown() && leftAloneFor(now) <= 0;
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
