package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletingThreadsTest {
    /** One that waits for the next is what a parallel stream does whose work waits for an answer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nobodyWaitsForAnotherWhereTheCommonPoolHasTooFewThreads(int parallelism) throws InterruptedException {
        Executor threads = CompletingThreads.of(parallelism);
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            threads.execute(() -> {
                try {
                    answered.await();
                    ended.countDown();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        threads.execute(answered::countDown);
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void otherwiseItIsTheCommonPool() {
        assertThat(CompletingThreads.of(2)).isSameAs(ForkJoinPool.commonPool());
    }
}
