package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call makes of {@code Retry-After}. */
class RetryAfterCallTest {
    @ParameterizedTest
    @EnumSource
    void anotherEndpointIsTriedAtOnce(Driving driving) {
        new World(driving, "a b", POLICY)
                .call(IDEMPOTENT, answers(503, 5_000), ok())
                .happened("@0 1 a", "@0 2 b", "@0 discard 503", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theSameEndpointIsWaitedFor(Driving driving) {
        new World(driving, "a", POLICY)
                .call(IDEMPOTENT, answers(503, 5_000), ok())
                .happened("@0 1 a", "@5000 2 a", "@5000 discard 503", "@5000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theBackOffCountsWhenItIsLonger(Driving driving) {
        new World(driving, "a", POLICY)
                .call(IDEMPOTENT, answers(503, 50), ok())
                .happened("@0 1 a", "@100 2 a", "@100 discard 503", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aWaitAboveTheCapIsNotWaitedFor(Driving driving) {
        World world = new World(driving, "a", POLICY);
        world.call(IDEMPOTENT, answers(503, 10_001)).happened("@0 1 a", "@0 FINISH 503");
        assertThat(world.counters("failover.retries.suppressed")).containsOnlyKeys("no_endpoint");
    }

    @ParameterizedTest
    @EnumSource
    void aWaitThatPassesTheDeadlineIsNotWaitedFor(Driving driving) {
        World world = new World(driving, "a", POLICY);
        world.call(IDEMPOTENT.within(4_000 * MS), answers(503, 5_000)).happened("@0 1 a", "@0 FINISH 503");
        assertThat(world.counters("failover.retries.suppressed")).containsOnlyKeys("deadline");
    }

    @ParameterizedTest
    @EnumSource
    void laterCallsLeaveTheEndpointAloneUntilThen(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(IDEMPOTENT, answers(503, 5_000), ok());
        world.trace.clear();
        world.call(IDEMPOTENT, ok());
        world.time.advance(5_001 * MS);
        world.call(IDEMPOTENT, ok());
        world.happened("@0 1 b", "@0 FINISH 200", "@5001 1 a", "@5001 FINISH 200");
    }

    /** b may be called again at once, a not before it said. */
    @ParameterizedTest
    @EnumSource
    void anEndpointThatWantsToBeLeftAloneIsNotReturnedToEarlier(Driving driving) {
        new World(driving, "a b", POLICY)
                .call(IDEMPOTENT, answers(503, 5_000), refuses(), ok())
                .happened("@0 1 a", "@0 2 b", "@100 3 b", "@100 discard 503", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theShortestWishIsWaitedFor(Driving driving) {
        new World(driving, "a b", POLICY)
                .call(IDEMPOTENT, answers(503, 5_000), answers(503, 2_000), ok())
                .happened("@0 1 a", "@0 2 b", "@0 discard 503", "@2000 3 b", "@2000 discard 503", "@2000 FINISH 200");
    }

    /** The one without a wish has an open breaker: the other one's wish is what there is to wait for. */
    @ParameterizedTest
    @EnumSource
    void anEndpointThatCannotBeCalledIsNoReasonToHurry(Driving driving) {
        World world = new World(driving, "a b", POLICY).opened("b");
        world.call(IDEMPOTENT, answers(503, 5_000), ok())
                .happened("@0 1 a", "@5000 2 a", "@5000 discard 503", "@5000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void withoutACapTheFieldIsIgnored(Driving driving) {
        World world = new World(
                driving,
                "a",
                POLICY.with(POLICY.retry().toBuilder().maxRetryAfter(ms(0)).build()));
        world.call(IDEMPOTENT, answers(503, 5_000), ok())
                .happened("@0 1 a", "@100 2 a", "@100 discard 503", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsLeftAloneForMoreThanAnHour(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(IDEMPOTENT, answers(503, 100L * 365 * 86_400_000), ok());
        world.trace.clear();
        world.time.advance(3_600_001 * MS);
        world.call(IDEMPOTENT, ok()).happened("@3600001 1 a", "@3600001 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whoAnswersWellAgainIsNoLongerLeftAlone(Driving driving) {
        World world = new World(driving, "a", POLICY);
        world.call(IDEMPOTENT, answers(503, 86_400_000)).call(IDEMPOTENT, ok());
        world.trace.clear();
        world.call(IDEMPOTENT, refuses(), ok()).happened("@0 1 a", "@100 2 a", "@100 FINISH 200");
    }

    /** A 429 that is handed over as an answer is no sign that the endpoint can be asked again. */
    @ParameterizedTest
    @EnumSource
    void beingAskedForPatienceAgainTakesNothingBack(Driving driving) {
        World world = new World(driving, "a", POLICY);
        world.call(IDEMPOTENT, answers(503, 86_400_000)).call(IDEMPOTENT, answers(429));
        assertThat(world.endpoint("a").leftAloneFor(world.time.nanos())).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void beingAskedForPatienceIsNoFaultOfTheEndpoint(Driving driving) {
        World world = new World(
                driving,
                "a",
                POLICY.with(POLICY.retry().toBuilder()
                                .retryOnStatus(429)
                                .maxAttempts(50)
                                .build())
                        .with(TimeoutPolicy.defaults().withDeadline(ms(0))));
        World.Step[] steps = new World.Step[50];
        for (int i = 0; i < 50; i++) {
            steps[i] = answers(429, 0);
        }
        world.call(IDEMPOTENT, steps).home();
        assertThat(world.endpoint("a").breaker().wouldPass(world.time.nanos())).isTrue();
        assertThat(world.counters("failover.breaker.events")).isEmpty();
    }
}
