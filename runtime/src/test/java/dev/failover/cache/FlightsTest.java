package dev.failover.cache;

import static dev.failover.cache.CacheWorld.headers;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4: requests that wait for another one which fetches the same ("collapsed requests"). */
class FlightsTest {
    private static final String FRESH = "Cache-Control: max-age=100";
    private final CacheWorld world = CacheWorld.ofPrivate();

    private CacheExchange begin(String... fields) {
        return world.cache.begin(world.request("GET", "/", fields), world.policy);
    }

    private static void answer(CacheExchange exchange, String... fields) {
        CacheReply reply = exchange.received(200, headers(fields));
        if (reply.recorder() != null) {
            reply.recorder().complete(new byte[] {'x'});
        }
    }

    @Test
    void oneFetchesForAll() {
        CacheExchange leader = begin();
        assertThat(leader.flight()).isNull();
        List<CacheExchange> followers = new ArrayList<>();
        List<String> landed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CacheExchange follower = begin();
            follower.flight().whenLanded(() -> landed.add("landed"));
            followers.add(follower);
        }
        assertThat(landed).isEmpty();
        answer(leader, FRESH);
        assertThat(landed).hasSize(10);
        for (CacheExchange follower : followers) {
            CachedAnswer answer = follower.again().answer();
            assertThat(answer.headers().first("Cache-Status")).isEqualTo("failover; fwd=uri-miss; collapsed; ttl=100");
            assertThat(answer.body()).containsExactly('x');
        }
        assertThat(world.metrics.snapshot().toString()).contains("result=collapsed} 10");
    }

    /** Who looked before the landing and starts after it finds what has landed. */
    @Test
    void whoComesAtTheLandingFetchesNothing() {
        CacheExchange leader = begin();
        CacheExchange late = begin();
        assertThat(leader.flight()).isNull();
        answer(leader, FRESH);
        List<String> landed = new ArrayList<>();
        late.flight().whenLanded(() -> landed.add("landed"));
        assertThat(landed).hasSize(1);
        assertThat(late.again().answer().body()).containsExactly('x');
    }

    /** Nobody waits twice, and whoever waits in vain goes itself. */
    @Test
    void whoWaitedInVainGoesAlone() {
        CacheExchange leader = begin();
        assertThat(leader.flight()).isNull();
        CacheExchange follower = begin();
        assertThat(follower.flight()).isNotNull();
        answer(leader, "Cache-Control: no-store");
        CacheExchange again = follower.again();
        assertThat(again.answer()).isNull();
        assertThat(again.flight()).isNull();
    }

    /** What was not stored is not waited for, for a while. */
    @Test
    void nobodyWaitsForWhatWasNotStored() {
        CacheExchange leader = begin();
        assertThat(leader.flight()).isNull();
        answer(leader, "Cache-Control: no-store");
        assertThat(begin().flight()).isNull();
        assertThat(begin().flight()).isNull();
        world.clock.advance(11);
        assertThat(begin().flight()).isNull();
        assertThat(begin().flight()).isNotNull();
    }

    /** What was found to be still good is as good as stored: the next ones wait again. */
    @Test
    void aValidationIsWaitedFor() {
        world.says("", "Cache-Control: max-age=1", "ETag: \"a\"");
        world.get("/");
        for (int i = 0; i < 3; i++) {
            world.clock.advance(1);
            CacheExchange leader = begin();
            assertThat(leader.flight()).isNull();
            CacheExchange follower = begin();
            assertThat(follower.flight()).isNotNull();
            leader.received(304, headers("Cache-Control: max-age=1", "ETag: \"a\""));
            assertThat(follower.again().answer().status()).isEqualTo(200);
        }
    }

    /** However the leader ends. */
    @Test
    void theLeaderMayGiveUp() {
        CacheExchange leader = begin();
        assertThat(leader.flight()).isNull();
        List<String> landed = new ArrayList<>();
        begin().flight().whenLanded(() -> landed.add("landed"));
        leader.close();
        leader.close();
        assertThat(landed).hasSize(1);
    }

    @Test
    void aLeaderThatIsNeverHeardOfIsReplaced() {
        assertThat(begin().flight()).isNull();
        Flight lost = begin().flight();
        world.clock.advance(TimeUnit.NANOSECONDS.toSeconds(Flights.LOST_AFTER) - 1);
        assertThat(begin().flight()).isSameAs(lost);
        world.clock.advance(1);
        assertThat(begin().flight()).as("the new leader").isNull();
        assertThat(begin().flight()).isNotNull().isNotSameAs(lost);
    }

    /** The leader that was taken for lost ends nobody else's flight. */
    @Test
    void aLateLeaderEndsOnlyItsOwnFlight() {
        CacheExchange late = begin();
        assertThat(late.flight()).isNull();
        world.clock.advance(30);
        assertThat(begin().flight()).isNull();
        Flight current = begin().flight();
        answer(late, FRESH);
        List<String> landed = new ArrayList<>();
        current.whenLanded(() -> landed.add("landed"));
        assertThat(landed).isEmpty();
    }

    /** Others want something else, or must not be given the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: a",
                "Cookie: a",
                "Accept: a",
                "Accept-Language: a",
                "Range: bytes=0-1",
                "If-None-Match: \"a\"",
                "Cache-Control: no-cache",
                "Cache-Control: no-store",
                "Pragma: no-cache"
            })
    void othersDoNotWait(String field) {
        assertThat(begin().flight()).isNull();
        assertThat(begin(field).flight()).isNull();
    }

    /** Nor do they when it is known that the field makes a difference. */
    @Test
    void whoWantsAnotherVariantDoesNotWait() {
        world.says("", FRESH, "Vary: X-A");
        world.get("/", "X-A: 1");
        assertThat(begin("X-A: 2").flight()).isNull();
        assertThat(begin("X-A: 3").flight()).isNull();
        assertThat(begin("X-A: 3").flight()).isNotNull();
    }

    @Test
    void onlyGetsWait() {
        assertThat(begin().flight()).isNull();
        for (String method : new String[] {"HEAD", "POST", "QUERY"}) {
            assertThat(world.cache
                            .begin(world.request(method, "/"), world.policy)
                            .flight())
                    .isNull();
        }
    }

    /** A thread that waits does so for as long as it wants to. */
    @Test
    void waitingHasABound() throws InterruptedException {
        assertThat(begin().flight()).isNull();
        Flight flight = begin().flight();
        flight.await(1);
        Thread.currentThread().interrupt();
        org.assertj.core.api.Assertions.assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> flight.await(TimeUnit.HOURS.toNanos(1)));
    }
}
