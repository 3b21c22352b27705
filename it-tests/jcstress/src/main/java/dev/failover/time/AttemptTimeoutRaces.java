package dev.failover.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The time-out of an attempt that ends at that very moment. An interrupt that came after disarm would be seen by the next
 * attempt on the same thread, of which there are millions.
 */
public final class AttemptTimeoutRaces {
    private static final InterruptedException THROWN = new InterruptedException();

    private AttemptTimeoutRaces() {}

    private abstract static class Armed {
        private volatile Runnable armed;

        AttemptTimeout arm() {
            Timers timers = (action, nanos) -> {
                armed = action;
                return () -> {};
            };
            return AttemptTimeout.arm(timers, 1);
        }

        Runnable armed() {
            Runnable timeout = armed;
            while (timeout == null) {
                Thread.onSpinWait();
                timeout = armed;
            }
            return timeout;
        }
    }

    private static int interrupted() {
        return Thread.interrupted() ? 1 : 0;
    }

    /** Whether the time was over, and whether the thread is interrupted afterwards. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = ACCEPTABLE)
    @State
    public static class TheThreadIsNotInterruptedAfterDisarm extends Armed {
        @Actor
        public void attempt(II_Result r) {
            r.r1 = arm().disarm() ? 1 : 0;
            r.r2 = interrupted();
        }

        @Actor
        public void timer() {
            armed().run();
        }
    }

    /** 2 is an attempt that threw on our interrupt; 3 would be one that took it for somebody else's. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0", "2, 0"},
            expect = ACCEPTABLE)
    @State
    public static class AnInterruptOfOursIsTakenForOurs extends Armed {
        @Actor
        public void attempt(II_Result r) {
            AttemptTimeout timeout = arm();
            if (Thread.interrupted()) {
                r.r1 = timeout.disarm(THROWN) ? 2 : 3;
            } else {
                r.r1 = timeout.disarm() ? 1 : 0;
            }
            r.r2 = interrupted();
        }

        @Actor
        public void timer() {
            armed().run();
        }
    }

    /** Somebody else interrupts before the time is over: that is no time-out, and the interrupt is not taken back. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE)
    @State
    public static class AnInterruptOfSomebodyElseStays extends Armed {
        private volatile Thread thread;
        private volatile boolean done;

        @Actor
        public void attempt(II_Result r) {
            thread = Thread.currentThread();
            r.r1 = arm().disarm() ? 1 : 0;
            while (!done) {
                Thread.onSpinWait();
            }
            r.r2 = interrupted();
        }

        @Actor
        public void somebodyElseThenTimer() {
            Runnable timeout = armed();
            thread.interrupt();
            timeout.run();
            done = true;
        }
    }
}
