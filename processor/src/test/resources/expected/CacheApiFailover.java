package shop;

import dev.failover.FailoverManager;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Policies;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code prices} as {@link CacheApi} describes it. Thread-safe; keep it.
 * Policies of the service, unless it is registered or configured otherwise: {@code cache.enabled=true, cache.stale-if-error=1h, cache.shared=true, cache.max-entries=5000, cache.max-object-size=64KB, cache.heuristic=false, cache.targeted-fields=CDN-Cache-Control, Surrogate-Control, pool.max-per-service=50}.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class CacheApiFailover implements CacheApi {
    private static final Operation PRICE = Operation.of("CacheApi.price", HttpMethod.GET, "/prices/{id}");

    private static final Operation LIST = Operation.of("CacheApi.list", HttpMethod.GET, "/list")
            .policies(Policies.of("cache.enabled", "true")
                    .and("cache.stale-if-error", "1d"));

    private static final Operation NOW = Operation.of("CacheApi.now", HttpMethod.GET, "/now")
            .policies(Policies.of("cache.enabled", "false"));

    private static final Operation CHANGE = Operation.of("CacheApi.change", HttpMethod.POST, "/prices");

    private final StubClient client;

    private CacheApiFailover(StubClient client) {
        this.client = client;
    }

    /**
     * A client of the service {@code prices}, with the endpoints that the manager has under this name,
     * else with those that {@link CacheApi} lists.
     */
    public static CacheApi create(FailoverManager manager) {
        return new CacheApiFailover(StubClient.of(manager, "prices", Policies.of("cache.enabled", "true")
                        .and("cache.stale-if-error", "1h")
                        .and("cache.shared", "true")
                        .and("cache.max-entries", "5000")
                        .and("cache.max-object-size", "64KB")
                        .and("cache.heuristic", "false")
                        .and("cache.targeted-fields", "CDN-Cache-Control, Surrogate-Control")
                        .and("pool.max-per-service", "50"), "CacheApi", "https://a.example"));
    }

    /**
     * {@code GET /prices/{id}} for {@link CacheApi#price(String)}; may be repeated.
     */
    @Override
    public String price(String id) {
        Request request = PRICE.request("/prices/" + Segments.of("id", id)).build();
        return client.call(PRICE, request, Results.text());
    }

    /**
     * {@code GET /list} for {@link CacheApi#list()}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code cache.enabled=true, cache.stale-if-error=1d}.
     */
    @Override
    public String list() {
        Request request = LIST.request("/list").build();
        return client.call(LIST, request, Results.text());
    }

    /**
     * {@code GET /now} for {@link CacheApi#now()}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code cache.enabled=false}.
     */
    @Override
    public String now() {
        Request request = NOW.request("/now").build();
        return client.call(NOW, request, Results.text());
    }

    /**
     * {@code POST /prices} for {@link CacheApi#change(String)}; never repeated once it was sent.
     */
    @Override
    public void change(String prices) {
        Request request = CHANGE.request("/prices")
                .body("prices", prices)
                .build();
        client.call(CHANGE, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "CacheApi of service prices";
    }
}
