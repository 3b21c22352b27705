package dev.failover.cache;

import static dev.failover.cache.CacheWorld.date;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4.2.3: somebody sets the clock. */
class ClockJumpsTest {
    private final CacheWorld world = CacheWorld.ofPrivate();

    /** Within one run of the JVM only the time counts that has gone by. */
    @ParameterizedTest
    @ValueSource(longs = {-1_000_000_000, -3_600, -1, 1, 3_600, 1_000_000_000})
    void aJumpMakesNothingOlderOrYounger(long jump) {
        world.says("first", "Cache-Control: max-age=100", "Date: " + date(0)).says("second");
        world.get("/");
        world.clock.advance(40);
        world.clock.set(jump);
        CacheWorld.Got got = world.get("/");
        assertThat(got.isHit()).isTrue();
        assertThat(got.first("Age")).isEqualTo("40");
        world.clock.advance(60);
        assertThat(world.get("/").body()).isEqualTo("second");
    }

    /** A jump while a response is on its way makes it older at most, never of a negative age. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600, 3_600})
    void aJumpDuringTheExchange(long jump) {
        CacheExchange exchange = world.cache.begin(world.request("GET", "/"), world.policy);
        world.clock.set(jump);
        exchange.received(200, CacheWorld.headers("Cache-Control: max-age=10000"))
                .recorder()
                .complete(new byte[0]);
        assertThat(Long.parseLong(world.get("/").first("Age"))).isBetween(0L, 3_600L);
    }

    /** After a restart only the time of day is left. */
    @Test
    void afterARestartTheTimeOfDayCounts() {
        restart(TestClock.START);
        world.clock.set(40);
        assertThat(world.get("/").first("Age")).isEqualTo("40");
    }

    /** What comes from the future may be of any age. */
    @Test
    void afterARestartWithTheClockSetBackNothingIsFresh() {
        restart(TestClock.START + TimeUnit.HOURS.toMillis(1));
        world.says("second");
        assertThat(world.get("/").body()).isEqualTo("second");
    }

    private void restart(long storedAt) {
        Times times = new Times(storedAt, storedAt, Times.THIS_JVM + 1, 12_345);
        StoredResponse stored = new StoredResponse(
                200,
                CacheWorld.headers("Cache-Control: max-age=100"),
                new byte[0],
                new Selector("", new String[0], new String[0]),
                times,
                0,
                0);
        world.store.compareAndSet("/", null, Variants.of(java.util.List.of(stored)));
    }
}
