package dev.failover.call;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All policies of one service. Immutable. */
public final class ServicePolicy {
    private static final ServicePolicy DEFAULT = new ServicePolicy(
            RetryPolicy.defaults(),
            CircuitBreakerPolicy.defaults(),
            null,
            ConnectionPoolPolicy.defaults(),
            TimeoutPolicy.defaults(),
            false);
    private static final ServicePolicy GUEST = new ServicePolicy(
            RetryPolicy.defaults(),
            CircuitBreakerPolicy.defaults(),
            null,
            ConnectionPoolPolicy.unlimited(),
            TimeoutPolicy.guest(),
            true);

    private final RetryPolicy retry;
    private final CircuitBreakerPolicy circuitBreaker;
    private final @Nullable RateLimiterPolicy rateLimiter;
    private final ConnectionPoolPolicy connectionPool;
    private final TimeoutPolicy timeouts;
    private final boolean failOpen;

    private ServicePolicy(
            RetryPolicy retry,
            CircuitBreakerPolicy circuitBreaker,
            @Nullable RateLimiterPolicy rateLimiter,
            ConnectionPoolPolicy connectionPool,
            TimeoutPolicy timeouts,
            boolean failOpen) {
        this.retry = Objects.requireNonNull(retry, "retry");
        this.circuitBreaker = Objects.requireNonNull(circuitBreaker, "circuitBreaker");
        this.rateLimiter = rateLimiter;
        this.connectionPool = Objects.requireNonNull(connectionPool, "connectionPool");
        this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
        this.failOpen = failOpen;
    }

    /** The defaults of calls that are written with the library. */
    public static ServicePolicy defaults() {
        return DEFAULT;
    }

    /** The defaults of calls of a program that does not know of us: nothing that it would not see without us. */
    public static ServicePolicy guest() {
        return GUEST;
    }

    public ServicePolicy with(RetryPolicy policy) {
        return new ServicePolicy(policy, circuitBreaker, rateLimiter, connectionPool, timeouts, failOpen);
    }

    public ServicePolicy with(CircuitBreakerPolicy policy) {
        return new ServicePolicy(retry, policy, rateLimiter, connectionPool, timeouts, failOpen);
    }

    public ServicePolicy with(RateLimiterPolicy policy) {
        return new ServicePolicy(
                retry, circuitBreaker, Objects.requireNonNull(policy), connectionPool, timeouts, failOpen);
    }

    public ServicePolicy with(ConnectionPoolPolicy policy) {
        return new ServicePolicy(retry, circuitBreaker, rateLimiter, policy, timeouts, failOpen);
    }

    public ServicePolicy with(TimeoutPolicy policy) {
        return new ServicePolicy(retry, circuitBreaker, rateLimiter, connectionPool, policy, failOpen);
    }

    /**
     * What happens while the breaker of every endpoint is open: true attempts the preferred endpoint once all the same,
     * so that the caller sees its real answer; false rejects the call.
     */
    public ServicePolicy withFailOpen(boolean attempt) {
        return new ServicePolicy(retry, circuitBreaker, rateLimiter, connectionPool, timeouts, attempt);
    }

    public RetryPolicy retry() {
        return retry;
    }

    public CircuitBreakerPolicy circuitBreaker() {
        return circuitBreaker;
    }

    /** Null when the service is not limited. */
    public @Nullable RateLimiterPolicy rateLimiter() {
        return rateLimiter;
    }

    public ConnectionPoolPolicy connectionPool() {
        return connectionPool;
    }

    public TimeoutPolicy timeouts() {
        return timeouts;
    }

    public boolean isFailOpen() {
        return failOpen;
    }

    @Override
    public String toString() {
        return retry + ", " + circuitBreaker + ", " + (rateLimiter == null ? "no rate limit" : rateLimiter) + ", "
                + connectionPool + ", " + timeouts;
    }
}
