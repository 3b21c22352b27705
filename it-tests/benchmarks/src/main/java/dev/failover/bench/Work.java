package dev.failover.bench;

import dev.failover.EndpointCall;
import dev.failover.endpoint.Endpoint;
import dev.failsafe.function.CheckedSupplier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the calls do: hand over a constant, or, every so many attempts of a thread, fail. It is whatever the subjects call
 * their work, so that none of them pays for a lambda around it.
 */
@State(Scope.Thread)
public class Work implements Supplier<Integer>, CheckedSupplier<Integer>, EndpointCall<Integer> {
    static final CompletionStage<Integer> COMPLETED = CompletableFuture.completedFuture(42);
    private static final Integer ANSWER = 42;

    /** In percent of the attempts. */
    @Param("0")
    public int failures;

    private int period;
    private int attempts;

    /** Made once and without a stack: what is measured is the policies, not the JVM's way to fill it. */
    static final class Failure extends RuntimeException {
        static final Failure INSTANCE = new Failure();
        private static final long serialVersionUID = 1;

        private Failure() {
            super("on purpose", null, false, false);
        }
    }

    @Setup
    public void setUp() {
        period = failures == 0 ? 0 : 100 / failures;
    }

    /** Every second attempt fails: with a retry, each call fails once. */
    void failEverySecondAttempt() {
        period = 2;
    }

    @Override
    public Integer get() {
        if (period != 0 && ++attempts == period) {
            attempts = 0;
            throw Failure.INSTANCE;
        }
        return ANSWER;
    }

    @Override
    public Integer call(Endpoint endpoint) {
        return get();
    }
}
