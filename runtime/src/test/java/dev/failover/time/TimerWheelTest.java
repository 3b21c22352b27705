package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.Seeds;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timers on their real thread. */
@Timeout(60)
class TimerWheelTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    static Thread threadOf(TimerWheel timers) throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        timers.schedule(() -> ran.complete(Thread.currentThread()), 0);
        return ran.get(10, TimeUnit.SECONDS);
    }

    @Test
    void nothingStaysBehindOfWhatWasCancelled() {
        try (TimerWheel timers = new TimerWheel()) {
            for (int i = 0; i < 10_000; i++) {
                timers.schedule(() -> {}, LONG).cancel();
            }
            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void y9_tenThousandFailuresLeaveNoTimerBehind() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            List<Timers.Timer> kept = new ArrayList<>();
            WeakReference<Object> cancelled = scheduleAndCancel(timers, kept);
            CountDownLatch ran = new CountDownLatch(10_000);
            for (int i = 0; i < 10_000; i++) {
                kept.add(timers.schedule(
                        () -> {
                            ran.countDown();
                            throw new IllegalStateException("expected");
                        },
                        i));
            }
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(timers.pending()).isZero();
            awaitCleared(cancelled);
            assertThat(kept).hasSize(20_000);
        }
    }

    private static WeakReference<Object> scheduleAndCancel(TimerWheel timers, List<Timers.Timer> kept) {
        byte[] heavy = new byte[1_000_000];
        for (int i = 0; i < 10_000; i++) {
            kept.add(timers.schedule(() -> heavy[0]++, LONG));
        }
        assertThat(timers.pending()).isEqualTo(10_000);
        kept.forEach(Timers.Timer::cancel);
        return new WeakReference<>(heavy);
    }

    static void awaitCleared(WeakReference<?> reference) {
        long begin = System.nanoTime();
        while (reference.get() != null) {
            assertThat(System.nanoTime() - begin).as("still held").isLessThan(30_000_000_000L);
            System.gc();
            Thread.yield();
        }
    }

    @Test
    void aTimerThatHasRunHoldsNothingEither() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            CountDownLatch ran = new CountDownLatch(1);
            Object[] heavy = {new Object()};
            WeakReference<Object> reference = new WeakReference<>(heavy[0]);
            Timers.Timer timer = timers.schedule(actionWith(heavy[0], ran), 0);
            heavy[0] = null;
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
            awaitCleared(reference);
            timer.cancel();
            assertThat(timers.pending()).isZero();
        }
    }

    private static Runnable actionWith(Object heavy, CountDownLatch ran) {
        return () -> {
            heavy.hashCode();
            ran.countDown();
        };
    }

    @Test
    void runsOnADaemonThreadThatHoldsNobodysClassLoader() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            Thread thread = threadOf(timers);
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("failover-timer");
            assertThat(thread.getContextClassLoader()).isNotEqualTo(getClass().getClassLoader());
        }
    }

    @Test
    void runsNothingEarlyWhereverItsClockStands() throws Exception {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        long shift = Long.MAX_VALUE - System.nanoTime() - 5_000_000;
        for (NanoClock clock : new NanoClock[] {NanoClock.SYSTEM, () -> System.nanoTime() + shift}) {
            try (TimerWheel timers = new TimerWheel(clock)) {
                CountDownLatch ran = new CountDownLatch(2_000);
                AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);
                for (int i = 0; i < 2_000; i++) {
                    long delay = random.nextLong(1L << random.nextInt(1, 25)) - 10;
                    long now = clock.nanos();
                    Runnable action = () -> {
                        earliest.accumulateAndGet(clock.nanos() - now - delay, Math::min);
                        ran.countDown();
                    };
                    Timers.Timer unused =
                            i % 2 == 0 ? timers.schedule(action, delay) : timers.schedule(action, delay, now);
                }
                assertThat(ran.await(20, TimeUnit.SECONDS)).as("seed %d", seed).isTrue();
                assertThat(earliest.get()).as("seed %d", seed).isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void aDelayWithoutEndIsNoneThatHasPassed() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            AtomicInteger ran = new AtomicInteger();
            timers.schedule(ran::incrementAndGet, Long.MAX_VALUE);
            timers.schedule(ran::incrementAndGet, Wheel.FARTHEST_NANOS);
            threadOf(timers);
            assertThat(ran.get()).isZero();
            assertThat(timers.pending()).isEqualTo(2);
        }
    }

    @Test
    void oneActionThatThrowsDoesNotStopTheOthers() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            CompletableFuture<String> ran = new CompletableFuture<>();
            timers.schedule(
                    () -> {
                        throw new IllegalStateException("expected");
                    },
                    0);
            timers.schedule(() -> ran.complete("ran"), 1_000_000);
            assertThat(ran.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
        }
    }

    @Test
    void anErrorIsToldAndDoesNotStopTheOthers() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            Thread thread = threadOf(timers);
            CompletableFuture<Throwable> told = new CompletableFuture<>();
            thread.setUncaughtExceptionHandler((where, error) -> {
                told.complete(error);
                throw new IllegalStateException("expected");
            });
            timers.schedule(
                    () -> {
                        throw new StackOverflowError("expected");
                    },
                    0);
            assertThat(told.get(10, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
            assertThat(threadOf(timers)).isSameAs(thread);
        }
    }

    @Test
    void anInterruptOfTheThreadMeansNothing() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            Thread thread = threadOf(timers);
            timers.schedule(() -> Thread.currentThread().interrupt(), 0);
            assertThat(threadOf(timers)).isSameAs(thread);
        }
    }

    @Test
    void actionsMayScheduleAndCancel() throws Exception {
        try (TimerWheel timers = new TimerWheel()) {
            CountDownLatch ran = new CountDownLatch(1_000);
            Runnable[] again = new Runnable[1];
            again[0] = () -> {
                ran.countDown();
                timers.schedule(() -> {}, LONG).cancel();
                if (ran.getCount() > 0) {
                    timers.schedule(again[0], 0);
                }
            };
            timers.schedule(again[0], 0);
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingDropsWhatHasNotRunAndEndsTheThread() throws Exception {
        TimerWheel timers = new TimerWheel();
        Thread thread = threadOf(timers);
        timers.schedule(() -> {}, LONG);
        timers.close();
        assertThat(timers.pending()).isZero();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        timers.close();
    }

    @Test
    void nothingCanBeScheduledOnceClosed() {
        TimerWheel timers = new TimerWheel();
        timers.close();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> timers.schedule(() -> {}, 0))
                .withMessageContaining("closed");
        assertThat(timers.pending()).isZero();
    }

    @Test
    void whatIsScheduledWhileClosingIsRefusedOrDropped() throws Exception {
        for (int round = 0; round < 200; round++) {
            TimerWheel timers = new TimerWheel();
            List<TimerNode> scheduled = new ArrayList<>();
            CountDownLatch going = new CountDownLatch(1);
            Thread scheduler = new Thread(() -> {
                try {
                    for (; ; ) {
                        scheduled.add((TimerNode) timers.schedule(() -> {}, LONG));
                        going.countDown();
                    }
                } catch (RejectedExecutionException expected) {
                    // That is the end.
                }
            });
            scheduler.start();
            assertThat(going.await(10, TimeUnit.SECONDS)).isTrue();
            Thread thread = threadOf(timers);
            timers.close();
            scheduler.join();
            thread.join();
            assertThat(scheduled).allMatch(TimerNode::isDead);
        }
    }

    @Test
    void theThreadEndsWhenThereIsNothingAndComesBack() throws Exception {
        AtomicLong ahead = new AtomicLong();
        try (TimerWheel timers = new TimerWheel(() -> System.nanoTime() + ahead.get())) {
            Thread first = threadOf(timers);
            while (first.isAlive()) {
                ahead.addAndGet(TimerWorker.KEEP_ALIVE_NANOS);
                LockSupport.unpark(first);
                Thread.yield();
            }
            assertThat(threadOf(timers)).isNotSameAs(first);
        }
    }

    /** With a clock that jumps so that the thread believes itself idle all the time. */
    @Test
    void nothingIsForgottenWhileTheThreadEnds() throws Exception {
        AtomicLong jumping = new AtomicLong();
        try (TimerWheel timers = new TimerWheel(() -> jumping.addAndGet(TimerWorker.KEEP_ALIVE_NANOS))) {
            for (int i = 0; i < 3_000; i++) {
                CountDownLatch ran = new CountDownLatch(1);
                timers.schedule(ran::countDown, 0);
                assertThat(ran.await(30, TimeUnit.SECONDS)).as("action %d", i).isTrue();
            }
            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void everyActionRunsOnceOrIsCancelledWithManyThreads() throws Exception {
        long seed = Seeds.seed();
        SplittableRandom seeds = new SplittableRandom(seed);
        int perThread = 30_000;
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        try (TimerWheel timers = new TimerWheel()) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                SplittableRandom random = seeds.split();
                threads.add(new Thread(() -> {
                    TimerNode[] kept = new TimerNode[700];
                    for (int i = 0; i < perThread; i++) {
                        int at = random.nextInt(kept.length);
                        if (kept[at] != null && kept[at].take() != null) {
                            cancelled.incrementAndGet();
                        }
                        long delay = random.nextLong(1L << random.nextInt(1, 24));
                        kept[at] = (TimerNode) timers.schedule(ran::incrementAndGet, delay);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            long begin = System.nanoTime();
            while (timers.pending() > 0) {
                assertThat(System.nanoTime() - begin).as("seed %d", seed).isLessThan(30_000_000_000L);
                Thread.yield();
            }
            // The last one is counted as ended before it has run.
            threadOf(timers);
            assertThat(ran.get() + cancelled.get()).as("seed %d", seed).isEqualTo(4 * perThread);
        }
    }
}
