package dev.failover.config;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CachePolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.failure.FailureTypes;
import dev.failover.health.HealthPolicy;
import dev.failover.http.Headers;
import dev.failover.limiter.Bandwidth;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.AdaptiveLimitPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgeDelay;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.Durations;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is configured for a service into its policies: only what is set changes anything. Stateless.
 *
 * <p>A key that means something beside another one only, such as {@code hedge.max}, may stand in {@code [defaults]} while
 * the other one stands with the service: the policy that comes of it then has both.
 */
public final class PolicySettings {
    private PolicySettings() {}

    /** The policies of a service: {@code base}, changed by what is configured. Never throws. */
    public static ServicePolicy over(ServicePolicy base, ServiceSettings settings) {
        ServicePolicy policy = base.with(retry(base.retry(), settings))
                .with(budget(base.retryBudget(), settings))
                .with(breaker(base.circuitBreaker(), settings))
                .with(pool(base.connectionPool(), settings))
                .with(timeouts(base.timeouts(), settings));
        RateLimiterPolicy limiter = limiter(base.rateLimiter(), settings);
        HedgePolicy hedge = hedge(base.hedge(), settings);
        CachePolicy cache = cache(base.cache(), settings);
        policy = cache == null ? policy.withoutCache() : policy.with(cache);
        policy = limiter == null ? policy : policy.with(limiter);
        return hedge == null ? policy.withoutHedging() : policy.with(hedge);
    }

    private static RetryPolicy retry(RetryPolicy base, ServiceSettings settings) {
        RetryPolicy.Builder retry = base.toBuilder();
        retry.maxAttempts(settings.get(RetryKeys.MAX_ATTEMPTS, base.maxAttempts()));
        retry.baseDelay(settings.get(RetryKeys.BASE_DELAY, base.baseDelay()));
        retry.multiplier(settings.get(RetryKeys.MULTIPLIER, base.multiplier()));
        retry.jitter(settings.get(RetryKeys.JITTER, base.jitter()));
        retry.maxRetryAfter(settings.get(RetryKeys.MAX_RETRY_AFTER, Duration.ofNanos(base.maxRetryAfterNanos())));
        Duration maxDelay = settings.get(RetryKeys.MAX_DELAY);
        if (maxDelay != null) {
            retry.maxDelay(maxDelay);
        }
        List<Integer> statuses = settings.get(RetryKeys.ON_STATUS);
        if (statuses != null) {
            retry.retryOnStatus(array(statuses));
        }
        FailureTypes retried = settings.get(RetryKeys.ON);
        if (retried != null) {
            retry.retryOn(retried);
        }
        FailureTypes aborting = settings.get(RetryKeys.ABORT_ON);
        if (aborting != null) {
            retry.abortOn(aborting);
        }
        return retry.build();
    }

    private static int[] array(List<Integer> numbers) {
        int[] array = new int[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    private static RetryBudgetPolicy budget(RetryBudgetPolicy base, ServiceSettings settings) {
        Double ratio = settings.get(RetryKeys.BUDGET_RATIO);
        Double floor = settings.get(RetryKeys.BUDGET_FLOOR);
        Duration window = settings.get(RetryKeys.BUDGET_WINDOW);
        RetryBudgetPolicy budget = ratio == null ? base : base.withRatio(ratio);
        budget = floor == null ? budget : budget.withFloorPerSecond(floor);
        return window == null ? budget : budget.withWindow(window);
    }

    private static @Nullable HedgePolicy hedge(@Nullable HedgePolicy base, ServiceSettings settings) {
        Optional<HedgeDelay> delay = settings.get(HedgeKeys.DELAY);
        if (delay == null) {
            return base == null ? null : hedges(base, settings);
        }
        if (!delay.isPresent()) {
            return null;
        }
        return base == null
                ? hedges(HedgePolicy.after(delay.get()), settings.whole())
                : hedges(base.withDelay(delay.get()), settings);
    }

    private static HedgePolicy hedges(HedgePolicy base, ServiceSettings settings) {
        HedgePolicy hedge = base.withMaxHedges(settings.get(HedgeKeys.MAX, base.maxHedges()));
        Double share = settings.get(HedgeKeys.BUDGET);
        return share == null ? hedge : hedge.withBudget(base.budget().withRatio(share));
    }

    private static CircuitBreakerPolicy breaker(CircuitBreakerPolicy base, ServiceSettings settings) {
        CircuitBreakerPolicy.Builder breaker = base.toBuilder();
        breaker.initialMode(settings.get(BreakerKeys.MODE, base.initialMode()));
        breaker.failureThreshold(settings.get(BreakerKeys.FAILURE_THRESHOLD, base.failureThreshold()));
        breaker.slowCallDuration(settings.get(BreakerKeys.SLOW_CALL, base.slowCallDuration()));
        breaker.slowCallRate(settings.get(BreakerKeys.SLOW_RATE, base.slowCallRate()));
        breaker.recoveryTime(settings.get(BreakerKeys.RECOVERY_TIME, base.recoveryTime()));
        breaker.recoveryMultiplier(settings.get(BreakerKeys.RECOVERY_MULTIPLIER, base.recoveryMultiplier()));
        breaker.recoveryJitter(settings.get(BreakerKeys.RECOVERY_JITTER, base.recoveryJitter()));
        breaker.probes(settings.get(BreakerKeys.PROBES, base.probes()));
        breaker.probeSuccesses(settings.get(BreakerKeys.PROBE_SUCCESSES, base.probeSuccesses()));
        breaker.probeLease(settings.get(BreakerKeys.PROBE_LEASE, base.probeLease()));
        CallsOrTime window = settings.get(BreakerKeys.WINDOW);
        if (window != null) {
            Duration time = window.time();
            breaker = time == null ? breaker.window(window.calls()) : breaker.window(time);
        }
        Integer minimumCalls = settings.get(BreakerKeys.MINIMUM_CALLS);
        if (minimumCalls != null) {
            breaker.minimumCalls(minimumCalls);
        }
        Duration maxRecoveryTime = settings.get(BreakerKeys.MAX_RECOVERY_TIME);
        if (maxRecoveryTime != null) {
            breaker.maxRecoveryTime(maxRecoveryTime);
        }
        FailureTypes ignored = settings.get(BreakerKeys.IGNORE);
        if (ignored != null) {
            breaker.ignoreFailures(ignored);
        }
        return breaker.build();
    }

    /** A burst or a wait alone limits nothing. A burst belongs to its rate: it does not outlive a rate in {@code base}. */
    private static @Nullable RateLimiterPolicy limiter(@Nullable RateLimiterPolicy base, ServiceSettings settings) {
        RateLimiterPolicy rates = settings.get(LimiterKeys.RATE);
        Boolean fromServer = settings.get(LimiterKeys.FROM_SERVER);
        RateLimiterPolicy limiter = rates;
        if (base != null) {
            limiter = rates == null
                    ? base
                    : rates.withWait(Duration.ofNanos(base.waitNanos()))
                            .withLongestReset(Duration.ofNanos(base.longestResetNanos()))
                            .fromServer(base.isFromServer());
        } else if (limiter == null && Boolean.TRUE.equals(fromServer)) {
            limiter = RateLimiterPolicy.fromServer();
        }
        if (limiter == null) {
            return null;
        }
        ServiceSettings rest = base == null ? settings.whole() : settings;
        Integer burst = (rates == null ? rest : settings.whole()).get(LimiterKeys.BURST);
        Duration wait = rest.get(LimiterKeys.WAIT);
        Duration maxReset = rest.get(LimiterKeys.MAX_RESET);
        limiter = burst == null ? limiter : limiter.withBurst(Math.min(burst, mostBurst(limiter)));
        limiter = wait == null ? limiter : limiter.withWait(wait);
        limiter = maxReset == null ? limiter : limiter.withLongestReset(maxReset);
        return limiter.fromServer(rest.get(LimiterKeys.FROM_SERVER, limiter.isFromServer()));
    }

    /** What the rates refill in 50 years: nobody sees the difference to more, which they refuse. */
    private static int mostBurst(RateLimiterPolicy limiter) {
        long most = Integer.MAX_VALUE;
        for (Bandwidth bandwidth : limiter.bandwidths()) {
            most = Math.min(most, Durations.LONGEST_NANOS / 2 / bandwidth.rate().intervalNanos());
        }
        return (int) most;
    }

    private static ConnectionPoolPolicy pool(ConnectionPoolPolicy base, ServiceSettings settings) {
        ConnectionPoolPolicy pool = base.withMaxPerEndpoint(
                        settings.get(PoolKeys.MAX_PER_ENDPOINT, base.maxPerEndpoint()))
                .withMaxPerService(settings.get(PoolKeys.MAX_PER_SERVICE, base.maxPerService()))
                .withAcquireTimeout(
                        settings.get(PoolKeys.ACQUIRE_TIMEOUT, Duration.ofNanos(base.acquireTimeoutNanos())))
                .withMaxWaiting(settings.get(PoolKeys.MAX_WAITING, base.maxWaiting()))
                .withLeaseTimeout(settings.get(PoolKeys.LEASE_TIMEOUT, Duration.ofNanos(base.leaseTimeoutNanos())));
        Optional<AdaptiveLimitPolicy> adaptive = settings.get(PoolKeys.ADAPTIVE_LIMIT);
        return adaptive == null ? pool : pool.withAdaptiveLimit(adaptive.isPresent() ? adaptive.get() : null);
    }

    private static @Nullable CachePolicy cache(@Nullable CachePolicy base, ServiceSettings settings) {
        Boolean enabled = settings.get(CacheKeys.ENABLED);
        if (enabled == null) {
            return base == null ? null : kept(base, settings);
        }
        if (!enabled) {
            return null;
        }
        return base == null ? kept(CachePolicy.defaults(), settings.whole()) : kept(base, settings);
    }

    private static CachePolicy kept(CachePolicy base, ServiceSettings settings) {
        CachePolicy cache = base.withShared(settings.get(CacheKeys.SHARED, base.isShared()))
                .withMaxEntries(settings.get(CacheKeys.MAX_ENTRIES, base.maxEntries()))
                .withMaxObjectSize(settings.get(CacheKeys.MAX_OBJECT_SIZE, base.maxObjectSize()))
                .withOffheap(settings.get(CacheKeys.OFFHEAP, base.offheap()))
                .withStaleIfError(settings.get(CacheKeys.STALE_IF_ERROR, Duration.ofNanos(base.staleIfErrorNanos())))
                .withStaleWhileRevalidate(settings.get(
                        CacheKeys.STALE_WHILE_REVALIDATE, Duration.ofNanos(base.staleWhileRevalidateNanos())))
                .withHeuristic(settings.get(CacheKeys.HEURISTIC, base.isHeuristic()))
                .withTargetedFields(settings.get(CacheKeys.TARGETED_FIELDS, base.targetedFields()));
        return disk(cache, base, settings);
    }

    /** Room and place need each other, and a layer that has one of them need not have the other. */
    private static CachePolicy disk(CachePolicy cache, CachePolicy base, ServiceSettings settings) {
        File directory = base.directory();
        String path = settings.get(CacheKeys.DISK_PATH);
        if (path == null && directory == null) {
            path = settings.whole().get(CacheKeys.DISK_PATH);
        }
        directory = path == null ? directory : new File(path);
        Long disk = settings.get(CacheKeys.DISK);
        if (disk == null) {
            disk = base.disk() > 0
                    ? Long.valueOf(base.disk())
                    : settings.whole().get(CacheKeys.DISK, 0L);
        }
        return directory == null ? cache : cache.withDisk(disk, directory);
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
