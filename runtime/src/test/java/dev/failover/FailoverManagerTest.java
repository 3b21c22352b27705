package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.Rejection;
import dev.failover.health.HealthStatus;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.Metric;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailoverManagerTest {
    private final FakeTransport transport = new FakeTransport();
    private final FailoverManager manager = FailoverManager.builder()
            .transport(transport)
            .retry(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
            .build();

    @AfterEach
    void close() {
        manager.close();
        assertThat(transport.closed).isTrue();
    }

    @Test
    void servicesOfOneNameAreAlternativesInTheirOrder() {
        transport.host("c", 200, "c");
        manager.register(new InternalService("orders", null, "http://a", "http://b"))
                .register(new InternalService("orders", null, "http://c"));
        assertThat(manager.execute("orders", Request.get("/x")).text()).isEqualTo("c");
        assertThat(transport.sent).containsExactly("a GET /x", "b GET /x", "c GET /x");
    }

    @Test
    void anEndpointCannotBeThereTwice() {
        manager.register(new InternalService("orders", null, "http://a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.register(new InternalService("orders", null, "HTTP://A:80/")))
                .withMessageContaining("lists the endpoint http://a twice");
        transport.host("a", 200, "still there");
        assertThat(manager.execute("orders", Request.get("/")).text()).isEqualTo("still there");
    }

    @Test
    void anUnknownServiceIsToldWithThoseThatThereAre() {
        manager.register(new InternalService("orders", null, "http://a"))
                .register(new InternalService("billing", null, "http://b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.execute("order", Request.get("/")))
                .withMessage("there is no service named order; registered are [billing, orders]."
                        + " Register one: manager.register(new InternalService(\"order\", apiKey, url))");
    }

    @Test
    void aCallWithoutANameNeedsToBeClear() {
        assertThatIllegalStateException()
                .isThrownBy(() -> manager.execute("/", HttpMethod.GET, Collections.emptyMap()))
                .withMessageStartingWith("no service is registered; write manager.register(");
        transport.host("a", 200, "a").host("b", 200, "b").host("c", 200, "c");
        manager.register(new InternalService("orders", null, "http://a"));
        assertThat(manager.execute("/", HttpMethod.GET, Collections.emptyMap()).text())
                .isEqualTo("a");
        manager.register(new InternalService("billing", null, "http://b"));
        assertThatIllegalStateException()
                .isThrownBy(() -> manager.execute("/", HttpMethod.GET, Collections.emptyMap()))
                .withMessageContaining("[billing, orders]");
        manager.register(new InternalService("http://c", null));
        assertThat(manager.execute("/", HttpMethod.GET, Collections.emptyMap()).text())
                .as("the one without a name")
                .isEqualTo("c");
    }

    @Test
    void serviceOrRegisterLeavesWhatIsThere() {
        transport.host("a", 200, "a").host("b", 200, "b");
        manager.serviceOrRegister("orders", "http://a").serviceOrRegister("orders", "http://b");
        assertThat(manager.execute("orders", Request.get("/")).text()).isEqualTo("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> manager.serviceOrRegister("billing"))
                .withMessageContaining("no endpoint");
    }

    @Test
    void aKeyGoesToItsOwnEndpointOnly() {
        transport.host("c", 200, "");
        manager.register(new InternalService("http://a", "key-a"))
                .register(new ExternalAPIService("http://b", "key-b"))
                .register(new InternalService("http://c", ""));
        manager.execute("/", HttpMethod.GET, Collections.emptyMap());
        assertThat(transport.sent).containsExactly("a GET / Bearer key-a", "b GET / key-b", "c GET /");
    }

    @Test
    void aHeaderOfTheCallerStays() {
        transport.host("a", 200, "");
        manager.register(new InternalService("orders", "key-a", "http://a"));
        manager.execute(
                "orders",
                Request.builder(HttpMethod.GET, "/")
                        .header("authorization", "Basic mine")
                        .build());
        assertThat(transport.sent).containsExactly("a GET / Basic mine");
    }

    @Test
    void parametersTravelWhereTheMethodPutsThem() {
        List<String> bodies = new ArrayList<>();
        transport.host("a", request -> {
            bodies.add(request.target() + " " + (request.body() == null ? "-" : new String(request.body())));
            return new dev.failover.http.Response(200, dev.failover.http.Headers.EMPTY, null);
        });
        manager.register(new InternalService("http://a", null));
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("q", "a b");
        parameters.put("none", null);
        parameters.put("n", 1);
        for (HttpMethod method :
                new HttpMethod[] {HttpMethod.GET, HttpMethod.DELETE, HttpMethod.POST, HttpMethod.PUT}) {
            manager.execute("/x", method, parameters);
        }
        assertThat(bodies).containsExactly("/x?q=a%20b&n=1 -", "/x?q=a%20b&n=1 -", "/x q=a%20b&n=1", "/x q=a%20b&n=1");
    }

    @Test
    void theExceptionListsWhatWasTried() {
        manager.register(new InternalService("orders", null, "http://a", "http://b"));
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.execute("orders", Request.get("/x?token=secret")))
                .withMessage("orders: GET /x failed: 1. http://a CONNECT java.net.ConnectException: a refused; "
                        + "2. http://b CONNECT java.net.ConnectException: b refused; "
                        + "3. http://a CONNECT java.net.ConnectException: a refused")
                .withCauseInstanceOf(ConnectException.class)
                .satisfies(failed -> {
                    assertThat(failed.rejection()).isNull();
                    assertThat(failed.getSuppressed()).hasSize(2);
                    assertThat(failed.getStackTrace()).isNotEmpty();
                });
    }

    @Test
    void aRejectionSaysWhyAndHasNoStackTrace() {
        manager.register(new ExternalAPIService("orders", null, "http://a").rateLimit("1/h"));
        transport.host("a", 200, "");
        manager.execute("orders", Request.get("/"));
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.execute("orders", Request.get("/")))
                .withMessage("orders: GET / was rejected: the rate limiter has no permit within limiter.wait")
                .withNoCause()
                .satisfies(rejected -> {
                    assertThat(rejected.rejection()).isEqualTo(Rejection.RATE_LIMITED);
                    assertThat(rejected.retryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
                    assertThat(rejected.getStackTrace()).isEmpty();
                });
        assertThat(transport.sent).hasSize(1);
    }

    @Test
    void anAnswerThatIsNoSuccessIsHandedOver() {
        transport.host("a", 503, "down").host("b", 404, "not here");
        manager.register(new InternalService("orders", null, "http://a"))
                .register(new InternalService("other", null, "http://b"));
        assertThat(manager.execute("orders", Request.get("/")).status()).isEqualTo(503);
        assertThat(transport.sent).hasSize(3);
        assertThat(manager.execute("other", Request.get("/")).status()).isEqualTo(404);
        assertThat(transport.sent).hasSize(4);
    }

    @Test
    void anInterruptEndsTheCallAndIsKept() {
        transport.host("a", request -> {
            Thread.currentThread().interrupt();
            return null;
        });
        manager.register(new InternalService("orders", null, "http://a", "http://b"));
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.execute("orders", Request.get("/")))
                .withMessage("orders: GET / was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(transport.sent).hasSize(1);
    }

    @Test
    void otherWorkFailsOverToo() {
        manager.register(new InternalService("db", null, "http://a", "http://b"));
        List<String> asked = new ArrayList<>();
        String answer = manager.call("db", true, endpoint -> {
            asked.add(endpoint.host());
            if (endpoint.host().equals("a")) {
                throw new java.sql.SQLException("a is read only");
            }
            return "row of " + endpoint.host();
        });
        assertThat(answer).isEqualTo("row of b");
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void otherWorkThatMayHaveHadItsEffectIsNotDoneTwice() {
        manager.register(new InternalService("db", null, "http://a", "http://b"));
        List<String> asked = new ArrayList<>();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.call("db", false, endpoint -> {
                    asked.add(endpoint.host());
                    throw new IOException("connection lost");
                }))
                .withMessageContaining("db: call failed: 1. http://a IO java.io.IOException: connection lost");
        assertThat(asked).containsExactly("a");
        String none = manager.call("db", false, endpoint -> null);
        assertThat(none).isNull();
    }

    @Test
    void otherWorkMovesTheBreaker() {
        manager.register(new InternalService("db", null, "http://a", "http://b")
                .circuitBreaker(
                        CircuitBreakerPolicy.builder().failureThreshold("1").build()));
        manager.call("db", true, endpoint -> {
            if (endpoint.host().equals("a")) {
                throw new IllegalStateException("a is broken");
            }
            return "";
        });
        String next = manager.call("db", true, endpoint -> endpoint.host());
        assertThat(next).isEqualTo("b");
    }

    @Test
    void policiesOfAServiceBeatThoseOfTheManager() {
        transport.host("a", 503, "");
        manager.register(new InternalService("http://a", null).retry(RetryPolicy.none()));
        manager.execute("/", HttpMethod.GET, Collections.emptyMap());
        assertThat(transport.sent).hasSize(1);
    }

    @Test
    void aServiceThatIsJoinedKeepsWhatIsKnownOfItsEndpoints() {
        transport.host("b", 200, "b").host("c", 200, "c");
        Service first = new InternalService("orders", null, "http://a", "http://b")
                .circuitBreaker(
                        CircuitBreakerPolicy.builder().failureThreshold("1").build());
        manager.register(first);
        manager.execute("orders", Request.get("/"));
        manager.register(new InternalService("orders", null, "http://c"));
        manager.execute("orders", Request.get("/"));
        assertThat(transport.sent).containsExactly("a GET /", "b GET /", "b GET /");
    }

    @Test
    void healthIsAskedOfThoseThatHaveAPath() throws InterruptedException {
        transport.host("a", 200, "").host("b", 500, "");
        transport.host("thrown", request -> {
            throw new IllegalStateException("no such thing");
        });
        manager.register(new InternalService("orders", null, "http://a", "http://b", "http://gone"))
                .register(new InternalService("odd", null, "http://thrown"))
                .register(
                        new ExternalAPIService("maps", "key", "http://maps").rateLimiter(RateLimiterPolicy.of("1/s")));
        Map<String, String> health = new LinkedHashMap<>();
        manager.checkHealth()
                .forEach((service, result) -> health.put(service.name(), result.status() + " " + result.endpoints()));
        assertThat(health).containsOnlyKeys("orders", "odd", "maps");
        assertThat(health.get("orders"))
                .startsWith(HealthStatus.DEGRADED.toString())
                .contains("http://a UP (GET /health answered 200)")
                .contains("http://b DOWN (GET /health answered 500)")
                .contains("http://gone DOWN (GET /health: java.net.ConnectException: gone refused)");
        assertThat(health.get("odd")).contains("http://thrown DOWN (GET /health: java.lang.IllegalStateException");
        assertThat(health.get("maps")).isEqualTo("UP [http://maps UP (circuit breaker closed)]");
        assertThat(transport.sent).noneMatch(sent -> sent.startsWith("maps"));
    }

    @Test
    void countersAreThereForAllServices() {
        transport.host("a", 200, "");
        manager.register(new InternalService("orders", null, "http://a"));
        manager.execute("orders", Request.get("/"));
        assertThat(manager.metrics().snapshot())
                .extracting(Metric::toString)
                .contains(
                        "failover.attempts{service=orders, endpoint=a:80, outcome=ok} 1",
                        "failover.calls{service=orders, outcome=success} 1");
    }
}
