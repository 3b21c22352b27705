package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Results that the retry policy does not want: repeated like failures, and told when all attempts brought such ones. */
class UnwantedResultTest {
    private final FakeTransport transport = new FakeTransport();
    private final List<String> asked = new ArrayList<>();
    private FailoverManager manager = manager("stale"::equals);

    private FailoverManager manager(Predicate<Object> unwanted) {
        return manager(unwanted, TimeoutPolicy.defaults());
    }

    private FailoverManager manager(Predicate<Object> unwanted, TimeoutPolicy timeouts) {
        return FailoverManager.builder()
                .timeouts(timeouts)
                .transport(transport)
                .executor(Runnable::run)
                .circuitBreaker(
                        CircuitBreakerPolicy.builder().failureThreshold("2").build())
                .retry(RetryPolicy.builder()
                        .baseDelay(Duration.ZERO)
                        .retryOnResultIf(unwanted)
                        .build())
                .build()
                .register(new InternalService("cache", null, "http://a", "http://b"));
    }

    @AfterEach
    void close() {
        assertThat(manager.service("cache").endpoints())
                .allMatch(endpoint -> endpoint.pool().leased() == 0);
        manager.close();
    }

    private String staleOnA(dev.failover.endpoint.Endpoint endpoint) {
        asked.add(endpoint.host());
        return endpoint.host().equals("a") ? "stale" : "fresh";
    }

    @Test
    void anotherEndpointIsAsked() throws Exception {
        ServiceClient cache = manager.service("cache");
        assertThat(cache.call(this::staleOnA)).isEqualTo("fresh");
        assertThat(cache.callAsync(endpoint -> CompletableFuture.completedFuture(staleOnA(endpoint)))
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo("fresh");
        assertThat(asked).containsExactly("a", "b", "a", "b");
    }

    @Test
    void y15_afterAllAttemptsTheFailureTellsTheLatestResult() {
        ServiceClient cache = manager.service("cache");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> cache.<String>call(endpoint -> {
                    asked.add(endpoint.host());
                    return "stale";
                }))
                .withMessage("cache: call failed: the latest result is one that the retry policy does not want")
                .satisfies(failure -> assertThat(failure.result()).isEqualTo("stale"))
                .satisfies(failure -> assertThat(failure.rejection()).isNull());
        assertThat(asked).containsExactly("a", "b", "a");
    }

    @Test
    void y15_anAsynchronousCallTellsItToo() {
        CompletableFuture<String> future =
                manager.service("cache").callAsync(endpoint -> CompletableFuture.completedFuture("stale"));
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                .satisfies(failed -> assertThat(((FailoverException) failed.getCause()).result())
                        .isEqualTo("stale"));
    }

    @Test
    void y15_aHedgedCallTellsItToo() {
        manager.register(new InternalService("hedged", null, "http://a", "http://b")
                .hedge(HedgePolicy.after(Duration.ofSeconds(10))));
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.service("hedged").<String>call(endpoint -> "stale"))
                .satisfies(failure -> assertThat(failure.result()).isEqualTo("stale"));
    }

    @Test
    void y15_failuresOnTheWayAreTold() {
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.service("cache").<String>call(endpoint -> {
                    if (endpoint.host().equals("b")) {
                        throw new java.net.ConnectException("refused");
                    }
                    return "stale";
                }))
                .withMessageContaining("2. http://b CONNECT")
                .satisfies(failure -> assertThat(failure.result()).isEqualTo("stale"));
    }

    @Test
    void whatMustNotBeDoneTwiceIsNot() {
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.service("cache").callOnce(this::staleOnA))
                .satisfies(failure -> assertThat(failure.result()).isEqualTo("stale"));
        assertThat(asked).containsExactly("a");
    }

    @Test
    void theFallbackSeesTheResult() {
        String answer = manager.service("cache")
                .call(endpoint -> "stale", Fallback.of(failure -> "at least " + failure.result()));
        assertThat(answer).isEqualTo("at least stale");
    }

    @Test
    void theBreakerCountsThem() {
        ServiceClient cache = manager.service("cache");
        cache.call(this::staleOnA);
        cache.call(this::staleOnA);
        asked.clear();
        cache.call(this::staleOnA);
        assertThat(asked).containsExactly("b");
    }

    @Test
    void noResultMayBeUnwantedToo() {
        manager.close();
        manager = manager(result -> result == null);
        String answer =
                manager.service("cache").call(endpoint -> endpoint.host().equals("a") ? null : "something");
        assertThat(answer).isEqualTo("something");
    }

    /** A response is a response: it is handed over, and its status tells. */
    @Test
    void aResponseIsHandedOverThoughItIsUnwanted() {
        manager.close();
        transport.closed = false;
        manager = manager(result -> ((Response) result).text().equals("stale"));
        transport.host("a", 200, "stale").host("b", 200, "stale");
        assertThat(manager.execute("cache", Request.get("/")).text()).isEqualTo("stale");
        assertThat(transport.sent).hasSize(3);
        transport.host("b", 200, "fresh");
        assertThat(manager.execute("cache", Request.get("/")).text()).isEqualTo("fresh");
    }

    /** What it says may cost something, or change with time. */
    @Test
    void thePredicateIsAskedOnceAboutEachResult() {
        for (TimeoutPolicy timeouts : List.of(TimeoutPolicy.guest(), TimeoutPolicy.defaults())) {
            List<Object> judged = new ArrayList<>();
            manager.close();
            manager = manager(judged::add, timeouts);
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> manager.service("cache").call(this::numbered));
            assertThat(judged).containsExactly("1", "2", "3");
            manager.close();
            manager = manager(judged::add, timeouts);
            assertThat(manager.service("cache").callAsync(each -> CompletableFuture.completedFuture(numbered(each))))
                    .isCompletedExceptionally();
            assertThat(judged).containsExactly("1", "2", "3", "4", "5", "6");
            asked.clear();
        }
    }

    private String numbered(dev.failover.endpoint.Endpoint endpoint) {
        asked.add(endpoint.host());
        return "" + asked.size();
    }

    @Test
    void b17_aPredicateThatThrowsWantsTheResult() {
        manager.close();
        manager = manager(result -> {
            throw new IllegalStateException("a defect of the predicate");
        });
        ServiceClient cache = manager.service("cache");
        assertThat(cache.call(this::staleOnA)).isEqualTo("stale");
        assertThat(cache.callAsync(endpoint -> CompletableFuture.completedFuture(staleOnA(endpoint))))
                .isCompletedWithValue("stale");
        assertThat(asked).containsExactly("a", "a");
    }
}
