package dev.failover.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private final long[] counted = new long[2];

    private SlidingWindow window(long span, int buckets, long now) {
        return new SlidingWindow(counted.length, span, buckets, counter -> counted[counter], now);
    }

    @Test
    void countsWhatLiesWithinTheSpanAndForgetsTheRest() {
        SlidingWindow window = window(1_000, 10, 0);
        counted[0] += 5;
        assertThat(window.growth(0, 50)).isEqualTo(5);
        window.advance(950);
        counted[0] += 2;
        counted[1] += 1;
        assertThat(window.growth(0, 999)).isEqualTo(7);
        assertThat(window.growth(0, 1_000)).as("the first bucket is too old").isEqualTo(2);
        assertThat(window.growth(1, 1_899)).isEqualTo(1);
        assertThat(window.growth(1, 1_900)).isZero();
    }

    @Test
    void nothingThatWasCountedBeforeItBeganCounts() {
        counted[0] = 100;
        SlidingWindow window = window(1_000, 4, 7);
        assertThat(window.growth(0, 7)).isZero();
        counted[0]++;
        assertThat(window.growth(0, 500)).isOne();
        window.forget();
        assertThat(window.growth(0, 500)).isZero();
    }

    @Test
    void forgetsEverythingAfterLongIdlenessEvenWhenTheClockHasComeRound() {
        long years = 300L * 365 * 24 * 3600 * 1_000_000_000L;
        SlidingWindow window = window(1_000, 10, Long.MAX_VALUE - 100);
        window.advance(Long.MAX_VALUE - 50);
        counted[0] += 9;
        assertThat(window.growth(0, Long.MAX_VALUE - 10)).isEqualTo(9);
        assertThat(window.growth(0, Long.MAX_VALUE - 100 + years)).isZero();
    }

    @Test
    void aReadingThatIsALittleEarlierChangesNothing() {
        SlidingWindow window = window(1_000, 10, 5_000);
        window.advance(6_500);
        counted[0]++;
        assertThat(window.growth(0, 4_000)).isOne();
        assertThat(window.growth(0, 6_600)).isOne();
    }

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            int buckets = 1 + random.nextInt(12);
            long width = 1 + random.nextInt(50);
            long origin = random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextInt(2_000) : random.nextLong();
            counted[0] = random.nextInt(5);
            SlidingWindow window = window(width * buckets, buckets, origin);
            Deque<Long> twin = new ArrayDeque<>();
            long elapsed = 0;
            for (int step = 0; step < 2_000; step++) {
                if (random.nextInt(3) == 0) {
                    elapsed += random.nextInt(random.nextInt(20) == 0 ? 2_000 : 20);
                }
                if (random.nextBoolean()) {
                    window.advance(origin + elapsed);
                    counted[0]++;
                    twin.add(elapsed / width);
                }
                while (!twin.isEmpty() && twin.peek() <= elapsed / width - buckets) {
                    twin.remove();
                }
                assertThat(window.growth(0, origin + elapsed))
                        .as("seed %d, round %d, step %d", seed, round, step)
                        .isEqualTo(twin.size());
            }
        }
    }

    @Test
    void anEventOfTheNewBucketStaysInItWhileAnotherThreadIsStillBeginningIt() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        SlidingWindow window = new SlidingWindow(
                1,
                1_000,
                10,
                counter -> {
                    meanwhile.getAndSet(() -> {}).run();
                    return counted[0];
                },
                0);
        meanwhile.set(() -> {
            window.advance(5_000);
            counted[0]++;
        });
        window.advance(5_000);
        assertThat(window.growth(0, 5_000)).isOne();
    }

    /** A bucket that begins late must not take events of its own time for those of an earlier one. */
    @Test
    void noEventIsLostWhileManyThreadsBeginABucket() throws Exception {
        int threads = 64;
        int rounds = 500;
        AtomicLong events = new AtomicLong();
        SlidingWindow window = new SlidingWindow(1, 1_000, 10, counter -> events.get(), 0);
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    for (int round = 1; round <= rounds; round++) {
                        long now = round * 5_000L;
                        together.await();
                        window.advance(now);
                        events.incrementAndGet();
                        together.await();
                        assertThat(window.growth(0, now)).as("round %d", round).isEqualTo(threads);
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
