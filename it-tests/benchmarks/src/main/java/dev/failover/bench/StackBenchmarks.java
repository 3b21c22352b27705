package dev.failover.bench;

import com.alibaba.csp.sentinel.slots.block.BlockException;
import dev.failsafe.FailsafeExecutor;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Retry, breaker, limiter and leases around a constant. Ours also counts and keeps a latency histogram; the others do only
 * where their subject says so. Ours has one endpoint, so that a retry does what the peers' does.
 */
public class StackBenchmarks {
    @State(Scope.Benchmark)
    public static class OursShared {
        final Ours.OneService service = Ours.stack();

        @TearDown
        public void close() {
            service.close();
        }
    }

    @Benchmark
    @Row(
            benchmark = "stack",
            subject = "ours",
            failures = {0, 1, 10},
            decisive = true)
    public Integer ours(OursShared ours, Work work) {
        return ours.service.call(work);
    }

    @State(Scope.Benchmark)
    public static class PlainShared {
        final Resilience4j.Policies policies = Resilience4j.Policies.plain("bench");
    }

    @State(Scope.Thread)
    public static class PlainChain {
        Supplier<Integer> chain;

        @Setup
        public void setUp(PlainShared shared, Work work) {
            chain = shared.policies.around(work);
        }
    }

    @Benchmark
    @Row(benchmark = "stack", subject = "resilience4j")
    public Integer resilience4j(PlainChain plain) {
        return plain.chain.get();
    }

    @State(Scope.Benchmark)
    public static class MeteredShared {
        final Resilience4j.Policies policies = new Resilience4j.Metered().policies("bench");
    }

    @State(Scope.Thread)
    public static class MeteredChain {
        Supplier<Integer> chain;

        @Setup
        public void setUp(MeteredShared shared, Work work) {
            chain = shared.policies.around(work);
        }
    }

    @Benchmark
    @Row(
            benchmark = "stack",
            subject = "resilience4j+micrometer",
            failures = {0, 1, 10},
            decisive = true)
    public Integer resilience4jMicrometer(MeteredChain metered) {
        return metered.chain.get();
    }

    @State(Scope.Benchmark)
    public static class FailsafeShared {
        final FailsafeExecutor<Integer> executor = FailsafeLibrary.stack();
    }

    @Benchmark
    @Row(
            benchmark = "stack",
            subject = "failsafe",
            failures = {0, 1, 10})
    public Integer failsafe(FailsafeShared failsafe, Work work) {
        return failsafe.executor.get(work);
    }

    @State(Scope.Benchmark)
    public static class SmallRyeShared {
        final TypedGuard<Integer> guard = SmallRye.stack();
    }

    @Benchmark
    @Row(benchmark = "stack", subject = "smallrye")
    public Integer smallrye(SmallRyeShared smallrye, Work work) {
        return smallrye.guard.get(work);
    }

    @State(Scope.Benchmark)
    public static class SentinelShared {
        @Setup
        public void setUp() {
            Sentinel.loadRules();
        }
    }

    @Benchmark
    @Row(benchmark = "stack", subject = "sentinel (no retry)")
    public Integer sentinel(SentinelShared sentinel, Work work) throws BlockException {
        return Sentinel.call(work);
    }
}
