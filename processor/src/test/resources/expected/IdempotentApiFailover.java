package shop;

import dev.failover.FailoverManager;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code orders} as {@link IdempotentApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class IdempotentApiFailover implements IdempotentApi {
    private static final Operation FIND = Operation.of("IdempotentApi.find", HttpMethod.GET, "/orders/{id}");

    private static final Operation CREATE = Operation.of("IdempotentApi.create", HttpMethod.POST, "/orders")
            .idempotent();

    private static final Operation PAY = Operation.of("IdempotentApi.pay", HttpMethod.POST, "/payments")
            .idempotent();

    private final StubClient client;

    private IdempotentApiFailover(StubClient client) {
        this.client = client;
    }

    /**
     * A client of the service {@code orders}, with the endpoints that the manager has under this name,
     * else with those that {@link IdempotentApi} lists.
     */
    public static IdempotentApi create(FailoverManager manager) {
        return new IdempotentApiFailover(StubClient.of(manager, "orders"));
    }

    /**
     * {@code GET /orders/{id}} for {@link IdempotentApi#find(String)}; may be repeated.
     */
    @Override
    public String find(String id) {
        Request request = FIND.request("/orders/" + Segments.of("id", id)).build();
        return client.call(FIND, request, Results.text());
    }

    /**
     * {@code POST /orders} for {@link IdempotentApi#create(String)}; may be repeated.
     */
    @Override
    public void create(String order) {
        Request request = CREATE.request("/orders")
                .body("order", order)
                .idempotencyKey("Idempotency-Key")
                .build();
        client.call(CREATE, request, Results.nothing());
    }

    /**
     * {@code POST /payments} for {@link IdempotentApi#pay(String)}; may be repeated.
     */
    @Override
    public void pay(String order) {
        Request request = PAY.request("/payments")
                .body("order", order)
                .build();
        client.call(PAY, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "IdempotentApi of service orders";
    }
}
