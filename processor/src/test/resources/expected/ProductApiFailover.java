package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.stub.Operation;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code products} as {@link ProductApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class ProductApiFailover implements ProductApi {
    private static final Operation NEWEST = Operation.of("ProductApi.newest", HttpMethod.GET, "/newest");

    private static final Operation FIND = Operation.of("ProductApi.find", HttpMethod.GET, "/products/{id}/details");

    private static final Operation CREATE = Operation.of("ProductApi.create", HttpMethod.POST, "/");

    private static final Operation CREATE_ALL = Operation.of("ProductApi.createAll", HttpMethod.POST, "/all");

    private static final Type CREATE_ALL_BODY = Types.parameterized(List.class, ProductApi.Product.class);

    private static final Operation DELETE = Operation.of("ProductApi.delete", HttpMethod.DELETE, "/{id}");

    private static final Operation LIST = Operation.of("ProductApi.list", HttpMethod.GET, "/");

    private static final Operation PING = Operation.of("ProductApi.ping", HttpMethod.GET, "/ping");

    private final StubClient client;

    private final Codec codec;

    private final Result<ProductApi.Product> newestResult;

    private final Result<ProductApi.Product> findResult;

    private final Result<ProductApi.Product> createResult;

    private final Result<List<ProductApi.Product>> listResult;

    private ProductApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        newestResult = Results.decoded(codec, ProductApi.Product.class);
        findResult = Results.decoded(codec, ProductApi.Product.class);
        createResult = Results.decoded(codec, ProductApi.Product.class);
        listResult = Results.decoded(codec, Types.parameterized(List.class, ProductApi.Product.class));
    }

    /**
     * A client of the service {@code products}, with the endpoints that the manager has under this name,
     * else with those that {@link ProductApi} lists.
     */
    public static ProductApi create(FailoverManager manager) {
        return create(manager, Codecs.find(ProductApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static ProductApi create(FailoverManager manager, Codec codec) {
        return new ProductApiFailover(StubClient.of(manager, "products"), codec);
    }

    /**
     * {@code GET /newest} for {@link ProductApi#newest()}; may be repeated.
     */
    @Override
    public ProductApi.Product newest() {
        dev.failover.http.Request request = NEWEST.request("/newest")
                .accept(codec)
                .build();
        return client.call(NEWEST, request, newestResult);
    }

    /**
     * {@code GET /products/{id}/details} for {@link ProductApi#find(Long)}; may be repeated.
     */
    @Override
    public ProductApi.Product find(Long id) {
        dev.failover.http.Request request = FIND.request("/products/" + Segments.of("id", id) + "/details")
                .accept(codec)
                .build();
        return client.call(FIND, request, findResult);
    }

    /**
     * {@code POST /} for {@link Crud#create(Object)}; never repeated once it was sent.
     */
    @Override
    public CompletionStage<ProductApi.Product> create(ProductApi.Product item) {
        dev.failover.http.Request request = CREATE.request("/")
                .body("item", item, ProductApi.Product.class, codec)
                .accept(codec)
                .build();
        return client.callAsync(CREATE, request, createResult);
    }

    /**
     * {@code POST /all} for {@link Crud#createAll(List)}; never repeated once it was sent.
     */
    @Override
    public void createAll(List<? extends ProductApi.Product> items) {
        dev.failover.http.Request request = CREATE_ALL.request("/all")
                .body("items", items, CREATE_ALL_BODY, codec)
                .build();
        client.call(CREATE_ALL, request, Results.nothing());
    }

    /**
     * {@code DELETE /{id}} for {@link Crud#delete(Comparable)}; may be repeated.
     */
    @Override
    public void delete(Long id) {
        dev.failover.http.Request request = DELETE.request("/" + Segments.of("id", id)).build();
        client.call(DELETE, request, Results.nothing());
    }

    /**
     * {@code GET /} for {@link Listed#list()}; may be repeated.
     */
    @Override
    public List<ProductApi.Product> list() {
        dev.failover.http.Request request = LIST.request("/")
                .accept(codec)
                .build();
        return client.call(LIST, request, listResult);
    }

    /**
     * {@code GET /ping} for {@link Pinged#ping()}; may be repeated.
     */
    @Override
    public void ping() {
        dev.failover.http.Request request = PING.request("/ping").build();
        client.call(PING, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "ProductApi of service products";
    }
}
