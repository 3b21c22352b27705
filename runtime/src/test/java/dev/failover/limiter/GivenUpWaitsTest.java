package dev.failover.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pitfalls L4 and L8: callers that give up while they wait cost nothing, and let nobody meet. */
class GivenUpWaitsTest {
    private static final long MS = 1_000_000;
    private static final long LONG = Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10/s burst 1 | 1",
                "10/s burst 5 | 3",
                "10/s burst 5, 6000/h burst 7 | 3",
                "10/s burst 5, 60/h burst 5 | 5"
            })
    void l4_aLoneWaiterThatGivesUpCostsNothing(String rates, int weight) {
        RateLimiter limiter = limiter(rates);
        RateLimiter other = limiter(rates);
        drain(limiter, 1);
        drain(other, 1);
        for (int i = 0; i < 100; i++) {
            long wait = limiter.reserve(0, weight, LONG);
            limiter.giveBack(weight, -wait, 0);
        }
        sameInFuture(limiter, other, 0);
    }

    /** Also when time passes while they wait. */
    @ParameterizedTest
    @ValueSource(longs = {0, 70 * MS, 100 * MS, 130 * MS})
    void l4_whoGivesUpLaterCostsNothingEither(long later) {
        RateLimiter limiter = limiter("10/s burst 1");
        limiter.reserve(0, 0);
        long wait = limiter.reserve(0, LONG);
        limiter.giveBack(1, later - wait, later);
        assertThat(limiter.reserve(later, LONG)).isEqualTo(Math.max(0, 100 * MS - later));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10/s burst 1                              | 1",
                "10/s burst 5                              | 3",
                "100/s burst 5, 10/s burst 6               | 2",
                "100/s burst 5, 10/s burst 6, 60/h burst 9 | 5"
            })
    void l4_whenAllHaveGivenUpInWhateverOrderItIsAsIfNobodyHadWaited(String rates, int heaviest) {
        long seed = Seeds.seed();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            RateLimiter limiter = limiter(rates);
            RateLimiter other = limiter(rates);
            drain(limiter, 1);
            drain(other, 1);
            List<long[]> waiting = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(60); i++) {
                int weight = 1 + random.nextInt(heaviest);
                waiting.add(new long[] {limiter.reserve(0, weight, LONG), weight});
            }
            if (round % 3 == 0) {
                Collections.shuffle(waiting, random);
            } else if (round % 3 == 1) {
                Collections.reverse(waiting);
            }
            waiting.forEach(each -> limiter.giveBack((int) each[1], -each[0], 0));
            try {
                sameInFuture(limiter, other, round % 7 * 50 * MS);
            } catch (AssertionError different) {
                throw new AssertionError("seed " + seed + ", round " + round, different);
            }
        }
    }

    @Test
    void l8_whoGivesUpLetsNoTwoMeet() {
        RateLimiter limiter = limiter("10/s burst 1");
        limiter.reserve(0, 0);
        for (int i = 1; i <= 50; i++) {
            assertThat(limiter.reserve(0, LONG)).isEqualTo(i * 100 * MS);
        }
        for (int i = 1; i < 50; i++) {
            limiter.giveBack(1, -i * 100 * MS, 0);
        }
        for (int i = 1; i < 50; i++) {
            assertThat(limiter.reserve(0, LONG)).as("the places that came free").isEqualTo(i * 100 * MS);
        }
        assertThat(limiter.reserve(0, LONG)).isEqualTo(5_100 * MS);
    }

    @Test
    void aPlaceIsTakenOnlyInTimeAndByNobodyHeavier() {
        RateLimiter limiter = limiter("10/s burst 3");
        limiter.reserve(0, 3, 0);
        assertThat(limiter.reserve(0, 2, LONG)).isEqualTo(200 * MS);
        assertThat(limiter.reserve(0, 1, LONG)).isEqualTo(300 * MS);
        limiter.giveBack(2, -200 * MS, 0);
        assertThat(limiter.reserve(0, 1, 199 * MS)).isEqualTo(-400 * MS);
        assertThat(limiter.reserve(0, 3, LONG)).as("too heavy").isEqualTo(600 * MS);
        assertThat(limiter.reserve(0, 1, 200 * MS)).as("half of the place").isEqualTo(200 * MS);
        assertThat(limiter.reserve(150 * MS, 1, LONG)).as("the other half").isEqualTo(50 * MS);
        assertThat(limiter.reserve(150 * MS, 1, LONG)).isEqualTo(550 * MS);
    }

    @Test
    void aPlaceWhoseTimeIsOverIsLost() {
        RateLimiter limiter = limiter("10/s burst 1");
        limiter.reserve(0, 0);
        limiter.reserve(0, LONG);
        limiter.reserve(0, LONG);
        limiter.giveBack(1, -100 * MS, 0);
        assertThat(limiter.reserve(101 * MS, LONG)).isEqualTo(199 * MS);
    }

    /** The latest of them are remembered: they are the ones that come free again when the last one gives up. */
    @Test
    void ofVeryManyPlacesTheSoonestAreForgotten() {
        RateLimiter limiter = limiter("10/s burst 1");
        limiter.reserve(0, 0);
        int waiting = 5_000;
        for (int i = 0; i < waiting; i++) {
            limiter.reserve(0, LONG);
        }
        for (int i = 1; i <= waiting; i++) {
            limiter.giveBack(1, -i * 100 * MS, 0);
        }
        assertThat(limiter.reserve(0, LONG)).isEqualTo((waiting - Places.MOST) * 100 * MS);
    }

    /** Under a pause of the server everybody waits for the same time. */
    @Test
    void l4_whoGivesUpAWaitForTheServerCostsTheOthersNothing() {
        RateLimiter limiter =
                new RateLimiter(RateLimiterPolicy.of("10/s burst 2").fromServer(true), 0);
        limiter.heard(ServerLimit.nothingFor(1_000 * MS), 0);
        long[] waits = new long[4];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = limiter.reserve(0, LONG);
        }
        assertThat(waits).containsExactly(1_000 * MS, 1_000 * MS, 1_100 * MS, 1_200 * MS);
        limiter.giveBack(1, -1_000 * MS, 0);
        assertThat(limiter.reserve(0, LONG)).isEqualTo(1_000 * MS);
        limiter.giveBack(1, -1_200 * MS, 0);
        assertThat(limiter.reserve(0, LONG)).isEqualTo(1_200 * MS);
    }

    /** Who waits for a later word of the server counts from then on, though the rates would let it go before. */
    @Test
    void l8_whoGivesUpAnEarlierWaitForTheServerTakesNothingFromALaterOne() {
        RateLimiter limiter =
                new RateLimiter(RateLimiterPolicy.of("720/h burst 10").fromServer(true), 0);
        limiter.heard(ServerLimit.nothingFor(10_000 * MS), 0);
        assertThat(limiter.reserve(0, LONG)).isEqualTo(10_000 * MS);
        limiter.heard(ServerLimit.nothingFor(20_000 * MS), 0);
        assertThat(limiter.reserve(0, LONG)).isEqualTo(20_000 * MS);
        limiter.giveBack(1, -10_000 * MS, 0);
        int others = 0;
        while (limiter.reserve(0, LONG) == 20_000 * MS) {
            others++;
        }
        assertThat(others).isLessThanOrEqualTo(9);
    }

    /** Another policy moves the end of the line, but not those in it. */
    @Test
    void l8_whoWasThereBeforeAnotherPolicyLeavesAPlaceOnly() {
        RateLimiter limiter = limiter("10/s burst 1");
        limiter.reserve(0, 0);
        limiter.reserve(0, LONG);
        assertThat(limiter.reserve(0, LONG)).isEqualTo(200 * MS);
        limiter.reconfigure(RateLimiterPolicy.of("100/s burst 1"), 0);
        assertThat(limiter.reserve(0, LONG)).isEqualTo(30 * MS);
        limiter.giveBack(1, -200 * MS, 0);
        assertThat(limiter.reserve(0, LONG)).isEqualTo(40 * MS);
    }

    /**
     * A random schedule of waits and give-backs, of which nothing is believed but the times at which permits are used: in any
     * window they are no more than the rate and one burst.
     */
    @Test
    void l8_permitsThatAreUsedNeverExceedTheRates() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 3_000; round++) {
            RateLimiterPolicy policy = RateLimiterPolicy.fromServer().fromServer(random.nextInt(3) == 0);
            int most = random.nextInt(3) == 0 ? 1 : 12;
            int heaviest = Integer.MAX_VALUE;
            for (int i = random.nextInt(3); i >= 0; i--) {
                int burst = 1 + random.nextInt(most);
                try {
                    policy = policy.and(Rate.of(1, Duration.ofNanos(1 + random.nextInt(100))), burst);
                    heaviest = Math.min(heaviest, burst);
                } catch (IllegalArgumentException oneNeverMatters) {
                    i += policy.bandwidths().isEmpty() ? 1 : 0;
                }
            }
            List<long[]> used = schedule(policy, heaviest, random);
            used.sort(Comparator.comparingLong(use -> use[0]));
            for (Bandwidth bandwidth : policy.bandwidths()) {
                requireNoMoreThan(bandwidth, used, "seed " + seed + ", round " + round + ", " + policy);
            }
        }
    }

    private static List<long[]> schedule(RateLimiterPolicy policy, int heaviest, SplittableRandom random) {
        RateLimiter limiter = new RateLimiter(policy, 0);
        List<long[]> used = new ArrayList<>();
        List<long[]> waiting = new ArrayList<>();
        int givingUp = random.nextInt(10);
        long now = 0;
        for (int step = 0; step < 300; step++) {
            now += random.nextInt(4) == 0 ? random.nextInt(random.nextInt(10) == 0 ? 2_000 : 60) : 0;
            long present = now;
            // Now and then a permit is used somewhat later than it could be; it is not for the limiter to know.
            waiting.removeIf(permit -> permit[0] < present && used.add(permit));
            if (random.nextInt(10) < givingUp && !waiting.isEmpty()) {
                long[] permit =
                        waiting.remove(random.nextInt(3) == 0 ? waiting.size() - 1 : random.nextInt(waiting.size()));
                limiter.giveBack((int) permit[1], now - permit[0], now);
            } else if (policy.isFromServer() && random.nextInt(20) == 0) {
                long reset = 1 + random.nextInt(2_000);
                limiter.heard(
                        random.nextBoolean()
                                ? ServerLimit.nothingFor(reset)
                                : ServerLimit.of(random.nextInt(20), reset),
                        now);
            } else {
                int weight = 1 + random.nextInt(heaviest);
                long wait = limiter.reserve(now, weight, random.nextInt(3) == 0 ? 0 : random.nextInt(5_000));
                if (wait >= 0) {
                    waiting.add(new long[] {now + wait, weight});
                }
            }
        }
        used.addAll(waiting);
        return used;
    }

    /** A bucket that leaks at the rate, and never overflows. */
    private static void requireNoMoreThan(Bandwidth bandwidth, List<long[]> used, String where) {
        long interval = bandwidth.rate().intervalNanos();
        long level = 0;
        long at = 0;
        for (long[] use : used) {
            level = Math.max(0, level - (use[0] - at)) + use[1] * interval;
            at = use[0];
            if (level > interval * bandwidth.burst()) {
                throw new AssertionError(where + ": " + bandwidth + " is exceeded at " + at);
            }
        }
    }

    /** Uses up what is there at once. */
    private static void drain(RateLimiter limiter, int weight) {
        while (limiter.reserve(0, weight, 0) == 0) {
            assertThat(limiter.availablePermits(0)).isNotNegative();
        }
    }

    private static void sameInFuture(RateLimiter limiter, RateLimiter other, long now) {
        assertThat(limiter.availablePermits(now)).isEqualTo(other.availablePermits(now));
        long[] waits = new long[20];
        long[] expected = new long[20];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = limiter.reserve(now, 1 + i % 2, LONG);
            expected[i] = other.reserve(now, 1 + i % 2, LONG);
        }
        assertThat(Arrays.toString(waits)).isEqualTo(Arrays.toString(expected));
    }

    private static RateLimiter limiter(String rates) {
        return new RateLimiter(RateLimiterPolicy.of(rates), 0);
    }
}
