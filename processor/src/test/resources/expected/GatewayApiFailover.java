package shop;

import dev.failover.FailoverManager;
import dev.failover.stub.DelegateCall;
import dev.failover.stub.DelegateOperation;
import dev.failover.stub.Delegates;
import dev.failover.stub.DelegatesBuilder;
import dev.failover.stub.Policies;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import javax.annotation.processing.Generated;

/**
 * Has delegates do what {@link GatewayApi} describes, as the service {@code payments}. Thread-safe as far as they are;
 * keep it.
 * Policies of the service, unless it is configured otherwise: {@code breaker.failure-threshold=50%}.
 */
@Generated("dev.failover.processor.FailoverProcessor")
@SuppressWarnings({
        "deprecation",
        "removal",
        "try"
})
public final class GatewayApiFailover implements GatewayApi {
    private static final DelegateOperation PAY = DelegateOperation.of("GatewayApi.pay")
            .declares(IOException.class, TimeoutException.class)
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation COUNT = DelegateOperation.of("GatewayApi.count")
            .idempotent()
            .policies(Policies.of("timeout.attempt", "2s")
                    .and("retry.max-attempts", "4"));

    private static final DelegateOperation PING = DelegateOperation.of("GatewayApi.ping")
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation PAY_ASYNC = DelegateOperation.of("GatewayApi.payAsync")
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation ALL = DelegateOperation.of("GatewayApi.all")
            .idempotent()
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation NAME = DelegateOperation.of("GatewayApi.name")
            .declares(IOException.class)
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation LARGEST = DelegateOperation.of("GatewayApi.largest")
            .declares(IOException.class)
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation WILD = DelegateOperation.of("GatewayApi.wild")
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation OLD = DelegateOperation.of("GatewayApi.old")
            .policies(Policies.of("timeout.attempt", "2s"));

    private static final DelegateOperation CLOSE = DelegateOperation.of("GatewayApi.close")
            .declares(Exception.class);

    private final Delegates<GatewayApi> delegates_;

    private final DelegateCall pay;

    private final DelegateCall count_;

    private final DelegateCall ping;

    private final DelegateCall payAsync;

    private final DelegateCall all;

    private final DelegateCall name;

    private final DelegateCall largest;

    private final DelegateCall wild;

    private final DelegateCall old;

    private GatewayApiFailover(Delegates<GatewayApi> delegates_) {
        this.delegates_ = delegates_;
        pay = delegates_.of(PAY);
        count_ = delegates_.of(COUNT);
        ping = delegates_.of(PING);
        payAsync = delegates_.of(PAY_ASYNC);
        all = delegates_.of(ALL);
        name = delegates_.of(NAME);
        largest = delegates_.of(LARGEST);
        wild = delegates_.of(WILD);
        old = delegates_.of(OLD);
    }

    /**
     * Begins a decorator. {@code build()} makes it, of the delegates that are named before, in their order.
     */
    public static DelegatesBuilder<GatewayApi> of(FailoverManager manager) {
        return DelegatesBuilder.of(manager, "payments", Policies.of("breaker.failure-threshold", "50%"), "GatewayApi", GatewayApiFailover::new);
    }

    /**
     * {@link GatewayApi#pay(String, long)}; never repeated once it was begun.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     */
    @Override
    public String pay(String order, long cents) throws IOException, TimeoutException {
        return pay.call(endpoint_ -> delegates_.at(endpoint_).pay(order, cents));
    }

    /**
     * {@link GatewayApi#count()}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s, retry.max-attempts=4}.
     */
    @Override
    public int count() {
        return count_.call(endpoint_ -> delegates_.at(endpoint_).count());
    }

    /**
     * {@link GatewayApi#ping(String, Object)}; never repeated once it was begun.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     */
    @Override
    public void ping(String endpoint, Object delegates) {
        ping.call(endpoint_ -> {
            delegates_.at(endpoint_).ping(endpoint, delegates);
            return null;
        });
    }

    /**
     * {@link GatewayApi#payAsync(String)}; never repeated once it was begun.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     */
    @Override
    public CompletionStage<String> payAsync(String order) {
        return payAsync.callAsync(endpoint_ -> delegates_.at(endpoint_).payAsync(order));
    }

    /**
     * {@link GatewayApi#all(String)}; may be repeated.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     * When it fails, {@code nothing} is asked.
     */
    @Override
    public CompletableFuture<List<? extends Number>> all(String count) {
        return all.callAsync(endpoint_ -> delegates_.at(endpoint_).all(count), failure -> nothing(count, failure));
    }

    /**
     * {@link GatewayApi#name(int)}; never repeated once it was begun.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     * When it fails, {@code noName} is asked.
     */
    @Override
    public String name(int id) throws IOException {
        return name.call(endpoint_ -> delegates_.at(endpoint_).name(id), failure -> GatewayApi.noName(id));
    }

    /**
     * {@link GatewayApi#largest(List)}; never repeated once it was begun.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     */
    @Override
    public <T extends Comparable<T>> T largest(List<T> of) throws IOException {
        return largest.call(endpoint_ -> delegates_.at(endpoint_).largest(of));
    }

    /**
     * {@link GatewayApi#wild()}; never repeated once it was begun.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     */
    @Override
    public CompletionStage<? extends Number> wild() {
        return wild.callAsync(endpoint_ -> delegates_.at(endpoint_).wild());
    }

    /**
     * {@link GatewayApi#old()}; never repeated once it was begun.
     * Its policies, unless the service is configured otherwise: {@code timeout.attempt=2s}.
     */
    @Override
    @Deprecated
    public String old() {
        return old.call(endpoint_ -> delegates_.at(endpoint_).old());
    }

    /**
     * Closes all delegates, once, and never again.
     */
    @Override
    public void close() throws Exception {
        delegates_.close(CLOSE);
    }

    @Override
    public String toString() {
        return "GatewayApi of service " + delegates_;
    }
}
