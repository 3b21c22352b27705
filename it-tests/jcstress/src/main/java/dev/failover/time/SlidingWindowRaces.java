package dev.failover.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Events at the edge of a bucket, of ten: in the window as long as their bucket is, and then no more. */
public final class SlidingWindowRaces {
    private static final long WIDTH = 100;

    private SlidingWindowRaces() {}

    private abstract static class Window {
        private final AtomicLong events = new AtomicLong();
        private final SlidingWindow window = new SlidingWindow(1, 10 * WIDTH, 10, counter -> events.get(), 0);

        void event(long now) {
            window.advance(now);
            events.incrementAndGet();
        }

        /** In the window at the edge, in the last bucket before the second one leaves it, and when it has left. */
        void look(III_Result r) {
            r.r1 = (int) window.growth(0, WIDTH);
            r.r2 = (int) window.growth(0, 10 * WIDTH);
            r.r3 = (int) window.growth(0, 11 * WIDTH);
        }
    }

    @JCStressTest
    @Outcome(id = "2, 2, 0", expect = ACCEPTABLE)
    @State
    public static class TwoEventsThatBeginABucketAreInIt extends Window {
        @Actor
        public void first() {
            event(WIDTH);
        }

        @Actor
        public void second() {
            event(WIDTH);
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }

    @JCStressTest
    @Outcome(
            id = {"2, 1, 0", "2, 2, 0"},
            expect = ACCEPTABLE)
    @State
    public static class AnEventBeforeTheEdgeIsInItsBucketOrInTheNext extends Window {
        @Actor
        public void before() {
            event(WIDTH - 1);
        }

        @Actor
        public void behind() {
            event(WIDTH);
        }

        @Arbiter
        public void after(III_Result r) {
            look(r);
        }
    }
}
