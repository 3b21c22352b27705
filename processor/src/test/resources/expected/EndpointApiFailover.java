package shop;

import dev.failover.FailoverManager;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Results;
import dev.failover.stub.StubClient;
import dev.failover.stub.Values;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code endpoints} as {@link EndpointApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class EndpointApiFailover implements EndpointApi {
    private static final Operation STATUS = Operation.of("EndpointApi.status", HttpMethod.GET, "/status");

    private static final Operation POST = Operation.of("EndpointApi.post", HttpMethod.POST, "/events");

    private final StubClient client;

    private EndpointApiFailover(StubClient client) {
        this.client = client;
    }

    /**
     * A client of the service {@code endpoints}, with the endpoints that the manager has under this name,
     * else with those that {@link EndpointApi} lists.
     */
    public static EndpointApi create(FailoverManager manager) {
        return new EndpointApiFailover(StubClient.of(manager, "endpoints"));
    }

    /**
     * {@code GET /status} for {@link EndpointApi#status(URI, URI)}; may be repeated.
     */
    @Override
    public String status(URI base, URI like) {
        Request request = STATUS.request("/status")
                .query("like", like)
                .build();
        return client.at(base).call(STATUS, request, Results.text());
    }

    /**
     * {@code POST /events} for {@link EndpointApi#post(URI, String)}; never repeated once it was sent.
     */
    @Override
    public CompletableFuture<Void> post(URI callback, String event) {
        Request request = POST.request("/events")
                .body("event", event)
                .build();
        return client.at(Values.present("callback", callback)).callAsync(POST, request, Results.nothing());
    }

    @Override
    public String toString() {
        return "EndpointApi of service endpoints";
    }
}
