package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.failover.cache.CachePolicy;
import dev.failover.config.ServiceSettings;
import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of a service that has a cache. */
class CachedCallTest {
    private static final String FRESH = "Cache-Control: max-age=100";
    private final FakeTransport transport = new FakeTransport();
    private final FailoverManager manager = FailoverManager.builder()
            .transport(transport)
            .executor(Runnable::run)
            .retry(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
            .build();
    private final List<Request> asked = new ArrayList<>();

    @AfterEach
    void close() {
        manager.close();
    }

    private static Response response(int status, String body, String... fields) {
        Headers.Builder headers = Headers.builder();
        for (String field : fields) {
            headers.add(field.substring(0, field.indexOf(':')), field.substring(field.indexOf(':') + 2));
        }
        return new Response(status, headers.build(), body.getBytes(StandardCharsets.UTF_8));
    }

    private ServiceClient service(Service service) {
        return manager.register(service.cache(CachePolicy.defaults())).service(service.name());
    }

    private ServiceClient orders() {
        return service(new InternalService("orders", null, "http://a", "http://b"));
    }

    private void says(Supplier<Response> response) {
        transport.host("a", request -> {
            asked.add(request);
            return response.get();
        });
    }

    private void says(String body, String... fields) {
        says(() -> response(200, body, fields));
    }

    private String metrics() {
        return manager.metrics().snapshot().toString();
    }

    @Test
    void aHitCostsNoAttempt() {
        says("first", FRESH);
        ServiceClient orders = orders();
        assertThat(orders.execute(Request.get("/1")).headers().all("Cache-Status"))
                .containsExactly("failover; fwd=uri-miss; stored");
        Response hit = orders.execute(Request.get("/1"));
        assertThat(hit.text()).isEqualTo("first");
        assertThat(hit.headers().first("Cache-Status")).startsWith("failover; hit; ttl=");
        assertThat(hit.headers().contains("Age")).isTrue();
        assertThat(orders.executeAsync(Request.get("/1")).join().text()).isEqualTo("first");
        assertThat(manager.execute("orders", Request.get("/1")).text()).isEqualTo("first");
        assertThat(asked).hasSize(1);
        assertThat(metrics())
                .contains("failover.calls{service=orders, outcome=cache} 3")
                .contains("failover.calls{service=orders, outcome=success} 1")
                .contains("failover.cache.requests{service=orders, result=hit} 3")
                .contains("failover.cache.requests{service=orders, result=miss} 1")
                .contains("failover.cache.bytes{service=orders} 15");
    }

    @Test
    void withoutACacheEachRequestIsSent() {
        says("first", FRESH);
        ServiceClient orders = manager.register(new InternalService("orders", null, "http://a"))
                .service("orders");
        orders.execute(Request.get("/"));
        assertThat(orders.execute(Request.get("/")).headers().contains("Cache-Status"))
                .isFalse();
        assertThat(asked).hasSize(2);
        manager.evict("orders", "/");
        manager.clear("orders");
    }

    @Test
    void whatIsStaleIsValidated() {
        says(() -> asked.get(asked.size() - 1).headers().contains("If-None-Match")
                ? response(304, "", "ETag: \"a\"")
                : response(200, "first", "Cache-Control: max-age=0", "ETag: \"a\""));
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        Response validated = orders.execute(Request.get("/"));
        assertThat(validated.status()).isEqualTo(200);
        assertThat(validated.text()).isEqualTo("first");
        assertThat(validated.headers().first("Cache-Status")).startsWith("failover; fwd=stale; fwd-status=304");
        assertThat(orders.executeAsync(Request.get("/")).join().text()).isEqualTo("first");
        assertThat(metrics()).contains("failover.cache.requests{service=orders, result=revalidated} 2");
    }

    /** A 304 of nothing that is here: once more, without conditions; also of another endpoint that knows nothing of the tag. */
    @Test
    void a304AboutSomethingElseIsNotHandedOn() {
        says(() -> asked.get(asked.size() - 1).headers().contains("If-None-Match")
                ? response(304, "", "ETag: \"b\"")
                : response(200, "whole " + asked.size(), "Cache-Control: max-age=0", "ETag: \"a\""));
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("whole 3");
        assertThat(orders.executeAsync(Request.get("/")).join().text()).isEqualTo("whole 5");
    }

    @Test
    void whatOneEndpointGaveAnswersForAll() {
        says("from a", FRESH);
        transport.host("b", 200, "from b");
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        transport.host("a", 500, "");
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("from a");
    }

    @Test
    void aPostForgetsWhatIsThere() {
        says("first", FRESH);
        ServiceClient orders = orders();
        orders.execute(Request.get("/1"));
        orders.execute(Request.builder(HttpMethod.POST, "/1").body("x").build());
        orders.execute(Request.get("/1"));
        assertThat(asked).hasSize(3);
        assertThat(metrics())
                .contains("failover.cache.invalidations{service=orders} 1")
                .contains("failover.cache.requests{service=orders, result=bypass} 1");
    }

    @Test
    void evictForgetsOneAndClearAll() {
        says("first", FRESH);
        ServiceClient orders = orders();
        orders.execute(Request.get("/1"));
        orders.execute(Request.get("/2"));
        manager.evict("orders", "/1");
        orders.execute(Request.get("/1"));
        orders.execute(Request.get("/2"));
        assertThat(asked).extracting(Request::target).containsExactly("/1", "/2", "/1");
        manager.clear("orders");
        orders.execute(Request.get("/2"));
        assertThat(asked).hasSize(4);
    }

    @Test
    void whatIsFetchedWhileItIsForgottenIsNotStored() {
        says(() -> {
            if (asked.size() == 1) {
                manager.evict("orders", "/");
            } else if (asked.size() == 2) {
                manager.clear("orders");
            }
            return response(200, "" + asked.size(), FRESH);
        });
        ServiceClient orders = orders();
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("1");
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("2");
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("3");
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("3");
    }

    /** A change that calls of the service as it was before have made counts for those as it is now, and the other way round. */
    @Test
    void aRegistrationOfMoreEndpointsForgetsNoChange() {
        says(() -> {
            if (asked.size() == 1) {
                manager.register(new InternalService("orders", null, "http://c"));
                manager.evict("orders", "/");
            }
            return response(200, "" + asked.size(), FRESH);
        });
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("2");
    }

    @Test
    void aRegistrationOfMoreEndpointsKeepsWhatIsStored() {
        says("first", FRESH);
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        manager.register(new InternalService("orders", null, "http://c"));
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("first");
        assertThat(asked).hasSize(1);
    }

    @Test
    void afterItsServiceNothingIsLeft() {
        says("first", FRESH);
        Service service = new InternalService("orders", null, "http://a").cache(CachePolicy.defaults());
        ServiceClient orders = manager.register(service).service("orders");
        orders.execute(Request.get("/"));
        manager.unregister(service);
        assertThatIllegalStateException().isThrownBy(() -> orders.execute(Request.get("/")));
        manager.register(service).service("orders").execute(Request.get("/"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aCallUnderWayEndsThoughItsServiceWasTakenBack() {
        Service service = new InternalService("orders", null, "http://a").cache(CachePolicy.defaults());
        says(() -> {
            manager.unregister(service);
            return response(200, "first", FRESH);
        });
        assertThat(manager.register(service)
                        .service("orders")
                        .execute(Request.get("/"))
                        .text())
                .isEqualTo("first");
    }

    @Test
    void callsWithSettingsOfTheirOwnShareTheCache() {
        says("first", FRESH);
        ServiceClient orders = orders();
        ServiceClient own = orders.with(ServiceSettings.ofCode("any", "Api.find", Map.of("retry.max-attempts", "2")));
        own.execute(Request.get("/"));
        assertThat(orders.execute(Request.get("/")).headers().first("Cache-Status"))
                .contains("hit");
        assertThat(orders.within(Duration.ofSeconds(9))
                        .execute(Request.get("/"))
                        .text())
                .isEqualTo("first");
        assertThat(asked).hasSize(1);
    }

    /** Whoever asks one endpoint wants to hear that one. */
    @Test
    void oneEndpointAloneIsAlwaysAsked() {
        says("first", FRESH);
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        orders.at(URI.create("http://a")).execute(Request.get("/"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void keysOfServicesAndUsersDoNotMeet() {
        says(() -> response(200, "" + asked.size(), FRESH));
        ServiceClient one = service(new InternalService("one", "key-1", "http://a"));
        ServiceClient two = service(new InternalService("two", "key-2", "http://a"));
        assertThat(one.execute(Request.get("/")).text()).isEqualTo("1");
        assertThat(two.execute(Request.get("/")).text()).isEqualTo("2");
        Request asUser = Request.builder(HttpMethod.GET, "/")
                .header("Authorization", "Bearer user")
                .build();
        assertThat(one.execute(asUser).text()).isEqualTo("3");
        assertThat(one.execute(asUser).text()).isEqualTo("3");
        assertThat(one.execute(Request.get("/")).text()).isEqualTo("1");
    }

    @Test
    void hedgedServicesHaveACacheToo() {
        says("first", FRESH);
        ServiceClient orders = service(new InternalService("orders", null, "http://a", "http://b")
                .hedge(HedgePolicy.after(Duration.ofHours(1))));
        orders.execute(Request.get("/"));
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("first");
        assertThat(asked).hasSize(1);
    }

    /** The answer comes at once, the validation behind it, once. */
    @Test
    void whatIsStaleMayAnswerWhileItIsValidated() {
        says(() -> asked.size() == 1
                ? response(200, "first", "Cache-Control: max-age=0, stale-while-revalidate=100")
                : response(200, "second", FRESH));
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("first");
        assertThat(asked).hasSize(2);
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("second");
        assertThat(asked).hasSize(2);
        assertThat(metrics()).contains("failover.cache.requests{service=orders, result=stale} 1");
    }

    @Test
    void anInterruptedThreadIsAnsweredFromTheCache() {
        says("first", FRESH);
        ServiceClient orders = orders();
        orders.execute(Request.get("/"));
        Thread.currentThread().interrupt();
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("first");
        assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    }

    @Test
    void tooLargeABodyIsHandedOn() {
        says("0123456789", FRESH);
        ServiceClient orders = manager.register(new InternalService("orders", null, "http://a")
                        .cache(CachePolicy.defaults().withMaxObjectSize(9)))
                .service("orders");
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("0123456789");
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("0123456789");
        assertThat(asked).hasSize(2);
    }
}
