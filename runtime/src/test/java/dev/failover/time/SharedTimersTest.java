package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedTimersTest {
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    @Test
    void nothingStaysBehindOfWhatWasCancelled() {
        try (SharedTimers timers = new SharedTimers()) {
            for (int i = 0; i < 10_000; i++) {
                timers.schedule(() -> {}, LONG).cancel();
            }
            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void runsOnADaemonThreadThatHoldsNobodysClassLoader() throws Exception {
        try (SharedTimers timers = new SharedTimers()) {
            CompletableFuture<Thread> ran = new CompletableFuture<>();
            timers.schedule(() -> ran.complete(Thread.currentThread()), 0);
            Thread thread = ran.get(10, TimeUnit.SECONDS);
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getContextClassLoader()).isNotEqualTo(getClass().getClassLoader());
        }
    }

    @Test
    void oneActionThatThrowsDoesNotStopTheOthers() throws Exception {
        try (SharedTimers timers = new SharedTimers()) {
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
    void closingDropsWhatHasNotRun() {
        SharedTimers timers = new SharedTimers();
        timers.schedule(() -> {}, LONG);
        timers.close();
        assertThat(timers.pending()).isZero();
    }
}
