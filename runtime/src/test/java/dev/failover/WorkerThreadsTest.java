package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
    @Test
    void workThatNeverEndsDoesNotTakeAllThreadsOfTheSystem() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        WorkerThreads threads = new WorkerThreads(2);
        try {
            for (int i = 0; i < 2; i++) {
                CountDownLatch begun = new CountDownLatch(1);
                Future<?> stubborn = threads.submit(
                        () -> {
                            begun.countDown();
                            stayIn(never);
                        },
                        null);
                begun.await();
                assertThat(stubborn.cancel(true)).isTrue();
            }
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> threads.submit(() -> {}, null))
                    .withMessage("all 2 threads for hedged work are busy, probably with work that ignores interrupts");
            threads.close();
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> threads.submit(() -> {}, null))
                    .withMessage("the manager is closed");
        } finally {
            never.countDown();
        }
    }

    private static void stayIn(CountDownLatch never) {
        boolean out = false;
        while (!out) {
            try {
                never.await();
                out = true;
            } catch (InterruptedException ignored) {
                out = false;
            }
        }
    }
}
