package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Response;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code orders} as {@link OrderApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class OrderApiFailover implements OrderApi {
    private static final Operation FIND = Operation.of("OrderApi.find", HttpMethod.GET, "/orders/{id}")
            .header("X-Client", "shop");

    private static final Operation FIND_IF_THERE = Operation.of("OrderApi.findIfThere", HttpMethod.GET, "/orders/{id}")
            .header("X-Client", "shop");

    private static final Operation LIST = Operation.of("OrderApi.list", HttpMethod.GET, "/orders{?status,page}")
            .header("X-Client", "shop");

    private static final Operation SEARCH = Operation.of("OrderApi.search", HttpMethod.GET, "/orders?sort=date&q={text}")
            .header("X-Client", "shop");

    private static final Operation CREATE = Operation.of("OrderApi.create", HttpMethod.POST, "/orders")
            .header("X-Client", "shop")
            .idempotent();

    private static final Operation CREATE_ALL = Operation.of("OrderApi.createAll", HttpMethod.POST, "/orders/bulk")
            .header("X-Client", "bulk")
            .header("Accept", "application/json;v=2");

    private static final Type CREATE_ALL_BODY = Types.parameterized(List.class, OrderApi.Order.class);

    private static final Operation NOTE = Operation.of("OrderApi.note", HttpMethod.PUT, "/orders/{id}/note")
            .header("X-Client", "shop");

    private static final Operation CHANGE = Operation.of("OrderApi.change", HttpMethod.PATCH, "/orders/{id}")
            .header("X-Client", "shop");

    private static final Operation DELETE = Operation.of("OrderApi.delete", HttpMethod.DELETE, "/orders/{id}")
            .header("X-Client", "shop");

    private final StubClient client;

    private final Codec codec;

    private final Result<OrderApi.Order> findResult;

    private final Result<Optional<OrderApi.Order>> findIfThereResult;

    private final Result<List<OrderApi.Order>> listResult;

    private final Result<Response<List<OrderApi.Order>>> searchResult;

    private final Result<OrderApi.Order> createResult;

    private final Result<Integer> createAllResult;

    private final Result<Response<Void>> changeResult;

    private OrderApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        findResult = Results.decoded(codec, OrderApi.Order.class);
        findIfThereResult = Results.optional(Results.decoded(codec, OrderApi.Order.class));
        listResult = Results.decoded(codec, Types.parameterized(List.class, OrderApi.Order.class));
        searchResult = Results.response(Results.decoded(codec, Types.parameterized(List.class, OrderApi.Order.class)));
        createResult = Results.decoded(codec, OrderApi.Order.class);
        createAllResult = Results.decoded(codec, int.class);
        changeResult = Results.response(Results.nothing());
    }

    /**
     * A client of the service {@code orders}, with the endpoints that the manager has under this name,
     * else with those that {@link OrderApi} lists.
     */
    public static OrderApi create(FailoverManager manager) {
        return create(manager, Codecs.find(OrderApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static OrderApi create(FailoverManager manager, Codec codec) {
        return new OrderApiFailover(StubClient.of(manager, "orders", "https://a.example", "https://b.example/api"), codec);
    }

    /**
     * {@code GET /orders/{id}} for {@link OrderApi#find(String)}; may be repeated.
     */
    @Override
    public OrderApi.Order find(String id) {
        Request request = FIND.request("/orders/" + Segments.of("id", id))
                .accept(codec)
                .build();
        return client.call(FIND, request, findResult);
    }

    /**
     * {@code GET /orders/{id}} for {@link OrderApi#findIfThere(long)}; may be repeated.
     */
    @Override
    public Optional<OrderApi.Order> findIfThere(long number) {
        Request request = FIND_IF_THERE.request("/orders/" + Segments.of("number", number))
                .accept(codec)
                .build();
        return client.call(FIND_IF_THERE, request, findIfThereResult);
    }

    /**
     * {@code GET /orders{?status,page}} for {@link OrderApi#list(String, int, List, String)}; may be repeated.
     */
    @Override
    public List<OrderApi.Order> list(String status, int page, List<String> tag, String trace) {
        Request request = LIST.request("/orders")
                .query("status", status)
                .query("page", page)
                .query("tag", tag)
                .header("X-Trace", trace)
                .accept(codec)
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code GET /orders?sort=date&q={text}} for {@link OrderApi#search(String)}; may be repeated.
     */
    @Override
    public Response<List<OrderApi.Order>> search(String words) {
        Request request = SEARCH.request("/orders?sort=date")
                .query("q", words)
                .accept(codec)
                .build();
        return client.call(SEARCH, request, searchResult);
    }

    /**
     * {@code POST /orders} for {@link OrderApi#create(OrderApi.Order)}; may be repeated.
     */
    @Override
    public OrderApi.Order create(OrderApi.Order order) {
        Request request = CREATE.request("/orders")
                .body("order", order, OrderApi.Order.class, codec)
                .accept(codec)
                .idempotencyKey("Idempotency-Key")
                .build();
        return client.call(CREATE, request, createResult);
    }

    /**
     * {@code POST /orders/bulk} for {@link OrderApi#createAll(List, boolean)}; never repeated once it was sent.
     */
    @Override
    public int createAll(List<OrderApi.Order> orders, boolean dry) {
        Request request = CREATE_ALL.request("/orders/bulk")
                .query("dry", dry)
                .body("orders", orders, CREATE_ALL_BODY, codec)
                .build();
        return client.call(CREATE_ALL, request, createAllResult);
    }

    /**
     * {@code PUT /orders/{id}/note} for {@link OrderApi#note(String, String)}; may be repeated.
     */
    @Override
    public void note(String id, String text) {
        Request request = NOTE.request("/orders/" + Segments.of("id", id) + "/note")
                .body("text", text)
                .build();
        client.call(NOTE, request, Results.nothing());
    }

    /**
     * {@code PATCH /orders/{id}} for {@link OrderApi#change(String, OrderApi.Order)}; never repeated once it was sent.
     */
    @Override
    public Response<Void> change(String id, OrderApi.Order change) {
        Request request = CHANGE.request("/orders/" + Segments.of("id", id))
                .body("change", change, OrderApi.Order.class, codec)
                .build();
        return client.call(CHANGE, request, changeResult);
    }

    /**
     * {@code DELETE /orders/{id}} for {@link OrderApi#delete(String)}; may be repeated.
     */
    @Override
    public void delete(String id) {
        Request request = DELETE.request("/orders/" + Segments.of("id", id)).build();
        client.call(DELETE, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "OrderApi of service orders";
    }
}
