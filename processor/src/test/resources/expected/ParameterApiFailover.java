package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.Segments;
import dev.failover.stub.StubClient;
import dev.failover.stub.Types;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code parameters} as {@link ParameterApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class ParameterApiFailover implements ParameterApi {
    private static final Operation PATH = Operation.of("ParameterApi.path", HttpMethod.GET, "/p/{a}/{b}/{c}/{d}/{e}");

    private static final Operation REPEATED = Operation.of("ParameterApi.repeated", HttpMethod.GET, "/{a}.{ext}/x/{a}");

    private static final Operation QUERY = Operation.of("ParameterApi.query", HttpMethod.GET, "/q");

    private static final Operation MAPS = Operation.of("ParameterApi.maps", HttpMethod.GET, "relative{?filters}");

    private static final Operation HEADERS = Operation.of("ParameterApi.headers", HttpMethod.GET, "/h");

    private static final Operation NAMES_ = Operation.of("ParameterApi.names", HttpMethod.GET, "/names/{request}");

    private static final Operation NAMES__ = Operation.of("ParameterApi.names", HttpMethod.GET, "/names");

    private static final Operation BYTES = Operation.of("ParameterApi.bytes", HttpMethod.POST, "/bytes");

    private static final Operation NOTHING = Operation.of("ParameterApi.nothing", HttpMethod.POST, "/nothing")
            .idempotent();

    private static final Operation DELETE_ALL = Operation.of("ParameterApi.deleteAll", HttpMethod.DELETE, "/bulk");

    private static final Type DELETE_ALL_BODY = Types.parameterized(Map.class, String.class, Integer.class);

    private static final Operation PROPFIND = Operation.of("ParameterApi.propfind", HttpMethod.of("PROPFIND"), "/dav/{path}?depth=1&props={props}&x=y{&z}");

    private final StubClient client_;

    private final Codec codec_;

    private ParameterApiFailover(StubClient client_, Codec codec_) {
        this.client_ = client_;
        this.codec_ = codec_;
    }

    /**
     * A client of the service {@code parameters}, with the endpoints that the manager has under this name,
     * else with those that {@link ParameterApi} lists.
     */
    public static ParameterApi create(FailoverManager manager) {
        return create(manager, Codecs.find(ParameterApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static ParameterApi create(FailoverManager manager, Codec codec) {
        return new ParameterApiFailover(StubClient.of(manager, "parameters", "http://localhost:8080/base"), codec);
    }

    /**
     * {@code GET /p/{a}/{b}/{c}/{d}/{e}} for {@link ParameterApi#path(int, long, char, TimeUnit, Boolean)}; may be repeated.
     */
    @Override
    public String path(int a, long b, char c, TimeUnit d, Boolean e) {
        Request request_ = PATH.request("/p/" + Segments.of("a", a) + "/" + Segments.of("b", b) + "/" + Segments.of("c", c) + "/" + Segments.of("d", d) + "/" + Segments.of("e", e)).build();
        return client_.call(PATH, request_, Results.text());
    }

    /**
     * {@code GET /{a}.{ext}/x/{a}} for {@link ParameterApi#repeated(String, String)}; may be repeated.
     */
    @Override
    public String repeated(String name, String ext) {
        Request request_ = REPEATED.request("/" + Segments.of("name", name) + "." + Segments.of("ext", ext) + "/x/" + Segments.of("name", name)).build();
        return client_.call(REPEATED, request_, Results.text());
    }

    /**
     * {@code GET /q} for {@link ParameterApi#query(int, char, double, Optional, Set, String[])}; may be repeated.
     */
    @Override
    public String query(int i, char c, double d, Optional<String> maybe, Set<TimeUnit> units,
            String... many) {
        Request request_ = QUERY.request("/q")
                .query("i", i)
                .query("c", c)
                .query("d", d)
                .query("maybe", maybe)
                .query("units", units)
                .query("many", many)
                .build();
        return client_.call(QUERY, request_, Results.text());
    }

    /**
     * {@code GET relative{?filters}} for {@link ParameterApi#maps(Map, Map, Map)}; may be repeated.
     */
    @Override
    public String maps(Map<String, ?> filters, Map<String, List<String>> more,
            Map<String, String> headers) {
        Request request_ = MAPS.request("/relative")
                .query(filters)
                .query(more)
                .header(headers)
                .build();
        return client_.call(MAPS, request_, Results.text());
    }

    /**
     * {@code GET /h} for {@link ParameterApi#headers(Collection, int, String)}; may be repeated.
     */
    @Override
    public String headers(Collection<String> a, int b, String accept) {
        Request request_ = HEADERS.request("/h")
                .header("X-A", a)
                .header("X-B", b)
                .header("Accept", accept)
                .build();
        return client_.call(HEADERS, request_, Results.text());
    }

    /**
     * {@code GET /names/{request}} for {@link ParameterApi#names(String, String, String, String)}; may be repeated.
     */
    @Override
    public String names(String request, String client, String codec, String NAMES) {
        Request request_ = NAMES_.request("/names/" + Segments.of("request", request))
                .query("client", client)
                .query("codec", codec)
                .query("NAMES", NAMES)
                .build();
        return client_.call(NAMES_, request_, Results.text());
    }

    /**
     * {@code GET /names} for {@link ParameterApi#names()}; may be repeated.
     */
    @Override
    public String names() {
        Request request_ = NAMES__.request("/names").build();
        return client_.call(NAMES__, request_, Results.text());
    }

    /**
     * {@code POST /bytes} for {@link ParameterApi#bytes(byte[])}; never repeated once it was sent.
     */
    @Override
    public String bytes(byte[] content) {
        Request request_ = BYTES.request("/bytes")
                .body("content", content)
                .build();
        return client_.call(BYTES, request_, Results.text());
    }

    /**
     * {@code POST /nothing} for {@link ParameterApi#nothing()}; may be repeated.
     */
    @Override
    public String nothing() {
        Request request_ = NOTHING.request("/nothing").build();
        return client_.call(NOTHING, request_, Results.text());
    }

    /**
     * {@code DELETE /bulk} for {@link ParameterApi#deleteAll(Map, boolean)}; may be repeated.
     */
    @Override
    public String deleteAll(Map<String, Integer> ids, boolean force) {
        Request request_ = DELETE_ALL.request("/bulk")
                .query("force", force)
                .body("ids", ids, DELETE_ALL_BODY, codec_)
                .build();
        return client_.call(DELETE_ALL, request_, Results.text());
    }

    /**
     * {@code PROPFIND /dav/{path}?depth=1&props={props}&x=y{&z}} for {@link ParameterApi#propfind(String, String, String)}; never repeated once it was sent.
     */
    @Override
    public String propfind(String path, String props, String z) {
        Request request_ = PROPFIND.request("/dav/" + Segments.of("path", path) + "?depth=1&x=y")
                .query("props", props)
                .query("z", z)
                .build();
        return client_.call(PROPFIND, request_, Results.text());
    }

    @Override
    public String toString() {
        return "ParameterApi of service parameters";
    }
}
