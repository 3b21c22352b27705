package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import dev.failover.retry.RetryPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the next attempt goes, and when. */
class FailoverTest {
    @ParameterizedTest
    @EnumSource
    void aGoodAnswerEndsTheCall(Driving driving) {
        new World(driving, "a b c", POLICY).call(IDEMPOTENT, ok().after(3)).happened("@0 1 a", "@3 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void anotherEndpointIsTriedAtOnce(Driving driving) {
        new World(driving, "a b c", POLICY)
                .call(IDEMPOTENT, refuses().after(2), resets().after(3), ok().after(4))
                .happened("@0 1 a", "@2 2 b", "@5 3 c", "@9 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointThatNeverAnswersIsLeftAfterTheTimeOfAnAttempt(Driving driving) {
        new World(driving, "a b", POLICY)
                .call(IDEMPOTENT, never(), ok().after(1))
                .happened("@0 1 a", "@10000 2 b", "@10001 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void thePreferredEndpointComesFirstThenTheListedOrder(Driving driving) {
        new World(driving, "a b c", POLICY)
                .call(IDEMPOTENT.preferring(1), refuses(), refuses(), ok())
                .happened("@0 1 b", "@0 2 a", "@0 3 c", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void onlyReturningToAnEndpointIsWaitedFor(Driving driving) {
        new World(driving, "a b", POLICY.with(attempts(6)))
                .call(IDEMPOTENT, refuses(), refuses(), refuses(), refuses(), refuses(), ok())
                .happened("@0 1 a", "@0 2 b", "@100 3 a", "@300 4 b", "@700 5 a", "@1500 6 b", "@1500 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theOneThatJustFailedComesLastWhenReturning(Driving driving) {
        new World(driving, "a b c", POLICY.with(attempts(6)))
                .call(IDEMPOTENT.preferring(2), refuses(), refuses(), refuses(), refuses(), refuses(), ok())
                .happened("@0 1 c", "@0 2 a", "@0 3 b", "@100 4 c", "@300 5 a", "@700 6 c", "@700 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theOnlyEndpointIsTriedAgain(Driving driving) {
        new World(driving, "a", POLICY)
                .call(IDEMPOTENT, answers(503).after(1), answers(502).after(1), ok().after(1))
                .happened("@0 1 a", "@101 2 a", "@102 discard 503", "@302 3 a", "@303 discard 502", "@303 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theFirstAttemptCounts(Driving driving) {
        new World(driving, "a b c d", POLICY)
                .call(IDEMPOTENT, refuses(), refuses(), refuses())
                .happened("@0 1 a", "@0 2 b", "@0 3 c", "@0 FINISH CONNECT");
        new World(driving, "a b", POLICY.with(RetryPolicy.none()))
                .call(IDEMPOTENT, refuses())
                .happened("@0 1 a", "@0 FINISH CONNECT");
    }

    @ParameterizedTest
    @EnumSource
    void endpointsThatAreDownComeLastButNotNever(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.endpoint("a").checked(false);
        world.call(IDEMPOTENT.preferring(0), refuses(), ok()).happened("@0 1 b", "@0 2 a", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointWhoseBreakerIsOpenIsPassedOver(Driving driving) {
        World world = new World(driving, "a b", POLICY).opened("a");
        world.call(IDEMPOTENT, ok()).happened("@0 1 b", "@0 FINISH 200");
        assertThat(world.counters("failover.breaker.events")).containsEntry("rejected", 1L);
    }

    /** The call that happens to be the probe of a half-open breaker gets its answer elsewhere when the probe fails. */
    @ParameterizedTest
    @EnumSource
    void aProbeThatFailsCostsItsCallerNothing(Driving driving) {
        World world = new World(driving, "a b", POLICY).opened("a");
        world.time.advance(10_000 * World.MS);
        world.call(IDEMPOTENT, refuses(), ok())
                .call(IDEMPOTENT, ok())
                .happened("@10000 1 a", "@10000 2 b", "@10000 FINISH 200", "@10000 1 b", "@10000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void manyFailuresOpenTheBreakerForLaterCalls(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        for (int i = 0; i < 5; i++) {
            world.call(IDEMPOTENT, refuses(), ok());
        }
        world.trace.clear();
        world.call(IDEMPOTENT, ok()).happened("@0 1 b", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void worksWithMoreEndpointsThanALongHasBits(Driving driving) {
        StringBuilder names = new StringBuilder("e0");
        World.Step[] steps = new World.Step[100];
        steps[0] = refuses();
        for (int i = 1; i < 100; i++) {
            names.append(" e").append(i);
            steps[i] = i == 99 ? ok() : refuses();
        }
        World world = new World(driving, names.toString(), POLICY.with(attempts(100)));
        world.call(IDEMPOTENT, steps).home();
        assertThat(world.trace).hasSize(101).contains("@0 64 e63", "@0 65 e64", "@0 100 e99");
    }

    private static RetryPolicy attempts(int attempts) {
        return POLICY.retry().toBuilder()
                .maxAttempts(attempts)
                .maxDelay(ms(60_000))
                .build();
    }
}
