package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.BreakerMode;
import dev.failover.breaker.CircuitBreaker;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CachePolicy;
import dev.failover.call.Rejection;
import dev.failover.call.TimeoutPolicy;
import dev.failover.http.Request;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.metrics.FailoverListener;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The page {@code docs/library.md}, compiled and run. */
class LibraryGuideTest {
    @Test
    void whatThePageSaysCompilesAndRuns() throws Exception {
        String apiKey = "secret-key";
        FakeTransport transport = new FakeTransport().host("b.example", 200, "from b");
        List<String> log = new ArrayList<>();

        FailoverManager manager = FailoverManager.builder()
                .transport(transport)
                .retry(RetryPolicy.builder()
                        .maxAttempts(4)
                        .abortOn(IllegalArgumentException.class)
                        .retryOnResultIf(result -> "pending".equals(result))
                        .build())
                .retryBudget(RetryBudgetPolicy.defaults().withRatio(0.1).withFloorPerSecond(5))
                .build();

        Service orders = new ExternalAPIService("orders", apiKey, "https://a.example", "https://b.example")
                .circuitBreaker(CircuitBreakerPolicy.builder()
                        .window(Duration.ofSeconds(30))
                        .failureThreshold("40%")
                        .minimumCalls(20)
                        .slowCallDuration(Duration.ofSeconds(2))
                        .slowCallRate(0.8)
                        .build())
                .rateLimiter(RateLimiterPolicy.of("10/s, 5000/h")
                        .withWait(Duration.ofSeconds(1))
                        .fromServer(true))
                .connectionPool(
                        ConnectionPoolPolicy.defaults().withMaxPerEndpoint(20).withMaxPerService(30))
                .cache(CachePolicy.defaults().withMaxEntries(5_000).withStaleIfError(Duration.ofHours(1)))
                .hedge(HedgePolicy.afterPercentile(95))
                .timeouts(TimeoutPolicy.defaults()
                        .withAttempt(Duration.ofSeconds(3))
                        .withDeadline(Duration.ofSeconds(10)));
        ServiceClient client = manager.register(orders).service("orders");

        assertThat(client.within(Duration.ofSeconds(5))
                        .execute(Request.get("/"))
                        .text())
                .isEqualTo("from b");
        String pendingFirst = client.call(endpoint -> endpoint.host().equals("a.example") ? "pending" : "done");
        assertThat(pendingFirst).isEqualTo("done");
        assertThat(client.callOnceAsync(
                                endpoint -> CompletableFuture.<String>failedFuture(new IllegalArgumentException()),
                                Fallback.value("none"))
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo("none");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> client.weighing(5_001).call(endpoint -> "too much at once"))
                .satisfies(refused -> assertThat(refused.rejection()).isEqualTo(Rejection.RATE_LIMITED));

        manager.metrics().addListener(new FailoverListener() {
            @Override
            public void onBreaker(String service, String endpoint, BreakerEvent event) {
                log.add(service + " " + endpoint + " " + event);
            }
        });
        CircuitBreaker breaker = client.endpoints().get(0).breaker();
        breaker.mode(BreakerMode.FORCED_OPEN);
        assertThat(client.<String>call(endpoint -> endpoint.host())).isEqualTo("b.example");
        manager.close();
        assertThat(log).isEmpty();
    }
}
