package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import dev.failover.limiter.RateLimiterPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller whose client ends the call by itself has the answer that is there, rather than none. Whoever drives step by step waits himself. */
class OwnTimeoutTest {
    private static World giving(Driving driving, String endpoints, ServicePolicy policy, long ownTimeout) {
        World world = new World(driving, endpoints, policy);
        world.ownTimeout = ownTimeout;
        return world;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAZY")
    void aPauseThatWouldTakeLongerIsNotWaitedFor(Driving driving) {
        World world = giving(driving, "a", POLICY, 5_000);
        world.call(IDEMPOTENT, answers(503, 5_000)).happened("@0 1 a", "@0 FINISH 503");
        assertThat(world.counters("failover.retries.suppressed")).containsOnlyKeys("deadline");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAZY")
    void oneThatFitsIs(Driving driving) {
        giving(driving, "a", POLICY, 5_001)
                .call(IDEMPOTENT, answers(503, 5_000), ok())
                .happened("@0 1 a", "@5000 2 a", "@5000 discard 503", "@5000 FINISH 200");
    }

    /** From the begin of the call on. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAZY")
    void theTimeOfAttemptsCounts(Driving driving) {
        giving(driving, "a", POLICY, 5_001)
                .call(IDEMPOTENT, answers(503, 5_000).after(1))
                .happened("@0 1 a", "@1 FINISH 503");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAZY")
    void attemptsAreNotBound(Driving driving) {
        giving(driving, "a b", POLICY, 5_000)
                .call(IDEMPOTENT, never(), ok())
                .happened("@0 1 a", "@10000 2 b", "@10000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LAZY")
    void nobodyWaitsForTheRateLimiterInVain(Driving driving) {
        ServicePolicy hourly =
                POLICY.with(RateLimiterPolicy.of("1/h").withBurst(1).withWait(ms(7_200_000)));
        giving(driving, "a", hourly, 5_000)
                .call(IDEMPOTENT, answers(503))
                .call(IDEMPOTENT)
                .happened("@0 1 a", "@0 FINISH 503", "@0 REJECT RATE_LIMITED");
    }
}
