package dev.failover.breaker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** A breaker in virtual time, with what it told its listener. Its random is 0 until it is set: no jitter. One thread. */
final class TestBreaker {
    static final long RECOVERY = 1_000_000;
    /** A multiple of the unit that leases are rounded to; so are the times at which the tests begin. */
    static final long LEASE = 50 * ProbeLeases.QUANTUM;

    final List<String> told = new ArrayList<>();
    final AtomicLongArray row = new AtomicLongArray(CircuitBreaker.SLOTS);
    final CircuitBreaker breaker;
    long now = 3 * ProbeLeases.QUANTUM;
    double random;

    TestBreaker(CircuitBreakerPolicy policy) {
        breaker = new CircuitBreaker(policy, row, 0, () -> random, (from, to) -> told.add(from + " " + to));
    }

    TestBreaker(CircuitBreakerPolicy.Builder policy) {
        this(policy.build());
    }

    /** Recovers after {@link #RECOVERY} without growth or jitter, with probes leased for {@link #LEASE}. */
    static CircuitBreakerPolicy.Builder policy(String threshold) {
        return CircuitBreakerPolicy.builder()
                .failureThreshold(threshold)
                .recoveryTime(nanos(RECOVERY))
                .recoveryMultiplier(1)
                .recoveryJitter(0)
                .probeLease(nanos(LEASE));
    }

    static CircuitBreakerPolicy.Builder policy(String threshold, int window, int minimumCalls) {
        return policy(threshold).window(window).minimumCalls(minimumCalls);
    }

    static Duration nanos(long nanos) {
        return Duration.ofNanos(nanos);
    }

    static TestBreaker opened(CircuitBreakerPolicy.Builder policy) {
        TestBreaker opened = new TestBreaker(policy);
        for (int i = 0; i < 20_000 && opened.state() == BreakerState.CLOSED; i++) {
            opened.fail(1);
        }
        return opened;
    }

    /** Opened, and its recovery time is over. */
    static TestBreaker recovering(CircuitBreakerPolicy.Builder policy) {
        TestBreaker recovering = opened(policy);
        recovering.now += RECOVERY;
        return recovering;
    }

    long acquire() {
        return breaker.tryAcquire(now);
    }

    boolean passes() {
        return breaker.wouldPass(now);
    }

    BreakerState state() {
        return breaker.state(now);
    }

    TestBreaker succeed(int times) {
        return succeed(times, 0);
    }

    TestBreaker succeed(int times, long duration) {
        for (int i = 0; i < times; i++) {
            success(acquire(), duration);
        }
        return this;
    }

    TestBreaker fail(int times) {
        for (int i = 0; i < times; i++) {
            failure(acquire());
        }
        return this;
    }

    void success(long permit) {
        success(permit, 0);
    }

    void success(long permit, long duration) {
        breaker.onSuccess(permit, duration, now);
    }

    void failure(long permit) {
        breaker.onFailure(permit, 0, now);
    }

    void ignored(long permit) {
        breaker.onIgnored(permit, now);
    }
}
