package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.FormWriter;
import dev.failover.stub.MultipartWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code items} as {@link RetrofitApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class RetrofitApiFailover implements RetrofitApi {
    private static final Operation FIND = Operation.of("RetrofitApi.find", HttpMethod.GET, "items/{id}");

    private static final Operation LIST = Operation.of("RetrofitApi.list", HttpMethod.GET, "items?sort=name")
            .header("Accept", "application/json")
            .header("X-Source", "web");

    private static final Operation CREATE = Operation.of("RetrofitApi.create", HttpMethod.POST, "items");

    private static final Operation LOGIN = Operation.of("RetrofitApi.login", HttpMethod.POST, "login");

    private static final Operation UPLOAD = Operation.of("RetrofitApi.upload", HttpMethod.POST, "items/{id}/image");

    private static final Operation REMOVE_ALL = Operation.of("RetrofitApi.removeAll", HttpMethod.DELETE, "items");

    private static final Type REMOVE_ALL_BODY = Types.parameterized(List.class, Long.class);

    private final StubClient client;

    private final Codec codec;

    private final Result<Item> findResult;

    private final Result<List<Item>> listResult;

    private RetrofitApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        findResult = Results.decoded(codec, Item.class);
        listResult = Results.decoded(codec, Types.parameterized(List.class, Item.class));
    }

    /**
     * A client of the service {@code items}, with the endpoints that the manager has under this name,
     * else with those that {@link RetrofitApi} lists.
     */
    public static RetrofitApi create(FailoverManager manager) {
        return create(manager, Codecs.find(RetrofitApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static RetrofitApi create(FailoverManager manager, Codec codec) {
        return new RetrofitApiFailover(StubClient.of(manager, "items", "https://a.example"), codec);
    }

    /**
     * {@code GET items/{id}} for {@link RetrofitApi#find(long, String, URI)}; may be repeated.
     */
    @Override
    public CompletableFuture<Item> find(long id, String token, URI base) {
        Request request = FIND.request("/items/" + Segments.of("id", id))
                .header("Authorization", token)
                .accept(codec)
                .build();
        return client.at(base).callAsync(FIND, request, findResult);
    }

    /**
     * {@code GET items?sort=name} for {@link RetrofitApi#list(Integer, List, Map, Map)}; may be repeated.
     */
    @Override
    public List<Item> list(Integer page, List<String> tags, Map<String, String> filters,
            Map<String, String> fields) {
        Request request = LIST.request("/items?sort=name")
                .query("page", page)
                .query("tag", tags)
                .query(filters)
                .header(fields)
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code POST items} for {@link RetrofitApi#create(Item)}; never repeated once it was sent.
     */
    @Override
    public void create(Item item) {
        Request request = CREATE.request("/items")
                .body("item", item, Item.class, codec)
                .build();
        client.call(CREATE, request, Results.nothing());
    }

    /**
     * {@code POST login} for {@link RetrofitApi#login(String, Map)}; never repeated once it was sent.
     */
    @Override
    public void login(String user, Map<String, String> more) {
        Request request = LOGIN.request("/login")
                .form(new FormWriter()
                        .add("user", user)
                        .add(more))
                .build();
        client.call(LOGIN, request, Results.nothing());
    }

    /**
     * {@code POST items/{id}/image} for {@link RetrofitApi#upload(long, String, byte[])}; never repeated once it was sent.
     */
    @Override
    public void upload(long id, String note, byte[] image) {
        Request request = UPLOAD.request("/items/" + Segments.of("id", id) + "/image")
                .multipart(new MultipartWriter()
                        .part("note", note)
                        .part("image", image))
                .build();
        client.call(UPLOAD, request, Results.nothing());
    }

    /**
     * {@code DELETE items} for {@link RetrofitApi#removeAll(List)}; may be repeated.
     */
    @Override
    public void removeAll(List<Long> ids) {
        Request request = REMOVE_ALL.request("/items")
                .body("ids", ids, REMOVE_ALL_BODY, codec)
                .build();
        client.call(REMOVE_ALL, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "RetrofitApi of service items";
    }
}
