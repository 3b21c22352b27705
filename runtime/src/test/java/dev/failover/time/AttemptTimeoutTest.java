package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every order in which a time-out, the work and somebody else's interrupt can meet: the test says when the time is over. */
@Timeout(30)
class AttemptTimeoutTest {
    private final List<Runnable> armed = new ArrayList<>();
    private int cancelled;
    private final Timers timers = (action, nanos) -> {
        armed.add(action);
        return () -> cancelled++;
    };

    private final Thread me = Thread.currentThread();

    private AttemptTimeout arm() {
        return AttemptTimeout.arm(timers, 1_000);
    }

    private void timeIsOver(int number) {
        armed.get(number).run();
    }

    /** What a blocking operation does. */
    private static InterruptedException interruption() {
        try {
            VirtualTime.throwIfInterrupted();
        } catch (InterruptedException interrupted) {
            return interrupted;
        }
        throw new AssertionError("not interrupted");
    }

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void workThatIsInTimeIsNotTouchedAndLeavesNoTimer() {
        AttemptTimeout timeout = arm();
        assertThat(timeout.disarm()).isFalse();
        assertThat(cancelled).isOne();
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void y7_aTimerThatIsLateInterruptsNobody() {
        AttemptTimeout timeout = arm();
        assertThat(timeout.disarm()).isFalse();
        timeIsOver(0);
        assertThat(me.isInterrupted()).isFalse();
        assertThat(timeout.disarm()).isFalse();
    }

    @Test
    void theWorkIsInterruptedWhenTheTimeIsOver() {
        AttemptTimeout timeout = arm();
        timeIsOver(0);
        assertThat(timeout.disarm(interruption())).isTrue();
        assertThat(timeout.disarm()).as("asked again").isTrue();
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void y7_anInterruptThatTheWorkDidNotNoticeIsTakenBack() {
        AttemptTimeout timeout = arm();
        timeIsOver(0);
        assertThat(timeout.disarm()).isTrue();
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void y7_anInterruptThatTheWorkHasSetAgainIsTakenBack() {
        AttemptTimeout timeout = arm();
        timeIsOver(0);
        interruption();
        me.interrupt();
        assertThat(timeout.disarm()).isTrue();
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void y8_anInterruptFromBeforeStaysAndTheTimeOutStandsBack() {
        me.interrupt();
        AttemptTimeout timeout = arm();
        timeIsOver(0);
        assertThat(timeout.disarm()).isFalse();
        assertThat(me.isInterrupted()).isTrue();
    }

    @Test
    void y8_workThatIsInterruptedBySomebodyElseFirstIsNotTimedOut() {
        AttemptTimeout timeout = arm();
        me.interrupt();
        timeIsOver(0);
        assertThat(timeout.disarm(interruption())).isFalse();
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void y8_somebodyElsesInterruptWithoutATimeOutIsNotOurs() {
        AttemptTimeout timeout = arm();
        me.interrupt();
        assertThat(timeout.disarm(interruption())).isFalse();
        timeIsOver(0);
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void y8_somebodyElsesExceptionIsNotOursThoughTheTimeIsOverBeforeItIsCaught() {
        AttemptTimeout timeout = arm();
        me.interrupt();
        InterruptedException theirs = interruption();
        timeIsOver(0);
        assertThat(timeout.disarm(theirs)).isFalse();
        assertThat(me.isInterrupted()).as("that was ours").isFalse();
        assertThat(timeout.disarm()).as("asked again").isFalse();
    }

    @Test
    void y8_anInterruptAfterOursIsNotSwallowed() {
        AttemptTimeout timeout = arm();
        timeIsOver(0);
        InterruptedException ours = interruption();
        me.interrupt();
        assertThat(timeout.disarm(ours))
                .as("there were two, so it is to be thrown on")
                .isFalse();
    }

    @Test
    void y8_anInterruptAfterTheWorkStays() {
        AttemptTimeout timeout = arm();
        timeIsOver(0);
        assertThat(timeout.disarm()).isTrue();
        me.interrupt();
        assertThat(timeout.disarm()).isTrue();
        assertThat(me.isInterrupted()).isTrue();
    }

    @Test
    void ofTwoTimeOutsAroundTheSameWorkTheOneThatFiredSaysSo() {
        AttemptTimeout outer = arm();
        AttemptTimeout inner = arm();
        timeIsOver(0);
        timeIsOver(1);
        InterruptedException interrupted = interruption();
        assertThat(inner.disarm(interrupted)).isFalse();
        assertThat(outer.disarm(interrupted)).isTrue();
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void theOuterTimeOutIsHeardThoughTheInnerOneFiredJustBefore() {
        AttemptTimeout outer = arm();
        AttemptTimeout inner = arm();
        timeIsOver(1);
        InterruptedException interrupted = interruption();
        timeIsOver(0);
        assertThat(inner.disarm(interrupted)).isFalse();
        assertThat(outer.disarm(interrupted)).isTrue();
        assertThat(me.isInterrupted()).isFalse();
    }

    @Test
    void withoutABoundThereIsNoTimer() {
        assertThat(AttemptTimeout.arm(timers, 0).disarm()).isFalse();
        AttemptTimeout never = AttemptTimeout.arm(timers, -1, 5);
        never.run();
        me.interrupt();
        assertThat(never.disarm(interruption())).isFalse();
        assertThat(armed).isEmpty();
    }

    /** The timer has decided to interrupt, and is stopped before it does; meanwhile the work ends. */
    @Test
    void y7_disarmWaitsForAnInterruptThatIsOnItsWay() throws Exception {
        CountDownLatch isArmed = new CountDownLatch(1);
        CountDownLatch firing = new CountDownLatch(1);
        AtomicBoolean sent = new AtomicBoolean();
        AtomicBoolean disarming = new AtomicBoolean();
        List<Boolean> seen = new ArrayList<>();
        Thread worker = new Thread() {
            @Override
            public void run() {
                AttemptTimeout timeout = arm();
                isArmed.countDown();
                awaitQuietly(firing);
                disarming.set(true);
                seen.add(timeout.disarm());
                seen.add(sent.get());
                seen.add(Thread.currentThread().isInterrupted());
            }

            @Override
            public void interrupt() {
                firing.countDown();
                while (!disarming.get()) {
                    Thread.yield();
                }
                for (int i = 0; i < 1_000; i++) {
                    Thread.yield();
                }
                sent.set(true);
                super.interrupt();
            }
        };
        worker.start();
        awaitQuietly(isArmed);
        timeIsOver(0);
        worker.join();
        assertThat(seen).containsExactly(true, true, false);
    }

    /** The work must go on though the thread cannot be interrupted. */
    @Test
    void aThreadThatRefusesToBeInterruptedIsNotWaitedForForEver() throws Exception {
        CountDownLatch isArmed = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        Thread worker = new Thread() {
            @Override
            public void run() {
                AttemptTimeout timeout = arm();
                isArmed.countDown();
                awaitQuietly(refused);
                timeout.disarm();
            }

            @Override
            public void interrupt() {
                throw new SecurityException("expected");
            }
        };
        worker.start();
        awaitQuietly(isArmed);
        try {
            timeIsOver(0);
        } catch (SecurityException expected) {
            refused.countDown();
        }
        worker.join();
        assertThat(refused.getCount()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
