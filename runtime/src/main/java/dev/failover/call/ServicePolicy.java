package dev.failover.call;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CachePolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All policies of one service. Immutable. */
public final class ServicePolicy {
    private static final ServicePolicy DEFAULT = new ServicePolicy(new Draft());
    private static final ServicePolicy GUEST = DEFAULT.with(ConnectionPoolPolicy.unlimited())
            .with(TimeoutPolicy.guest())
            .withFailOpen(true)
            .withServerErrorsBlamed(false);

    private final RetryPolicy retry;
    private final RetryBudgetPolicy retryBudget;
    private final @Nullable HedgePolicy hedge;
    private final CircuitBreakerPolicy circuitBreaker;
    private final @Nullable RateLimiterPolicy rateLimiter;
    private final ConnectionPoolPolicy connectionPool;
    private final @Nullable CachePolicy cache;
    private final TimeoutPolicy timeouts;
    private final boolean failOpen;
    private final boolean serverErrorsBlamed;

    private static final class Draft {
        private RetryPolicy retry = RetryPolicy.defaults();
        private RetryBudgetPolicy retryBudget = RetryBudgetPolicy.defaults();
        private @Nullable HedgePolicy hedge;
        private CircuitBreakerPolicy circuitBreaker = CircuitBreakerPolicy.defaults();
        private @Nullable RateLimiterPolicy rateLimiter;
        private ConnectionPoolPolicy connectionPool = ConnectionPoolPolicy.defaults();
        private @Nullable CachePolicy cache;
        private TimeoutPolicy timeouts = TimeoutPolicy.defaults();
        private boolean failOpen;
        private boolean serverErrorsBlamed = true;
    }

    private ServicePolicy(Draft draft) {
        retry = draft.retry;
        retryBudget = draft.retryBudget;
        hedge = draft.hedge;
        circuitBreaker = draft.circuitBreaker;
        rateLimiter = draft.rateLimiter;
        connectionPool = draft.connectionPool;
        cache = draft.cache;
        timeouts = draft.timeouts;
        failOpen = draft.failOpen;
        serverErrorsBlamed = draft.serverErrorsBlamed;
    }

    private ServicePolicy but(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.retry = retry;
        draft.retryBudget = retryBudget;
        draft.hedge = hedge;
        draft.circuitBreaker = circuitBreaker;
        draft.rateLimiter = rateLimiter;
        draft.connectionPool = connectionPool;
        draft.cache = cache;
        draft.timeouts = timeouts;
        draft.failOpen = failOpen;
        draft.serverErrorsBlamed = serverErrorsBlamed;
        change.accept(draft);
        return new ServicePolicy(draft);
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
        Objects.requireNonNull(policy, "retry");
        return but(draft -> draft.retry = policy);
    }

    public ServicePolicy with(RetryBudgetPolicy policy) {
        Objects.requireNonNull(policy, "retryBudget");
        return but(draft -> draft.retryBudget = policy);
    }

    /** Calls that may be repeated are hedged; where the driver can have several attempts of a call under way. */
    public ServicePolicy with(HedgePolicy policy) {
        Objects.requireNonNull(policy, "hedge");
        return but(draft -> draft.hedge = policy);
    }

    /** No call is hedged. */
    public ServicePolicy withoutHedging() {
        return but(draft -> draft.hedge = null);
    }

    public ServicePolicy with(CircuitBreakerPolicy policy) {
        Objects.requireNonNull(policy, "circuitBreaker");
        return but(draft -> draft.circuitBreaker = policy);
    }

    public ServicePolicy with(RateLimiterPolicy policy) {
        Objects.requireNonNull(policy, "rateLimiter");
        return but(draft -> draft.rateLimiter = policy);
    }

    public ServicePolicy with(ConnectionPoolPolicy policy) {
        Objects.requireNonNull(policy, "connectionPool");
        return but(draft -> draft.connectionPool = policy);
    }

    /** Responses are kept and used again, as far as HTTP allows it. */
    public ServicePolicy with(CachePolicy policy) {
        Objects.requireNonNull(policy, "cache");
        return but(draft -> draft.cache = policy);
    }

    /** Every call asks an endpoint. */
    public ServicePolicy withoutCache() {
        return but(draft -> draft.cache = null);
    }

    public ServicePolicy with(TimeoutPolicy policy) {
        Objects.requireNonNull(policy, "timeouts");
        return but(draft -> draft.timeouts = policy);
    }

    /**
     * What happens while the breaker of every endpoint is open: true attempts the preferred endpoint once all the same,
     * so that the caller sees its real answer; false rejects the call.
     */
    public ServicePolicy withFailOpen(boolean attempt) {
        return but(draft -> draft.failOpen = attempt);
    }

    /**
     * What the breaker of an endpoint makes of statuses from 500 on that the retry policy does not want repeated, as 500 by
     * default: true counts them as failures, false as answers like any other. By SOAP 1.1 (section 6.2) every fault is a 500,
     * and many a program answers so to a request that is wrong.
     */
    public ServicePolicy withServerErrorsBlamed(boolean blamed) {
        return but(draft -> draft.serverErrorsBlamed = blamed);
    }

    public RetryPolicy retry() {
        return retry;
    }

    public RetryBudgetPolicy retryBudget() {
        return retryBudget;
    }

    /** Null when calls are not hedged. */
    public @Nullable HedgePolicy hedge() {
        return hedge;
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

    /** Null when nothing is kept. */
    public @Nullable CachePolicy cache() {
        return cache;
    }

    public TimeoutPolicy timeouts() {
        return timeouts;
    }

    public boolean isFailOpen() {
        return failOpen;
    }

    public boolean areServerErrorsBlamed() {
        return serverErrorsBlamed;
    }

    @Override
    public String toString() {
        return retry + ", " + retryBudget + ", " + (hedge == null ? "no hedging" : hedge) + ", " + circuitBreaker + ", "
                + (rateLimiter == null ? "no rate limit" : rateLimiter) + ", " + connectionPool + ", "
                + (cache == null ? "no cache" : cache) + ", " + timeouts;
    }
}
