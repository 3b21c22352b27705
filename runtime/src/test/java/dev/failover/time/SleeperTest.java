package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** The only test that may wait for the real clock: what it looks at is the wait itself. */
class SleeperTest {
    @Test
    void anInterruptEndsTheSleepAndClearsTheFlag() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Sleeper.PARKING.park(this, 60_000_000_000L));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** A wait below a millisecond must not become none at all: a loop around it would run hot. */
    @Test
    void y6_waitsBelowAMillisecondAddUpToWhatWasAskedFor() throws InterruptedException {
        long begin = System.nanoTime();
        for (int wait = 0; wait < 100; wait++) {
            sleep(300_000);
        }
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(100 * 300_000);
    }

    @Test
    void y6_noWaitIsShorterThanAskedForHoweverShort() throws InterruptedException {
        for (long nanos = 1; nanos < 1_000_000; nanos = nanos * 3 / 2 + 1) {
            long begin = System.nanoTime();
            sleep(nanos);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(nanos);
        }
    }

    /** As a driver does, because a single park may end for no reason. */
    private void sleep(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
            Sleeper.PARKING.park(this, left);
        }
    }
}
