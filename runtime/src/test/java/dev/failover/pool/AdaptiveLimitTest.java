package dev.failover.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the limit finds out what a server can bear: one with 40 workers, each of which needs 20 ms for a request. */
class AdaptiveLimitTest {
    private static final long MS = ServerWorld.MS;
    private static final int WORKERS = 40;
    /**
     * Where times are left to chance the bounds below are probable only; they hold for the seeds 1 to 20. That of the limit
     * is wide because it is looked at at one moment, which may be in a probe (half of 45 is 22) or in a dip.
     */
    private final long seed = Long.getLong("failover.test.seed", 1);

    private final ServerWorld world = new ServerWorld(seed, Long.MAX_VALUE - 20_000 * MS, WORKERS, 20 * MS);
    private final ConnectionPool pool =
            new ConnectionPool(ConnectionPoolPolicy.unlimited().withAdaptiveLimit(AdaptiveLimitPolicy.defaults()));

    /** Twice as much is asked for as can be done: nearly all that can be done is, and the queue stays short. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void convergesNearTheCapacity(double spread) {
        begin(spread, 4_000).run(3_000);
        for (int i = 0; i < 12; i++) {
            world.run(10_000);
            assertThat(pool.limit()).as("seed %d", seed).isBetween(20, 100);
            assertThat(world.answered).as("seed %d", seed).isGreaterThan(16_000);
            assertThat(world.timedOut).as("seed %d", seed).isZero();
        }
        end();
    }

    @Test
    void staysOutOfTheWayWhereThereIsNoOverload() {
        begin(0.5, 1_000).run(1_000);
        world.run(60_000);
        assertThat(world.refused).as("seed %d", seed).isLessThan(world.sent / 100);
        end();
    }

    /** The server becomes five times as slow for half a minute: the limit falls, learns the new measure, and rises again. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void recoversFromASlowdown(double spread) {
        begin(spread, 4_000).run(20_000);
        world.serviceNanos = 100 * MS;
        world.run(3_000);
        assertThat(pool.limit()).as("seed %d", seed).isLessThan(60);
        world.run(12_000).run(15_000);
        assertThat(world.answered).as("of 6000, seed %d", seed).isGreaterThan(4_000);
        assertThat(world.queued()).as("seed %d", seed).isLessThan(80);
        world.serviceNanos = 20 * MS;
        world.run(15_000).run(10_000);
        assertThat(pool.limit()).as("seed %d", seed).isBetween(20, 100);
        assertThat(world.answered).as("of 20000, seed %d", seed).isGreaterThan(16_000);
        end();
    }

    /** All time-outs: down to the least; then all is well again. */
    @Test
    void risesAgainAfterAnOutage() {
        begin(0.5, 4_000).run(10_000);
        world.serviceNanos = 60_000 * MS;
        world.run(60_000);
        assertThat(pool.limit()).as("seed %d", seed).isLessThan(10);
        world.serviceNanos = 20 * MS;
        world.run(60_000).run(60_000).run(10_000);
        assertThat(pool.limit()).as("seed %d", seed).isBetween(20, 100);
        assertThat(world.answered).as("of 20000, seed %d", seed).isGreaterThan(16_000);
        end();
    }

    /** An overload of minutes does not become the measure of things (concurrency-limits, issue 165). */
    @Test
    void theBaselineDoesNotDriftUp() {
        begin(0.5, 8_000).run(5_000);
        for (int i = 0; i < 20; i++) {
            world.run(10_000);
            assertThat(pool.limit()).as("after %d x 10 s, seed %d", i, seed).isLessThan(100);
        }
        end();
    }

    @Test
    void oneCutForAllDropsThatBeganBeforeIt() {
        AdaptiveLimit limit = new AdaptiveLimit(AdaptiveLimitPolicy.of(1, 100, 200));
        limit.onSample(MS, 1, false, 0);
        for (int i = 0; i < 50; i++) {
            limit.onSample(100 * MS, 100, true, 200 * MS + i);
        }
        assertThat(limit.limit()).isEqualTo(75);
        assertThat(limit.onSample(100 * MS, 100, true, 301 * MS)).isTrue();
        assertThat(limit.limit()).isEqualTo(56);
    }

    @Test
    void doesNotGrowWhileLessThanHalfIsInUse() {
        AdaptiveLimit limit = new AdaptiveLimit(AdaptiveLimitPolicy.defaults());
        for (int i = 0; i < 100_000; i++) {
            limit.onSample(MS, 9, false, i * MS / 10);
        }
        assertThat(limit.limit()).isEqualTo(20);
        for (int i = 100_000; i < 200_000; i++) {
            limit.onSample(MS, 200, false, i * MS / 10);
        }
        assertThat(limit.limit()).isEqualTo(200);
    }

    @Test
    void theFixedLimitStaysTheUpperBound() {
        ConnectionPool bounded = new ConnectionPool(ConnectionPoolPolicy.defaults()
                .withMaxPerEndpoint(10)
                .withAdaptiveLimit(AdaptiveLimitPolicy.defaults()));
        assertThat(bounded.limit()).isEqualTo(10);
        bounded.resize(30);
        assertThat(bounded.limit()).isEqualTo(20);
        bounded.reconfigure(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(30));
        assertThat(bounded.limit()).isEqualTo(30);
        assertThat(pool.limit()).isEqualTo(20);
    }

    private ServerWorld begin(double spread, double requestsPerSecond) {
        world.spread = spread;
        world.requestsPerSecond = requestsPerSecond;
        return world.client(pool);
    }

    private void end() {
        world.stop();
        assertThat(pool.leased()).isZero();
    }
}
