package shop;

import dev.failover.FailoverManager;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.CookieWriter;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.Separator;
import dev.failover.stub.StubClient;
import dev.failover.stub.Values;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code values} as {@link ValueApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class ValueApiFailover implements ValueApi {
    private static final Operation COOKIES = Operation.of("ValueApi.cookies", HttpMethod.GET, "/c")
            .header("Cookie", "fixed=1");

    private static final Operation DEFAULTS = Operation.of("ValueApi.defaults", HttpMethod.GET, "/d/{section}{?page,unit}");

    private static final Operation STYLES = Operation.of("ValueApi.styles", HttpMethod.GET, "/s");

    private static final Operation REQUIRED = Operation.of("ValueApi.required", HttpMethod.GET, "/n/{id}");

    private static final Operation NULLABLE = Operation.of("ValueApi.nullable", HttpMethod.GET, "/p/{id}");

    private final StubClient client;

    private ValueApiFailover(StubClient client) {
        this.client = client;
    }

    /**
     * A client of the service {@code values}, with the endpoints that the manager has under this name,
     * else with those that {@link ValueApi} lists.
     */
    public static ValueApi create(FailoverManager manager) {
        return new ValueApiFailover(StubClient.of(manager, "values"));
    }

    /**
     * {@code GET /c} for {@link ValueApi#cookies(String, int, List, Map, Optional)}; may be repeated.
     */
    @Override
    public String cookies(String session, int number, List<String> tags, Map<String, String> more,
            Optional<String> maybe) {
        Request request = COOKIES.request("/c")
                .cookies(new CookieWriter()
                        .add("session", session)
                        .add("n", number)
                        .add("tag", tags)
                        .add(more)
                        .add("maybe", maybe))
                .build();
        return client.call(COOKIES, request, Results.text());
    }

    /**
     * {@code GET /d/{section}{?page,unit}} for {@link ValueApi#defaults(String, Integer, int, TimeUnit, Optional, String)}; may be repeated.
     */
    @Override
    public String defaults(String section, Integer page, int size, TimeUnit unit,
            Optional<Double> share, String session) {
        Request request = DEFAULTS.request("/d/" + Segments.of("section", Values.orElse(section, "all")))
                .query("page", Values.orElse(page, "1"))
                .query("unit", Values.orElse(unit, TimeUnit.DAYS))
                .query("size", size)
                .header("X-Share", Values.orElse(share, "0.5"))
                .cookies(new CookieWriter().add("session", Values.orElse(session, "none")))
                .build();
        return client.call(DEFAULTS, request, Results.text());
    }

    /**
     * {@code GET /s} for {@link ValueApi#styles(Collection, List, String[], Map, List, String)}; may be repeated.
     */
    @Override
    public String styles(Collection<String> csv, List<Integer> ssv, String[] tsv,
            Map<String, List<String>> pipes, List<String> repeat, String single) {
        Request request = STYLES.request("/s")
                .query("csv", csv, Separator.COMMA)
                .query("ssv", ssv, Separator.SPACE)
                .query("t", tsv, Separator.TAB)
                .query(pipes, Separator.PIPE)
                .query("repeat", repeat)
                .query("single", single)
                .build();
        return client.call(STYLES, request, Results.text());
    }

    /**
     * {@code GET /n/{id}} for {@link ValueApi#required(String, String, List, int, String)}; may be repeated.
     */
    @Override
    public String required(String id, String q, List<String> a, int n, String maybe) {
        Request request = REQUIRED.request("/n/" + Segments.of("id", id))
                .query("q", Values.present("q", q))
                .query("n", n)
                .query("maybe", maybe)
                .header("X-A", Values.present("a", a))
                .build();
        return client.call(REQUIRED, request, Results.text());
    }

    /**
     * {@code GET /p/{id}} for {@link ValueApi#nullable(String)}; may be repeated.
     */
    @Override
    public String nullable(String id) {
        Request request = NULLABLE.request("/p/" + Segments.of("id", Values.orElse(id, "none"))).build();
        return client.call(NULLABLE, request, Results.text());
    }

    @Override
    public String toString() {
        return "ValueApi of service values";
    }
}
