package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.cache.CachePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.RetryPolicy;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stale answers in place of failures: at once, whatever stands between the call and an endpoint. */
@Timeout(60)
class CachedStandbyTest {
    private static final String STALE = "max-age=0, stale-if-error=3600";
    private final FakeTransport transport = new FakeTransport();
    private final AtomicInteger attempts = new AtomicInteger();
    private final FailoverManager manager = FailoverManager.builder()
            .transport(transport)
            .executor(Runnable::run)
            // Whoever waits for a repetition waits for longer than any test runs.
            .retry(RetryPolicy.builder()
                    .baseDelay(Duration.ofHours(1))
                    .maxDelay(Duration.ofHours(1))
                    .build())
            .timeouts(TimeoutPolicy.defaults().withDeadline(Duration.ofDays(1)))
            .build();

    @AfterEach
    void close() {
        manager.close();
    }

    private ServiceClient stored(String control, Service service) {
        transport.host(
                "a",
                request -> new Response(
                        200,
                        Headers.builder().add("Cache-Control", control).build(),
                        "stored".getBytes(StandardCharsets.UTF_8)));
        ServiceClient client =
                manager.register(service.cache(CachePolicy.defaults())).service("orders");
        client.execute(Request.get("/"));
        return client;
    }

    private static Service orders() {
        return new InternalService("orders", null, "http://a");
    }

    private void fails() {
        transport.host("a", request -> {
            attempts.incrementAndGet();
            throw new ConnectException("refused");
        });
    }

    private static Function<ServiceClient, Response> call(boolean async) {
        return async
                ? client -> client.executeAsync(Request.get("/")).join()
                : client -> client.execute(Request.get("/"));
    }

    private static void assertStale(Response response, String detail) {
        assertThat(response.text()).isEqualTo("stored");
        assertThat(response.headers().first("Cache-Status")).contains("detail=" + detail);
    }

    /** Without the back-off before a repetition. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenNobodyAnswers(boolean async) {
        ServiceClient orders = stored(STALE, orders());
        fails();
        assertStale(call(async).apply(orders), "unreachable");
        assertThat(attempts).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenAllEndpointsAnswerWithAnError(boolean async) {
        ServiceClient orders = stored(STALE, orders());
        transport.host("a", 503, "error");
        assertStale(call(async).apply(orders), "stale-if-error");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenTheBreakersAreOpen(boolean async) {
        ServiceClient orders = stored(
                STALE,
                orders().retry(RetryPolicy.none())
                        .circuitBreaker(CircuitBreakerPolicy.builder()
                                .failureThreshold("1")
                                .recoveryTime(Duration.ofHours(1))
                                .build()));
        fails();
        for (int i = 0; i < 20; i++) {
            assertThat(call(async).apply(orders).text()).isEqualTo("stored");
        }
        int before = attempts.get();
        assertThat(before).isLessThan(20);
        assertStale(call(async).apply(orders), "breakers_open");
        assertThat(attempts).hasValue(before);
    }

    /** The limiter would have it wait for an hour. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenTheLimiterIsEmpty(boolean async) {
        ServiceClient orders =
                stored(STALE, orders().rateLimiter(RateLimiterPolicy.of("1/h").withWait(Duration.ofHours(2))));
        fails();
        assertStale(call(async).apply(orders), "rate_limited");
        assertThat(attempts).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenTheTimeIsOver(boolean async) {
        ServiceClient orders = stored(STALE, orders()).within(Duration.ofNanos(1));
        fails();
        assertStale(call(async).apply(orders), "deadline");
        assertThat(attempts).hasValue(0);
    }

    /** An attempt that takes too long, where the time for the whole call ends with it. */
    @Test
    void whenTheAttemptTakesTooLong() {
        ServiceClient orders = stored(STALE, orders()).within(Duration.ofMillis(20));
        transport.host("a", request -> null);
        assertThat(call(true).apply(orders).text()).isEqualTo("stored");
    }

    /** RFC 9111, section 5.2.2.2: 504, which says what happened. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatMustBeValidatedIsA504(boolean async) {
        ServiceClient orders = stored(STALE + ", must-revalidate, no-cache=\"x\"", orders().retry(RetryPolicy.none()));
        fails();
        manager.evict("orders", "/");
        transport.host(
                "a",
                request -> new Response(
                        200,
                        Headers.builder()
                                .add("Cache-Control", "max-age=0, must-revalidate")
                                .add("ETag", "\"a\"")
                                .build(),
                        new byte[0]));
        orders.execute(Request.get("/"));
        fails();
        Response response = call(async).apply(orders);
        assertThat(response.status()).isEqualTo(504);
        assertThat(response.text()).contains("orders: GET / failed").contains("refused");
        assertThat(response.headers().first("Cache-Status")).isEqualTo("failover; fwd=stale; detail=unreachable");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withoutAnythingStoredTheFailureIsTheAnswer(boolean async) {
        ServiceClient orders = manager.register(orders().retry(RetryPolicy.none())
                        .cache(CachePolicy.defaults().withStaleIfError(Duration.ofHours(1))))
                .service("orders");
        fails();
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> call(async).apply(orders))
                .withMessageContaining("orders: GET / failed");
    }

    /** Who gives a call up wants no answer, and gets none. */
    @Test
    void anInterruptIsNoFailure() {
        ServiceClient orders = stored(STALE, orders());
        transport.host("a", request -> null);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> orders.execute(Request.get("/")))
                .satisfies(failure -> assertThat(failure.isGivenUp()).isTrue());
        assertThat(Thread.interrupted()).isTrue();
    }

    /** What is configured counts where the origin is silent. */
    @Test
    void theConfigurationGrantsIt() {
        transport.host(
                "a",
                request -> new Response(
                        200,
                        Headers.builder()
                                .add("Cache-Control", "max-age=0")
                                .add("ETag", "\"a\"")
                                .build(),
                        "stored".getBytes(StandardCharsets.UTF_8)));
        ServiceClient orders = manager.register(
                        orders().cache(CachePolicy.defaults().withStaleIfError(Duration.ofHours(1))))
                .service("orders");
        orders.execute(Request.get("/"));
        fails();
        assertStale(orders.execute(Request.get("/")), "unreachable");
        assertThatExceptionOfType(FailoverException.class)
                .as("the request says otherwise")
                .isThrownBy(() -> orders.within(Duration.ofMillis(50))
                        .execute(Request.builder(HttpMethod.GET, "/")
                                .header("Cache-Control", "no-cache")
                                .build()));
    }
}
