package dev.failover.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    private static final long US = 1_000;
    private static final long SECOND = 1_000_000_000;

    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void nothingWasRecordedAtFirst() {
        HistogramSnapshot nothing = histogram.snapshot();
        assertThat(nothing.count()).isZero();
        assertThat(nothing.sumNanos()).isZero();
        assertThat(nothing.percentileNanos(50)).isEqualTo(HistogramSnapshot.UNKNOWN);
        assertThat(nothing).hasToString("0 latencies, 0 ns");
    }

    @Test
    void theScaleGoesFromAMicrosecondToMinutesWithoutAGap() {
        int last = HistogramSnapshot.buckets() - 1;
        assertThat(Buckets.lower(0)).isZero();
        for (int bucket = 0; bucket < last; bucket++) {
            assertThat(Buckets.upper(bucket)).isEqualTo(Buckets.lower(bucket + 1));
            assertThat(Buckets.of(Buckets.lower(bucket))).isEqualTo(bucket);
            assertThat(Buckets.of(Buckets.upper(bucket) - 1)).isEqualTo(bucket);
        }
        assertThat(Buckets.upper(0)).isLessThan(2 * US);
        assertThat(Buckets.lower(last)).isGreaterThan(200 * SECOND);
        assertThat(HistogramSnapshot.upperBoundNanos(last)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsOffTheScaleCountsToItsEnds() {
        for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, 1}) {
            histogram.record(nanos);
        }
        histogram.record(300 * SECOND);
        histogram.record(Long.MAX_VALUE);
        HistogramSnapshot all = histogram.snapshot();
        assertThat(all.bucketCount(0)).isEqualTo(4);
        assertThat(all.bucketCount(HistogramSnapshot.buckets() - 1)).isEqualTo(2);
        assertThat(all.count()).isEqualTo(6);
        assertThat(all.sumNanos()).as("13 days at most").isEqualTo(1 + 300 * SECOND + (1L << 50));
    }

    @Test
    void aSumThatIsTooLargeStaysWhereItIs() {
        for (int i = 0; i < 9_000; i++) {
            histogram.record(Long.MAX_VALUE);
        }
        assertThat(histogram.snapshot().count()).isEqualTo(9_000);
        assertThat(histogram.snapshot().sumNanos()).isEqualTo(8_191L << 50);
    }

    @Test
    void snapshotsCanBeAddedUpAndSubtracted() {
        histogram.record(5 * US);
        HistogramSnapshot earlier = histogram.snapshot();
        histogram.record(9 * SECOND);
        HistogramSnapshot later = histogram.snapshot();
        assertThat(earlier.count()).as("does not change").isEqualTo(1);
        assertThat(later.minus(earlier).count()).isEqualTo(1);
        assertThat(later.minus(earlier).sumNanos()).isEqualTo(9 * SECOND);
        assertThat(later.plus(earlier).count()).isEqualTo(3);
        assertThat(later.plus(earlier).bucketCount(Buckets.of(5 * US))).isEqualTo(2);
        assertThat(later.plus(HistogramSnapshot.EMPTY).sumNanos()).isEqualTo(later.sumNanos());
    }

    /** A recording that a close cuts in two leaves its count here and its sum with the heir; readers may see as much. */
    @Test
    void aSumWhoseCountIsElsewhereIsNotDropped() {
        histogram.record(5 * US);
        HistogramSnapshot whole = histogram.snapshot();
        HistogramSnapshot sumOnly = new HistogramSnapshot(new long[Buckets.COUNT], 7);
        assertThat(whole.plus(sumOnly).sumNanos()).isEqualTo(5 * US + 7);
        assertThat(sumOnly.plus(whole).sumNanos()).isEqualTo(5 * US + 7);
        assertThat(whole.minus(sumOnly).sumNanos()).isEqualTo(5 * US - 7);
    }

    @Test
    void onlyAPercentageIsAPercentile() {
        for (double percent : new double[] {0, -1, 100.1, Double.NaN}) {
            assertThatThrownBy(() -> histogram.snapshot().percentileNanos(percent))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("more than 0 and up to 100");
        }
    }

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> bounds = bounds();
        for (int round = 0; round < 20; round++) {
            String where = "seed " + seed + ", round " + round;
            LatencyHistogram some = new LatencyHistogram();
            // A range of so many powers of two, from so many on; some rounds go beyond the scale, none beyond a sum of
            // longs.
            int from = random.nextInt(38);
            int powers = 1 + random.nextInt(Math.min(20, 46 - from));
            long[] naive = new long[bounds.size() - 1];
            long[] samples = new long[50_000];
            long sum = 0;
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (long) Math.scalb(1 + random.nextDouble(), from + random.nextInt(powers));
                some.record(samples[i]);
                sum += Math.min(samples[i], 1L << 50);
                int bucket = 0;
                while (samples[i] >= bounds.get(bucket + 1)) {
                    bucket++;
                }
                naive[bucket]++;
            }
            HistogramSnapshot snapshot = some.snapshot();
            for (int bucket = 0; bucket < naive.length; bucket++) {
                assertThat(snapshot.bucketCount(bucket))
                        .as("%s, bucket %d", where, bucket)
                        .isEqualTo(naive[bucket]);
            }
            assertThat(snapshot.count()).as(where).isEqualTo(samples.length);
            assertThat(snapshot.sumNanos()).as(where).isEqualTo(sum);
            Arrays.sort(samples);
            for (double percent : new double[] {0.001, 1, 25, 50, 90, 95, 99, 99.9, 99.999, 100}) {
                long exact = samples[(int) Math.max(1, Math.ceil(samples.length * percent / 100)) - 1];
                long onScale = Math.max(1 << 10, Math.min(exact, (1L << 38) - 1));
                assertThat(Math.abs(snapshot.percentileNanos(percent) - onScale) / (double) onScale)
                        .as("%s, %s %% is %d ns", where, percent, exact)
                        .isLessThan(1.0 / 9 + 0.001);
            }
        }
    }

    /** Where buckets begin, and where the last one would end if it had to. */
    private static List<Long> bounds() {
        List<Long> bounds = new ArrayList<>();
        for (long power = 1 << 10; power < 1L << 38; power *= 2) {
            for (int quarter = 0; quarter < 4; quarter++) {
                bounds.add(power + power / 4 * quarter);
            }
        }
        bounds.set(0, 0L);
        bounds.add(Long.MAX_VALUE);
        return bounds;
    }
}
