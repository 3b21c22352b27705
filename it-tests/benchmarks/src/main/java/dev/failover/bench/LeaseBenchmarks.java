package dev.failover.bench;

import com.netflix.concurrency.limits.Limiter;
import dev.failover.pool.ConnectionPool;
import io.github.resilience4j.bulkhead.Bulkhead;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One of a hundred leases, taken and brought home. */
public class LeaseBenchmarks {
    @State(Scope.Benchmark)
    public static class OursPool {
        final ConnectionPool pool = Ours.pool();
    }

    @Benchmark
    @Row(benchmark = "lease", subject = "ours", decisive = true)
    public void ours(OursPool ours) {
        Expect.admitted(ours.pool.tryAcquire());
        ours.pool.release();
    }

    @State(Scope.Benchmark)
    public static class Resilience4jBulkhead {
        final Bulkhead bulkhead = Resilience4j.bulkhead();
    }

    @Benchmark
    @Row(benchmark = "lease", subject = "resilience4j", decisive = true)
    public void resilience4j(Resilience4jBulkhead peer) {
        Expect.admitted(peer.bulkhead.tryAcquirePermission());
        peer.bulkhead.onComplete();
    }

    @State(Scope.Benchmark)
    public static class JdkSemaphore {
        final Semaphore semaphore = new Semaphore(Settings.LEASES);
    }

    @Benchmark
    @Row(benchmark = "lease", subject = "jdk semaphore", decisive = true)
    public void semaphore(JdkSemaphore peer) {
        Expect.admitted(peer.semaphore.tryAcquire());
        peer.semaphore.release();
    }

    @State(Scope.Benchmark)
    public static class FailsafeBulkhead {
        final dev.failsafe.Bulkhead<Integer> bulkhead = FailsafeLibrary.bulkhead();
    }

    @Benchmark
    @Row(benchmark = "lease", subject = "failsafe")
    public void failsafe(FailsafeBulkhead peer) {
        Expect.admitted(peer.bulkhead.tryAcquirePermit());
        peer.bulkhead.releasePermit();
    }

    @State(Scope.Benchmark)
    public static class ConcurrencyLimit {
        final Limiter<Void> limiter = OtherLimiters.concurrencyLimit();
    }

    @Benchmark
    @Row(benchmark = "lease", subject = "concurrency-limits")
    public void concurrencyLimits(ConcurrencyLimit peer) {
        peer.limiter.acquire(null).orElseThrow().onSuccess();
    }
}
