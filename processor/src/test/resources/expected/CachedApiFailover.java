package shop;

import dev.failover.FailoverManager;
import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Policies;
import dev.failover.stub.Response;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code prices} as {@link CachedApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class CachedApiFailover implements CachedApi {
    private static final Operation PRICE = Operation.of("CachedApi.price", HttpMethod.GET, "/prices/{id}")
            .policies(Policies.of("retry.max-attempts", "2")
                    .and("cache.enabled", "true"));

    private static final Operation PRICES = Operation.of("CachedApi.prices", HttpMethod.GET, "/prices")
            .policies(Policies.of("retry.max-attempts", "2")
                    .and("cache.enabled", "true")
                    .and("cache.stale-if-error", "1h")
                    .and("cache.stale-while-revalidate", "10s"));

    private static final Operation HEAD = Operation.of("CachedApi.head", HttpMethod.HEAD, "/prices/{id}")
            .policies(Policies.of("retry.max-attempts", "2")
                    .and("cache.enabled", "true"));

    private static final Operation STATE = Operation.of("CachedApi.state", HttpMethod.GET, "/prices/{id}/state")
            .policies(Policies.of("retry.max-attempts", "2")
                    .and("cache.enabled", "true")
                    .and("cache.stale-if-error", "0"));

    private static final Operation QUERY = Operation.of("CachedApi.query", HttpMethod.QUERY, "/prices")
            .policies(Policies.of("retry.max-attempts", "2")
                    .and("cache.enabled", "true"));

    private static final Operation NOW = Operation.of("CachedApi.now", HttpMethod.GET, "/now")
            .policies(Policies.of("retry.max-attempts", "2"));

    private static final Operation CHANGE = Operation.of("CachedApi.change", HttpMethod.POST, "/prices")
            .policies(Policies.of("retry.max-attempts", "2"));

    private final StubClient client;

    private final Result<Response<Void>> stateResult;

    private CachedApiFailover(StubClient client) {
        this.client = client;
        stateResult = Results.response(Results.nothing());
    }

    /**
     * A client of the service {@code prices}, with the endpoints that the manager has under this name,
     * else with those that {@link CachedApi} lists.
     */
    public static CachedApi create(FailoverManager manager) {
        return new CachedApiFailover(StubClient.of(manager, "prices"));
    }

    /**
     * {@code GET /prices/{id}} for {@link CachedApi#price(String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2, cache.enabled=true}.
     */
    @Override
    public String price(String id) {
        Request request = PRICE.request("/prices/" + Segments.of("id", id)).build();
        return client.call(PRICE, request, Results.text());
    }

    /**
     * {@code GET /prices} for {@link CachedApi#prices()}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2, cache.enabled=true, cache.stale-if-error=1h, cache.stale-while-revalidate=10s}.
     */
    @Override
    public CompletionStage<String> prices() {
        Request request = PRICES.request("/prices").build();
        return client.callAsync(PRICES, request, Results.text());
    }

    /**
     * {@code HEAD /prices/{id}} for {@link CachedApi#head(String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2, cache.enabled=true}.
     */
    @Override
    public Headers head(String id) {
        Request request = HEAD.request("/prices/" + Segments.of("id", id)).build();
        return client.call(HEAD, request, Results.headers());
    }

    /**
     * {@code GET /prices/{id}/state} for {@link CachedApi#state(String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2, cache.enabled=true, cache.stale-if-error=0}.
     */
    @Override
    public Response<Void> state(String id) {
        Request request = STATE.request("/prices/" + Segments.of("id", id) + "/state").build();
        return client.call(STATE, request, stateResult);
    }

    /**
     * {@code QUERY /prices} for {@link CachedApi#query(String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2, cache.enabled=true}.
     */
    @Override
    public String query(String filter) {
        Request request = QUERY.request("/prices")
                .body("filter", filter)
                .build();
        return client.call(QUERY, request, Results.text());
    }

    /**
     * {@code GET /now} for {@link CachedApi#now()}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2}.
     */
    @Override
    public String now() {
        Request request = NOW.request("/now").build();
        return client.call(NOW, request, Results.text());
    }

    /**
     * {@code POST /prices} for {@link CachedApi#change(String)}; never repeated once it was sent.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2}.
     */
    @Override
    public String change(String prices) {
        Request request = CHANGE.request("/prices")
                .body("prices", prices)
                .build();
        return client.call(CHANGE, request, Results.text());
    }

    @Override
    public String toString() {
        return "CachedApi of service prices";
    }
}
