package dev.failover.bench;

import com.google.common.util.concurrent.RateLimiter;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/** Peers that have but one policy: bucket4j, Guava, concurrency-limits. */
final class OtherLimiters {
    private OtherLimiters() {}

    static Bucket bucket(SynchronizationStrategy strategy) {
        return bucket(Settings.RATE, Duration.ofSeconds(1), strategy);
    }

    static Bucket spentBucket(SynchronizationStrategy strategy) {
        Bucket bucket = bucket(1, Settings.SPENT, strategy);
        Expect.admitted(bucket.tryConsume(1));
        return bucket;
    }

    private static Bucket bucket(long permits, Duration period, SynchronizationStrategy strategy) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(permits).refillGreedy(permits, period))
                .withNanosecondPrecision()
                .withSynchronizationStrategy(strategy)
                .build();
    }

    static RateLimiter guava() {
        return RateLimiter.create(Settings.RATE);
    }

    static RateLimiter spentGuava() {
        RateLimiter limiter = RateLimiter.create(1.0 / Settings.SPENT.toSeconds());
        Expect.admitted(limiter.tryAcquire());
        return limiter;
    }

    static Limiter<Void> concurrencyLimit() {
        return SimpleLimiter.newBuilder().limit(FixedLimit.of(Settings.LEASES)).build();
    }
}
