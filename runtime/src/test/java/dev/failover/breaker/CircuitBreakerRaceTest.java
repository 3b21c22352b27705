package dev.failover.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CircuitBreakerRaceTest {
    private static final int THREADS = 64;
    private static final long RECOVERY = 100;
    private static final long LEASE = 1_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void exactlyOneOfManyThreadsIsTheProbe() throws Exception {
        AtomicInteger halfOpened = new AtomicInteger();
        for (int round = 0; round < 200; round++) {
            CircuitBreaker breaker = new CircuitBreaker(
                    policy(),
                    new AtomicLongArray(CircuitBreaker.SLOTS),
                    0,
                    (from, to) -> halfOpened.addAndGet(to == BreakerState.HALF_OPEN ? 1 : 0));
            breaker.onFailure(breaker.tryAcquire(0), 0);
            List<Long> permits = together(() -> breaker.tryAcquire(RECOVERY));
            assertThat(permits.stream().filter(permit -> permit != CircuitBreaker.REJECTED))
                    .as("round %d", round)
                    .hasSize(1);
        }
        assertThat(halfOpened).hasValue(200);
    }

    @Test
    void manyThreadsThatFailOpenItOnce() throws Exception {
        for (int round = 0; round < 200; round++) {
            AtomicInteger opened = new AtomicInteger();
            CircuitBreaker breaker = new CircuitBreaker(
                    policy(),
                    new AtomicLongArray(CircuitBreaker.SLOTS),
                    0,
                    (from, to) -> opened.addAndGet(to == BreakerState.OPEN ? 1 : 0));
            long permit = breaker.tryAcquire(0);
            together(() -> {
                breaker.onFailure(permit, 0);
                return 0L;
            });
            assertThat(opened).hasValue(1);
            assertThat(breaker.wouldPass(RECOVERY - 1)).isFalse();
            assertThat(breaker.wouldPass(RECOVERY)).isTrue();
        }
    }

    /** Whatever the threads did to each other: after one recovery time the breaker is there for the next caller. */
    @Test
    void aStormOfMixedResultsNeverLocksIt() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            CircuitBreaker breaker = new CircuitBreaker(policy(), new AtomicLongArray(CircuitBreaker.SLOTS), 0, null);
            AtomicLong clock = new AtomicLong();
            SplittableRandom roundsSeeds = seeds.split();
            List<SplittableRandom> randoms = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                randoms.add(roundsSeeds.split());
            }
            AtomicInteger next = new AtomicInteger();
            together(() -> {
                SplittableRandom random = randoms.get(next.getAndIncrement());
                for (int i = 0; i < 200; i++) {
                    long permit = breaker.tryAcquire(clock.addAndGet(random.nextInt(8)));
                    if (permit == CircuitBreaker.REJECTED) {
                        continue;
                    }
                    if (random.nextInt(4) == 0) {
                        Thread.yield();
                    }
                    switch (random.nextInt(3)) {
                        case 0:
                            breaker.onSuccess(permit);
                            break;
                        case 1:
                            breaker.onFailure(permit, clock.get());
                            break;
                        default:
                            breaker.onIgnored(permit, clock.get());
                    }
                }
                return 0L;
            });
            assertThat(breaker.wouldPass(clock.get() + RECOVERY))
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
        }
    }

    private static CircuitBreakerPolicy policy() {
        return CircuitBreakerPolicy.builder()
                .failureThreshold("1")
                .recoveryTime(Duration.ofNanos(RECOVERY))
                .probeLease(Duration.ofNanos(LEASE))
                .build();
    }

    private List<Long> together(Callable<Long> action) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Long>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            futures.add(threads.submit(() -> {
                start.await();
                return action.call();
            }));
        }
        List<Long> results = new ArrayList<>();
        for (Future<Long> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
