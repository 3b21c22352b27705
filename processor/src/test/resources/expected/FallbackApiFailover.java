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
import java.util.concurrent.CompletionStage;
import javax.annotation.processing.Generated;

/**
 * Calls the service {@code prices} as {@link FallbackApi} describes it. Thread-safe; keep it.
 */
@Generated("dev.failover.processor.FailoverProcessor")
public final class FallbackApiFailover implements FallbackApi {
    private static final Operation PRICE = Operation.of("FallbackApi.price", HttpMethod.GET, "/prices/{id}");

    private static final Operation NAME = Operation.of("FallbackApi.name", HttpMethod.GET, "/names/{id}");

    private static final Operation SEEN = Operation.of("FallbackApi.seen", HttpMethod.POST, "/seen");

    private static final Operation ALL = Operation.of("FallbackApi.all", HttpMethod.GET, "/all");

    private final StubClient client;

    private final Codec codec;

    private final Result<Integer> priceResult;

    private final FallbackApi fallback = new FallbackApi.Nothing();

    private FallbackApiFailover(StubClient client, Codec codec) {
        this.client = client;
        this.codec = codec;
        priceResult = Results.decoded(codec, int.class);
    }

    /**
     * A client of the service {@code prices}, with the endpoints that the manager has under this name,
     * else with those that {@link FallbackApi} lists.
     */
    public static FallbackApi create(FailoverManager manager) {
        return create(manager, Codecs.find(FallbackApi.class));
    }

    /**
     * The same with a codec of one's own.
     */
    public static FallbackApi create(FailoverManager manager, Codec codec) {
        return new FallbackApiFailover(StubClient.of(manager, "prices"), codec);
    }

    /**
     * {@code GET /prices/{id}} for {@link FallbackApi#price(String, boolean)}; may be repeated.
     * When it fails, {@code listPrice} is asked.
     */
    @Override
    public int price(String id, boolean failure) {
        Request request = PRICE.request("/prices/" + Segments.of("id", id))
                .query("failure", failure)
                .accept(codec)
                .build();
        return client.call(PRICE, request, priceResult, failure_ -> listPrice(id, failure, failure_));
    }

    /**
     * {@code GET /names/{id}} for {@link FallbackApi#name(String)}; may be repeated.
     * When it fails, {@code noName} is asked.
     */
    @Override
    public CompletionStage<String> name(String id) {
        Request request = NAME.request("/names/" + Segments.of("id", id)).build();
        return client.callAsync(NAME, request, Results.text(), failure_ -> FallbackApi.noName(id));
    }

    /**
     * {@code POST /seen} for {@link FallbackApi#seen(String)}; never repeated once it was sent.
     * When it fails, {@code forget} is asked.
     */
    @Override
    public void seen(String id) {
        Request request = SEEN.request("/seen")
                .body("id", id)
                .build();
        client.call(SEEN, request, Results.nothing(), failure_ -> {
                    forget(id, failure_);
                    return null;
                });
    }

    /**
     * {@code GET /all} for {@link FallbackApi#all()}; may be repeated.
     * When it fails, {@code Nothing} is asked.
     */
    @Override
    public String all() {
        Request request = ALL.request("/all").build();
        return client.call(ALL, request, Results.text(), failure_ -> fallback.all());
    }

    @Override
    public String toString() {
        return "FallbackApi of service prices";
    }
}
