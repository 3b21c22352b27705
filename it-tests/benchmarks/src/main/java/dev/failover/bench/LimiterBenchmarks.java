package dev.failover.bench;

import dev.failover.limiter.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One permit, of a limiter that always has one and of one that never has. Everybody reads the clock. */
public class LimiterBenchmarks {
    @State(Scope.Benchmark)
    public static class OursFull {
        final RateLimiter limiter = Ours.limiter();
    }

    @State(Scope.Benchmark)
    public static class OursSpent {
        final RateLimiter limiter = Ours.spentLimiter();
    }

    @Benchmark
    @Row(benchmark = "limiter", subject = "ours", decisive = true)
    public void ours(OursFull ours) {
        Expect.admitted(ours.limiter.reserve(System.nanoTime(), 0) == 0);
    }

    @Benchmark
    @Row(benchmark = "limiter-refuse", subject = "ours", decisive = true)
    public void oursRefuses(OursSpent ours) {
        Expect.refused(ours.limiter.reserve(System.nanoTime(), 0) == 0);
    }

    @State(Scope.Benchmark)
    public static class Resilience4jFull {
        final io.github.resilience4j.ratelimiter.RateLimiter limiter = Resilience4j.limiter();
    }

    @State(Scope.Benchmark)
    public static class Resilience4jSpent {
        final io.github.resilience4j.ratelimiter.RateLimiter limiter = Resilience4j.spentLimiter();
    }

    @Benchmark
    @Row(benchmark = "limiter", subject = "resilience4j", decisive = true)
    public void resilience4j(Resilience4jFull peer) {
        Expect.admitted(peer.limiter.acquirePermission());
    }

    @Benchmark
    @Row(benchmark = "limiter-refuse", subject = "resilience4j")
    public void resilience4jRefuses(Resilience4jSpent peer) {
        Expect.refused(peer.limiter.acquirePermission());
    }

    @State(Scope.Benchmark)
    public static class FailsafeFull {
        final dev.failsafe.RateLimiter<Integer> limiter = FailsafeLibrary.limiter();
    }

    @State(Scope.Benchmark)
    public static class FailsafeSpent {
        final dev.failsafe.RateLimiter<Integer> limiter = FailsafeLibrary.spentLimiter();
    }

    @Benchmark
    @Row(benchmark = "limiter", subject = "failsafe")
    public void failsafe(FailsafeFull peer) {
        Expect.admitted(peer.limiter.tryAcquirePermit());
    }

    @Benchmark
    @Row(benchmark = "limiter-refuse", subject = "failsafe", decisive = true)
    public void failsafeRefuses(FailsafeSpent peer) {
        Expect.refused(peer.limiter.tryAcquirePermit());
    }

    @State(Scope.Benchmark)
    public static class LockedFull {
        final Bucket bucket = OtherLimiters.bucket(SynchronizationStrategy.SYNCHRONIZED);
    }

    @State(Scope.Benchmark)
    public static class LockedSpent {
        final Bucket bucket = OtherLimiters.spentBucket(SynchronizationStrategy.SYNCHRONIZED);
    }

    @Benchmark
    @Row(benchmark = "limiter", subject = "bucket4j", decisive = true)
    public void bucket4j(LockedFull peer) {
        Expect.admitted(peer.bucket.tryConsume(1));
    }

    @Benchmark
    @Row(benchmark = "limiter-refuse", subject = "bucket4j")
    public void bucket4jRefuses(LockedSpent peer) {
        Expect.refused(peer.bucket.tryConsume(1));
    }

    @State(Scope.Benchmark)
    public static class LockFreeFull {
        final Bucket bucket = OtherLimiters.bucket(SynchronizationStrategy.LOCK_FREE);
    }

    @State(Scope.Benchmark)
    public static class LockFreeSpent {
        final Bucket bucket = OtherLimiters.spentBucket(SynchronizationStrategy.LOCK_FREE);
    }

    @Benchmark
    @Row(benchmark = "limiter", subject = "bucket4j (lock-free)")
    public void bucket4jLockFree(LockFreeFull peer) {
        Expect.admitted(peer.bucket.tryConsume(1));
    }

    @Benchmark
    @Row(benchmark = "limiter-refuse", subject = "bucket4j (lock-free)")
    public void bucket4jLockFreeRefuses(LockFreeSpent peer) {
        Expect.refused(peer.bucket.tryConsume(1));
    }

    @State(Scope.Benchmark)
    public static class GuavaFull {
        final com.google.common.util.concurrent.RateLimiter limiter = OtherLimiters.guava();
    }

    @State(Scope.Benchmark)
    public static class GuavaSpent {
        final com.google.common.util.concurrent.RateLimiter limiter = OtherLimiters.spentGuava();
    }

    @Benchmark
    @Row(benchmark = "limiter", subject = "guava")
    public void guava(GuavaFull peer) {
        Expect.admitted(peer.limiter.tryAcquire());
    }

    @Benchmark
    @Row(benchmark = "limiter-refuse", subject = "guava", decisive = true)
    public void guavaRefuses(GuavaSpent peer) {
        Expect.refused(peer.limiter.tryAcquire());
    }
}
