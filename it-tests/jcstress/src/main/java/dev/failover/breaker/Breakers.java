package dev.failover.breaker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** A breaker in virtual time, opened at 0 where a test needs it; no jitter, no growth. Counts what it told its listener. */
final class Breakers {
    static final long RECOVERY = 1_000_000;
    static final long LEASE = 50 * ProbeLeases.QUANTUM;

    private Breakers() {}

    static CircuitBreakerPolicy.Builder policy(String threshold) {
        return CircuitBreakerPolicy.builder()
                .failureThreshold(threshold)
                .recoveryTime(Duration.ofNanos(RECOVERY))
                .recoveryMultiplier(1)
                .recoveryJitter(0)
                .probeLease(Duration.ofNanos(LEASE));
    }

    static CircuitBreaker closed(CircuitBreakerPolicy policy, AtomicInteger told) {
        return new CircuitBreaker(
                policy, new AtomicLongArray(CircuitBreaker.SLOTS), 0, () -> 0, (from, to) -> told.incrementAndGet());
    }

    /** Opened at 0 by as many failures as it takes; nothing told so far. */
    static CircuitBreaker opened(CircuitBreakerPolicy policy, AtomicInteger told) {
        CircuitBreaker breaker = closed(policy, told);
        while (breaker.state(0) == BreakerState.CLOSED) {
            fail(breaker, 0);
        }
        told.set(0);
        return breaker;
    }

    static void fail(CircuitBreaker breaker, long now) {
        breaker.onFailure(breaker.tryAcquire(now), 0, now);
    }

    static void succeed(CircuitBreaker breaker, long now) {
        breaker.onSuccess(breaker.tryAcquire(now), 0, now);
    }

    /** 1 if a call gets through, else 0. */
    static int passes(CircuitBreaker breaker, long now) {
        return breaker.tryAcquire(now) == CircuitBreaker.REJECTED ? 0 : 1;
    }
}
