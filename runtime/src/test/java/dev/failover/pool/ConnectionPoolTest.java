package dev.failover.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    @Test
    void givesOutSoManyLeasesAndNoMore() {
        ConnectionPool pool = pool(2);
        assertThat(pool.tryAcquire()).isTrue();
        assertThat(pool.tryAcquire()).isTrue();
        assertThat(pool.tryAcquire()).isFalse();
        pool.release();
        assertThat(pool.tryAcquire()).isTrue();
        assertThat(pool.leased()).isEqualTo(2);
    }

    @Test
    void noLimitOnlyCounts() {
        ConnectionPool pool = new ConnectionPool(ConnectionPoolPolicy.unlimited());
        for (int i = 0; i < 1_000; i++) {
            assertThat(pool.tryAcquire()).isTrue();
        }
        assertThat(pool.leased()).isEqualTo(1_000);
        assertThat(pool.await(() -> {}).isGranted()).isTrue();
    }

    @Test
    void servesThoseInLineInTheirOrder() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        List<String> served = new ArrayList<>();
        pool.await(() -> served.add("first"));
        ConnectionPool.Waiter second = pool.await(() -> served.add("second"));
        pool.await(() -> served.add("third"));
        assertThat(second.leave()).isTrue();
        pool.release();
        assertThat(served).containsExactly("first");
        assertThat(pool.tryAcquire()).as("nobody overtakes the line").isFalse();
        pool.release();
        assertThat(served).containsExactly("first", "third");
        pool.release();
        assertThat(pool.leased()).isZero();
    }

    @Test
    void whoeverLeavesInTimeOwesNothing() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        for (int i = 0; i < 1_000; i++) {
            assertThat(pool.await(() -> {}).leave()).isTrue();
        }
        pool.release();
        assertThat(pool.leased()).isZero();
        assertThat(pool.tryAcquire()).isTrue();
    }

    @Test
    void leavingAfterTheGrantIsTooLate() {
        ConnectionPool pool = pool(1);
        ConnectionPool.Waiter waiter = pool.await(() -> {});
        assertThat(waiter.isGranted()).isTrue();
        assertThat(waiter.leave()).isFalse();
        assertThat(pool.leased()).isEqualTo(1);
    }

    /** As asynchronous calls do whose server is gone: each ends, and lets the next one in, on the thread that let it in. */
    @Test
    void aLongLineThatServesItselfNeedsLittleStack() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            pool.await(() -> {
                served.incrementAndGet();
                pool.release();
            });
        }
        pool.release();
        assertThat(served).hasValue(100_000);
        assertThat(pool.leased()).isZero();
    }

    @Test
    void inAStormEveryLeaseComesHomeAndNobodyIsForgotten() throws Exception {
        int limit = 3;
        int threads = 16;
        long seed = System.nanoTime();
        ConnectionPool pool = pool(limit);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SplittableRandom seeds = new SplittableRandom(seed);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                SplittableRandom random = seeds.split();
                done.add(executor.submit(() -> {
                    for (int i = 0; i < 3_000; i++) {
                        if (!pool.tryAcquire() && !waitFor(pool, random)) {
                            continue;
                        }
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        if (random.nextInt(4) == 0) {
                            Thread.yield();
                        }
                        inside.decrementAndGet();
                        pool.release();
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(most.get()).as("seed %d", seed).isLessThanOrEqualTo(limit);
        assertThat(pool.leased()).as("seed %d", seed).isZero();
        assertThat(pool.tryAcquire()).as("the line is empty").isTrue();
    }

    /** Some leave at once, which races with the grant; the others wait for their turn. */
    private static boolean waitFor(ConnectionPool pool, SplittableRandom random) throws InterruptedException {
        CountDownLatch granted = new CountDownLatch(1);
        ConnectionPool.Waiter waiter = pool.await(granted::countDown);
        if (random.nextInt(2) == 0) {
            return !waiter.leave();
        }
        assertThat(granted.await(30, TimeUnit.SECONDS)).as("served").isTrue();
        return true;
    }

    @Test
    void refusesPoliciesThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionPoolPolicy.defaults().withMaxPerEndpoint(-1))
                .withMessageContaining("0 for no limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectionPoolPolicy.defaults().withAcquireTimeout(Duration.ofNanos(-1)));
        assertThat(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(64)).isEqualTo(ConnectionPoolPolicy.defaults());
    }

    private static ConnectionPool pool(int limit) {
        return new ConnectionPool(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(limit));
    }
}
