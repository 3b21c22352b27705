package dev.failover.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitBreakerRaceTest {
    private static final int THREADS = 64;
    private static final long RECOVERY = 100;
    private static final long LEASE = 10 * ProbeLeases.QUANTUM;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void b7_sixtyFourThreadsAtTheEdgeGetExactlyTheProbes(int probes) throws Exception {
        for (int round = 0; round < 200; round++) {
            CircuitBreaker breaker = breaker(policy().probes(probes).probeSuccesses(100));
            breaker.onFailure(breaker.tryAcquire(0), 0, 0);
            List<Long> permits = together(() -> breaker.tryAcquire(RECOVERY));
            assertThat(passed(permits)).as("round %d", round).hasSize(probes).doesNotHaveDuplicates();
            assertThat(told).filteredOn("OPEN HALF_OPEN"::equals).hasSize(round + 1);
        }
    }

    /** Half of the threads report what they hold, the other half come for the places. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void b7_neverMoreProbesThanPlacesWhileTheyComeAndGo(int probes) throws Exception {
        CircuitBreaker breaker = breaker(policy().probes(probes));
        breaker.onFailure(breaker.tryAcquire(0), 0, 0);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Long> admitted = together(() -> {
            long passed = 0;
            for (int i = 0; i < 2_000; i++) {
                long permit = breaker.tryAcquire(RECOVERY);
                if (permit != CircuitBreaker.REJECTED) {
                    passed++;
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    underWay.decrementAndGet();
                    breaker.onIgnored(permit, RECOVERY);
                }
            }
            return passed;
        });
        assertThat(most).hasValueLessThanOrEqualTo(probes);
        assertThat(admitted.stream().mapToLong(Long::longValue).sum()).isPositive();
        assertThat(breaker.state(RECOVERY)).isEqualTo(BreakerState.HALF_OPEN);
    }

    @Test
    void b7_expiredLeasesAreTakenOverOnce() throws Exception {
        for (int round = 0; round < 200; round++) {
            CircuitBreaker breaker = breaker(policy().probes(3).probeSuccesses(100));
            breaker.onFailure(breaker.tryAcquire(0), 0, 0);
            List<Long> lost = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                lost.add(breaker.tryAcquire(RECOVERY));
            }
            long late = RECOVERY + LEASE + ProbeLeases.QUANTUM;
            AtomicInteger next = new AtomicInteger();
            List<Long> permits = together(() -> {
                int number = next.getAndIncrement();
                if (number < 3) {
                    breaker.onIgnored(lost.get(number), late);
                    return CircuitBreaker.REJECTED;
                }
                return breaker.tryAcquire(late);
            });
            assertThat(passed(permits)).as("round %d", round).hasSize(3);
            assertThat(breaker.state(late)).isEqualTo(BreakerState.HALF_OPEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "64", "100%"})
    void b8_manyThreadsThatFailOpenItOnce(String threshold) throws Exception {
        for (int round = 0; round < 200; round++) {
            told.clear();
            CircuitBreaker breaker =
                    breaker(policy().failureThreshold(threshold).window(THREADS).minimumCalls(THREADS));
            long permit = breaker.tryAcquire(0);
            together(() -> {
                breaker.onFailure(permit, 0, 0);
                return 0L;
            });
            assertThat(told).containsExactly("CLOSED OPEN");
            assertThat(breaker.wouldPass(RECOVERY - 1)).isFalse();
            assertThat(breaker.wouldPass(RECOVERY)).isTrue();
        }
    }

    /** Some probes succeed, some fail: one of them decides, once. */
    @Test
    void b8_probesThatDisagreeMakeOneTransition() throws Exception {
        for (int round = 0; round < 200; round++) {
            CircuitBreaker breaker = breaker(policy().probes(10));
            breaker.onFailure(breaker.tryAcquire(0), 0, 0);
            List<Long> permits = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                permits.add(breaker.tryAcquire(RECOVERY));
            }
            told.clear();
            AtomicInteger next = new AtomicInteger();
            together(() -> {
                int number = next.getAndIncrement();
                if (number % 2 == 0) {
                    breaker.onSuccess(permits.get(number % 10), 0, RECOVERY);
                } else {
                    breaker.onFailure(permits.get(number % 10), 0, RECOVERY);
                }
                return 0L;
            });
            assertThat(told).hasSize(1);
            assertThat(told.get(0)).isEqualTo("HALF_OPEN " + breaker.state(RECOVERY));
        }
    }

    /** Two threads at the same edge of a bucket, a thousand edges long: every result is in the bucket of its time. */
    @Test
    void b13_threadsThatBeginTheSameBucketLoseNothing() throws Exception {
        CircuitBreakerPolicy.Builder policy = policy().failureThreshold("100%")
                .window(Duration.ofNanos(1_000_000))
                .minimumCalls(1);
        CircuitBreaker breaker = breaker(policy);
        TimeWindow window = new TimeWindow(policy.build(), 0, 0);
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier edge = new CyclicBarrier(2);
        AtomicInteger next = new AtomicInteger();
        together(() -> {
            if (next.getAndIncrement() >= 2) {
                return 0L;
            }
            for (int bucket = 1; bucket <= 1_000; bucket++) {
                edge.await();
                long now = bucket * 100_000L;
                if (bucket % 2 == 0) {
                    window.addBad(true, false, now);
                    breaker.onFailure(breaker.tryAcquire(now), 0, now);
                }
                window.addGood(now);
                breaker.onSuccess(breaker.tryAcquire(now), 0, now);
                edge.await();
                // Of the latest ten buckets all have a success of each thread, and the even ones a failure, too.
                int buckets = Math.min(bucket, 10);
                int failures = 2 * (bucket / 2 - (bucket - buckets) / 2);
                int results = 2 * buckets + failures;
                String real = window.results(now) + " " + window.failures(now) + " " + breaker.failureRate(now);
                String expected = results + " " + failures + " " + (double) failures / results;
                if (!real.equals(expected)) {
                    // Not thrown here: the other thread would wait at the edge for ever.
                    wrong.add("bucket " + bucket + ": " + real + " instead of " + expected);
                }
            }
            return 0L;
        });
        assertThat(wrong).as("results, failures, rate").isEmpty();
        assertThat(breaker.state(100_000_000)).isEqualTo(BreakerState.CLOSED);
    }

    /** What many threads record at once is all there afterwards. */
    @Test
    void theWindowDoesNotDrift() throws Exception {
        CircuitBreaker breaker =
                breaker(policy().failureThreshold("100%").window(100).minimumCalls(100));
        for (int round = 0; round < 20; round++) {
            AtomicInteger next = new AtomicInteger();
            together(() -> {
                int number = next.getAndIncrement();
                for (int i = 0; i < 1_000; i++) {
                    long permit = breaker.tryAcquire(0);
                    if ((number + i) % 10 == 0) {
                        breaker.onFailure(permit, 0, 0);
                    } else {
                        breaker.onSuccess(permit, 0, 0);
                    }
                }
                return 0L;
            });
            for (int i = 0; i < 90; i++) {
                breaker.onSuccess(breaker.tryAcquire(0), 0, 0);
            }
            for (int i = 0; i < 10; i++) {
                breaker.onFailure(breaker.tryAcquire(0), 0, 0);
            }
            assertThat(breaker.failureRate(0)).as("round %d", round).isEqualTo(0.1);
            for (int i = 0; i < 100; i++) {
                breaker.onSuccess(breaker.tryAcquire(0), 0, 0);
            }
            assertThat(breaker.failureRate(0)).as("round %d", round).isZero();
        }
    }

    /** Whatever the threads did to each other: after a lease and a recovery time it is there for the next caller. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "30%"})
    void aStormOfMixedResultsNeverLocksIt(String threshold) throws Exception {
        long seed = Seeds.seed();
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            SplittableRandom roundsSeeds = seeds.split();
            CircuitBreaker breaker = breaker(policy().failureThreshold(threshold)
                    .minimumCalls(3)
                    .probes(1 + roundsSeeds.nextInt(4))
                    .probeSuccesses(1 + roundsSeeds.nextInt(4)));
            told.clear();
            AtomicLong clock = new AtomicLong();
            List<SplittableRandom> randoms = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                randoms.add(roundsSeeds.split());
            }
            AtomicInteger next = new AtomicInteger();
            together(() -> {
                SplittableRandom random = randoms.get(next.getAndIncrement());
                for (int i = 0; i < 200; i++) {
                    oneCall(breaker, clock, random);
                }
                return 0L;
            });
            assertThat(breaker.wouldPass(clock.get() + LEASE + ProbeLeases.QUANTUM + RECOVERY))
                    .as("seed %d, round %d", seed, round)
                    .isTrue();
            edgesFit("seed " + seed + ", round " + round);
        }
    }

    private static void oneCall(CircuitBreaker breaker, AtomicLong clock, SplittableRandom random) {
        long permit = breaker.tryAcquire(clock.addAndGet(random.nextInt(8)));
        if (permit == CircuitBreaker.REJECTED) {
            return;
        }
        if (random.nextInt(4) == 0) {
            Thread.yield();
        }
        switch (random.nextInt(3)) {
            case 0:
                breaker.onSuccess(permit, 0, clock.get());
                break;
            case 1:
                breaker.onFailure(permit, 0, clock.get());
                break;
            default:
                breaker.onIgnored(permit, clock.get());
        }
    }

    /** Threads tell out of order, but every state is left as often as it is entered, or once less. */
    private void edgesFit(String where) {
        for (BreakerState state : BreakerState.values()) {
            long entered =
                    told.stream().filter(edge -> edge.endsWith(" " + state)).count();
            long left =
                    told.stream().filter(edge -> edge.startsWith(state + " ")).count();
            assertThat(left - entered + (state == BreakerState.CLOSED ? 0 : 1))
                    .as("%s, %s", where, state)
                    .isBetween(0L, 1L);
        }
    }

    private CircuitBreaker breaker(CircuitBreakerPolicy.Builder policy) {
        return new CircuitBreaker(
                policy.build(),
                new AtomicLongArray(CircuitBreaker.SLOTS),
                0,
                () -> 0,
                (from, to) -> told.add(from + " " + to));
    }

    private static CircuitBreakerPolicy.Builder policy() {
        return CircuitBreakerPolicy.builder()
                .failureThreshold("1")
                .recoveryTime(Duration.ofNanos(RECOVERY))
                .recoveryMultiplier(1)
                .recoveryJitter(0)
                .probeLease(Duration.ofNanos(LEASE));
    }

    private static List<Long> passed(List<Long> permits) {
        return permits.stream()
                .filter(permit -> permit != CircuitBreaker.REJECTED)
                .collect(Collectors.toList());
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
