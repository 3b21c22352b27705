package dev.failover.limiter;

import dev.failover.Seeds;
import dev.failover.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random schedules: the limiter and its naive twin answer the same, step by step, wherever the clock begins. */
class RateLimiterTwinTest {
    private static final int LIMITERS = 500;
    private static final int STEPS = 3_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long CENTURY = Durations.LONGEST_NANOS;

    @Test
    void l10_behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int limiter = 0; limiter < LIMITERS; limiter++) {
            new Pair(random.split(), "seed " + seed + ", limiter " + limiter).run();
        }
    }

    private static final class Pair {
        private final SplittableRandom random;
        private final String where;
        private final long origin;
        private final List<RateLimiterPolicy> policies = new ArrayList<>();
        private final RateLimiter limiter;
        private final NaiveLimiter twin;
        /** Weight, and from when it is usable. */
        private final List<long[]> out = new ArrayList<>();

        private long elapsed;
        private int step;

        Pair(SplittableRandom random, String where) {
            this.random = random;
            this.where = where;
            this.origin = chance(3) ? Long.MAX_VALUE - random.nextInt(100_000) : random.nextLong();
            boolean coarse = chance(4);
            for (int i = chance(2) ? 0 : 2; i >= 0; i--) {
                policies.add(policy(coarse));
            }
            this.limiter = new RateLimiter(policies.get(0), origin);
            this.twin = new NaiveLimiter(policies.get(0));
        }

        /** @param coarse with intervals that fit the seconds of servers, the others with ones that fit a busy clock */
        private RateLimiterPolicy policy(boolean coarse) {
            RateLimiterPolicy policy = RateLimiterPolicy.fromServer();
            int rates = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(random.nextInt(3) + 1);
            for (int i = 0; i < rates; i++) {
                long permits = 1 + random.nextInt(3);
                // Few different periods, so that reconfiguring meets the same ones again.
                long period =
                        (coarse ? SECOND / 4 : 1) * (permits + (chance(2) ? random.nextInt(3) : random.nextInt(1_000)));
                try {
                    policy = policy.and(Rate.of(permits, Duration.ofNanos(period)), 1 + random.nextInt(20));
                } catch (IllegalArgumentException oneNeverMatters) {
                    // Then this policy has a rate less.
                    continue;
                }
            }
            return policy.fromServer(coarse).withLongestReset(Duration.ofSeconds(1 + random.nextInt(20)));
        }

        void run() {
            for (step = 0; step < STEPS; step++) {
                advance();
                twin.moveTo(elapsed);
                long now = origin + elapsed;
                switch (random.nextInt(16)) {
                    case 0:
                    case 4:
                        giveBack(now);
                        break;
                    case 1:
                        same("available", limiter.availablePermits(now), twin.available());
                        break;
                    case 2:
                        ServerLimit words = words();
                        limiter.heard(words, now);
                        twin.heard(words);
                        break;
                    case 3:
                        if (chance(8)) {
                            RateLimiterPolicy next = policies.get(random.nextInt(policies.size()));
                            limiter.reconfigure(next, now);
                            twin.reconfigure(next);
                        }
                        break;
                    default:
                        reserve(now);
                }
            }
        }

        private void advance() {
            long unit = limiter.policy().isFromServer() ? SECOND / 1_000 : 1;
            switch (random.nextInt(10)) {
                case 0:
                    elapsed += unit * random.nextInt(700);
                    break;
                case 1:
                    elapsed += chance(10) ? unit * random.nextInt(100_000) : random.nextInt(50);
                    break;
                case 2:
                    // Long idleness, for as long as the twin's own clock lasts.
                    elapsed += chance(1_000) && elapsed < Long.MAX_VALUE / 3 ? random.nextLong(CENTURY) : 0;
                    break;
                default:
                // At the same time as the step before.
            }
        }

        private void reserve(long now) {
            int weight = chance(2) ? 1 : 1 + random.nextInt(6);
            long maxWait = chance(2)
                    ? 0
                    : limiter.policy().isFromServer() ? random.nextLong(20 * SECOND) : random.nextInt(5_000);
            long expected = twin.reserve(weight, maxWait);
            long wait =
                    weight == 1 && chance(2) ? limiter.reserve(now, maxWait) : limiter.reserve(now, weight, maxWait);
            same("wait", wait, expected);
            if (wait >= 0) {
                out.add(new long[] {weight, elapsed + wait});
            }
        }

        private void giveBack(long now) {
            if (!out.isEmpty()) {
                long[] given = out.remove(
                        chance(2) ? out.size() - 1 : chance(2) ? latestButFew() : random.nextInt(out.size()));
                limiter.giveBack((int) given[0], elapsed - given[1], now);
                twin.giveBack((int) given[0], elapsed - given[1]);
            }
        }

        /** One that probably still waits. */
        private int latestButFew() {
            return out.size() - 1 - random.nextInt(Math.min(6, out.size()));
        }

        private ServerLimit words() {
            long seconds = random.nextInt(chance(5) ? 60 : 5) * SECOND;
            long nanos = seconds + (chance(2) ? random.nextLong(SECOND) : 0);
            return chance(6)
                    ? ServerLimit.nothingFor(nanos / 4)
                    : ServerLimit.of(
                            random.nextInt(30),
                            nanos,
                            ServerLimit.UNKNOWN,
                            chance(2) ? ServerLimit.UNKNOWN : SECOND * random.nextInt(4));
        }

        private void same(String what, long actual, long expected) {
            if (actual != expected) {
                throw new AssertionError(where + ", step " + step + ": " + what + " is " + actual + ", the twin says "
                        + expected + ", of " + limiter.policy());
            }
        }

        private boolean chance(int oneIn) {
            return random.nextInt(oneIn) == 0;
        }
    }
}
