package dev.failover.bench;

import dev.failsafe.FailsafeExecutor;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A time-out of ten seconds that never fires: around a call, and the timer beneath it alone. */
public class TimeoutBenchmarks {
    private static final Runnable NOTHING = () -> {};

    @State(Scope.Benchmark)
    public static class OursShared {
        final Ours.OneService service = Ours.timeoutOnly();

        @TearDown
        public void close() {
            service.close();
        }
    }

    @Benchmark
    @Row(benchmark = "timeout", subject = "ours")
    public Integer ours(OursShared ours, Work work) {
        return ours.service.call(work);
    }

    @State(Scope.Benchmark)
    public static class FailsafeShared {
        final FailsafeExecutor<Integer> executor = FailsafeLibrary.timeout();
    }

    @Benchmark
    @Row(benchmark = "timeout", subject = "failsafe")
    public Integer failsafe(FailsafeShared peer, Work work) {
        return peer.executor.get(work);
    }

    @State(Scope.Benchmark)
    public static class SmallRyeShared {
        final TypedGuard<Integer> guard = SmallRye.timeout();
    }

    @Benchmark
    @Row(benchmark = "timeout", subject = "smallrye")
    public Integer smallrye(SmallRyeShared peer, Work work) {
        return peer.guard.get(work);
    }

    @State(Scope.Benchmark)
    public static class OursTimers {
        final Ours.Timing timers = new Ours.Timing();

        @TearDown
        public void close() {
            timers.close();
        }
    }

    @Benchmark
    @Row(benchmark = "timer", subject = "ours")
    public void oursTimer(OursTimers ours) {
        ours.timers.armAndDisarm(NOTHING);
    }

    @State(Scope.Benchmark)
    public static class JdkScheduler {
        final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

        public JdkScheduler() {
            executor.setRemoveOnCancelPolicy(true);
        }

        @TearDown
        public void close() {
            executor.shutdownNow();
        }
    }

    @Benchmark
    @Row(benchmark = "timer", subject = "jdk scheduler")
    public void jdkScheduler(JdkScheduler peer) {
        peer.executor
                .schedule(NOTHING, Settings.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .cancel(false);
    }
}
