package dev.failover.config;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.BreakerMode;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CachePolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.failure.FailureTypes;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.AdaptiveLimitPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgeDelay;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of a policy, from its spelling to the policy: it changes what it says, and nothing else. */
class PolicyKeysTest {
    /** With everything that a key can change. */
    private static final ServicePolicy BASE = ServicePolicy.defaults()
            .with(RateLimiterPolicy.of("100/s"))
            .with(HedgePolicy.after(ofSeconds(7)))
            .with(CachePolicy.defaults());

    private record Case(String key, String text, UnaryOperator<ServicePolicy> change) {
        @Override
        public String toString() {
            return key + " = " + text;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                timeouts("deadline", "7s", timeouts -> timeouts.withDeadline(ofSeconds(7))),
                timeouts("timeout.connect", "70ms", timeouts -> timeouts.withConnect(ofMillis(70))),
                timeouts("timeout.attempt", "700ms", timeouts -> timeouts.withAttempt(ofMillis(700))),
                retry("retry.max-attempts", "7", retry -> retry.maxAttempts(7)),
                retry("retry.base-delay", "70ms", retry -> retry.baseDelay(ofMillis(70))),
                retry("retry.max-delay", "7s", retry -> retry.maxDelay(ofSeconds(7))),
                retry("retry.multiplier", "1.5", retry -> retry.multiplier(1.5)),
                retry("retry.jitter", "70%", retry -> retry.jitter(0.7)),
                retry("retry.max-retry-after", "0", retry -> retry.maxRetryAfter(Duration.ZERO)),
                retry("retry.on-status", "500, 503", retry -> retry.retryOnStatus(500, 503)),
                retry("retry.on-status", "none", retry -> retry.retryOnStatus()),
                retry("retry.on", "com.acme.Busy", retry -> retry.retryOn(FailureTypes.named("com.acme.Busy"))),
                retry(
                        "retry.abort-on",
                        "java.io.EOFException, com.acme.Bad",
                        retry -> retry.abortOn(FailureTypes.named("com.acme.Bad", "java.io.EOFException"))),
                budget("retry.budget.ratio", "0.1", budget -> budget.withRatio(0.1)),
                budget("retry.budget.floor", "0.5", budget -> budget.withFloorPerSecond(0.5)),
                budget("retry.budget.window", "1m", budget -> budget.withWindow(ofMinutes(1))),
                hedge("hedge.delay", "150ms", hedge -> hedge.withDelay(HedgeDelay.fixed(ofMillis(150)))),
                hedge("hedge.delay", "p99.9", hedge -> hedge.withDelay(HedgeDelay.percentile(99.9))),
                new Case("hedge.delay", "off", ServicePolicy::withoutHedging),
                hedge("hedge.max", "2", hedge -> hedge.withMaxHedges(2)),
                hedge(
                        "hedge.budget",
                        "1%",
                        hedge -> hedge.withBudget(hedge.budget().withRatio(0.01))),
                breaker("breaker.mode", "observe", breaker -> breaker.initialMode(BreakerMode.OBSERVE)),
                breaker("breaker.failure-threshold", "50%", breaker -> breaker.failureThreshold("50%")),
                breaker("breaker.window", "7", breaker -> breaker.window(7)),
                breaker("breaker.window", "7s", breaker -> breaker.window(ofSeconds(7))),
                breaker("breaker.minimum-calls", "7", breaker -> breaker.minimumCalls(7)),
                breaker("breaker.slow-call", "700ms", breaker -> breaker.slowCallDuration(ofMillis(700))),
                breaker("breaker.slow-rate", "70%", breaker -> breaker.slowCallRate(0.7)),
                breaker("breaker.recovery-time", "7s", breaker -> breaker.recoveryTime(ofSeconds(7))),
                breaker("breaker.recovery-multiplier", "1", breaker -> breaker.recoveryMultiplier(1)),
                breaker("breaker.max-recovery-time", "7m", breaker -> breaker.maxRecoveryTime(ofMinutes(7))),
                breaker("breaker.recovery-jitter", "0", breaker -> breaker.recoveryJitter(0)),
                breaker("breaker.probes", "7", breaker -> breaker.probes(7)),
                breaker("breaker.probe-successes", "7", breaker -> breaker.probeSuccesses(7)),
                breaker("breaker.probe-lease", "7s", breaker -> breaker.probeLease(ofSeconds(7))),
                breaker(
                        "breaker.ignore",
                        "com.acme.Client$Bad",
                        breaker -> breaker.ignoreFailures(FailureTypes.named("com.acme.Client$Bad"))),
                limiter("limiter.rate", "10/s, 5000/h", limiter -> RateLimiterPolicy.of("10/s, 5000/h")),
                limiter("limiter.burst", "7", limiter -> limiter.withBurst(7)),
                limiter("limiter.wait", "7ms", limiter -> limiter.withWait(ofMillis(7))),
                limiter("limiter.from-server", "on", limiter -> limiter.fromServer(true)),
                limiter("limiter.max-reset", "7m", limiter -> limiter.withLongestReset(ofMinutes(7))),
                pool("pool.max-per-endpoint", "0", pool -> pool.withMaxPerEndpoint(0)),
                pool("pool.max-per-service", "7", pool -> pool.withMaxPerService(7)),
                pool("pool.acquire-timeout", "0", pool -> pool.withAcquireTimeout(Duration.ZERO)),
                pool("pool.max-waiting", "7", pool -> pool.withMaxWaiting(7)),
                pool("pool.lease-timeout", "7h", pool -> pool.withLeaseTimeout(Duration.ofHours(7))),
                pool("pool.adaptive-limit", "on", pool -> pool.withAdaptiveLimit(AdaptiveLimitPolicy.defaults())),
                pool("pool.adaptive-limit", "4-10", pool -> pool.withAdaptiveLimit(AdaptiveLimitPolicy.of(4, 10, 10))),
                new Case("cache.enabled", "false", ServicePolicy::withoutCache),
                cache("cache.shared", "true", cache -> cache.withShared(true)),
                cache("cache.max-entries", "7", cache -> cache.withMaxEntries(7)),
                cache("cache.max-object-size", "7KB", cache -> cache.withMaxObjectSize(7 << 10)),
                cache("cache.offheap", "7MB", cache -> cache.withOffheap(7 << 20)),
                cache("cache.stale-if-error", "7h", cache -> cache.withStaleIfError(Duration.ofHours(7))),
                cache("cache.stale-while-revalidate", "7s", cache -> cache.withStaleWhileRevalidate(ofSeconds(7))),
                cache("cache.heuristic", "off", cache -> cache.withHeuristic(false)),
                cache(
                        "cache.targeted-fields",
                        "CDN-Cache-Control, Surrogate-Control",
                        cache -> cache.withTargetedFields(List.of("CDN-Cache-Control", "Surrogate-Control"))));
    }

    private static Case timeouts(String key, String text, UnaryOperator<TimeoutPolicy> change) {
        return new Case(key, text, policy -> policy.with(change.apply(policy.timeouts())));
    }

    private static Case retry(String key, String text, UnaryOperator<RetryPolicy.Builder> change) {
        return new Case(
                key,
                text,
                policy -> policy.with(change.apply(policy.retry().toBuilder()).build()));
    }

    private static Case budget(String key, String text, UnaryOperator<RetryBudgetPolicy> change) {
        return new Case(key, text, policy -> policy.with(change.apply(policy.retryBudget())));
    }

    private static Case hedge(String key, String text, UnaryOperator<HedgePolicy> change) {
        return new Case(key, text, policy -> policy.with(change.apply(policy.hedge())));
    }

    private static Case breaker(String key, String text, UnaryOperator<CircuitBreakerPolicy.Builder> change) {
        return new Case(
                key,
                text,
                policy -> policy.with(
                        change.apply(policy.circuitBreaker().toBuilder()).build()));
    }

    private static Case limiter(String key, String text, UnaryOperator<RateLimiterPolicy> change) {
        return new Case(key, text, policy -> policy.with(change.apply(policy.rateLimiter())));
    }

    private static Case pool(String key, String text, UnaryOperator<ConnectionPoolPolicy> change) {
        return new Case(key, text, policy -> policy.with(change.apply(policy.connectionPool())));
    }

    private static Case cache(String key, String text, UnaryOperator<CachePolicy> change) {
        return new Case(key, text, policy -> policy.with(change.apply(policy.cache())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keyChangesWhatItSaysAndNothingElse(Case one) {
        String name = "service.orders." + one.key;
        TestSources property = new TestSources().property("failover." + name, one.text);
        TestSources variable = new TestSources().environment(Layer.environmentName(name), one.text);
        TestSources file = new TestSources().file("[defaults]", one.key + " = " + one.text);
        List<Object> expected = parts(one.change.apply(BASE));
        assertThat(expected).as("the case tests something").isNotEqualTo(parts(BASE));
        for (TestSources sources : Arrays.asList(property, variable, file)) {
            ServiceSettings settings =
                    sources.endpointsMayComeFromCode().strict().settings("orders");
            assertThat(parts(PolicySettings.over(BASE, settings))).isEqualTo(expected);
        }
    }

    @Test
    void noKeyOfAPolicyIsForgotten() {
        List<String> tested = cases().map(Case::key).distinct().collect(Collectors.toList());
        List<String> others = Arrays.asList(
                "endpoints",
                "match",
                "mode",
                "health.path",
                "health.interval",
                "api-key",
                "api-key.header",
                "properties",
                // These two need each other: CacheSettingsTest.
                "cache.disk",
                "cache.disk-path");
        List<String> all = new ArrayList<>(ConfigKeys.serviceKeyNames());
        all.removeAll(others);
        assertThat(tested).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void nothingSetChangesNothing() {
        ServiceSettings nothing = new TestSources().strict().settings("orders");
        for (ServicePolicy policy : Arrays.asList(BASE, ServicePolicy.defaults(), ServicePolicy.guest())) {
            assertThat(parts(PolicySettings.over(policy, nothing))).isEqualTo(parts(policy));
        }
    }

    static List<Object> parts(ServicePolicy policy) {
        return Arrays.asList(
                policy.retry(),
                policy.retryBudget(),
                policy.hedge(),
                policy.circuitBreaker(),
                policy.rateLimiter(),
                policy.connectionPool(),
                policy.cache(),
                policy.timeouts(),
                policy.isFailOpen());
    }
}
