package dev.failover.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.Seeds;
import dev.failover.time.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MovingPercentileTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final long DAY = 86_400 * SECOND;
    private static final long CENTURY = Durations.LONGEST_NANOS;

    private final LatencyHistogram histogram = new LatencyHistogram();

    private void record(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            histogram.record(nanos);
        }
    }

    private MovingPercentile p95(long now) {
        return new MovingPercentile(histogram::snapshot, 95, 30 * SECOND, 6, 200, now);
    }

    private static long told(long nanos) {
        return Buckets.middle(Buckets.of(nanos));
    }

    @Test
    void isUnknownUntilASliceIsOverAndThereAreEnough() {
        record(1_000, MS);
        MovingPercentile moving = p95(7);
        record(199, MS);
        assertThat(moving.nanos(7 + 5 * SECOND)).isEqualTo(MovingPercentile.UNKNOWN);
        record(1, MS);
        assertThat(moving.nanos(7 + 10 * SECOND - 1)).isEqualTo(MovingPercentile.UNKNOWN);
        assertThat(moving.nanos(7 + 10 * SECOND)).isEqualTo(told(MS));
    }

    @Test
    void followsTheLatenciesAndForgetsOldOnes() {
        MovingPercentile moving = p95(0);
        record(1_000, 10 * MS);
        assertThat(moving.nanos(5 * SECOND)).isEqualTo(told(10 * MS));
        for (int slice = 1; slice <= 5; slice++) {
            record(250, 80 * MS);
            assertThat(moving.nanos((slice * 5 + 5) * SECOND)).isEqualTo(told(80 * MS));
        }
        record(250, 20 * MS);
        for (int slice = 7; slice <= 11; slice++) {
            assertThat(moving.nanos(slice * 5 * SECOND)).isEqualTo(told(80 * MS));
        }
        assertThat(moving.nanos(60 * SECOND)).as("only the latest are left").isEqualTo(told(20 * MS));
        assertThat(moving.nanos(65 * SECOND)).isEqualTo(MovingPercentile.UNKNOWN);
    }

    @Test
    void forgetsEverythingAfterLongIdlenessEvenWhenTheClockHasComeRound() {
        long start = Long.MAX_VALUE - SECOND;
        MovingPercentile moving = p95(start);
        record(500, MS);
        assertThat(moving.nanos(start + 6 * SECOND)).isEqualTo(told(MS));
        long years = 300L * 365 * 24 * 3600 * SECOND;
        assertThat(moving.nanos(start + years)).isEqualTo(MovingPercentile.UNKNOWN);
    }

    @Test
    void aReadingThatIsALittleEarlierChangesNothing() {
        MovingPercentile moving = p95(0);
        record(500, MS);
        assertThat(moving.nanos(11 * SECOND)).isEqualTo(told(MS));
        record(5_000, 50 * MS);
        assertThat(moving.nanos(4 * SECOND)).isEqualTo(told(MS));
        assertThat(moving.nanos(-SECOND)).isEqualTo(told(MS));
        assertThat(moving.nanos(14 * SECOND)).isEqualTo(told(MS));
    }

    @Test
    void aSpanMustHaveSlicesAndSamples() {
        assertThatThrownBy(() -> new MovingPercentile(histogram::snapshot, 95, 5, 6, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 ns or more for each");
        assertThatThrownBy(() -> new MovingPercentile(histogram::snapshot, 950, 30, 6, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 250; round++) {
            LatencyHistogram some = new LatencyHistogram();
            int slices = 1 + random.nextInt(8);
            long width = 1 + random.nextInt(50);
            int minSamples = 1 + random.nextInt(20);
            double percent = 1 + random.nextInt(100);
            long origin = random.nextInt(3) == 0 ? Long.MAX_VALUE - random.nextInt(10_000) : random.nextLong();
            MovingPercentile moving =
                    new MovingPercentile(some::snapshot, percent, width * slices, slices, minSamples, origin);
            // Each sample with the slice that it belongs to.
            List<long[]> twin = new ArrayList<>();
            long slice = 0;
            long expected = MovingPercentile.UNKNOWN;
            long elapsed = 0;
            for (int step = 0; step < 4_000; step++) {
                if (random.nextInt(4) != 0) {
                    long nanos = random.nextInt(100) * MS;
                    some.record(nanos);
                    twin.add(new long[] {slice, told(nanos)});
                    continue;
                }
                long idle = random.nextInt(1_000) > 0 ? 0 : random.nextLong(random.nextBoolean() ? DAY : CENTURY);
                // Differences of readings that are further apart than half the clock mean nothing.
                elapsed += elapsed < Long.MAX_VALUE - idle - DAY
                        ? idle + random.nextInt(random.nextInt(30) == 0 ? 1_000 : 20)
                        : 1;
                if (elapsed / width > slice) {
                    slice = elapsed / width;
                    long oldest = slice - slices;
                    twin.removeIf(sample -> sample[0] < oldest);
                    int rank = (int) Math.max(1, Math.ceil(twin.size() * percent / 100));
                    expected = twin.size() < minSamples
                            ? MovingPercentile.UNKNOWN
                            : twin.stream()
                                    .mapToLong(sample -> sample[1])
                                    .sorted()
                                    .skip(rank - 1)
                                    .findFirst()
                                    .getAsLong();
                }
                assertThat(moving.nanos(origin + elapsed))
                        .as("seed %d, round %d, step %d", seed, round, step)
                        .isEqualTo(expected);
            }
        }
    }
}
