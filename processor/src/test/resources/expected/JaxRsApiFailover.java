package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.CookieWriter;
import dev.failover.stub.FormWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Policies;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import dev.failover.stub.Values;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code jaxrs-items} as {@link JaxRsApi} describes it. Thread-safe; keep it.
 * Policies of the service, unless it is registered or configured otherwise: {@code breaker.window=10, breaker.minimum-calls=10, breaker.failure-threshold=25%, breaker.recovery-time=3000ms, breaker.probe-successes=1, breaker.ignore=java.lang.IllegalStateException}.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class JaxRsApiFailover implements JaxRsApi {
    private static final Operation FIND = Operation.of("JaxRsApi.find", HttpMethod.GET, "/shops/{shop}/items/{id}")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .policies(Policies.of("retry.max-attempts", "3")
                    .and("retry.base-delay", "100ms")
                    .and("retry.multiplier", "1")
                    .and("retry.jitter", "0.5")
                    .and("deadline", "5000ms")
                    .and("timeout.attempt", "500ms"));

    private static final Operation LIST = Operation.of("JaxRsApi.list", HttpMethod.GET, "/shops/{shop}")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .policies(Policies.of("cache.enabled", "true")
                    .and("cache.stale-if-error", "1h"));

    private static final Operation CREATE = Operation.of("JaxRsApi.create", HttpMethod.POST, "/shops/{shop}")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .header("Content-Type", "application/json");

    private static final Operation LOGIN = Operation.of("JaxRsApi.login", HttpMethod.PUT, "/shops/{shop}/login")
            .header("X-Client", "web")
            .header("Accept", "text/plain")
            .header("Authorization", "none");

    private static final Operation REMOVE = Operation.of("JaxRsApi.remove", HttpMethod.DELETE, "/shops/{shop}/items/{id}")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web");

    private static final Operation REPORT = Operation.of("JaxRsApi.report", HttpMethod.of("REPORT"), "/shops/{shop}/items")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .header("Content-Type", "application/json");

    private final StubClient client;

    private final Codec codec;

    private final Result<Item> findResult;

    private final Result<List<Item>> listResult;

    private final Result<Item> createResult;

    private JaxRsApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        findResult = Results.decoded(codec, Item.class);
        listResult = Results.decoded(codec, Types.parameterized(List.class, Item.class));
        createResult = Results.decoded(codec, Item.class);
    }

    /**
     * A client of the service {@code jaxrs-items}, with the endpoints that the manager has under this name,
     * else with those that {@link JaxRsApi} lists.
     */
    public static JaxRsApi create(FailoverManager manager) {
        return create(manager, Codecs.find(JaxRsApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static JaxRsApi create(FailoverManager manager, Codec codec) {
        return new JaxRsApiFailover(StubClient.of(manager, "jaxrs-items", Policies.of("breaker.window", "10")
                        .and("breaker.minimum-calls", "10")
                        .and("breaker.failure-threshold", "25%")
                        .and("breaker.recovery-time", "3000ms")
                        .and("breaker.probe-successes", "1")
                        .and("breaker.ignore", "java.lang.IllegalStateException"), "JaxRsApi", "https://a.example/v1"), codec);
    }

    /**
     * {@code GET /shops/{shop}/items/{id}} for {@link JaxRsApi#find(String, long)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=3, retry.base-delay=100ms, retry.multiplier=1, retry.jitter=0.5, deadline=5000ms, timeout.attempt=500ms}.
     * When it fails, {@code none} is asked.
     */
    @Override
    public Item find(String shop, long id) {
        Request request = FIND.request("/shops/" + Segments.of("shop", shop) + "/items/" + Segments.of("id", id))
                .header("Authorization", token("Authorization"))
                .build();
        return client.call(FIND, request, findResult, failure -> none(shop, id));
    }

    /**
     * {@code GET /shops/{shop}} for {@link JaxRsApi#list(String, Integer, String, String, JaxRsApi.Filter)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code cache.enabled=true, cache.stale-if-error=1h}.
     */
    @Override
    public List<Item> list(String shop, Integer page, String trace, String session,
            JaxRsApi.Filter filter) {
        Values.requireBean("filter", filter);
        Request request = LIST.request("/shops/" + Segments.of("shop", shop))
                .query("page", Values.orElse(page, "1"))
                .query("color", filter.getColor())
                .header("X-Trace", trace)
                .header("Authorization", token("Authorization"))
                .cookies(new CookieWriter().add("session", session))
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code POST /shops/{shop}} for {@link JaxRsApi#create(String, Item)}; never repeated once it was sent.
     */
    @Override
    public CompletionStage<Item> create(String shop, Item item) {
        Request request = CREATE.request("/shops/" + Segments.of("shop", shop))
                .header("Authorization", token("Authorization"))
                .body("item", item, Item.class, codec)
                .build();
        return client.callAsync(CREATE, request, createResult);
    }

    /**
     * {@code PUT /shops/{shop}/login} for {@link JaxRsApi#login(String, String, String)}; may be repeated.
     */
    @Override
    public String login(String shop, String user, String password) {
        Request request = LOGIN.request("/shops/" + Segments.of("shop", shop) + "/login")
                .form(new FormWriter()
                        .add("user", user)
                        .add("password", password))
                .build();
        return client.call(LOGIN, request, Results.text());
    }

    /**
     * {@code DELETE /shops/{shop}/items/{id}} for {@link JaxRsApi#remove(String, long)}; may be repeated.
     */
    @Override
    public void remove(String shop, long id) {
        Request request = REMOVE.request("/shops/" + Segments.of("shop", shop) + "/items/" + Segments.of("id", id))
                .header("Authorization", token("Authorization"))
                .build();
        client.call(REMOVE, request, Results.nothing());
    }

    /**
     * {@code REPORT /shops/{shop}/items} for {@link JaxRsApi#report(String, String)}; never repeated once it was sent.
     */
    @Override
    public String report(String shop, String query) {
        Request request = REPORT.request("/shops/" + Segments.of("shop", shop) + "/items")
                .header("Authorization", token("Authorization"))
                .body("query", query)
                .build();
        return client.call(REPORT, request, Results.text());
    }

    @Override
    public String toString() {
        return "JaxRsApi of service jaxrs-items";
    }
}
