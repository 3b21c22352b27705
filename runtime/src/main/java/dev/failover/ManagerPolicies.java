package dev.failover;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** What a manager says for all of its services; null where it says nothing. */
final class ManagerPolicies {
    @Nullable
    RetryPolicy retry;

    @Nullable
    CircuitBreakerPolicy circuitBreaker;

    @Nullable
    RateLimiterPolicy rateLimiter;

    @Nullable
    ConnectionPoolPolicy connectionPool;

    @Nullable
    TimeoutPolicy timeouts;

    ServicePolicy over(ServicePolicy kindDefaults) {
        ServicePolicy policy = kindDefaults;
        policy = retry == null ? policy : policy.with(retry);
        policy = circuitBreaker == null ? policy : policy.with(circuitBreaker);
        policy = rateLimiter == null ? policy : policy.with(rateLimiter);
        policy = connectionPool == null ? policy : policy.with(connectionPool);
        return timeouts == null ? policy : policy.with(timeouts);
    }
}
