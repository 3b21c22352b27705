package dev.failover.limiter;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Permits that the server said to remain. */
public final class ServerPermits {
    private static final long SECOND = 1_000_000_000L;
    private static final RateLimiterPolicy FROM_SERVER = RateLimiterPolicy.fromServer();
    private static final ServerLimit ONE_LEFT = ServerLimit.of(1, 60 * SECOND);
    private static final ServerLimit TWO_LEFT = ServerLimit.of(2, 60 * SECOND);
    private static final ServerLimit PAUSE = ServerLimit.nothingFor(60 * SECOND);

    private ServerPermits() {}

    private static RateLimiter limiter(ServerLimit heard) {
        RateLimiter limiter = new RateLimiter(FROM_SERVER, 0);
        limiter.heard(heard, 0);
        return limiter;
    }

    private static int passes(RateLimiter limiter) {
        return limiter.reserve(0, 0) >= 0 ? 1 : 0;
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class TheLastPermitGoesToOneOfTwo {
        private final RateLimiter limiter = limiter(ONE_LEFT);

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
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "taken before the word was heard")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "taken from what the word left")
    @State
    public static class ALaterWordLowersWhatIsLeft {
        private final RateLimiter limiter = limiter(TWO_LEFT);

        @Actor
        public void hear() {
            limiter.heard(ONE_LEFT, 0);
        }

        @Actor
        public void call(II_Result r) {
            r.r1 = passes(limiter);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = passes(limiter) + passes(limiter);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 0"},
            expect = ACCEPTABLE)
    @State
    public static class NobodyPassesOnceAPauseWasHeard {
        private final RateLimiter limiter = new RateLimiter(FROM_SERVER, 0);

        @Actor
        public void hear() {
            limiter.heard(PAUSE, 0);
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
