package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many real threads, in virtual time that their own steps make pass. */
class RateLimiterRaceTest {
    private static final int THREADS = 64;
    private static final long US = 1_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Pitfalls L7 and L8: what starts within any period is at most the limit and one burst. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100000/s burst 10                        | 0",
                "100000/s burst 10                        | 300",
                "100000/s burst 10, 3000000/m burst 100   | 0",
                "100000/s burst 10, 5900000/m burst 10    | 0"
            })
    void l7_anySlidingPeriodAdmitsAtMostTheLimitAndABurst(String rates, long maxWaitMicros) throws Exception {
        RateLimiterPolicy policy = RateLimiterPolicy.of(rates);
        RateLimiter limiter = new RateLimiter(policy, 0);
        AtomicLong clock = new AtomicLong();
        List<long[]> starts = new ArrayList<>();
        for (List<long[]> each : together(thread -> {
            List<long[]> mine = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                long now = clock.addAndGet(1 + (i + thread) % 5 * 500L);
                int weight = 1 + i % 2;
                long wait = limiter.reserve(now, weight, maxWaitMicros * US);
                if (wait >= 0) {
                    mine.add(new long[] {now + wait, weight});
                }
            }
            return mine;
        })) {
            starts.addAll(each);
        }
        requireNoMoreThan(policy, starts);
        long weights = starts.stream().mapToLong(start -> start[1]).sum();
        Bandwidth slowest = policy.bandwidths().get(policy.bandwidths().size() - 1);
        assertThat(weights)
                .as("L9: nor is there much less than the rate")
                .isGreaterThan(clock.get() / slowest.rate().intervalNanos() * 9 / 10);
    }

    private static void requireNoMoreThan(RateLimiterPolicy policy, List<long[]> starts) {
        starts.sort(Comparator.comparingLong(start -> start[0]));
        for (Bandwidth bandwidth : policy.bandwidths()) {
            // The most that was ever above the rate: a bucket that leaks at the rate never overflows.
            long full = bandwidth.rate().intervalNanos() * bandwidth.burst();
            long level = 0;
            long at = 0;
            for (long[] start : starts) {
                level = Math.max(0, level - (start[0] - at))
                        + start[1] * bandwidth.rate().intervalNanos();
                at = start[0];
                assertThat(level).as("%s at %d", bandwidth, at).isLessThanOrEqualTo(full);
            }
        }
    }

    /** Pitfalls L4 and L8: of the many that wait, half give up in any order. */
    @ParameterizedTest
    @ValueSource(strings = {"100000/s burst 1", "100000/s burst 10", "100000/s burst 10, 3000000/m burst 100"})
    void l8_whoGivesUpWhileOthersComeLetsNobodyMeet(String rates) throws Exception {
        RateLimiterPolicy policy = RateLimiterPolicy.of(rates);
        RateLimiter limiter = new RateLimiter(policy, 0);
        AtomicLong clock = new AtomicLong();
        List<long[]> starts = new ArrayList<>();
        for (List<long[]> each : together(thread -> {
            SplittableRandom random = new SplittableRandom(thread);
            List<long[]> mine = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                long now = clock.addAndGet(random.nextInt(20_000));
                long wait = limiter.reserve(now, 1, 3_000 * US);
                if (wait >= 0) {
                    mine.add(new long[] {now + wait, 1});
                }
                long[] last = mine.isEmpty() ? new long[1] : mine.get(random.nextInt(mine.size()));
                // With a distance: what is used at this moment by the clock of another thread is used.
                if (random.nextBoolean() && last[0] - now > 500 * US) {
                    mine.remove(last);
                    limiter.giveBack(1, now - last[0], now);
                }
            }
            return mine;
        })) {
            starts.addAll(each);
        }
        requireNoMoreThan(policy, starts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/h burst 100", "1/h burst 100, 2/d burst 100", "1/h burst 200, 2/d burst 100"})
    void l7_exactlyTheBurstIsThereAtOnce(String rates) throws Exception {
        for (int round = 0; round < 100; round++) {
            RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of(rates), 0);
            int admitted = sum(together(thread -> (int) IntStream.range(0, 3)
                    .filter(i -> limiter.reserve(0, 0) == 0)
                    .count()));
            assertThat(admitted).as("round %d", round).isEqualTo(100);
        }
    }

    @Test
    void l7_exactlyWhatTheServerLeavesIsThere() throws Exception {
        for (int round = 0; round < 100; round++) {
            RateLimiter limiter =
                    new RateLimiter(RateLimiterPolicy.of("1/h burst 150").fromServer(true), 0);
            int admitted = sum(together(thread -> {
                limiter.heard(ServerLimit.of(100, 60_000_000_000L), 0);
                return (int) IntStream.range(0, 3)
                        .filter(i -> limiter.reserve(0, 0) == 0)
                        .count();
            }));
            assertThat(admitted).as("round %d", round).isEqualTo(100);
        }
    }

    /** Permits that are given back at once are all there again. */
    @ParameterizedTest
    @ValueSource(strings = {"1/h burst 100", "1/h burst 100, 1/d burst 120"})
    void l9_whatEverybodyGivesBackIsAllThereAgain(String rates) throws Exception {
        RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of(rates), 0);
        int taken = sum(together(thread -> {
            int mine = 0;
            for (int i = 0; i < 2_000; i++) {
                if (limiter.reserve(0, 1, 0) == 0) {
                    mine++;
                    limiter.giveBack(1, 0, 0);
                }
            }
            return mine;
        }));
        assertThat(taken).isPositive();
        assertThat(limiter.availablePermits(0)).isEqualTo(100);
    }

    /** Threads that lose the race for the last permits of one rate have taken nothing of the other. */
    @Test
    void l9_whoLosesTheRaceHasTakenNothing() throws Exception {
        for (int round = 0; round < 100; round++) {
            RateLimiter limiter = new RateLimiter(RateLimiterPolicy.of("1/h burst 200, 2/d burst 100"), 0);
            together(thread -> IntStream.range(0, 3)
                    .filter(i -> limiter.reserve(0, 0) == 0)
                    .count());
            limiter.reconfigure(RateLimiterPolicy.of("1/h burst 200"), 0);
            assertThat(limiter.availablePermits(0)).as("round %d", round).isEqualTo(100);
        }
    }

    /** Whatever is announced meanwhile: there are never more permits than of the most generous policy. */
    @Test
    void l7_changingThePolicyGivesNoPermits() throws Exception {
        for (int round = 0; round < 100; round++) {
            RateLimiterPolicy[] policies = {
                RateLimiterPolicy.of("1/h burst 100"),
                RateLimiterPolicy.of("2/h burst 200"),
                RateLimiterPolicy.of("3/h burst 50")
            };
            RateLimiter limiter = new RateLimiter(policies[0], 0);
            AtomicInteger admitted = new AtomicInteger();
            together(thread -> {
                for (int i = 0; i < 50; i++) {
                    if (thread % 16 == 0) {
                        limiter.reconfigure(policies[i % 3], 0);
                    }
                    if (limiter.reserve(0, 0) == 0) {
                        admitted.incrementAndGet();
                    }
                }
                return 0;
            });
            assertThat(admitted.get()).as("round %d", round).isBetween(1, 100);
            limiter.reconfigure(policies[0], 0);
            assertThat(limiter.policy()).isEqualTo(policies[0]);
            assertThat(limiter.availablePermits(0)).isZero();
        }
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    private interface Work<T> {
        T of(int thread) throws Exception;
    }

    private <T> List<T> together(Work<T> work) throws Exception {
        CyclicBarrier begin = new CyclicBarrier(THREADS);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            running.add(threads.submit(() -> {
                begin.await();
                return work.of(thread);
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get());
        }
        return results;
    }
}
