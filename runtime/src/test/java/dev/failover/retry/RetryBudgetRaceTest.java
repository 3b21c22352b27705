package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetryBudgetRaceTest {
    private static final int THREADS = 64;
    private static final long SECOND = 1_000_000_000L;
    private static final RetryBudgetPolicy POLICY =
            RetryBudgetPolicy.defaults().withRatio(0.2).withFloorPerSecond(3);

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** After long idleness every thread finds the window out of date: whoever moves it, nobody spends twice. */
    @Test
    void manyThreadsSpendExactlyWhatIsThere() throws Exception {
        int rounds = 300;
        LongAdder calls = new LongAdder();
        RetryBudget budget = new RetryBudget(POLICY, calls::sum, 0);
        AtomicLong spent = new AtomicLong();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        inAllThreads(random -> {
            for (int round = 1; round <= rounds; round++) {
                long now = round * 20 * SECOND;
                together.await();
                for (int i = 0; i < 2; i++) {
                    spent.addAndGet(budget.trySpend(now) ? 1 : 0);
                }
                together.await();
                assertThat(spent).as("round %d, the floor", round).hasValue(30);
                together.await();
                budget.advance(now);
                for (int i = 0; i < 10; i++) {
                    calls.increment();
                }
                together.await();
                for (int i = 0; i < 4; i++) {
                    spent.addAndGet(budget.trySpend(now) ? 1 : 0);
                }
                together.await();
                assertThat(spent).as("round %d, with 640 calls", round).hasValue(158);
                together.await();
                spent.set(0);
            }
        });
    }

    /** The clock runs while they spend, and some threads come late with an old reading. */
    @Test
    void noWindowIsEverOverspentWhileTheClockRuns() throws Exception {
        int rounds = 30;
        long seed = Seeds.seed();
        for (int round = 0; round < rounds; round++) {
            RetryBudget budget = new RetryBudget(POLICY.withRatio(0), () -> 0, 0);
            AtomicLong clock = new AtomicLong();
            AtomicLong spent = new AtomicLong();
            inAllThreads(seed + round, random -> {
                for (int i = 0; i < 1_000; i++) {
                    long now = clock.addAndGet(random.nextInt(3_000_000));
                    if (random.nextInt(16) == 0) {
                        Thread.yield();
                    }
                    spent.addAndGet(budget.trySpend(now) ? 1 : 0);
                }
            });
            // Stretches of 11 s, one after the other, each of which allows 30.
            long stretches = clock.get() / (11 * SECOND) + 1;
            assertThat(spent.get()).as("seed %d, round %d", seed, round).isBetween(30L, 30 * stretches);
        }
    }

    private interface Work {
        void run(SplittableRandom random) throws Exception;
    }

    private void inAllThreads(Work work) throws Exception {
        inAllThreads(1, work);
    }

    private void inAllThreads(long seed, Work work) throws Exception {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom random = seeds.split();
            tasks.add(() -> {
                work.run(random);
                return null;
            });
        }
        for (Future<Void> future : threads.invokeAll(tasks)) {
            future.get();
        }
    }
}
