package dev.failover.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where the pools and bulkheads of others lose leases or invent some. */
class LeasePitfallsTest {
    @Test
    void l1_whoIsRejectedTakesNothingWithIt() {
        ConnectionPool pool = pool(2, 3);
        pool.tryAcquire();
        pool.tryAcquire();
        List<ConnectionPool.Waiter> line = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            line.add(pool.await(() -> {}));
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(pool.tryAcquire()).isFalse();
            assertThat(pool.await(() -> {})).isNull();
        }
        line.forEach(waiter -> assertThat(waiter.leave()).as("timed out").isTrue());
        pool.release();
        pool.release();
        assertThat(pool.tryAcquire()).isTrue();
        assertThat(pool.tryAcquire()).isTrue();
        assertThat(pool.leased()).isEqualTo(2);
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void l2_allWhoWaitAreServedInTheirOrder() {
        ConnectionPool pool = pool(3, 1_000);
        for (int i = 0; i < 3; i++) {
            pool.tryAcquire();
        }
        List<Integer> served = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            expected.add(number);
            pool.await(() -> served.add(number));
        }
        for (int i = 0; i < 1_003; i++) {
            pool.release();
        }
        assertThat(served).isEqualTo(expected);
        assertThat(pool.leased()).isZero();
    }

    /** A release that comes exactly while another joins the line must not be slept through. */
    @Test
    void l2_noWakeUpIsLost() throws Exception {
        ConnectionPool pool = pool(1, 1_000);
        onThreads(8, thread -> {
            for (int i = 0; i < 5_000; i++) {
                CountDownLatch granted = new CountDownLatch(1);
                if (!pool.tryAcquire()) {
                    pool.await(granted::countDown);
                    assertThat(granted.await(30, TimeUnit.SECONDS)).isTrue();
                }
                pool.release();
            }
        });
        assertThat(pool.leased()).isZero();
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void l5_aLeaseThatComesHomeTwiceRaisesNoLimit() {
        ConnectionPool pool = pool(1, 0);
        pool.tryAcquire();
        pool.release();
        assertThatIllegalStateException().isThrownBy(pool::release).withMessageContaining("twice");
        assertThat(pool.leased()).isZero();
        assertThat(pool.tryAcquire()).isTrue();
        assertThat(pool.tryAcquire()).isFalse();
    }

    @Test
    void l6_shrinkingAtFullLoadReturnsAtOnce() {
        ConnectionPool pool = pool(100, 10);
        for (int i = 0; i < 100; i++) {
            pool.tryAcquire();
        }
        ConnectionPool.Waiter waiter = pool.await(() -> {});
        pool.resize(2);
        assertThat(pool.limit()).isEqualTo(2);
        assertThat(pool.leased()).as("they run out").isEqualTo(100);
        assertThat(pool.tryAcquire()).as("asking does not block").isFalse();
        for (int i = 0; i < 98; i++) {
            pool.release();
            assertThat(waiter.isGranted()).isFalse();
        }
        pool.release();
        assertThat(waiter.isGranted()).isTrue();
        assertThat(pool.leased()).isEqualTo(2);
    }

    /** With limits around the point where leases are no longer far from the limit. */
    @Test
    void l7_neverMoreThanTheLimitWith64Threads() throws Exception {
        for (int limit : new int[] {1, 7, 9, 20, 60}) {
            ConnectionPool pool = pool(limit, 8);
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            onThreads(64, thread -> {
                for (int i = 0; i < 2_000; i++) {
                    if (pool.tryAcquire()) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        if (i % 16 == thread % 16) {
                            Thread.yield();
                        }
                        inside.decrementAndGet();
                        pool.release();
                    }
                }
            });
            assertThat(most.get()).isLessThanOrEqualTo(limit);
            assertThat(pool.leased()).isZero();
        }
    }

    @Test
    void l13_aLostLeaseComesHomeAndIsCounted() {
        ConnectionPool pool = pool(1, 10);
        pool.tryAcquire();
        ConnectionPool.Waiter waiter = pool.await(() -> {});
        pool.releaseLeaked();
        assertThat(waiter.isGranted()).isTrue();
        assertThat(pool.leaked()).isEqualTo(1);
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void onThreads(int threads, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                done.add(executor.submit(() -> {
                    start.await();
                    work.run(thread);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : done) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static ConnectionPool pool(int limit, int waiting) {
        return new ConnectionPool(
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(limit).withMaxWaiting(waiting));
    }
}
