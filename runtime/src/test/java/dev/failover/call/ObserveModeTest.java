package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.time.VirtualTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Observe mode decides, tells and counts, and sends every request once, where it would have gone without us. */
class ObserveModeTest {
    private static World observing(Driving driving, ServicePolicy policy) {
        return new World(driving, "a b", policy, new VirtualTime(), true);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsHandedOverAndTheRepetitionOnlyTold(Driving driving) {
        World world = observing(driving, POLICY);
        world.call(IDEMPOTENT.preferring(1), answers(503))
                .call(NOT_IDEMPOTENT.preferring(0), refuses())
                .call(NOT_IDEMPOTENT.preferring(0), resets())
                .happened("@0 1 b", "@0 FINISH 503", "@0 1 a", "@0 FINISH CONNECT", "@0 1 a", "@0 FINISH IO");
        assertThat(world.observed).containsExactly("RETRY http://b", "RETRY http://a");
        assertThat(world.counters("failover.observed")).containsEntry("retry", 2L);
        assertThat(world.total("failover.retries")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anOpenBreakerIsOnlyTold(Driving driving) {
        World world = observing(driving, POLICY).opened("a");
        world.call(IDEMPOTENT, ok()).happened("@0 1 a", "@0 FINISH 200");
        assertThat(world.observed).containsExactly("SKIP_ENDPOINT http://a");
    }

    @ParameterizedTest
    @EnumSource
    void theBreakerTakesNote(Driving driving) {
        World world = observing(driving, POLICY);
        for (int i = 0; i < 5; i++) {
            world.call(IDEMPOTENT, resets());
        }
        assertThat(world.endpoint("a").breaker().wouldPass(world.time.nanos())).isFalse();
        world.time.advance(10_000 * MS);
        world.call(IDEMPOTENT, ok());
        assertThat(world.counters("failover.breaker.events")).containsEntry("closed", 1L);
    }

    @ParameterizedTest
    @EnumSource
    void theLimiterHoldsNobodyUp(Driving driving) {
        World world = observing(
                driving, POLICY.with(RateLimiterPolicy.of("10/s").withBurst(1).withWait(ms(100))));
        world.call(IDEMPOTENT, ok())
                .call(IDEMPOTENT, ok())
                .call(IDEMPOTENT, ok())
                .happened("@0 1 a", "@0 FINISH 200", "@0 1 a", "@0 FINISH 200", "@0 1 a", "@0 FINISH 200");
        assertThat(world.observed).containsExactly("WAIT null", "REJECT null");
    }

    @ParameterizedTest
    @EnumSource
    void noBoundAndNoLeaseLimitCounts(Driving driving) {
        World world = observing(
                        driving, POLICY.with(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1)))
                .occupied("a", 1, 0);
        world.call(IDEMPOTENT, ok().after(1_000_000)).happened("@0 1 a", "@1000000 FINISH 200");
        assertThat(world.attempts.get(0).timeoutNanos()).isZero();
        assertThat(world.attempts.get(0).connectTimeoutNanos()).isZero();
        assertThat(world.attempts.get(0).mayBeRepeated()).isFalse();
    }
}
