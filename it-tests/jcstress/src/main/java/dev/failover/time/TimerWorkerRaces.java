package dev.failover.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A timer that is scheduled at the moment in which the worker goes to sleep, or ends. */
public final class TimerWorkerRaces {
    private static final long PLAN = 1_000_000;
    private static final NanoClock STANDS_STILL = () -> 0;

    private TimerWorkerRaces() {}

    private abstract static class Working {
        final TimerInboxes inboxes = new TimerInboxes(1);
        final AtomicReference<TimerWorker> office = new AtomicReference<>();
        final TimerWorker worker = new TimerWorker(STANDS_STILL, 0, inboxes, office);

        Working() {
            office.set(worker);
        }
    }

    /** Whether the worker was woken, and whether it saw the timer by itself. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1", "1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class AWorkerThatGoesToSleepSeesTheTimerOrIsWoken extends Working {
        @Actor
        public void schedule() {
            worker.expect(inboxes.mine().put(() -> {}, PLAN - 1));
        }

        @Actor
        public void sleep(II_Result r) {
            r.r2 = worker.seesEarlier(PLAN) ? 1 : 0;
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = worker.get() == PLAN ? 0 : 1;
        }
    }

    /** Whether the scheduling thread found the office empty, which makes it hire another worker; whether this one ended. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it goes on")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "another one begins")
    @State
    public static class AWorkerThatEndsSeesTheTimerOrHasASuccessor extends Working {
        private final TimerWorker successor = new TimerWorker(STANDS_STILL, 0, inboxes, office);

        @Actor
        public void schedule(II_Result r) {
            inboxes.mine().put(() -> {}, PLAN);
            r.r1 = office.get() == null && office.compareAndSet(null, successor) ? 1 : 0;
        }

        @Actor
        public void end(II_Result r) {
            r.r2 = worker.retires() ? 1 : 0;
        }
    }
}
