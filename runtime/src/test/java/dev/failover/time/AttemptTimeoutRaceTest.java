package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that lasts as long as its time-out, on real threads. */
@Timeout(60)
class AttemptTimeoutRaceTest {
    private int timedOut;

    /** One thread fires whatever is armed as fast as it can, the other one disarms. */
    @Test
    void y7_ofAHundredThousandCallsThatLastAsLongAsTheirTimeOutNoneIsInterruptedAfterwards() throws Exception {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        AtomicReference<Runnable> armed = new AtomicReference<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread firing = new Thread(() -> {
            while (!done.get()) {
                Runnable timeout = armed.get() == null ? null : armed.getAndSet(null);
                if (timeout != null) {
                    timeout.run();
                }
            }
        });
        firing.start();
        try {
            Timers timers = (action, nanos) -> {
                armed.set(action);
                return () -> {};
            };
            for (int call = 0; call < 100_000; call++) {
                call(timers, random.nextInt(400), random.nextBoolean());
                assertThat(Thread.currentThread().isInterrupted())
                        .as("seed %d, call %d", seed, call)
                        .isFalse();
            }
        } finally {
            done.set(true);
            firing.join();
        }
        assertThat(Thread.interrupted()).as("seed %d, at the end", seed).isFalse();
    }

    @Test
    void y7_theSameOnTheRealTimer() throws Exception {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        try (TimerWheel timers = new TimerWheel()) {
            for (int call = 0; call < 5_000; call++) {
                AttemptTimeout timeout = AttemptTimeout.arm(timers, 50_000);
                long latency = 50_000 + random.nextInt(60_000);
                long begin = System.nanoTime();
                boolean fired = false;
                try {
                    while (System.nanoTime() - begin < latency) {
                        if (call % 2 == 0) {
                            VirtualTime.throwIfInterrupted();
                        }
                    }
                    fired = timeout.disarm();
                } catch (InterruptedException interrupted) {
                    fired = timeout.disarm(interrupted);
                    assertThat(fired).as("seed %d, call %d", seed, call).isTrue();
                }
                timedOut += fired ? 1 : 0;
                assertThat(Thread.currentThread().isInterrupted())
                        .as("seed %d, call %d", seed, call)
                        .isFalse();
            }
            assertThat(timers.pending()).isZero();
        }
        assertThat(timedOut).as("seed %d", seed).isPositive();
    }

    private void call(Timers timers, int work, boolean interruptible) {
        AttemptTimeout timeout = AttemptTimeout.arm(timers, 1);
        try {
            for (int i = 0; i < work; i++) {
                if (interruptible) {
                    VirtualTime.throwIfInterrupted();
                }
            }
            timeout.disarm();
        } catch (InterruptedException interrupted) {
            assertThat(timeout.disarm(interrupted)).as("nobody else interrupts").isTrue();
        }
    }
}
