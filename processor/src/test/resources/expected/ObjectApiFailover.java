package shop;

import dev.failover.FailoverManager;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.Separator;
import dev.failover.stub.StubClient;
import dev.failover.stub.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code objects} as {@link ObjectApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class ObjectApiFailover implements ObjectApi {
    private static final Operation FIND = Operation.of("ObjectApi.find", HttpMethod.GET, "/orders{?page,filter}");

    private static final Operation MAPS = Operation.of("ObjectApi.maps", HttpMethod.GET, "/orders?f={filter}");

    private static final Operation OPTIONAL = Operation.of("ObjectApi.optional", HttpMethod.GET, "/orders");

    private static final Operation IN_BEAN = Operation.of("ObjectApi.inBean", HttpMethod.GET, "/orders");

    private final StubClient client;

    private ObjectApiFailover(StubClient client) {
        this.client = client;
    }

    /**
     * A client of the service {@code objects}, with the endpoints that the manager has under this name,
     * else with those that {@link ObjectApi} lists.
     */
    public static ObjectApi create(FailoverManager manager) {
        return new ObjectApiFailover(StubClient.of(manager, "objects"));
    }

    /**
     * {@code GET /orders{?page,filter}} for {@link ObjectApi#find(ObjectApi.Filter, int)}; may be repeated.
     */
    @Override
    public String find(ObjectApi.Filter filter, int page) {
        Request request = FIND.request("/orders")
                .query("page", page)
                .query("filter[name]", filter == null ? null : filter.name)
                .query("filter[kind]", filter == null ? null : filter.kind)
                .query("filter[page]", filter == null ? null : Values.orElse(filter.page, "1"))
                .query("filter[tags]", filter == null ? null : filter.tags, Separator.COMMA)
                .query("filter[max_age]", filter == null ? null : filter.getAge())
                .queryObject("filter[more]", filter == null ? null : filter.more)
                .query("filter[units]", filter == null ? null : filter.units)
                .query("filter[size][min]", filter == null || filter.getSize() == null ? null : filter.getSize().min)
                .query("filter[size][max]", filter == null || filter.getSize() == null ? null : filter.getSize().max)
                .query("filter[named][first]", filter == null || filter.named == null ? null : filter.named.first)
                .query("filter[text]", filter == null ? null : filter.text)
                .build();
        return client.call(FIND, request, Results.text());
    }

    /**
     * {@code GET /orders?f={filter}} for {@link ObjectApi#maps(Map, Map)}; may be repeated.
     */
    @Override
    public String maps(Map<String, ?> filter, Map<String, Map<String, List<Integer>>> rest) {
        Request request = MAPS.request("/orders")
                .queryObject("f", filter)
                .queryObject("more", rest)
                .build();
        return client.call(MAPS, request, Results.text());
    }

    /**
     * {@code GET /orders} for {@link ObjectApi#optional(Optional, ObjectApi.Size)}; may be repeated.
     */
    @Override
    public String optional(Optional<ObjectApi.Size> size, ObjectApi.Size limit) {
        Values.requireBean("limit", limit);
        Request request = OPTIONAL.request("/orders")
                .query("size[min]", size == null || !size.isPresent() ? null : size.get().min)
                .query("size[max]", size == null || !size.isPresent() ? null : size.get().max)
                .query("limit[min]", limit.min)
                .query("limit[max]", limit.max)
                .build();
        return client.call(OPTIONAL, request, Results.text());
    }

    /**
     * {@code GET /orders} for {@link ObjectApi#inBean(ObjectApi.Search)}; may be repeated.
     */
    @Override
    public String inBean(ObjectApi.Search search) {
        Values.requireBean("search", search);
        Request request = IN_BEAN.request("/orders")
                .query("q", search.q)
                .query("size[min]", search.size == null ? null : search.size.min)
                .query("size[max]", search.size == null ? null : search.size.max)
                .build();
        return client.call(IN_BEAN, request, Results.text());
    }

    @Override
    public String toString() {
        return "ObjectApi of service objects";
    }
}
