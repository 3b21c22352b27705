package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.FormWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.Separator;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code items} as {@link FeignApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class FeignApiFailover implements FeignApi {
    private static final Operation FIND = Operation.of("FeignApi.find", HttpMethod.GET, "/items/{id}?full={full}")
            .header("Accept", "application/json");

    private static final Operation LIST = Operation.of("FeignApi.list", HttpMethod.GET, "/items?tag={tag}")
            .header("Accept", "application/json");

    private static final Operation CREATE = Operation.of("FeignApi.create", HttpMethod.POST, "/items")
            .header("Accept", "application/json")
            .header("X-Source", "web")
            .header("Content-Type", "application/json");

    private static final Operation LOGIN = Operation.of("FeignApi.login", HttpMethod.POST, "/login")
            .header("Accept", "application/json");

    private final StubClient client;

    private final Codec codec;

    private final Result<Item> findResult;

    private final Result<List<Item>> listResult;

    private FeignApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        findResult = Results.decoded(codec, Item.class);
        listResult = Results.decoded(codec, Types.parameterized(List.class, Item.class));
    }

    /**
     * A client of the service {@code items}, with the endpoints that the manager has under this name,
     * else with those that {@link FeignApi} lists.
     */
    public static FeignApi create(FailoverManager manager) {
        return create(manager, Codecs.find(FeignApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static FeignApi create(FailoverManager manager, Codec codec) {
        return new FeignApiFailover(StubClient.of(manager, "items", "https://a.example"), codec);
    }

    /**
     * {@code GET /items/{id}?full={full}} for {@link FeignApi#find(long, Boolean, String)}; may be repeated.
     */
    @Override
    public Item find(long id, Boolean full, String token) {
        Request request = FIND.request("/items/" + Segments.of("id", id))
                .query("full", full)
                .header("Authorization", token == null ? null : "Bearer " + token)
                .build();
        return client.call(FIND, request, findResult);
    }

    /**
     * {@code GET /items?tag={tag}} for {@link FeignApi#list(List, Map, Map, String)}; may be repeated.
     */
    @Override
    public List<Item> list(List<String> tags, Map<String, Object> filters,
            Map<String, String> fields, String token) {
        Request request = LIST.request("/items")
                .query("tag", tags, Separator.COMMA)
                .query(filters)
                .header(fields)
                .header("Authorization", token == null ? null : "Bearer " + token)
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code POST /items} for {@link FeignApi#create(Item, URI, String)}; never repeated once it was sent.
     */
    @Override
    public void create(Item item, URI base, String token) {
        Request request = CREATE.request("/items")
                .header("Authorization", token == null ? null : "Bearer " + token)
                .body("item", item, Item.class, codec)
                .build();
        client.at(base).call(CREATE, request, Results.nothing());
    }

    /**
     * {@code POST /login} for {@link FeignApi#login(String, String, String)}; never repeated once it was sent.
     */
    @Override
    public void login(String user, String password, String token) {
        Request request = LOGIN.request("/login")
                .header("Authorization", token == null ? null : "Bearer " + token)
                .form(new FormWriter()
                        .add("user", user)
                        .add("password", password))
                .build();
        client.call(LOGIN, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "FeignApi of service items";
    }
}
