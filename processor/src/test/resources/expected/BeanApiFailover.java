package shop;

import dev.failover.FailoverManager;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.CookieWriter;
import dev.failover.stub.FormWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Values;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code beans} as {@link BeanApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class BeanApiFailover implements BeanApi {
    private static final Operation LIST = Operation.of("BeanApi.list", HttpMethod.GET, "/orders/{tenant}{?status}");

    private static final Operation FORM = Operation.of("BeanApi.form", HttpMethod.POST, "/orders/{tenant}");

    private static final Operation BODY = Operation.of("BeanApi.body", HttpMethod.POST, "/orders/{tenant}");

    private final StubClient client;

    private BeanApiFailover(StubClient client) {
        this.client = client;
    }

    /**
     * A client of the service {@code beans}, with the endpoints that the manager has under this name,
     * else with those that {@link BeanApi} lists.
     */
    public static BeanApi create(FailoverManager manager) {
        return new BeanApiFailover(StubClient.of(manager, "beans"));
    }

    /**
     * {@code GET /orders/{tenant}{?status}} for {@link BeanApi#list(Paging.Filter, String)}; may be repeated.
     */
    @Override
    public String list(Paging.Filter filter, String like) {
        Values.requireBean("filter", filter);
        Values.requireBean("filter.inner", filter.getInner());
        Request request = LIST.request("/orders/" + Segments.of("filter.tenant", filter.getTenant()))
                .query("status", filter.getStatus())
                .query("page", Values.orElse(filter.page, "1"))
                .query("sort", filter.getOrder())
                .query("open", filter.isOpen())
                .query("tags", filter.getTags())
                .query("from", filter.getInner().from)
                .query("kind", filter.getInner().kind)
                .query("like", like)
                .header("X-Trace", filter.getTrace())
                .cookies(new CookieWriter().add("session", filter.session()))
                .build();
        return client.call(LIST, request, Results.text());
    }

    /**
     * {@code POST /orders/{tenant}} for {@link BeanApi#form(Paging.Filter)}; never repeated once it was sent.
     */
    @Override
    public String form(Paging.Filter search) {
        Values.requireBean("search", search);
        Values.requireBean("search.inner", search.getInner());
        Request request = FORM.request("/orders/" + Segments.of("search.tenant", search.getTenant()))
                .query("sort", search.getOrder())
                .header("X-Trace", search.getTrace())
                .cookies(new CookieWriter().add("session", search.session()))
                .form(new FormWriter()
                        .add("page", Values.orElse(search.page, "1"))
                        .add("open", search.isOpen())
                        .add("tags", search.getTags())
                        .add("status", search.getStatus())
                        .add("from", search.getInner().from)
                        .add("kind", search.getInner().kind))
                .build();
        return client.call(FORM, request, Results.text());
    }

    /**
     * {@code POST /orders/{tenant}} for {@link BeanApi#body(Paging.Filter, String)}; never repeated once it was sent.
     */
    @Override
    public String body(Paging.Filter filter, String body) {
        Values.requireBean("filter", filter);
        Values.requireBean("filter.inner", filter.getInner());
        Request request = BODY.request("/orders/" + Segments.of("filter.tenant", filter.getTenant()))
                .query("page", Values.orElse(filter.page, "1"))
                .query("sort", filter.getOrder())
                .query("open", filter.isOpen())
                .query("tags", filter.getTags())
                .query("status", filter.getStatus())
                .query("from", filter.getInner().from)
                .query("kind", filter.getInner().kind)
                .header("X-Trace", filter.getTrace())
                .cookies(new CookieWriter().add("session", filter.session()))
                .body("body", body)
                .build();
        return client.call(BODY, request, Results.text());
    }

    @Override
    public String toString() {
        return "BeanApi of service beans";
    }
}
