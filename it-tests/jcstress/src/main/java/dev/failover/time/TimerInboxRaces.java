package dev.failover.time;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Timers on their way to the worker: each runs once or is cancelled, never both. */
public final class TimerInboxRaces {
    private TimerInboxRaces() {}

    private abstract static class Inbox {
        final TimerInbox inbox = new TimerInbox();
        final AtomicInteger runs = new AtomicInteger();

        TimerNode put() {
            return inbox.put(runs::incrementAndGet, 0);
        }

        /** As the worker does when all is due. */
        void runAll() {
            inbox.drain(TimerInboxRaces::run);
        }

        int pending() {
            return (int) (inbox.scheduled() - inbox.ended());
        }

        /** Full, so that what is put now goes on the stack. */
        void fillSlots() {
            TimerNode filler = inbox.put(() -> {}, 0);
            while (filler.isInSlot()) {
                filler = inbox.put(() -> {}, 0);
            }
            filler.cancel();
        }
    }

    private static void run(TimerNode node) {
        Runnable action = node.take();
        if (action != null) {
            action.run();
        }
    }

    /** Runs, pending, and what is left in the inbox. */
    @JCStressTest
    @Outcome(
            id = {"0, 0, 0", "1, 0, 0"},
            expect = ACCEPTABLE)
    @State
    public static class ATimerRunsOrIsCancelled extends Inbox {
        private final TimerNode node = put();
        private int left;

        @Actor
        public void cancel() {
            node.cancel();
        }

        @Actor
        public void worker() {
            runAll();
        }

        @Arbiter
        public void after(III_Result r) {
            inbox.drain(each -> left++);
            r.r1 = runs.get();
            r.r2 = pending();
            r.r3 = left;
        }
    }

    /** 2 would be an action that was begun after cancel had returned. */
    @JCStressTest
    @Outcome(
            id = {"0", "1"},
            expect = ACCEPTABLE)
    @State
    public static class NothingBeginsAfterCancelHasReturned extends Inbox {
        private final TimerNode node = put();
        private volatile boolean cancelled;

        @Actor
        public void cancel() {
            node.cancel();
            cancelled = true;
        }

        @Actor
        public void worker(I_Result r) {
            boolean late = cancelled;
            r.r1 = node.take() == null ? 0 : late ? 2 : 1;
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE)
    @State
    public static class WhatIsCancelledTwiceEndsOnce extends Inbox {
        private final TimerNode node = put();

        @Actor
        public void first() {
            node.cancel();
        }

        @Actor
        public void second() {
            node.cancel();
        }

        @Arbiter
        public void after(II_Result r) {
            runAll();
            r.r1 = runs.get();
            r.r2 = pending();
        }
    }

    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE)
    @State
    public static class WhatIsScheduledWhileTheWorkerCollectsRunsOnce extends Inbox {
        public WhatIsScheduledWhileTheWorkerCollectsRunsOnce() {
            put();
        }

        @Actor
        public void schedule() {
            put();
        }

        @Actor
        public void worker() {
            runAll();
        }

        @Arbiter
        public void after(II_Result r) {
            runAll();
            r.r1 = runs.get();
            r.r2 = pending();
        }
    }

    /** Two threads that find the same free slot, and may have to share a stack. */
    @JCStressTest
    @Outcome(id = "4, 0", expect = ACCEPTABLE)
    @State
    public static class WhatTwoScheduleRunsOnce extends Inbox {
        @Actor
        public void first() {
            put();
            put();
        }

        @Actor
        public void second() {
            put();
            put();
        }

        @Arbiter
        public void after(II_Result r) {
            runAll();
            r.r1 = runs.get();
            r.r2 = pending();
        }
    }

    /** On the stack, cancelled timers are taken off the top while the worker takes all of it. One is not cancelled. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "2, 0", "3, 0"},
            expect = ACCEPTABLE)
    @State
    public static class ATimerBelowCancelledOnesOnTheStackIsNotLost extends Inbox {
        private final TimerNode top;
        private final TimerNode middle;

        public ATimerBelowCancelledOnesOnTheStackIsNotLost() {
            fillSlots();
            put();
            middle = put();
            top = put();
        }

        @Actor
        public void cancel() {
            top.cancel();
            middle.cancel();
        }

        @Actor
        public void worker() {
            runAll();
        }

        @Arbiter
        public void after(II_Result r) {
            runAll();
            r.r1 = runs.get();
            r.r2 = pending();
        }
    }

    /** One thread takes the cancelled top off while the other one puts something on it. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE)
    @State
    public static class WhatIsPutOnACancelledTopOfTheStackIsNotLost extends Inbox {
        private final TimerNode top;

        public WhatIsPutOnACancelledTopOfTheStackIsNotLost() {
            fillSlots();
            put();
            top = put();
        }

        @Actor
        public void cancel() {
            top.cancel();
        }

        @Actor
        public void schedule() {
            put();
        }

        @Arbiter
        public void after(II_Result r) {
            runAll();
            r.r1 = runs.get();
            r.r2 = pending();
        }
    }
}
