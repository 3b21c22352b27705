package dev.failover.bench;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerBuilder;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RateLimiter;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import java.time.Duration;

/** Failsafe (the library of that name) with the common settings. */
final class FailsafeLibrary {
    private FailsafeLibrary() {}

    static FailsafeExecutor<Integer> stack() {
        return Failsafe.with(retryPolicy(), countBreaker(), limiter(), bulkhead());
    }

    static FailsafeExecutor<Integer> retry() {
        return Failsafe.with(retryPolicy());
    }

    static FailsafeExecutor<Integer> timeout() {
        return Failsafe.with(Timeout.<Integer>of(Settings.TIMEOUT));
    }

    static FailsafeExecutor<Integer> openBreaker() {
        CircuitBreaker<Integer> breaker = countWindow().withDelay(Settings.OPEN).build();
        breaker.open();
        return Failsafe.with(breaker);
    }

    static CircuitBreaker<Integer> countBreaker() {
        return countWindow().build();
    }

    static CircuitBreaker<Integer> timeBreaker() {
        return CircuitBreaker.<Integer>builder()
                .withFailureRateThreshold(Settings.FAILURE_PERCENT, Settings.WINDOW, Settings.WINDOW_TIME)
                .build();
    }

    /** Its smooth limiter; the bursty one costs the same. */
    static RateLimiter<Integer> limiter() {
        return RateLimiter.<Integer>smoothBuilder(Settings.RATE, Duration.ofSeconds(1))
                .build();
    }

    static RateLimiter<Integer> spentLimiter() {
        RateLimiter<Integer> limiter =
                RateLimiter.<Integer>smoothBuilder(1, Settings.SPENT).build();
        Expect.admitted(limiter.tryAcquirePermit());
        return limiter;
    }

    static Bulkhead<Integer> bulkhead() {
        return Bulkhead.<Integer>builder(Settings.LEASES).build();
    }

    static RetryPolicy<Integer> retryPolicy() {
        return RetryPolicy.<Integer>builder().withMaxAttempts(Settings.ATTEMPTS).build();
    }

    private static CircuitBreakerBuilder<Integer> countWindow() {
        return CircuitBreaker.<Integer>builder()
                .withFailureThreshold(Settings.WINDOW * Settings.FAILURE_PERCENT / 100, Settings.WINDOW);
    }
}
