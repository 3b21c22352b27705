package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import dev.failover.stub.Values;
import java.net.URI;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code cloud-items} as {@link FeignClientApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class FeignClientApiFailover implements FeignClientApi {
    private static final Operation FIND = Operation.of("FeignClientApi.find", HttpMethod.GET, "/v1/items/{id}")
            .header("Accept", "application/json");

    private static final Operation LIST = Operation.of("FeignClientApi.list", HttpMethod.GET, "/v1/items");

    private static final Operation CREATE = Operation.of("FeignClientApi.create", HttpMethod.POST, "/v1/items")
            .header("X-Source", "web")
            .header("Content-Type", "application/json");

    private static final Operation REMOVE = Operation.of("FeignClientApi.remove", HttpMethod.DELETE, "/v1/items/{id}");

    private final StubClient client;

    private final Codec codec;

    private final Result<Item> findResult;

    private final Result<List<Item>> listResult;

    private FeignClientApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        findResult = Results.decoded(codec, Item.class);
        listResult = Results.decoded(codec, Types.parameterized(List.class, Item.class));
    }

    /**
     * A client of the service {@code cloud-items}, with the endpoints that the manager has under this name,
     * else with those that {@link FeignClientApi} lists.
     */
    public static FeignClientApi create(FailoverManager manager) {
        return create(manager, Codecs.find(FeignClientApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static FeignClientApi create(FailoverManager manager, Codec codec) {
        return new FeignClientApiFailover(StubClient.of(manager, "cloud-items", "http://a.example"), codec);
    }

    /**
     * {@code GET /v1/items/{id}} for {@link FeignClientApi#find(long, URI)}; may be repeated.
     */
    @Override
    public Item find(long id, URI base) {
        Request request = FIND.request("/v1/items/" + Segments.of("id", id)).build();
        return client.at(base).call(FIND, request, findResult);
    }

    /**
     * {@code GET /v1/items} for {@link FeignClientApi#list(FeignClientApi.Page, String)}; may be repeated.
     */
    @Override
    public List<Item> list(FeignClientApi.Page page, String q) {
        Values.requireBean("page", page);
        Request request = LIST.request("/v1/items")
                .query("number", page.getNumber())
                .query("q", Values.present("q", q))
                .accept(codec)
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code POST /v1/items} for {@link FeignClientApi#create(Item)}; never repeated once it was sent.
     */
    @Override
    public void create(Item item) {
        Request request = CREATE.request("/v1/items")
                .body("item", item, Item.class, codec)
                .build();
        client.call(CREATE, request, Results.nothing());
    }

    /**
     * {@code DELETE /v1/items/{id}} for {@link FeignClientApi#remove(long)}; may be repeated.
     */
    @Override
    public void remove(long id) {
        Request request = REMOVE.request("/v1/items/" + Segments.of("id", id)).build();
        client.call(REMOVE, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "FeignClientApi of service cloud-items";
    }
}
