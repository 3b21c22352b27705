package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
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
import dev.failover.limiter.ServerLimit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rate limit makes of calls. */
class LimitedCallTest {
    private static final RateLimiterPolicy ONE_IN_100_MS =
            RateLimiterPolicy.of("10/s").withBurst(1);

    @ParameterizedTest
    @EnumSource
    void aCallBeyondTheRateIsRejectedAtOnce(Driving driving) {
        World world = new World(driving, "a", POLICY.with(ONE_IN_100_MS.withWait(ms(99))));
        world.call(IDEMPOTENT, ok()).call(IDEMPOTENT).happened("@0 1 a", "@0 FINISH 200", "@0 REJECT RATE_LIMITED");
        assertThat(world.counters("failover.calls")).containsEntry("rejected", 1L);
    }

    @ParameterizedTest
    @EnumSource
    void aCallWaitsForItsTurn(Driving driving) {
        new World(driving, "a", POLICY.with(ONE_IN_100_MS.withWait(ms(100))))
                .call(IDEMPOTENT, ok())
                .call(IDEMPOTENT, ok())
                .call(IDEMPOTENT, ok())
                .happened("@0 1 a", "@0 FINISH 200", "@100 1 a", "@100 FINISH 200", "@200 1 a", "@200 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyWaitsLongerThanHisDeadline(Driving driving) {
        new World(driving, "a", POLICY.with(ONE_IN_100_MS.withWait(ms(1_000))))
                .call(IDEMPOTENT, ok())
                .call(IDEMPOTENT.within(99 * MS))
                .call(IDEMPOTENT.within(150 * MS), ok())
                .happened("@0 1 a", "@0 FINISH 200", "@0 REJECT RATE_LIMITED", "@100 1 a", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aWaitThatUsesUpTheWholeDeadlineIsNoAttempt(Driving driving) {
        World world = new World(driving, "a", POLICY.with(ONE_IN_100_MS.withWait(ms(1_000))));
        world.call(IDEMPOTENT, ok())
                .call(IDEMPOTENT.within(100 * MS))
                .happened("@0 1 a", "@0 FINISH 200", "@100 REJECT DEADLINE");
        world.trace.clear();
        world.call(IDEMPOTENT, ok()).happened("@100 1 a", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpWaitingLeavesHisPermitToTheNext(Driving driving) {
        new World(driving, "a", POLICY.with(ONE_IN_100_MS.withWait(ms(100))))
                .call(IDEMPOTENT, ok())
                .givingUpAfter(40)
                .call(IDEMPOTENT)
                .call(IDEMPOTENT, ok())
                .happened("@0 1 a", "@0 FINISH 200", "@40 gave up", "@100 1 a", "@100 FINISH 200");
    }

    /** Pitfall L4: who is interrupted or cancelled while waiting gives the permit back; the next one waits one period at most. */
    @ParameterizedTest
    @EnumSource
    void l4_anInterruptWhileWaitingGivesThePermitBack(Driving driving) {
        World world = new World(driving, "a", POLICY.with(ONE_IN_100_MS.withWait(ms(1_000))));
        world.call(IDEMPOTENT, ok());
        for (int i = 0; i < 5; i++) {
            world.givingUpAfter(10).call(IDEMPOTENT);
        }
        world.call(IDEMPOTENT, ok())
                .happened(
                        "@0 1 a",
                        "@0 FINISH 200",
                        "@10 gave up",
                        "@20 gave up",
                        "@30 gave up",
                        "@40 gave up",
                        "@50 gave up",
                        "@100 1 a",
                        "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void l4_anInterruptGivesThePermitBackToEveryRate(Driving driving) {
        World world = new World(
                driving,
                "a",
                POLICY.with(RateLimiterPolicy.of("10/s burst 1, 60/m burst 3").withWait(ms(3_000))));
        world.call(IDEMPOTENT, ok()).call(IDEMPOTENT, ok());
        for (int i = 0; i < 5; i++) {
            world.givingUpAfter(10).call(IDEMPOTENT);
        }
        world.trace.clear();
        world.call(IDEMPOTENT, ok())
                .call(IDEMPOTENT, ok())
                .happened("@200 1 a", "@200 FINISH 200", "@1000 1 a", "@1000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void l4_whoGivesUpWaitingForTheServersResetTakesNothingOfTheNextWindow(Driving driving) {
        World world = new World(
                driving, "a", POLICY.with(RateLimiterPolicy.fromServer().withWait(ms(1_000))));
        world.service.limiter().heard(ServerLimit.of(1, 300 * MS), world.time.nanos());
        world.call(IDEMPOTENT, ok())
                .givingUpAfter(50)
                .call(IDEMPOTENT)
                .call(IDEMPOTENT, ok())
                .happened("@0 1 a", "@0 FINISH 200", "@50 gave up", "@300 1 a", "@300 FINISH 200");
    }

    /** What the server said to remain is not used up by calls that are rejected for another reason. */
    @ParameterizedTest
    @EnumSource
    void aCallThatIsRejectedForAnotherReasonKeepsNothingOfTheServers(Driving driving) {
        World world = new World(driving, "a", POLICY.with(RateLimiterPolicy.fromServer())).opened("a");
        world.service.limiter().heard(ServerLimit.of(2, 60_000 * MS), world.time.nanos());
        for (int i = 0; i < 5; i++) {
            world.call(IDEMPOTENT);
        }
        assertThat(world.trace).containsOnly("@0 REJECT BREAKERS_OPEN");
        assertThat(world.service.limiter().availablePermits(world.time.nanos())).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatIsRejectedForAnotherReasonKeepsNoPermit(Driving driving) {
        World world = new World(driving, "a", POLICY.with(ONE_IN_100_MS)).opened("a");
        for (int i = 0; i < 5; i++) {
            world.call(IDEMPOTENT);
        }
        assertThat(world.trace).containsOnly("@0 REJECT BREAKERS_OPEN");
    }

    /** The quota counts requests, so a repetition needs a permit too, but does not wait for one. */
    @ParameterizedTest
    @EnumSource
    void aRepetitionTakesAPermit(Driving driving) {
        World world = new World(driving, "a b", POLICY.with(ONE_IN_100_MS));
        world.call(IDEMPOTENT, refuses()).happened("@0 1 a", "@0 FINISH CONNECT");
        assertThat(world.counters("failover.retries.suppressed")).containsOnlyKeys("limiter");
        assertThat(world.total("failover.retries")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aRepetitionThatDoesNotComeAboutKeepsNoPermit(Driving driving) {
        World world = new World(driving, "a", POLICY.with(ONE_IN_100_MS.withBurst(2)));
        world.call(IDEMPOTENT, answers(503, 60_000))
                .call(IDEMPOTENT.within(MS), refuses())
                .call(IDEMPOTENT)
                .happened("@0 1 a", "@0 FINISH 503", "@0 1 a", "@0 FINISH CONNECT", "@0 REJECT RATE_LIMITED");
    }

    /** The wait for the server's next window is no back-off: whoever was not asked yet comes first. */
    @ParameterizedTest
    @EnumSource
    void aRepetitionThatWaitedForItsPermitGoesWhereNobodyWasAsked(Driving driving) {
        World world = new World(
                driving,
                "a b c",
                POLICY.with(RateLimiterPolicy.of("100/s").withBurst(1).fromServer(true)));
        world.call(IDEMPOTENT, resets(), resets(), ok()).happened("@0 1 a", "@10 2 b", "@20 3 c", "@20 FINISH 200");
    }

    /** Back-off and wait for the permit begin together, at the failure. */
    @ParameterizedTest
    @EnumSource
    void aWaitForThePermitIsNoShortCutOfTheBackOff(Driving driving) {
        World world = new World(
                driving,
                "a",
                POLICY.with(RateLimiterPolicy.of("100/s").withBurst(1).fromServer(true)));
        world.call(IDEMPOTENT, resets(), resets(), ok()).happened("@0 1 a", "@100 2 a", "@300 3 a", "@300 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aBackOffThatIsOverWhenThePermitIsThereIsNotWaitedForAgain(Driving driving) {
        World world = new World(
                driving,
                "a",
                POLICY.with(RateLimiterPolicy.of("5/s").withBurst(1).fromServer(true)));
        world.call(IDEMPOTENT, resets(), ok()).happened("@0 1 a", "@200 2 a", "@200 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpWaitingToRepeatLeavesHisPermitToTheNext(Driving driving) {
        World world = new World(
                driving,
                "a b",
                POLICY.with(RateLimiterPolicy.of("10/s")
                        .withBurst(1)
                        .withWait(ms(100))
                        .fromServer(true)));
        world.givingUpAfter(40)
                .call(IDEMPOTENT, resets())
                .call(IDEMPOTENT, ok())
                .happened("@0 1 a", "@40 gave up", "@100 1 a", "@100 FINISH 200");
    }
}
