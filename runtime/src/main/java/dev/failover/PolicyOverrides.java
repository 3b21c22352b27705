package dev.failover;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CachePolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** What code says of policies, for one service or for all of a manager's; null where it says nothing. Not thread-safe. */
final class PolicyOverrides {
    @Nullable
    RetryPolicy retry;

    @Nullable
    RetryBudgetPolicy retryBudget;

    @Nullable
    HedgePolicy hedge;

    @Nullable
    CircuitBreakerPolicy circuitBreaker;

    @Nullable
    RateLimiterPolicy rateLimiter;

    @Nullable
    ConnectionPoolPolicy connectionPool;

    @Nullable
    CachePolicy cache;

    @Nullable
    TimeoutPolicy timeouts;

    ServicePolicy over(ServicePolicy base) {
        ServicePolicy policy = base;
        policy = retry == null ? policy : policy.with(retry);
        policy = retryBudget == null ? policy : policy.with(retryBudget);
        policy = hedge == null ? policy : policy.with(hedge);
        policy = circuitBreaker == null ? policy : policy.with(circuitBreaker);
        policy = rateLimiter == null ? policy : policy.with(rateLimiter);
        policy = connectionPool == null ? policy : policy.with(connectionPool);
        policy = cache == null ? policy : policy.with(cache);
        return timeouts == null ? policy : policy.with(timeouts);
    }
}
