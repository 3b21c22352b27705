package dev.failover.config;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.breaker.FailureThreshold;
import dev.failover.call.ServicePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.health.HealthPolicy;
import dev.failover.http.Headers;
import dev.failover.limiter.Rate;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns what is configured for a service into its policies: only what is set changes anything. Stateless. */
public final class PolicySettings {
    private PolicySettings() {}

    /** The policies of a service: {@code base}, changed by what is configured. */
    public static ServicePolicy over(ServicePolicy base, ServiceSettings settings) {
        ServicePolicy policy = base.with(retry(base.retry(), settings))
                .with(breaker(base.circuitBreaker(), settings))
                .with(pool(base.connectionPool(), settings))
                .with(timeouts(base.timeouts(), settings));
        RateLimiterPolicy limiter = limiter(base.rateLimiter(), settings);
        return limiter == null ? policy : policy.with(limiter);
    }

    private static RetryPolicy retry(RetryPolicy base, ServiceSettings settings) {
        RetryPolicy.Builder retry = base.toBuilder();
        retry.maxAttempts(settings.get(ConfigKeys.RETRY_MAX_ATTEMPTS, base.maxAttempts()));
        retry.baseDelay(settings.get(ConfigKeys.RETRY_BASE_DELAY, base.baseDelay()));
        retry.maxDelay(settings.get(ConfigKeys.RETRY_MAX_DELAY, base.maxDelay()));
        return retry.jitter(settings.get(ConfigKeys.RETRY_JITTER, base.jitter()))
                .build();
    }

    private static CircuitBreakerPolicy breaker(CircuitBreakerPolicy base, ServiceSettings settings) {
        CircuitBreakerPolicy.Builder breaker = base.toBuilder();
        FailureThreshold threshold = settings.get(ConfigKeys.BREAKER_FAILURE_THRESHOLD);
        if (threshold != null) {
            breaker.failureThreshold(threshold);
        }
        return breaker.recoveryTime(settings.get(ConfigKeys.BREAKER_RECOVERY_TIME, base.recoveryTime()))
                .build();
    }

    /** A burst or a wait without a rate limits nothing. */
    private static @Nullable RateLimiterPolicy limiter(@Nullable RateLimiterPolicy base, ServiceSettings settings) {
        Rate rate = settings.get(ConfigKeys.LIMITER_RATE);
        RateLimiterPolicy limiter = rate == null
                ? base
                : RateLimiterPolicy.of(rate).withWait(Duration.ofNanos(base == null ? 0 : base.waitNanos()));
        if (limiter == null) {
            return null;
        }
        Integer burst = settings.get(ConfigKeys.LIMITER_BURST);
        Duration wait = settings.get(ConfigKeys.LIMITER_WAIT);
        limiter = burst == null ? limiter : limiter.withBurst(burst);
        return wait == null ? limiter : limiter.withWait(wait);
    }

    private static ConnectionPoolPolicy pool(ConnectionPoolPolicy base, ServiceSettings settings) {
        return base.withMaxPerEndpoint(settings.get(ConfigKeys.POOL_MAX_PER_ENDPOINT, base.maxPerEndpoint()))
                .withAcquireTimeout(
                        settings.get(ConfigKeys.POOL_ACQUIRE_TIMEOUT, Duration.ofNanos(base.acquireTimeoutNanos())));
    }

    private static TimeoutPolicy timeouts(TimeoutPolicy base, ServiceSettings settings) {
        TimeoutPolicy timeouts = base;
        Duration deadline = settings.get(ConfigKeys.DEADLINE);
        Duration connect = settings.get(ConfigKeys.TIMEOUT_CONNECT);
        Duration attempt = settings.get(ConfigKeys.TIMEOUT_ATTEMPT);
        timeouts = deadline == null ? timeouts : timeouts.withDeadline(deadline);
        timeouts = connect == null ? timeouts : timeouts.withConnect(connect);
        return attempt == null ? timeouts : timeouts.withAttempt(attempt);
    }

    /** The health check of a service: {@code base}, changed by what is configured; an interval alone asks {@code /health}. */
    public static HealthPolicy health(HealthPolicy base, ServiceSettings settings) {
        HealthPolicy health = base;
        String path = settings.get(ConfigKeys.HEALTH_PATH);
        Duration interval = settings.get(ConfigKeys.HEALTH_INTERVAL);
        if (path != null) {
            health = health.withPath(path);
        } else if (interval != null && health.path() == null) {
            health = health.withPath("/health");
        }
        return interval == null ? health : health.withInterval(interval);
    }

    /** What is configured to go with every request to the service's endpoints; null when no key is. */
    public static @Nullable Headers credentials(ServiceSettings settings) {
        Secret key = settings.get(ConfigKeys.API_KEY);
        if (key == null) {
            return null;
        }
        String header = settings.get(ConfigKeys.API_KEY_HEADER);
        return header == null
                ? Headers.builder()
                        .add("Authorization", "Bearer " + key.reveal())
                        .build()
                : Headers.builder().add(header, key.reveal()).build();
    }
}
