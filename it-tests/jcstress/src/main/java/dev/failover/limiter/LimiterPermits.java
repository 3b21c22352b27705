package dev.failover.limiter;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Permits of our own rates. Time stands still, so nothing is refilled. */
public final class LimiterPermits {
    private static final RateLimiterPolicy ONE = RateLimiterPolicy.of("1/s burst 1");
    private static final long INTERVAL = ONE.bandwidths().get(0).rate().intervalNanos();
    private static final RateLimiterPolicy SLOW_IS_TIGHT = RateLimiterPolicy.of("10/s burst 3, 100/h burst 2");
    private static final RateLimiterPolicy FAST_IS_TIGHT = RateLimiterPolicy.of("10/s burst 2, 100/h burst 3");
    private static final RateLimiterPolicy LARGER = ONE.withBurst(2);

    private LimiterPermits() {}

    private static int passes(RateLimiter limiter) {
        return limiter.reserve(0, 0) >= 0 ? 1 : 0;
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class OnePermitGoesToOneOfTwo {
        private final RateLimiter limiter = new RateLimiter(ONE, 0);

        @Actor
        public void first(III_Result r) {
            r.r1 = passes(limiter);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = passes(limiter);
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = passes(limiter);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"2, 0, 0", "1, 1, 0", "0, 2, 0"},
            expect = ACCEPTABLE)
    @State
    public static class TwoPermitsOfTheSlowRateGoToTwoOfFour {
        private final RateLimiter limiter = new RateLimiter(SLOW_IS_TIGHT, 0);

        @Actor
        public void first(III_Result r) {
            r.r1 = passes(limiter) + passes(limiter);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = passes(limiter) + passes(limiter);
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = passes(limiter);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"2, 0, 0", "1, 1, 0", "0, 2, 0"},
            expect = ACCEPTABLE)
    @State
    public static class TwoPermitsOfTheFastRateGoToTwoOfFour {
        private final RateLimiter limiter = new RateLimiter(FAST_IS_TIGHT, 0);

        @Actor
        public void first(III_Result r) {
            r.r1 = passes(limiter) + passes(limiter);
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = passes(limiter) + passes(limiter);
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = passes(limiter);
        }
    }

    /** Both want all there is of three permits, or so many that the other one gets none. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @State
    public static class HeavyPermitsOfSeveralRatesAreNotGivenInParts {
        private final RateLimiter limiter = new RateLimiter(SLOW_IS_TIGHT, 0);

        @Actor
        public void first(II_Result r) {
            r.r1 = limiter.reserve(0, 2, 0) >= 0 ? 1 : 0;
        }

        @Actor
        public void second(II_Result r) {
            r.r2 = limiter.reserve(0, 2, 0) >= 0 ? 1 : 0;
        }
    }

    /** The results are in intervals. */
    @JCStressTest
    @Outcome(
            id = {"0, 1, 2", "1, 0, 2"},
            expect = ACCEPTABLE)
    @State
    public static class ReservationsAreALineInWhichNobodyHasTheSamePlace {
        private final RateLimiter limiter = new RateLimiter(ONE, 0);

        private int place() {
            return (int) (limiter.reserve(0, Long.MAX_VALUE) / INTERVAL);
        }

        @Actor
        public void first(III_Result r) {
            r.r1 = place();
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = place();
        }

        @Arbiter
        public void third(III_Result r) {
            r.r3 = place();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @State
    public static class APermitThatIsGivenBackIsTakenOnce {
        private final RateLimiter limiter = new RateLimiter(ONE, 0);

        public APermitThatIsGivenBackIsTakenOnce() {
            limiter.reserve(0, 0);
        }

        @Actor
        public void cancelled() {
            limiter.giveBack(1, 0, 0);
        }

        @Actor
        public void next(II_Result r) {
            r.r1 = passes(limiter);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = passes(limiter);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE)
    @Outcome(
            id = "0, 0",
            expect = ACCEPTABLE_INTERESTING,
            desc = "overtaken by the change and counted twice, as documented")
    @State
    public static class AnotherPolicyGivesNoPermits {
        private final RateLimiter limiter = new RateLimiter(ONE, 0);

        @Actor
        public void reconfigure() {
            limiter.reconfigure(LARGER, 0);
        }

        @Actor
        public void call(II_Result r) {
            r.r1 = passes(limiter);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = passes(limiter);
        }
    }
}
