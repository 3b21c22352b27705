package dev.failover.bench;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.decorators.Decorators;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Resilience4j with the common settings. */
final class Resilience4j {
    private static final BulkheadConfig BULKHEAD = BulkheadConfig.custom()
            .maxConcurrentCalls(Settings.LEASES)
            .maxWaitDuration(Duration.ZERO)
            .build();
    private static final RateLimiterConfig RATE_LIMITER = rateLimiterConfig(Settings.RATE, Duration.ofSeconds(1));
    private static final RetryConfig RETRY = RetryConfig.custom()
            .maxAttempts(Settings.ATTEMPTS)
            .intervalFunction(attempt -> 0L)
            .build();

    private Resilience4j() {}

    /** The policies of one stack, which its threads share. */
    record Policies(Retry retry, CircuitBreaker breaker, RateLimiter limiter, Bulkhead bulkhead) {
        static Policies plain(String name) {
            return new Policies(
                    Retry.of(name, RETRY),
                    CircuitBreaker.of(name, countWindow()),
                    RateLimiter.of(name, RATE_LIMITER),
                    Bulkhead.of(name, BULKHEAD));
        }

        /** The chain is built once, as its documentation advises. */
        Supplier<Integer> around(Supplier<Integer> work) {
            return Decorators.ofSupplier(work)
                    .withBulkhead(bulkhead)
                    .withRateLimiter(limiter)
                    .withCircuitBreaker(breaker)
                    .withRetry(retry)
                    .decorate();
        }

        Supplier<CompletionStage<Integer>> aroundStage(
                Supplier<CompletionStage<Integer>> work, ScheduledExecutorService scheduler) {
            return Decorators.ofCompletionStage(work)
                    .withBulkhead(bulkhead)
                    .withRateLimiter(limiter)
                    .withCircuitBreaker(breaker)
                    .withRetry(retry, scheduler)
                    .decorate();
        }
    }

    /**
     * Registries whose members report to one Micrometer registry by the binders that come with Resilience4j: counters, and
     * a timer of the breaker's calls. It keeps no histogram, which makes the comparison harder for us.
     */
    static final class Metered {
        private final RetryRegistry retries = RetryRegistry.of(RETRY);
        private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(countWindow());
        private final RateLimiterRegistry limiters = RateLimiterRegistry.of(RATE_LIMITER);
        private final BulkheadRegistry bulkheads = BulkheadRegistry.of(BULKHEAD);

        Metered() {
            MeterRegistry meters = new SimpleMeterRegistry();
            TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
            TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
            TaggedRateLimiterMetrics.ofRateLimiterRegistry(limiters).bindTo(meters);
            TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        }

        Policies policies(String name) {
            return new Policies(
                    retries.retry(name),
                    breakers.circuitBreaker(name),
                    limiters.rateLimiter(name),
                    bulkheads.bulkhead(name));
        }
    }

    static CircuitBreakerConfig countWindow() {
        return window(Settings.WINDOW, SlidingWindowType.COUNT_BASED, SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .build();
    }

    static CircuitBreaker breaker(SlidingWindowType type, SlidingWindowSynchronizationStrategy strategy) {
        int size = type == SlidingWindowType.COUNT_BASED ? Settings.WINDOW : (int) Settings.WINDOW_TIME.toSeconds();
        return CircuitBreaker.of("bench", window(size, type, strategy).build());
    }

    static CircuitBreaker openBreaker(boolean withStackTrace) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "bench",
                CircuitBreakerConfig.from(countWindow())
                        .waitDurationInOpenState(Settings.OPEN)
                        .writableStackTraceEnabled(withStackTrace)
                        .build());
        breaker.transitionToOpenState();
        return breaker;
    }

    static RateLimiter limiter() {
        return RateLimiter.of("bench", RATE_LIMITER);
    }

    static RateLimiter spentLimiter() {
        RateLimiter limiter = RateLimiter.of("bench", rateLimiterConfig(1, Settings.SPENT));
        Expect.admitted(limiter.acquirePermission());
        return limiter;
    }

    static Bulkhead bulkhead() {
        return Bulkhead.of("bench", BULKHEAD);
    }

    static Retry retry() {
        return Retry.of("bench", RETRY);
    }

    private static CircuitBreakerConfig.Builder window(
            int size, SlidingWindowType type, SlidingWindowSynchronizationStrategy strategy) {
        return CircuitBreakerConfig.custom()
                .failureRateThreshold(Settings.FAILURE_PERCENT)
                .slidingWindow(size, Settings.WINDOW, type, strategy);
    }

    private static RateLimiterConfig rateLimiterConfig(int permits, Duration period) {
        return RateLimiterConfig.custom()
                .limitForPeriod(permits)
                .limitRefreshPeriod(period)
                .timeoutDuration(Duration.ZERO)
                .build();
    }
}
