package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Policies;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code stock} as {@link PolicyApi} describes it. Thread-safe; keep it.
 * Policies of the service, unless it is registered or configured otherwise: {@code retry.budget.ratio=30%, breaker.failure-threshold=50%, breaker.window=10s, breaker.ignore=shop.PolicyApi$Late, java.io.EOFException, limiter.rate=100/s, 5000/h, limiter.wait=20ms, pool.max-per-service=50}.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class PolicyApiFailover implements PolicyApi {
    private static final Operation COUNT = Operation.of("PolicyApi.count", HttpMethod.GET, "/count/{id}")
            .policies(Policies.of("retry.max-attempts", "4")
                    .and("retry.base-delay", "50ms")
                    .and("deadline", "8s")
                    .and("timeout.attempt", "2s"));

    private static final Operation COUNTS = Operation.of("PolicyApi.counts", HttpMethod.GET, "/count")
            .policies(Policies.of("retry.max-attempts", "2")
                    .and("retry.base-delay", "50ms")
                    .and("deadline", "8s")
                    .and("timeout.attempt", "500ms")
                    .and("retry.on", "java.io.EOFException")
                    .and("timeout.connect", "PT0.1S")
                    .and("hedge.delay", "p95"));

    private static final Operation ORDER = Operation.of("PolicyApi.order", HttpMethod.POST, "/order")
            .policies(Policies.of("retry.max-attempts", "1")
                    .and("retry.base-delay", "50ms")
                    .and("deadline", "8s")
                    .and("timeout.attempt", "2s"));

    private static final Operation CANCEL = Operation.of("PolicyApi.cancel", HttpMethod.POST, "/cancel")
            .idempotent()
            .policies(Policies.of("retry.max-attempts", "4")
                    .and("retry.base-delay", "50ms")
                    .and("deadline", "8s")
                    .and("timeout.attempt", "2s")
                    .and("retry.abort-on", "shop.PolicyApi$Late"));

    private static final Operation TOUCH = Operation.of("PolicyApi.touch", HttpMethod.POST, "/touch")
            .policies(Policies.of("retry.max-attempts", "4")
                    .and("retry.base-delay", "50ms")
                    .and("deadline", "8s")
                    .and("timeout.attempt", "2s"));

    private static final Operation REGION = Operation.of("PolicyApi.region", HttpMethod.GET, "/region")
            .policies(Policies.of("retry.max-attempts", "4")
                    .and("retry.base-delay", "50ms")
                    .and("deadline", "8s")
                    .and("timeout.attempt", "2s"));

    private final StubClient client;

    private final Codec codec;

    private final Result<Integer> countResult;

    private final Operation regionOperation;

    private PolicyApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        countResult = Results.decoded(codec, int.class);
        regionOperation = REGION
                        .header("X-Region", client.property("region", "eu"))
                        .header("X-Fixed", "1");
    }

    /**
     * A client of the service {@code stock}, with the endpoints that the manager has under this name,
     * else with those that {@link PolicyApi} lists.
     */
    public static PolicyApi create(FailoverManager manager) {
        return create(manager, Codecs.find(PolicyApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static PolicyApi create(FailoverManager manager, Codec codec) {
        return new PolicyApiFailover(StubClient.of(manager, "stock", Policies.of("retry.budget.ratio", "30%")
                        .and("breaker.failure-threshold", "50%")
                        .and("breaker.window", "10s")
                        .and("breaker.ignore", "shop.PolicyApi$Late, java.io.EOFException")
                        .and("limiter.rate", "100/s, 5000/h")
                        .and("limiter.wait", "20ms")
                        .and("pool.max-per-service", "50"), "PolicyApi", "https://a.example", "https://b.example"), codec);
    }

    /**
     * {@code GET /count/{id}} for {@link PolicyApi#count(String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=4, retry.base-delay=50ms, deadline=8s, timeout.attempt=2s}.
     */
    @Override
    public int count(String id) {
        Request request = COUNT.request("/count/" + Segments.of("id", id))
                .accept(codec)
                .build();
        return client.call(COUNT, request, countResult);
    }

    /**
     * {@code GET /count} for {@link PolicyApi#counts()}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2, retry.base-delay=50ms, deadline=8s, timeout.attempt=500ms, retry.on=java.io.EOFException, timeout.connect=PT0.1S, hedge.delay=p95}.
     */
    @Override
    public CompletableFuture<String> counts() {
        Request request = COUNTS.request("/count").build();
        return client.callAsync(COUNTS, request, Results.text());
    }

    /**
     * {@code POST /order} for {@link PolicyApi#order(String)}; never repeated once it was sent.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=1, retry.base-delay=50ms, deadline=8s, timeout.attempt=2s}.
     */
    @Override
    public void order(String item) {
        Request request = ORDER.request("/order")
                .body("item", item)
                .build();
        client.call(ORDER, request, Results.nothing());
    }

    /**
     * {@code POST /cancel} for {@link PolicyApi#cancel(String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=4, retry.base-delay=50ms, deadline=8s, timeout.attempt=2s, retry.abort-on=shop.PolicyApi$Late}.
     */
    @Override
    public void cancel(String item) {
        Request request = CANCEL.request("/cancel")
                .body("item", item)
                .build();
        client.call(CANCEL, request, Results.nothing());
    }

    /**
     * {@code POST /touch} for {@link PolicyApi#touch()}; never repeated once it was sent.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=4, retry.base-delay=50ms, deadline=8s, timeout.attempt=2s}.
     */
    @Override
    public void touch() {
        Request request = TOUCH.request("/touch").build();
        client.call(TOUCH, request, Results.nothing());
    }

    /**
     * {@code GET /region} for {@link PolicyApi#region()}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=4, retry.base-delay=50ms, deadline=8s, timeout.attempt=2s}.
     */
    @Override
    public String region() {
        Request request = regionOperation.request("/region").build();
        return client.call(regionOperation, request, Results.text());
    }

    @Override
    public String toString() {
        return "PolicyApi of service stock";
    }
}
