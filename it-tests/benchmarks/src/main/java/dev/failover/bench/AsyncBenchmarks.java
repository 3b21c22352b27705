package dev.failover.bench;

import dev.failsafe.FailsafeExecutor;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The stack around a stage that is completed already, until its answer is there. Ours and Resilience4j stay on the calling
 * thread; Failsafe and SmallRye, as they come, hand over to a thread of theirs.
 */
public class AsyncBenchmarks {
    @State(Scope.Benchmark)
    public static class OursShared {
        final Ours.OneService service = Ours.stack();

        @TearDown
        public void close() {
            service.close();
        }
    }

    @Benchmark
    @Row(benchmark = "async-stack", subject = "ours", decisive = true)
    public Integer ours(OursShared ours) {
        return ours.service.callAsync().join();
    }

    @State(Scope.Benchmark)
    public static class Resilience4jShared {
        final Resilience4j.Policies policies = Resilience4j.Policies.plain("bench");
        final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

        @TearDown
        public void close() {
            scheduler.shutdownNow();
        }
    }

    @State(Scope.Thread)
    public static class Resilience4jChain {
        Supplier<CompletionStage<Integer>> chain;

        @Setup
        public void setUp(Resilience4jShared shared) {
            chain = shared.policies.aroundStage(() -> Work.COMPLETED, shared.scheduler);
        }
    }

    @Benchmark
    @Row(benchmark = "async-stack", subject = "resilience4j", decisive = true)
    public Integer resilience4j(Resilience4jChain peer) {
        return peer.chain.get().toCompletableFuture().join();
    }

    @State(Scope.Benchmark)
    public static class FailsafeShared {
        final FailsafeExecutor<Integer> executor = FailsafeLibrary.stack();
    }

    @Benchmark
    @Row(benchmark = "async-stack", subject = "failsafe")
    public Integer failsafe(FailsafeShared peer) {
        return peer.executor.getStageAsync(() -> Work.COMPLETED).join();
    }

    @State(Scope.Benchmark)
    public static class SmallRyeShared {
        final TypedGuard<CompletionStage<Integer>> guard = SmallRye.asyncStack();
    }

    @Benchmark
    // 6.11.2: two threads that share a guard spin for ever now and then (FutureImpl.attemptDelivery).
    @Row(benchmark = "async-stack", subject = "smallrye", maxThreads = 1)
    public Integer smallrye(SmallRyeShared peer) {
        return peer.guard.get(() -> Work.COMPLETED).toCompletableFuture().join();
    }
}
