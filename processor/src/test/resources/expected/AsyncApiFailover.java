package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Response;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code stock} as {@link AsyncApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
final class AsyncApiFailover implements AsyncApi {
    private static final Operation ITEM = Operation.of("AsyncApi.item", HttpMethod.GET, "/items/{id}");

    private static final Operation ITEM_IF_THERE = Operation.of("AsyncApi.itemIfThere", HttpMethod.GET, "/items/{id}");

    private static final Operation ITEMS = Operation.of("AsyncApi.items", HttpMethod.GET, "/items");

    private static final Operation ITEM_WITH_STATUS = Operation.of("AsyncApi.itemWithStatus", HttpMethod.GET, "/items/{id}");

    private static final Operation PICTURE = Operation.of("AsyncApi.picture", HttpMethod.GET, "/items/{id}/picture");

    private static final Operation TEXT = Operation.of("AsyncApi.text", HttpMethod.GET, "/items/{id}/text");

    private static final Operation TEXT_IF_THERE = Operation.of("AsyncApi.textIfThere", HttpMethod.GET, "/items/{id}/text");

    private static final Operation COUNT = Operation.of("AsyncApi.count", HttpMethod.GET, "/items/count");

    private static final Operation TOUCH = Operation.of("AsyncApi.touch", HttpMethod.POST, "/items/{id}/touch");

    private static final Operation HEAD = Operation.of("AsyncApi.head", HttpMethod.HEAD, "/items/{id}");

    private static final Operation QUERY = Operation.of("AsyncApi.query", HttpMethod.QUERY, "/items");

    private final StubClient client;

    private final Codec codec;

    private final Result<Item> itemResult;

    private final Result<Optional<Item>> itemIfThereResult;

    private final Result<Map<String, Item[]>> itemsResult;

    private final Result<Response<Item>> itemWithStatusResult;

    private final Result<Optional<String>> textIfThereResult;

    private final Result<Integer> countResult;

    private AsyncApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        itemResult = Results.decoded(codec, Item.class);
        itemIfThereResult = Results.optional(Results.decoded(codec, Item.class));
        itemsResult = Results.decoded(codec, Types.parameterized(Map.class, String.class, Item[].class));
        itemWithStatusResult = Results.response(Results.decoded(codec, Item.class));
        textIfThereResult = Results.optional(Results.text());
        countResult = Results.decoded(codec, Integer.class);
    }

    /**
     * A client of the service {@code stock}, with the endpoints that the manager has under this name,
     * else with those that {@link AsyncApi} lists.
     */
    public static AsyncApi create(FailoverManager manager) {
        return create(manager, Codecs.find(AsyncApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static AsyncApi create(FailoverManager manager, Codec codec) {
        return new AsyncApiFailover(StubClient.of(manager, "stock"), codec);
    }

    /**
     * {@code GET /items/{id}} for {@link AsyncApi#item(String)}; may be repeated.
     */
    @Override
    public CompletionStage<Item> item(String id) {
        Request request = ITEM.request("/items/" + Segments.of("id", id))
                .accept(codec)
                .build();
        return client.callAsync(ITEM, request, itemResult);
    }

    /**
     * {@code GET /items/{id}} for {@link AsyncApi#itemIfThere(String)}; may be repeated.
     */
    @Override
    public CompletableFuture<Optional<Item>> itemIfThere(String id) {
        Request request = ITEM_IF_THERE.request("/items/" + Segments.of("id", id))
                .accept(codec)
                .build();
        return client.callAsync(ITEM_IF_THERE, request, itemIfThereResult);
    }

    /**
     * {@code GET /items} for {@link AsyncApi#items()}; may be repeated.
     */
    @Override
    public CompletableFuture<Map<String, Item[]>> items() {
        Request request = ITEMS.request("/items")
                .accept(codec)
                .build();
        return client.callAsync(ITEMS, request, itemsResult);
    }

    /**
     * {@code GET /items/{id}} for {@link AsyncApi#itemWithStatus(String)}; may be repeated.
     */
    @Override
    public CompletionStage<Response<Item>> itemWithStatus(String id) {
        Request request = ITEM_WITH_STATUS.request("/items/" + Segments.of("id", id))
                .accept(codec)
                .build();
        return client.callAsync(ITEM_WITH_STATUS, request, itemWithStatusResult);
    }

    /**
     * {@code GET /items/{id}/picture} for {@link AsyncApi#picture(String)}; may be repeated.
     */
    @Override
    public CompletableFuture<byte[]> picture(String id) {
        Request request = PICTURE.request("/items/" + Segments.of("id", id) + "/picture").build();
        return client.callAsync(PICTURE, request, Results.bytes());
    }

    /**
     * {@code GET /items/{id}/text} for {@link AsyncApi#text(String)}; may be repeated.
     */
    @Override
    public CompletionStage<String> text(String id) {
        Request request = TEXT.request("/items/" + Segments.of("id", id) + "/text").build();
        return client.callAsync(TEXT, request, Results.text());
    }

    /**
     * {@code GET /items/{id}/text} for {@link AsyncApi#textIfThere(String)}; may be repeated.
     */
    @Override
    public CompletableFuture<Optional<String>> textIfThere(String id) {
        Request request = TEXT_IF_THERE.request("/items/" + Segments.of("id", id) + "/text").build();
        return client.callAsync(TEXT_IF_THERE, request, textIfThereResult);
    }

    /**
     * {@code GET /items/count} for {@link AsyncApi#count()}; may be repeated.
     */
    @Override
    public CompletionStage<Integer> count() {
        Request request = COUNT.request("/items/count")
                .accept(codec)
                .build();
        return client.callAsync(COUNT, request, countResult);
    }

    /**
     * {@code POST /items/{id}/touch} for {@link AsyncApi#touch(String)}; never repeated once it was sent.
     */
    @Override
    public CompletableFuture<Void> touch(String id) {
        Request request = TOUCH.request("/items/" + Segments.of("id", id) + "/touch").build();
        return client.callAsync(TOUCH, request, Results.nothing());
    }

    /**
     * {@code HEAD /items/{id}} for {@link AsyncApi#head(String)}; may be repeated.
     */
    @Override
    public CompletionStage<Headers> head(String id) {
        Request request = HEAD.request("/items/" + Segments.of("id", id)).build();
        return client.callAsync(HEAD, request, Results.headers());
    }

    /**
     * {@code QUERY /items} for {@link AsyncApi#query(Item)}; may be repeated.
     */
    @Override
    public CompletionStage<dev.failover.http.Response> query(Item like) {
        Request request = QUERY.request("/items")
                .body("like", like, Item.class, codec)
                .build();
        return client.callAsync(QUERY, request, Results.raw());
    }

    @Override
    public String toString() {
        return "AsyncApi of service stock";
    }
}
