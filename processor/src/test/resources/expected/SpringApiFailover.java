package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.CookieWriter;
import dev.failover.stub.FormWriter;
import dev.failover.stub.MultipartWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Policies;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import dev.failover.stub.Values;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code spring-items} as {@link SpringApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class SpringApiFailover implements SpringApi {
    private static final Operation FIND = Operation.of("SpringApi.find", HttpMethod.GET, "/v1/items/{id}")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .policies(Policies.of("retry.max-attempts", "2")
                    .and("cache.enabled", "true"));

    private static final Operation LIST = Operation.of("SpringApi.list", HttpMethod.GET, "/v1/items")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .policies(Policies.of("retry.max-attempts", "2"));

    private static final Operation CREATE = Operation.of("SpringApi.create", HttpMethod.POST, "/v1/items")
            .policies(Policies.of("retry.max-attempts", "2"));

    private static final Operation LOGIN = Operation.of("SpringApi.login", HttpMethod.PUT, "/v1/items/{id}/login")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .policies(Policies.of("retry.max-attempts", "2"));

    private static final Operation UPLOAD = Operation.of("SpringApi.upload", HttpMethod.POST, "/v1/items/{id}/image")
            .header("Accept", "application/json, application/problem+json")
            .header("X-Client", "web")
            .policies(Policies.of("retry.max-attempts", "2"));

    private static final Operation NOTE = Operation.of("SpringApi.note", HttpMethod.GET, "/v1/items/{id}/note")
            .header("X-Client", "web")
            .header("Accept", "text/plain")
            .policies(Policies.of("retry.max-attempts", "2"));

    private final StubClient client;

    private final Codec codec;

    private final Result<Optional<Item>> findResult;

    private final Result<List<Item>> listResult;

    private final Operation createOperation;

    private final Result<Item> createResult;

    private SpringApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        findResult = Results.optional(Results.decoded(codec, Item.class));
        listResult = Results.decoded(codec, Types.parameterized(List.class, Item.class));
        createOperation = CREATE
                        .header("Accept", "application/json, application/problem+json")
                        .header("X-Client", "mobile")
                        .header("X-Source", client.property("source", "none"))
                        .header("Content-Type", "application/json");
        createResult = Results.decoded(codec, Item.class);
    }

    /**
     * A client of the service {@code spring-items}, with the endpoints that the manager has under this name,
     * else with those that {@link SpringApi} lists.
     */
    public static SpringApi create(FailoverManager manager) {
        return create(manager, Codecs.find(SpringApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static SpringApi create(FailoverManager manager, Codec codec) {
        return new SpringApiFailover(StubClient.of(manager, "spring-items", "https://a.example"), codec);
    }

    /**
     * {@code GET /v1/items/{id}} for {@link SpringApi#find(long)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2, cache.enabled=true}.
     */
    @Override
    public Optional<Item> find(long id) {
        Request request = FIND.request("/v1/items/" + Segments.of("id", id)).build();
        return client.call(FIND, request, findResult);
    }

    /**
     * {@code GET /v1/items} for {@link SpringApi#list(Integer, Integer, List, Map, String, String, String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2}.
     */
    @Override
    public List<Item> list(Integer page, Integer size, List<String> sorts,
            Map<String, String> filters, String trace, String tenant, String session) {
        Request request = LIST.request("/v1/items")
                .query("page", Values.present("page", page))
                .query("page-size", Values.orElse(size, "20"))
                .query("sort", sorts)
                .query(Values.present("filters", filters))
                .header("X-Trace", Values.present("trace", trace))
                .header("tenant", tenant)
                .cookies(new CookieWriter().add("session", session))
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code POST /v1/items} for {@link SpringApi#create(Item)}; never repeated once it was sent.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2}.
     */
    @Override
    public CompletableFuture<Item> create(Item item) {
        Request request = createOperation.request("/v1/items")
                .body("item", item, Item.class, codec)
                .build();
        return client.callAsync(createOperation, request, createResult);
    }

    /**
     * {@code PUT /v1/items/{id}/login} for {@link SpringApi#login(long, String, String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2}.
     */
    @Override
    public void login(long id, String user, String password) {
        Request request = LOGIN.request("/v1/items/" + Segments.of("id", id) + "/login")
                .form(new FormWriter()
                        .add("user", Values.present("user", user))
                        .add("password", Values.present("password", password)))
                .build();
        client.call(LOGIN, request, Results.nothing());
    }

    /**
     * {@code POST /v1/items/{id}/image} for {@link SpringApi#upload(long, boolean, File)}; never repeated once it was sent.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2}.
     */
    @Override
    public String upload(long id, boolean small, File image) {
        Request request = UPLOAD.request("/v1/items/" + Segments.of("id", id) + "/image")
                .query("small", small)
                .multipart(new MultipartWriter()
                        .part("image", Values.present("image", image)))
                .build();
        return client.call(UPLOAD, request, Results.text());
    }

    /**
     * {@code GET /v1/items/{id}/note} for {@link SpringApi#note(long)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code retry.max-attempts=2}.
     */
    @Override
    public String note(long id) {
        Request request = NOTE.request("/v1/items/" + Segments.of("id", id) + "/note").build();
        return client.call(NOTE, request, Results.text());
    }

    @Override
    public String toString() {
        return "SpringApi of service spring-items";
    }
}
