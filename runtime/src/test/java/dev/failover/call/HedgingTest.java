package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.fails;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slow attempt gets company: who answers first wins, the other one is called off and leaves nothing behind. */
class HedgingTest {
    private static final HedgePolicy HEDGE = HedgePolicy.after(ms(50)).withBudget(RetryBudgetPolicy.unlimited());
    private static final ServicePolicy HEDGED = POLICY.with(HEDGE);

    private static final RetryBudgetPolicy NOTHING =
            RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0);
    /** Pays for one hedge: its floor of a tenth a second, for the ten seconds of its window. */
    private static final RetryBudgetPolicy ONE = NOTHING.withFloorPerSecond(0.1);

    private static World world(String endpoints, ServicePolicy policy) {
        return new World(Driving.ASYNC, endpoints, policy);
    }

    @Test
    void aFastAnswerIsNotHedged() {
        World world = world("a b", HEDGED);
        world.call(IDEMPOTENT, ok().after(49)).happened("@0 1 a", "@49 FINISH 200");
        assertThat(world.counters("failover.hedges")).isEmpty();
    }

    @Test
    void theHedgeOvertakesASlowAttempt() {
        World world = world("a b", HEDGED);
        world.call(IDEMPOTENT, ok().after(1_000), answers(201).after(10))
                .happened("@0 1 a", "@50 2 b", "@60 FINISH 201");
        assertThat(world.counters("failover.hedges")).containsOnlyKeys("won");
        assertThat(world.counters("failover.attempts")).containsOnlyKeys("ok", "cancelled");
        assertThat(world.counters("failover.retries")).isEmpty();
    }

    @Test
    void theFirstAttemptMayStillWin() {
        World world = world("a b", HEDGED);
        world.call(IDEMPOTENT, ok().after(60), answers(201).after(100)).happened("@0 1 a", "@50 2 b", "@60 FINISH 200");
        assertThat(world.counters("failover.hedges")).containsOnlyKeys("lost");
    }

    @Test
    void theLosersPermitAndLeaseComeHomeThoughItNeverSaysAnythingAgain() {
        World world = world("a b", HEDGED);
        world.call(IDEMPOTENT, never(), ok().after(10)).happened("@0 1 a", "@50 2 b", "@60 FINISH 200");
        assertThat(world.endpoint("a").pool().leased()).isZero();
    }

    @Test
    void aFastFailureOfTheFirstAttemptDoesNotFailTheCall() {
        world("a b", HEDGED).call(IDEMPOTENT, refuses(), ok()).happened("@0 1 a", "@0 2 b", "@0 FINISH 200");
    }

    @Test
    void aFailureWhileTheHedgeIsUnderWayWaitsForTheHedge() {
        world("a b", HEDGED)
                .call(IDEMPOTENT, answers(503).after(60), ok().after(100))
                .happened("@0 1 a", "@50 2 b", "@150 discard 503", "@150 FINISH 200");
    }

    /** It has the connection that the hedge may be waiting for. */
    @Test
    void aFailureThatIsTheLastWordDoesNotWaitForTheHedge() {
        World world = world("a b c", HEDGED);
        world.call(IDEMPOTENT, answers(503).after(60).last(), never()).happened("@0 1 a", "@50 2 b", "@60 FINISH 503");
        assertThat(world.counters("failover.attempts")).containsOnlyKeys("status_5xx", "cancelled");
        assertThat(world.endpoint("b").pool().leased()).isZero();
    }

    /** An answer that would not be repeated ends a call, hedged or not; waiting for the hedge may mean that it waits for this one's connection. */
    @Test
    void anAnswerThatIsNotWorthRepeatingDoesNotWaitForTheHedge() {
        World world = world("a b c", HEDGED);
        world.call(IDEMPOTENT, answers(500).after(60), never()).happened("@0 1 a", "@50 2 b", "@60 FINISH 500");
        assertThat(world.counters("failover.attempts")).containsOnlyKeys("status_5xx", "cancelled");
        assertThat(world.endpoint("b").pool().leased()).isZero();
    }

    @Test
    void anAnswerThatIsWorthRepeatingWaitsForTheHedgeWhateverFailedBefore() {
        world("a b c", POLICY.with(HEDGE.withMaxHedges(2)))
                .call(
                        IDEMPOTENT,
                        fails(Outcome.Kind.LOCAL, new IllegalStateException("ours"))
                                .after(110),
                        answers(503).after(70),
                        ok().after(50))
                .happened("@0 1 a", "@50 2 b", "@100 3 c", "@150 discard 503", "@150 FINISH 200");
    }

    @Test
    void theLastWordOfAHedgeEndsTheCallToo() {
        world("a b c", HEDGED)
                .call(IDEMPOTENT, never(), answers(503).after(10).last())
                .happened("@0 1 a", "@50 2 b", "@60 FINISH 503");
    }

    @Test
    void aFailedHedgeLeavesTheFirstAttemptAlone() {
        world("a b", HEDGED)
                .call(IDEMPOTENT, ok().after(100), refuses().after(10))
                .happened("@0 1 a", "@50 2 b", "@100 FINISH 200");
    }

    @Test
    void whenBothFailTheCallIsRepeatedAsAnyOther() {
        World world = world("a b c", HEDGED);
        world.call(IDEMPOTENT, refuses().after(60), refuses().after(20), ok())
                .happened("@0 1 a", "@50 2 b", "@70 3 c", "@70 FINISH 200");
        assertThat(world.total("failover.retries")).isOne();
    }

    @Test
    void whatMustNotBeSentTwiceIsNeverHedged() {
        world("a b", HEDGED).call(NOT_IDEMPOTENT, ok().after(1_000)).happened("@0 1 a", "@1000 FINISH 200");
    }

    @Test
    void aHedgeIsPossibleWhereNoRetryIs() {
        world("a b", HEDGED.with(RetryPolicy.none()))
                .call(IDEMPOTENT, ok().after(1_000), ok())
                .happened("@0 1 a", "@50 2 b", "@50 FINISH 200");
    }

    @Test
    void moreHedgesFollowInTheSamePace() {
        world("a b c", POLICY.with(HEDGE.withMaxHedges(2)))
                .call(IDEMPOTENT, never(), never(), ok().after(10))
                .happened("@0 1 a", "@50 2 b", "@100 3 c", "@110 FINISH 200");
    }

    @Test
    void aSingleEndpointIsHedgedToo() {
        world("a", HEDGED).call(IDEMPOTENT, never(), ok()).happened("@0 1 a", "@50 2 a", "@50 FINISH 200");
    }

    @Test
    void everyAnswerThatIsNotHandedOverIsDiscarded() {
        world("a b c", POLICY.with(HEDGE.withMaxHedges(2)))
                .call(IDEMPOTENT, answers(503).after(110), answers(502).after(70), ok().after(30))
                .happened("@0 1 a", "@50 2 b", "@100 3 c", "@120 discard 503", "@130 discard 502", "@130 FINISH 200");
    }

    /** Its body is gone, say, with the attempt that ended first. */
    @Test
    void whatOneAttemptSaysAboutRepeatingHoldsWhateverTheOtherSays() {
        World world = world("a b c", POLICY.with(HEDGE.withMaxHedges(2)));
        world.call(IDEMPOTENT, refuses().after(60).notRepeatable(), refuses().after(100))
                .happened("@0 1 a", "@50 2 b", "@150 FINISH CONNECT");
        assertThat(world.counters("failover.hedges")).containsOnlyKeys("lost", "suppressed");
    }

    @Test
    void aFailureThatMakesRepeatingSenselessDoesSoForBoth() {
        World world = world("a b c", POLICY.with(HEDGE.withMaxHedges(2)));
        world.call(
                        IDEMPOTENT,
                        fails(Outcome.Kind.LOCAL, new IllegalStateException("ours"))
                                .after(60),
                        refuses().after(100))
                .happened("@0 1 a", "@50 2 b", "@150 FINISH CONNECT");
        world.trace.clear();
        world.call(
                        IDEMPOTENT,
                        fails(Outcome.Kind.LOCAL, new IllegalStateException("ours"))
                                .after(60),
                        ok().after(100))
                .happened("@150 1 a", "@200 2 b", "@300 FINISH 200");
    }

    @Test
    void y14_anEmptyBudgetSuppressesTheNewHedgeAndNothingElse() {
        World world = world("a b", POLICY.with(HEDGE.withBudget(NOTHING)));
        world.call(IDEMPOTENT, ok().after(200)).happened("@0 1 a", "@200 FINISH 200");
        assertThat(world.counters("failover.hedges")).containsOnlyKeys("suppressed");
    }

    /** The budget runs out while the hedge that it paid for is under way: either attempt may still win. */
    @ParameterizedTest
    @CsvSource({"130, 200, 200, lost", "200, 70, 201, won", "1000, 1000, 200, lost"})
    void y14_aBudgetThatRunsOutLeavesTheAttemptsInFlightAlone(int first, int hedge, int winner, String hedgeIs) {
        World world = world(
                "a b c", POLICY.with(HEDGE.withMaxHedges(2).withBudget(ONE)).with(RetryPolicy.none()));
        world.call(IDEMPOTENT, ok().after(first), answers(201).after(hedge))
                .happened("@0 1 a", "@50 2 b", "@" + Math.min(first, 50 + hedge) + " FINISH " + winner);
        assertThat(world.counters("failover.hedges")).containsOnlyKeys(hedgeIs, "suppressed");
        assertThat(world.total("failover.hedges")).isEqualTo(2);
        assertThat(world.counters("failover.attempts")).containsOnlyKeys("ok", "cancelled");
    }

    @Test
    void y14_norDoesAFailureAfterItDecideWhileTheOtherMayAnswer() {
        ServicePolicy once = POLICY.with(HEDGE.withMaxHedges(2).withBudget(ONE)).with(RetryPolicy.none());
        world("a b c", once)
                .call(IDEMPOTENT, refuses().after(130), ok().after(200))
                .happened("@0 1 a", "@50 2 b", "@250 FINISH 200");
        world("a b c", once)
                .call(IDEMPOTENT, ok().after(300), refuses().after(80))
                .happened("@0 1 a", "@50 2 b", "@300 FINISH 200");
    }

    @Test
    void anEmptyLimiterSuppressesTheHedge() {
        World world = world("a b", HEDGED.with(RateLimiterPolicy.of("1/h").withBurst(1)));
        world.call(IDEMPOTENT, ok().after(200)).happened("@0 1 a", "@200 FINISH 200");
        assertThat(world.counters("failover.hedges")).containsOnlyKeys("suppressed");
    }

    @Test
    void theDeadlineEndsBothAttempts() {
        world("a b", HEDGED.with(RetryPolicy.none()))
                .call(IDEMPOTENT.within(100 * World.MS), never(), never())
                .happened("@0 1 a", "@50 2 b", "@100 FINISH TIMEOUT");
    }

    @Test
    void givingUpCallsOffBoth() {
        world("a b", HEDGED)
                .givingUpAfter(70)
                .call(IDEMPOTENT, never(), never())
                .happened("@0 1 a", "@50 2 b", "@70 gave up");
    }

    @Test
    void theDelayFollowsOurOwnPercentileOnceItIsKnown() {
        World world = world("a b", POLICY.with(HedgePolicy.afterPercentile(95)));
        world.call(IDEMPOTENT, ok().after(500));
        for (int i = 0; i < 200; i++) {
            world.call(IDEMPOTENT, ok().after(20));
        }
        assertThat(world.counters("failover.hedges"))
                .as("nobody knows yet what is late")
                .isEmpty();
        world.time.advance(5_000 * World.MS);
        world.trace.clear();
        long begin = world.time.elapsed() / World.MS;
        world.call(IDEMPOTENT, ok().after(500), ok());
        long hedgedAfter = Long.parseLong(
                        world.trace.get(1).substring(1, world.trace.get(1).indexOf(' ')))
                - begin;
        assertThat(world.trace.get(1)).endsWith(" 2 b");
        assertThat(hedgedAfter).isBetween(17L, 23L);
    }
}
