package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.ServicePolicy;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.http.Request;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.HedgeDelay;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryPolicy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What comes of configured policies: which layer wins, and what calls then do. */
class ConfiguredPoliciesTest {
    private final AtomicInteger attempts = new AtomicInteger();

    private static Configuration configured(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty("failover." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return Configuration.loadStrict(ConfigSources.builder()
                .endpointsMayComeFromCode()
                .systemProperties(properties)
                .build());
    }

    private static ServicePolicy policy(Service service, String... namesAndValues) {
        return service.policy(new PolicyOverrides(), configured(namesAndValues).settings("orders"), null, null);
    }

    private static Service orders() {
        return new InternalService("orders", null, "https://a.example", "https://b.example");
    }

    @Test
    void whatNeedsARateMayStandInTheDefaults() {
        assertThat(policy(
                                orders(),
                                "defaults.limiter.burst",
                                "5",
                                "defaults.limiter.wait",
                                "2s",
                                "defaults.limiter.from-server",
                                "true",
                                "defaults.limiter.max-reset",
                                "5m",
                                "service.orders.limiter.rate",
                                "10/s")
                        .rateLimiter())
                .isEqualTo(RateLimiterPolicy.of("10/s")
                        .withBurst(5)
                        .withWait(Duration.ofSeconds(2))
                        .fromServer(true)
                        .withLongestReset(Duration.ofMinutes(5)));
        assertThat(policy(orders(), "defaults.limiter.burst", "5", "service.orders.limiter.wait", "2s")
                        .rateLimiter())
                .isNull();
    }

    @Test
    void aConfiguredRateTakesThePlaceOfTheOneInCodeAndOfItsBurst() {
        Service inCode =
                orders().rateLimiter(RateLimiterPolicy.of("50/s").withBurst(3).withWait(Duration.ofSeconds(1)));
        assertThat(policy(inCode, "defaults.limiter.wait", "9s", "service.orders.limiter.rate", "10/s, 5000/h")
                        .rateLimiter())
                .isEqualTo(RateLimiterPolicy.of("10/s, 5000/h").withWait(Duration.ofSeconds(1)));
        assertThat(policy(inCode, "defaults.limiter.rate", "10/s").rateLimiter())
                .isEqualTo(RateLimiterPolicy.of("50/s").withBurst(3).withWait(Duration.ofSeconds(1)));
    }

    /** The list in docs/configuration.md, from the weakest to the strongest: each one hides those before it. */
    @Test
    void theSpecificBeatsTheGeneralAndOperationsBeatCode() {
        String general = "defaults.retry.max-attempts";
        String specific = "service.orders.retry.max-attempts";
        PolicyOverrides manager = new PolicyOverrides();
        assertThat(attempts(orders(), manager)).isEqualTo(3);
        manager.retry = RetryPolicy.builder().maxAttempts(4).build();
        assertThat(attempts(orders(), manager)).isEqualTo(4);
        assertThat(attempts(orders(), manager, general, "5")).isEqualTo(5);
        Service inCode = orders().retry(RetryPolicy.builder().maxAttempts(6).build());
        assertThat(attempts(inCode, manager, general, "5")).isEqualTo(6);
        assertThat(attempts(inCode, manager, general, "5", specific, "7")).isEqualTo(7);
    }

    private static int attempts(Service service, PolicyOverrides manager, String... namesAndValues) {
        return service.policy(manager, configured(namesAndValues).settings("orders"), null, null)
                .retry()
                .maxAttempts();
    }

    @Test
    void theServersWordsAloneAreALimiter() {
        assertThat(policy(orders(), "defaults.limiter.from-server", "on").rateLimiter())
                .isEqualTo(RateLimiterPolicy.fromServer());
        RateLimiterPolicy silenced = policy(
                        orders(), "defaults.limiter.from-server", "on", "service.orders.limiter.from-server", "off")
                .rateLimiter();
        assertThat(silenced).isNotNull();
        assertThat(silenced.isFromServer()).isFalse();
        assertThat(silenced.bandwidths()).isEmpty();
    }

    @Test
    void noBurstIsRefusedAfterTheConfigurationWasRead() {
        RateLimiterPolicy limiter = policy(
                        orders(), "defaults.limiter.rate", "20/d, 10/s", "service.orders.limiter.burst", "1000000000")
                .rateLimiter();
        assertThat(limiter).isNotNull();
        assertThat(limiter.bandwidths())
                .allSatisfy(rate -> assertThat(rate.burst()).isEqualTo(365_000));
    }

    @Test
    void whatNeedsADelayOfHedgesMayStandInTheDefaults() {
        HedgePolicy two = HedgePolicy.afterPercentile(99).withMaxHedges(2);
        assertThat(policy(
                                orders(),
                                "defaults.hedge.max",
                                "2",
                                "defaults.hedge.budget",
                                "1%",
                                "service.orders.hedge.delay",
                                "p99")
                        .hedge())
                .isEqualTo(two.withBudget(two.budget().withRatio(0.01)));
        assertThat(policy(orders(), "service.orders.hedge.max", "2", "defaults.hedge.budget", "1%")
                        .hedge())
                .isNull();
        assertThat(policy(orders(), "defaults.hedge.delay", "p99", "service.orders.hedge.max", "2")
                        .hedge())
                .isEqualTo(two);
    }

    @Test
    void hedgingIsSwitchedOffByTheSpecific() {
        assertThat(policy(orders(), "defaults.hedge.delay", "p95", "service.orders.hedge.delay", "off")
                        .hedge())
                .isNull();
        HedgePolicy inCode = HedgePolicy.after(Duration.ofMillis(70)).withMaxHedges(3);
        assertThat(policy(orders().hedge(inCode), "service.orders.hedge.delay", "off")
                        .hedge())
                .isNull();
        assertThat(policy(orders().hedge(inCode), "defaults.hedge.delay", "off").hedge())
                .isEqualTo(inCode);
        assertThat(policy(orders().hedge(inCode), "service.orders.hedge.delay", "p95")
                        .hedge())
                .isEqualTo(inCode.withDelay(HedgeDelay.percentile(95)));
    }

    /** What bounds another value in {@code [defaults]} must not bound it where the service itself says otherwise. */
    @Test
    void boundsOfTheDefaultsDoNotOutliveThem() {
        ServicePolicy policy = policy(
                orders(),
                "defaults.breaker.window",
                "5",
                "service.orders.breaker.window",
                "100",
                "defaults.breaker.recovery-time",
                "5m",
                "service.orders.breaker.recovery-time",
                "10s",
                "defaults.retry.base-delay",
                "5s",
                "service.orders.retry.base-delay",
                "100ms");
        assertThat(policy.circuitBreaker()).isEqualTo(CircuitBreakerPolicy.defaults());
        assertThat(policy.retry()).isEqualTo(RetryPolicy.defaults());
    }

    private FailoverManager manager(String... namesAndValues) {
        FailoverManager manager = FailoverManager.builder()
                .configuration(configured(namesAndValues))
                .transport(new FakeTransport())
                .build();
        manager.register(orders());
        return manager;
    }

    private <E extends Exception> int attemptsOf(FailoverManager manager, E failure) {
        attempts.set(0);
        assertThatThrownBy(() -> manager.service("orders").call(endpoint -> {
                    attempts.incrementAndGet();
                    throw failure;
                }))
                .isInstanceOf(FailoverException.class);
        return attempts.get();
    }

    @Test
    void someFailuresEndTheCall() {
        try (FailoverManager manager = manager(
                "service.orders.retry.max-attempts", "2",
                "service.orders.retry.abort-on", "java.io.FileNotFoundException")) {
            assertThat(attemptsOf(manager, new IOException())).isEqualTo(2);
            assertThat(attemptsOf(manager, new FileNotFoundException())).isEqualTo(1);
        }
    }

    @Test
    void someFailuresAndStatusesAreRepeatedThatUsuallyAreNot() {
        for (String[] settings : new String[][] {
            {}, {"defaults.retry.on", "java.lang.IllegalStateException", "defaults.retry.on-status", "500"},
        }) {
            FakeTransport hosts = new FakeTransport()
                    .host("a.example", request -> {
                        throw new IllegalStateException();
                    })
                    .host("b.example", 500, "broken");
            try (FailoverManager manager = FailoverManager.builder()
                    .configuration(configured(settings))
                    .transport(hosts)
                    .retry(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
                    .build()) {
                manager.register(orders());
                if (settings.length == 0) {
                    assertThatThrownBy(() -> manager.execute("orders", Request.get("/x")))
                            .isInstanceOf(FailoverException.class);
                    assertThat(hosts.sent).hasSize(1);
                } else {
                    assertThat(manager.execute("orders", Request.get("/x")).status())
                            .isEqualTo(500);
                    assertThat(hosts.sent).hasSize(3);
                }
            }
        }
    }

    @Test
    void anEmptyBudgetAllowsNoRetry() {
        try (FailoverManager manager =
                manager("service.orders.retry.budget.ratio", "0", "service.orders.retry.budget.floor", "0")) {
            assertThat(attemptsOf(manager, new IOException())).isEqualTo(1);
        }
    }

    @Test
    void aBreakerThatIsForcedOpenKeepsAllCallsAway() {
        try (FailoverManager manager = manager("service.orders.breaker.mode", "forced-open")) {
            assertThat(attemptsOf(manager, new IOException())).isZero();
        }
    }

    @Test
    void ignoredFailuresDoNotOpenTheBreaker() {
        try (FailoverManager manager = manager(
                "service.orders.retry.max-attempts", "1",
                "service.orders.breaker.failure-threshold", "1",
                "service.orders.breaker.ignore", "java.io.FileNotFoundException")) {
            for (int i = 0; i < 3; i++) {
                assertThat(attemptsOf(manager, new FileNotFoundException())).isEqualTo(1);
            }
            assertThat(attemptsOf(manager, new IOException())).isEqualTo(1);
            assertThat(attemptsOf(manager, new IOException())).isEqualTo(1);
            assertThat(attemptsOf(manager, new IOException()))
                    .as("both are open")
                    .isZero();
        }
    }

    @Test
    void eachOfSeveralRatesCounts() {
        try (FailoverManager manager = manager(
                "service.orders.limiter.rate", "1/h burst 2, 2/d burst 1", "service.orders.retry.max-attempts", "1")) {
            assertThat(attemptsOf(manager, new IOException())).isEqualTo(1);
            assertThat(attemptsOf(manager, new IOException())).isZero();
        }
    }

    @Test
    void theWholeServiceHasALimit() {
        try (FailoverManager manager =
                manager("service.orders.pool.max-per-service", "1", "service.orders.pool.acquire-timeout", "0")) {
            ServiceClient orders = manager.service("orders");
            String result = orders.call(endpoint -> {
                assertThat(attemptsOf(manager, new IOException())).isZero();
                return "done";
            });
            assertThat(result).isEqualTo("done");
        }
    }

    @Test
    void aLateAttemptGetsAnotherOneBesideIt() throws Exception {
        try (FailoverManager manager = manager("service.orders.hedge.delay", "1ms")) {
            CompletableFuture<String> answer = manager.service("orders")
                    .callAsync(endpoint -> attempts.incrementAndGet() == 1
                            ? new CompletableFuture<>()
                            : CompletableFuture.completedFuture(endpoint.host()));
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("b.example");
        }
    }
}
