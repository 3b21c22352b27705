package dev.failover.bench;

import dev.failsafe.FailsafeExecutor;
import io.github.resilience4j.retry.Retry;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Retry alone: every call fails once, and succeeds without any delay. */
public class RetryBenchmarks {
    @State(Scope.Benchmark)
    public static class OursShared {
        final Ours.OneService service = Ours.retryOnly();

        @TearDown
        public void close() {
            service.close();
        }
    }

    /** {@link Work} of which every second attempt fails. */
    @State(Scope.Thread)
    public static class Failing {
        Work work;

        @Setup
        public void setUp() {
            work = new Work();
            work.failEverySecondAttempt();
        }
    }

    @Benchmark
    @Row(benchmark = "retry-1-failure", subject = "ours", decisive = true)
    public Integer ours(OursShared ours, Failing failing) {
        return ours.service.call(failing.work);
    }

    @State(Scope.Benchmark)
    public static class Resilience4jShared {
        final Retry retry = Resilience4j.retry();
    }

    @State(Scope.Thread)
    public static class Resilience4jChain {
        Supplier<Integer> chain;

        @Setup
        public void setUp(Resilience4jShared shared, Failing failing) {
            chain = Retry.decorateSupplier(shared.retry, failing.work);
        }
    }

    @Benchmark
    @Row(benchmark = "retry-1-failure", subject = "resilience4j", decisive = true)
    public Integer resilience4j(Resilience4jChain peer) {
        return peer.chain.get();
    }

    @State(Scope.Benchmark)
    public static class FailsafeShared {
        final FailsafeExecutor<Integer> executor = FailsafeLibrary.retry();
    }

    @Benchmark
    @Row(benchmark = "retry-1-failure", subject = "failsafe")
    public Integer failsafe(FailsafeShared peer, Failing failing) {
        return peer.executor.get(failing.work);
    }

    @State(Scope.Benchmark)
    public static class SmallRyeShared {
        final TypedGuard<Integer> guard = SmallRye.retry();
    }

    @Benchmark
    @Row(benchmark = "retry-1-failure", subject = "smallrye")
    public Integer smallrye(SmallRyeShared peer, Failing failing) {
        return peer.guard.get(failing.work);
    }
}
