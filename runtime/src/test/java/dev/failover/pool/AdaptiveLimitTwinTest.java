package dev.failover.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import dev.failover.time.Durations;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTwinTest {
    private static final int LIMITS = 300;
    private static final int STEPS = 5_000;
    private static final long CENTURY = Durations.LONGEST_NANOS;

    @Test
    void behavesLikeItsNaiveTwin() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int limit = 0; limit < LIMITS; limit++) {
            compare(random.split(), "seed " + seed + ", limit " + limit);
        }
    }

    private static void compare(SplittableRandom random, String where) {
        int min = 1 + random.nextInt(5);
        int initial = min + random.nextInt(30);
        int max = initial + random.nextInt(200);
        long nearly = random.nextLong(random.nextBoolean() ? 100_000_000_000L : CENTURY);
        long origin =
                random.nextInt(3) > 0 ? random.nextLong() : random.nextBoolean() ? Long.MAX_VALUE - nearly : -nearly;
        AdaptiveLimit limit = new AdaptiveLimit(AdaptiveLimitPolicy.of(min, initial, max));
        NaiveAdaptiveLimit twin = new NaiveAdaptiveLimit(min, initial, max);
        long[] idleness = {20_000_000_000L, 1_000_000_000_000_000L, CENTURY};
        long elapsed = 0;
        long rtt = 1 + random.nextInt(50_000_000);
        int dropsOneIn = 2 + random.nextInt(3_000);
        int use = 1 + random.nextInt(3);
        int before = limit.limit();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(500) == 0) {
                rtt = 1 + random.nextInt(random.nextInt(10) == 0 ? 2_000_000_000 : 50_000_000);
                use = 1 + random.nextInt(3);
            }
            long idle = random.nextInt(2_000) > 0 ? 0 : random.nextLong(idleness[random.nextInt(idleness.length)]);
            // The twin counts from 0 and must not come round; its clock may do so once on its way.
            elapsed += idle > 0 && idle < Long.MAX_VALUE - CENTURY - elapsed
                    ? idle
                    : random.nextLong(rtt / twin.limit + 1) * 2;
            long took = 1 + rtt / 2 + random.nextLong(rtt) * (1 + random.nextInt(twin.limit)) / twin.limit;
            boolean dropped = random.nextInt(dropsOneIn) == 0;
            int inFlight = 1 + random.nextInt(twin.limit) / use;
            boolean changed = limit.onSample(took, inFlight, dropped, origin + elapsed);
            twin.onSample(took, inFlight, dropped, elapsed);
            if (limit.limit() != twin.limit
                    || limit.baselineNanos() != twin.baseline
                    || changed != (twin.limit != before)
                    || twin.limit < min
                    || twin.limit > max) {
                assertThat(limit.limit() + " " + limit.baselineNanos() + " " + changed)
                        .as("%s, step %d", where, step)
                        .isEqualTo(twin.limit + " " + twin.baseline + " " + (twin.limit != before) + ", from " + min
                                + " to " + max);
            }
            before = twin.limit;
        }
    }
}
