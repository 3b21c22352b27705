package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.BreakerState;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.Rejection;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.Metric;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service to which endpoints are added, or whose name is registered once more, goes on with all that it knows. */
class RegisteredAgainTest {
    private final FailoverManager manager = FailoverManager.builder()
            .transport(new FakeTransport())
            .executor(Runnable::run)
            .retry(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
            .circuitBreaker(CircuitBreakerPolicy.builder().failureThreshold("2").build())
            .connectionPool(
                    ConnectionPoolPolicy.defaults().withMaxPerEndpoint(3).withMaxPerService(4))
            .rateLimiter(RateLimiterPolicy.of("1/h").withBurst(10))
            .build();
    private final Service first = new InternalService("db", null, "http://a");
    private final ServiceClient db = manager.register(first).service("db");

    @AfterEach
    void close() {
        manager.close();
    }

    private void registerMore() {
        manager.register(new InternalService("db", null, "http://b"));
    }

    private EndpointState a() {
        return db.endpoints().stream()
                .filter(endpoint -> endpoint.endpoint().host().equals("a"))
                .findFirst()
                .orElseThrow();
    }

    private BreakerState breakerOfA() {
        return a().breaker().state(System.nanoTime());
    }

    private static <T> T refused() throws ConnectException {
        throw new ConnectException("refused");
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> db.callOnce(endpoint -> {
                        throw new java.io.IOException("reset");
                    }));
        }
    }

    private long calls() {
        return manager.metrics().snapshot().stream()
                .filter(metric -> metric.name().equals("failover.calls"))
                .mapToLong(Metric::value)
                .sum();
    }

    @Test
    void b16_anOpenBreakerStaysOpen() {
        fail(2);
        assertThat(breakerOfA()).isEqualTo(BreakerState.OPEN);
        registerMore();
        assertThat(breakerOfA()).isEqualTo(BreakerState.OPEN);
        String answer = db.call(endpoint -> endpoint.host());
        assertThat(answer).isEqualTo("b");
    }

    @Test
    void b16_failuresSoFarStillCount() {
        fail(1);
        registerMore();
        fail(1);
        assertThat(breakerOfA()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void b16_whatWasSetByHandStays() {
        a().breaker().mode(dev.failover.breaker.BreakerMode.FORCED_OPEN);
        registerMore();
        String answer = db.call(endpoint -> endpoint.host());
        assertThat(answer).isEqualTo("b");
    }

    @Test
    void b16_leasesThatAreOutStayOutAndComeHome() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> underWay = db.callAsync(endpoint -> stage);
        registerMore();
        assertThat(a().pool().leased()).isEqualTo(1);
        CompletableFuture<String> another = new CompletableFuture<>();
        for (int i = 0; i < 3; i++) {
            db.callAsync(endpoint -> another);
        }
        assertThat(a().pool().leased()).isEqualTo(3);
        assertThat(db.endpoints().get(1).pool().leased()).isEqualTo(1);
        assertThat(db.within(Duration.ofNanos(1)).callAsync(endpoint -> another))
                .as("four are out, two of them since before")
                .isCompletedExceptionally();
        stage.complete("done");
        another.complete("too");
        assertThat(underWay).isCompletedWithValue("done");
        assertThat(db.endpoints()).allMatch(endpoint -> endpoint.pool().leased() == 0);
    }

    @Test
    void b16_permitsThatAreUsedUpStayUsedUp() {
        for (int i = 0; i < 6; i++) {
            db.call(endpoint -> "");
        }
        registerMore();
        for (int i = 0; i < 4; i++) {
            db.call(endpoint -> "");
        }
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.call(endpoint -> ""))
                .satisfies(rejected -> assertThat(rejected.rejection()).isEqualTo(Rejection.RATE_LIMITED));
    }

    @Test
    void b16_countersGoOn() {
        db.call(endpoint -> "");
        registerMore();
        db.call(endpoint -> "");
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void b16_aSpentBudgetStaysSpent() {
        Service poor = new InternalService("poor", null, "http://a", "http://b")
                .retryBudget(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0.1))
                .circuitBreaker(CircuitBreakerPolicy.disabled());
        ServiceClient client = manager.register(poor).service("poor");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> client.call(endpoint -> refused()))
                .withMessageContaining("2. http://b")
                .withMessageNotContaining("3. ");
        manager.register(new InternalService("poor", null, "http://c"));
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> client.call(endpoint -> refused()))
                .withMessageNotContaining("2. ");
    }

    @Test
    void b16_whatHedgesHaveSpentStaysSpent() {
        Service hedged = new InternalService("hedged", null, "http://a", "http://b")
                .hedge(HedgePolicy.after(Duration.ofMillis(1))
                        .withBudget(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0.1)));
        ServiceClient client = manager.register(hedged).service("hedged");
        CompletableFuture<String> never = new CompletableFuture<>();
        AsyncEndpointCall<String> slowOnA =
                endpoint -> endpoint.host().equals("a") ? never : CompletableFuture.completedFuture(endpoint.host());
        assertThat(client.callAsync(slowOnA).join()).isEqualTo("b");
        manager.register(new InternalService("hedged", null, "http://c"));
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> alone = client.callAsync(endpoint -> slow);
        for (long begin = System.nanoTime();
                !manager.metrics()
                        .snapshot()
                        .toString()
                        .contains("failover.hedges{service=hedged, result=suppressed} 1"); ) {
            assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
        }
        slow.complete("a");
        assertThat(alone.join()).isEqualTo("a");
    }

    @Test
    void b16_theSameNameWithTheSameEndpointIsRefusedAndChangesNothing() {
        fail(2);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> manager.register(first));
        assertThat(breakerOfA()).isEqualTo(BreakerState.OPEN);
        assertThat(db.endpoints()).hasSize(1);
    }

    @Test
    void whoIsTakenBackAltogetherAndComesAgainBeginsAfresh() {
        fail(2);
        manager.unregister(first);
        manager.register(first);
        assertThat(manager.service("db").endpoints())
                .allMatch(endpoint -> endpoint.breaker().state(System.nanoTime()) == BreakerState.CLOSED);
    }
}
