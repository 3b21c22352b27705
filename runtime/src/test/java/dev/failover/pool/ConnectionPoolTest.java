package dev.failover.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.Seeds;
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
        int waiters = 1_000_000;
        ConnectionPool pool = new ConnectionPool(
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withMaxWaiting(waiters));
        pool.tryAcquire();
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < waiters; i++) {
            pool.await(() -> {
                served.incrementAndGet();
                pool.release();
            });
        }
        pool.release();
        assertThat(served).hasValue(waiters);
        assertThat(pool.leased()).isZero();
    }

    /** What a waiter is told may be a whole attempt of somebody, on the thread of another one that only came home. */
    @Test
    void aWaiterThatTakesItsTimeKeepsNobodyElseFromAFreeLease() throws Exception {
        ConnectionPool pool = pool(2);
        pool.tryAcquire();
        pool.tryAcquire();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        pool.await(() -> {
            told.countDown();
            await(goOn);
        });
        ConnectionPool.Waiter second = pool.await(() -> {});
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> first = executor.submit(() -> pool.release());
            await(told);
            pool.release();
            assertThat(second.isGranted()).isTrue();
            assertThat(pool.await(() -> {}).isGranted()).isFalse();
            goOn.countDown();
            first.get(60, TimeUnit.SECONDS);
        } finally {
            goOn.countDown();
            executor.shutdownNow();
        }
    }

    @Test
    void whatAWaiterFreesWhileItIsToldGoesToTheNextAtOnce() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        List<String> served = new ArrayList<>();
        pool.await(() -> {
            served.add("first");
            pool.release();
            served.add("first goes on");
        });
        pool.await(() -> served.add("second"));
        pool.release();
        assertThat(served).containsExactly("first", "second", "first goes on");
    }

    @Test
    void inAStormOfWaitersThatServeEachOtherNobodyIsForgotten() throws Exception {
        int threads = 16;
        ConnectionPool pool = new ConnectionPool(
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(3).withMaxWaiting(1_000_000));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                done.add(executor.submit(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        pool.await(() -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                            served.incrementAndGet();
                            pool.release();
                        });
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(served).hasValue(threads * 20_000);
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(pool.leased()).isZero();
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void inAStormEveryLeaseComesHomeAndNobodyIsForgotten() throws Exception {
        int limit = 3;
        int threads = 16;
        int lowest = 1;
        long seed = Seeds.seed();
        ConnectionPool pool = new ConnectionPool(
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(limit).withMaxWaiting(threads / 2));
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
                        if (random.nextInt(50) == 0) {
                            pool.resize(lowest + random.nextInt(limit - lowest + 1));
                        }
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
        assertThat(pool.waiting()).as("seed %d", seed).isZero();
        assertThat(pool.tryAcquire()).as("the line is empty").isTrue();
    }

    /** Some leave at once, which races with the grant; the others wait for their turn. */
    private static boolean waitFor(ConnectionPool pool, SplittableRandom random) throws InterruptedException {
        CountDownLatch granted = new CountDownLatch(1);
        ConnectionPool.Waiter waiter = pool.await(granted::countDown);
        if (waiter == null) {
            return false;
        }
        if (random.nextInt(2) == 0) {
            return !waiter.leave();
        }
        assertThat(granted.await(30, TimeUnit.SECONDS)).as("served").isTrue();
        return true;
    }

    /** Whoever comes and goes while another waits leaves nothing behind that grows. */
    @Test
    void theLineForgetsWhoLeftIt() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        List<String> served = new ArrayList<>();
        pool.await(() -> served.add("first"));
        for (int i = 0; i < 100_000; i++) {
            assertThat(pool.await(() -> served.add("gone")).leave()).isTrue();
        }
        pool.await(() -> served.add("last"));
        assertThat(pool.waiting()).isEqualTo(2);
        assertThat(pool.husks()).isLessThanOrEqualTo(64 + 2);
        pool.release();
        pool.release();
        assertThat(served).containsExactly("first", "last");
    }

    @Test
    void aFullLineTakesNobody() {
        ConnectionPool pool = new ConnectionPool(
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withMaxWaiting(2));
        pool.tryAcquire();
        ConnectionPool.Waiter first = pool.await(() -> {});
        ConnectionPool.Waiter second = pool.await(() -> {});
        assertThat(pool.await(() -> {})).isNull();
        assertThat(second.leave()).isTrue();
        assertThat(pool.await(() -> {})).as("a place is free again").isNotNull();
        assertThat(pool.await(() -> {})).isNull();
        pool.release();
        assertThat(first.isGranted()).isTrue();
        assertThat(pool.waiting()).isEqualTo(1);
    }

    @Test
    void whereNobodyMayWaitAFreeLeaseIsGrantedAllTheSame() {
        ConnectionPool pool = new ConnectionPool(
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withMaxWaiting(0));
        assertThat(pool.await(() -> {}).isGranted()).isTrue();
        assertThat(pool.await(() -> {})).isNull();
    }

    @Test
    void leavingTwiceChangesNothing() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        ConnectionPool.Waiter stays = pool.await(() -> {});
        ConnectionPool.Waiter waiter = pool.await(() -> {});
        assertThat(waiter.leave()).isTrue();
        assertThat(waiter.leave()).isTrue();
        assertThat(pool.waiting()).isEqualTo(1);
        pool.release();
        assertThat(stays.isGranted()).isTrue();
    }

    @Test
    void whatAWaiterDoesWrongHarmsNobody() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        ConnectionPool.Waiter broken = pool.await(() -> {
            throw new AssertionError("a defect");
        });
        ConnectionPool.Waiter next = pool.await(() -> {});
        pool.release();
        assertThat(broken.isGranted()).isTrue();
        pool.release();
        assertThat(next.isGranted()).isTrue();
    }

    @Test
    void growingServesTheLineAtOnce() {
        ConnectionPool pool = pool(1);
        pool.tryAcquire();
        List<String> served = new ArrayList<>();
        pool.await(() -> served.add("first"));
        pool.await(() -> served.add("second"));
        pool.await(() -> served.add("third"));
        pool.resize(3);
        assertThat(served).containsExactly("first", "second");
        pool.resize(ConnectionPoolPolicy.UNLIMITED);
        assertThat(served).containsExactly("first", "second", "third");
        assertThat(pool.leased()).isEqualTo(4);
        assertThat(pool.limit()).isZero();
    }

    @Test
    void anotherPolicyCountsAtOnceAndChangesNoLease() {
        ConnectionPool pool = pool(2);
        pool.tryAcquire();
        pool.reconfigure(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withMaxPerService(9));
        assertThat(pool.limit()).isEqualTo(1);
        assertThat(pool.leased()).isEqualTo(1);
        assertThat(pool.tryAcquire()).isFalse();
    }

    @Test
    void aServiceHasItsOwnLimit() {
        ConnectionPoolPolicy policy =
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withMaxPerService(2);
        ConnectionPool pool = ConnectionPool.forService(policy);
        assertThat(pool.limit()).isEqualTo(2);
        pool.reconfigure(policy.withMaxPerService(3).withAdaptiveLimit(AdaptiveLimitPolicy.defaults()));
        assertThat(pool.limit()).isEqualTo(3);
        assertThat(ConnectionPool.forService(ConnectionPoolPolicy.defaults()).limit())
                .isZero();
    }

    @Test
    void aLeaseCannotGetLostWhereNobodyCanLackIt() {
        ConnectionPool pool = new ConnectionPool(ConnectionPoolPolicy.unlimited());
        assertThat(pool.leaseTimeoutNanos()).isZero();
        pool.resize(5);
        assertThat(pool.leaseTimeoutNanos()).isEqualTo(Duration.ofMinutes(10).toNanos());
        assertThatIllegalArgumentException().isThrownBy(() -> pool.resize(-1)).withMessageContaining("0 for no limit");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static ConnectionPool pool(int limit) {
        return new ConnectionPool(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(limit));
    }
}
