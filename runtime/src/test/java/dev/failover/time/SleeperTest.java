package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

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
    void sleepsForLessThanAMillisecondToo() throws InterruptedException {
        long begin = System.nanoTime();
        for (long left = 300_000; left > 0; left = 300_000 - (System.nanoTime() - begin)) {
            Sleeper.PARKING.park(this, left);
        }
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(300_000);
    }
}
