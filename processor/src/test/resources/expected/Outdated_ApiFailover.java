package shop;

import dev.failover.FailoverManager;
import dev.failover.codec.Codec;
import dev.failover.codec.Codecs;
import dev.failover.http.HttpMethod;
import dev.failover.http.Request;
import dev.failover.stub.Operation;
import dev.failover.stub.Result;
import dev.failover.stub.Results;
import dev.failover.stub.StubClient;
import java.io.IOException;
import java.util.List;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code outdated} as {@link Outdated.Api} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
@SuppressWarnings({
        "deprecation",
        "removal",
        "rawtypes"
})
final class Outdated_ApiFailover implements Outdated.Api {
    private static final Operation OLD = Operation.of("Api.old", HttpMethod.GET, "/old");

    private static final Operation MONEY = Operation.of("Api.money", HttpMethod.GET, "/money/*/$each");

    private static final Operation LEGACY = Operation.of("Api.legacy", HttpMethod.GET, "/legacy");

    private final StubClient client;

    private final Codec codec;

    private final Result<Legacy> legacyResult;

    private Outdated_ApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        legacyResult = Results.decoded(codec, Legacy.class);
    }

    /**
     * A client of the service {@code outdated}, with the endpoints that the manager has under this name,
     * else with those that {@link Outdated.Api} lists.
     */
    public static Outdated.Api create(FailoverManager manager) {
        return create(manager, Codecs.find(Outdated.Api.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static Outdated.Api create(FailoverManager manager, Codec codec) {
        return new Outdated_ApiFailover(StubClient.of(manager, "outdated"), codec);
    }

    /**
     * {@code GET /old} for {@link Outdated.Api#old()}; may be repeated.
     */
    @Override
    @Deprecated
    public String old() {
        Request request = OLD.request("/old").build();
        return client.call(OLD, request, Results.text());
    }

    /**
     * {@code GET /money/*&#47;$each} for {@link Outdated.Api#money()}; may be repeated.
     */
    @Override
    public String money() throws IOException {
        Request request = MONEY.request("/money/*/$each").build();
        return client.call(MONEY, request, Results.text());
    }

    /**
     * {@code GET /legacy} for {@link Outdated.Api#legacy(List)}; may be repeated.
     */
    @Override
    public Legacy legacy(List raw) {
        Request request = LEGACY.request("/legacy")
                .query("raw", raw)
                .accept(codec)
                .build();
        return client.call(LEGACY, request, legacyResult);
    }

    @Override
    public String toString() {
        return "Api of service outdated";
    }
}
