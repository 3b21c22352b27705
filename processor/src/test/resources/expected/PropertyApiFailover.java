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
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code properties} as {@link PropertyApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class PropertyApiFailover implements PropertyApi {
    private static final Operation SEARCH = Operation.of("PropertyApi.search", HttpMethod.GET, "${tenant}/orders?v=${api.version:-v1}&fixed=1&a=b${region}c&q={q}")
            .header("X-Fixed", "yes")
            .header("X-Tenant", "none");

    private final StubClient client;

    private final Codec codec;

    private final Operation findOperation;

    private final String apiVersionProperty;

    private final String tenantProperty_;

    private final String regionProperty;

    private final Operation plainOperation;

    private final Result<List<String>> plainResult;

    private PropertyApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        findOperation = Operation.of("PropertyApi.find", HttpMethod.GET, "/${api.version:-v1}/orders/{id}")
                        .header("X-Tenant", "t-" + client.property("tenant") + "/" + client.property("region", "eu"))
                        .header("X-Fixed", "yes");
        apiVersionProperty = Segments.of("${api.version}", client.property("api.version", "v1"));
        tenantProperty_ = Segments.of("${tenant}", client.property("tenant"));
        regionProperty = Segments.of("${region}", client.property("region"));
        plainOperation = Operation.of("PropertyApi.plain", HttpMethod.GET, "/plain")
                        .header("X-Tenant", "t-" + client.property("tenant") + "/" + client.property("region", "eu"))
                        .header("X-Fixed", "yes");
        plainResult = Results.decoded(codec, Types.parameterized(List.class, String.class));
    }

    /**
     * A client of the service {@code properties}, with the endpoints that the manager has under this name,
     * else with those that {@link PropertyApi} lists.
     */
    public static PropertyApi create(FailoverManager manager) {
        return create(manager, Codecs.find(PropertyApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static PropertyApi create(FailoverManager manager, Codec codec) {
        return new PropertyApiFailover(StubClient.of(manager, "properties"), codec);
    }

    /**
     * {@code GET /${api.version:-v1}/orders/{id}} for {@link PropertyApi#find(String)}; may be repeated.
     */
    @Override
    public String find(String id) {
        Request request = findOperation.request("/" + apiVersionProperty + "/orders/" + Segments.of("id", id)).build();
        return client.call(findOperation, request, Results.text());
    }

    /**
     * {@code GET ${tenant}/orders?v=${api.version:-v1}&fixed=1&a=b${region}c&q={q}} for {@link PropertyApi#search(String, String)}; may be repeated.
     */
    @Override
    public String search(String q, String tenantProperty) {
        Request request = SEARCH.request("/" + tenantProperty_ + "/orders?v=" + apiVersionProperty + "&fixed=1&a=b" + regionProperty + "c")
                .query("q", q)
                .query("tenantProperty", tenantProperty)
                .build();
        return client.call(SEARCH, request, Results.text());
    }

    /**
     * {@code GET /plain} for {@link PropertyApi#plain(String)}; may be repeated.
     */
    @Override
    public List<String> plain(String tenant) {
        Request request = plainOperation.request("/plain")
                .header("X-Tenant", tenant)
                .accept(codec)
                .build();
        return client.call(plainOperation, request, plainResult);
    }

    @Override
    public String toString() {
        return "PropertyApi of service properties";
    }
}
