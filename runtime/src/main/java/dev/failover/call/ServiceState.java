package dev.failover.call;

import dev.failover.cache.CachePolicy;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiter;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.limiter.ServerLimit;
import dev.failover.metrics.ServiceMetrics;
import dev.failover.metrics.ServiceMetrics.CallOutcome;
import dev.failover.pool.ConnectionPool;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudget;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.time.NanoClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Everything that the calls of one service share: its endpoints, its policies, its limiter, its counters. Thread-safe. */
public final class ServiceState {
    /** Uniform in [0, 1), from the thread's own generator. */
    public static final DoubleSupplier RANDOM =
            () -> ThreadLocalRandom.current().nextDouble();

    private final String name;
    private final ServicePolicy policy;
    private final EndpointState[] endpoints;
    private final @Nullable RateLimiter limiter;
    private final @Nullable ConnectionPool pool;
    /** Calls that have ended. Not the metrics' counter, which services beyond a cap share: budgets are their own. */
    private final LongAdder calls;

    private final RetryBudget retryBudget;
    private final @Nullable Hedges hedges;
    private final LearnedBound learnedBound;
    private final ShortWay shortWay = new ShortWay(this);
    private final ServiceMetrics metrics;
    private final NanoClock clock;
    private final DoubleSupplier random;
    private final @Nullable Observer observer;

    /** Hears what observe mode would have done, on the thread of the call; must not block. */
    public interface Observer {
        /** @param endpoint where it would have gone; null when the action has no endpoint */
        void wouldHave(String service, ServiceMetrics.WouldBe action, @Nullable Endpoint endpoint, String why);
    }

    /** Where an endpoint's row of shared longs comes from. */
    public interface Rows {
        /** Rows of the heap. */
        Rows PRIVATE = (service, endpoint) -> EndpointState.newRow();

        AtomicLongArray row(String service, Endpoint endpoint);
    }

    /** As the longer one, for a service that was not there before. */
    public ServiceState(
            String name,
            List<Endpoint> endpoints,
            ServicePolicy policy,
            ServiceMetrics metrics,
            NanoClock clock,
            DoubleSupplier random,
            Rows rows,
            @Nullable Observer observer) {
        this(name, endpoints, policy, metrics, clock, random, rows, observer, null);
    }

    /**
     * @param endpoints in order of preference, at least one
     * @param observer null to carry decisions out; else decisions are only made and told
     * @param before the same service as it was, whose policies or endpoints have changed: what is known about endpoints that
     *     stay, their breakers, leases and counters, is taken over and goes by the new policies at once; null for none
     * @throws IllegalArgumentException if there is no endpoint, or one twice
     */
    public ServiceState(
            String name,
            List<Endpoint> endpoints,
            ServicePolicy policy,
            ServiceMetrics metrics,
            NanoClock clock,
            DoubleSupplier random,
            Rows rows,
            @Nullable Observer observer,
            @Nullable ServiceState before) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("service " + name + " has no endpoint; give it one or more base URLs");
        }
        Set<Endpoint> distinct = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!distinct.add(endpoint)) {
                throw new IllegalArgumentException("service " + name + " lists the endpoint " + endpoint + " twice");
            }
        }
        this.name = name;
        this.policy = policy;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
        this.observer = observer;
        long now = clock.nanos();
        this.limiter = limiter(policy.rateLimiter(), before, now);
        this.pool = pool(policy.connectionPool(), before);
        this.calls = before == null ? new LongAdder() : before.calls;
        this.retryBudget = retryBudget(policy.retryBudget(), before, calls::sum, now);
        this.hedges = hedges(policy.hedge(), before, metrics, calls::sum, now);
        this.learnedBound = new LearnedBound(policy.timeouts(), before == null ? null : before.learnedBound);
        Map<Endpoint, EndpointState> kept = before == null ? Collections.emptyMap() : before.byEndpoint();
        this.endpoints = new EndpointState[endpoints.size()];
        for (int i = 0; i < this.endpoints.length; i++) {
            Endpoint endpoint = endpoints.get(i);
            EndpointState known = kept.get(endpoint);
            this.endpoints[i] = known != null
                    ? new EndpointState(i, known, policy.circuitBreaker(), policy.connectionPool())
                    : new EndpointState(
                            i,
                            endpoint,
                            rows.row(name, endpoint),
                            policy.circuitBreaker(),
                            policy.connectionPool(),
                            metrics.endpoint(endpoint.id()),
                            random);
        }
    }

    private ServiceState(ServiceState whole, ServicePolicy policy) {
        this.name = whole.name;
        this.policy = policy;
        this.endpoints = whole.endpoints;
        this.limiter = whole.limiter;
        this.pool = whole.pool;
        this.calls = whole.calls;
        this.retryBudget = whole.retryBudget;
        this.metrics = whole.metrics;
        this.clock = whole.clock;
        this.random = whole.random;
        this.observer = whole.observer;
        this.learnedBound = new LearnedBound(policy.timeouts(), whole.learnedBound);
        this.hedges = hedges(policy.hedge(), whole, metrics, calls::sum, clock.nanos());
    }

    /**
     * The same service for calls that have retries, hedges, time-outs and their use of the cache for themselves. Everything
     * that calls share stays shared: endpoints with their breakers and leases, the rate limiter, the pool, the retry budget, the
     * counters.
     *
     * @param calls of which only these four are taken
     */
    public ServiceState forCalls(ServicePolicy calls) {
        ServicePolicy own = policy.with(calls.retry()).with(calls.timeouts());
        CachePolicy cache = calls.cache();
        own = cache == null ? own.withoutCache() : own.with(cache);
        HedgePolicy hedge = calls.hedge();
        return new ServiceState(this, hedge == null ? own.withoutHedging() : own.with(hedge));
    }

    /** A call was answered by what is stored; no endpoint was asked. */
    public void answered(long startedAt) {
        metrics.call(CallOutcome.CACHE, clock.nanos() - startedAt);
    }

    private static @Nullable RateLimiter limiter(
            @Nullable RateLimiterPolicy policy, @Nullable ServiceState before, long now) {
        RateLimiter known = before == null ? null : before.limiter;
        if (policy == null || known == null) {
            return policy == null ? null : new RateLimiter(policy, now);
        }
        known.reconfigure(policy, now);
        return known;
    }

    /** What was spent stays spent; another policy begins afresh. */
    private static RetryBudget retryBudget(
            RetryBudgetPolicy policy, @Nullable ServiceState before, LongSupplier calls, long now) {
        return before != null && before.retryBudget.policy().equals(policy)
                ? before.retryBudget
                : new RetryBudget(policy, calls, now);
    }

    private static @Nullable Hedges hedges(
            @Nullable HedgePolicy policy,
            @Nullable ServiceState before,
            ServiceMetrics metrics,
            LongSupplier calls,
            long now) {
        Hedges known = before == null ? null : before.hedges;
        if (policy == null) {
            return null;
        }
        return known != null && known.policy().equals(policy) ? known : new Hedges(policy, metrics, calls, now);
    }

    private static @Nullable ConnectionPool pool(ConnectionPoolPolicy policy, @Nullable ServiceState before) {
        ConnectionPool known = before == null ? null : before.pool;
        if (known != null) {
            // Also when there is no limit any more: leases that are out come home to it.
            known.reconfigure(policy);
            return known;
        }
        return policy.maxPerService() == ConnectionPoolPolicy.UNLIMITED ? null : ConnectionPool.forService(policy);
    }

    private Map<Endpoint, EndpointState> byEndpoint() {
        Map<Endpoint, EndpointState> known = new HashMap<>();
        for (EndpointState each : endpoints) {
            known.put(each.endpoint(), each);
        }
        return known;
    }

    public String name() {
        return name;
    }

    public ServicePolicy policy() {
        return policy;
    }

    /** In order of preference. */
    public List<EndpointState> endpoints() {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(endpoints)));
    }

    /** Whether it has more than one. */
    public boolean hasSeveralEndpoints() {
        return endpoints.length > 1;
    }

    public ServiceMetrics metrics() {
        return metrics;
    }

    public NanoClock clock() {
        return clock;
    }

    /** Whether decisions are only made and told, and nothing is changed. */
    public boolean isObserving() {
        return observer != null;
    }

    EndpointState[] order() {
        return endpoints;
    }

    @Nullable
    RateLimiter limiter() {
        return limiter;
    }

    /** The leases of the whole service; null when it is not limited as a whole. */
    @Nullable
    ConnectionPool pool() {
        return pool;
    }

    /** A call that was attempted has ended: budgets are shares of the calls. */
    void countCall(long now) {
        retryBudget.advance(now);
        calls.increment();
    }

    LearnedBound learnedBound() {
        return learnedBound;
    }

    RetryBudget retryBudget() {
        return retryBudget;
    }

    /** Null when calls are not hedged. */
    @Nullable
    Hedges hedges() {
        return hedges;
    }

    /** The way of calls to which nothing happens. */
    public ShortWay shortWay() {
        return shortWay;
    }

    /** Whether a response is none that its caller wants: a server's failure, or one that the retry policy repeats. */
    public boolean isFailure(int status, Object response) {
        return RepeatRules.isFailure(status, policy.retry()) || policy.retry().rejectsResult(response);
    }

    /** The server may have said something about its own rate limit. */
    void heard(Outcome<?> outcome, long now) {
        ServerLimit said = outcome.serverLimit();
        if (said != null && limiter != null) {
            limiter.heard(said, now);
        }
    }

    double random() {
        return random.getAsDouble();
    }

    void observed(ServiceMetrics.WouldBe action, @Nullable Endpoint endpoint, String why) {
        metrics.observed(action);
        if (observer != null) {
            observer.wouldHave(name, action, endpoint, why);
        }
    }

    @Override
    public String toString() {
        return name + Arrays.toString(endpoints);
    }
}
