package shop;

import dev.failover.FailoverManager;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.StubClient;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code vendor} as {@link InheritedApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class InheritedApiFailover implements InheritedApi {
    private static final Operation MORE = Operation.of("InheritedApi.more", HttpMethod.GET, "/vendor/more")
            .header("Accept", "text/plain")
            .header("X-Vendor", "yes");

    private static final Operation ALL = Operation.of("InheritedApi.all", HttpMethod.GET, "/vendor")
            .header("Accept", "text/plain")
            .header("X-Vendor", "yes");

    private final StubClient client;

    private InheritedApiFailover(StubClient client) {
        this.client = client;
    }

    /**
     * A client of the service {@code vendor}, with the endpoints that the manager has under this name,
     * else with those that {@link InheritedApi} lists.
     */
    public static InheritedApi create(FailoverManager manager) {
        return new InheritedApiFailover(StubClient.of(manager, "vendor", "https://vendor.example"));
    }

    /**
     * {@code GET /vendor/more} for {@link InheritedApi#more()}; may be repeated.
     */
    @Override
    public String more() {
        Request request = MORE.request("/vendor/more").build();
        return client.call(MORE, request, Results.text());
    }

    /**
     * {@code GET /vendor} for {@link Vendor#all()}; may be repeated.
     */
    @Override
    public String all() {
        Request request = ALL.request("/vendor").build();
        return client.call(ALL, request, Results.text());
    }

    @Override
    public String toString() {
        return "InheritedApi of service vendor";
    }
}
