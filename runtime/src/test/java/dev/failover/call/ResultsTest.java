package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which of several endings the caller gets, and what becomes of the others. */
class ResultsTest {
    @ParameterizedTest
    @EnumSource
    void aRealAnswerWinsOverLaterFailures(Driving driving) {
        World world = new World(driving, "a b c", POLICY);
        world.call(IDEMPOTENT, refuses(), answers(503), resets())
                .happened("@0 1 a", "@0 2 b", "@0 3 c", "@0 FINISH 503");
        assertThat(world.firstFailure).hasMessage("refused");
    }

    @ParameterizedTest
    @EnumSource
    void theLatestAnswerWinsOverEarlierOnes(Driving driving) {
        World world = new World(driving, "a b c", POLICY);
        world.call(IDEMPOTENT, answers(503), answers(502), resets())
                .happened("@0 1 a", "@0 2 b", "@0 discard 503", "@0 3 c", "@0 FINISH 502");
        assertThat(world.firstFailure).hasMessage("reset");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnAnswerTheLatestFailureIsTheEnding(Driving driving) {
        World world = new World(driving, "a b c", POLICY);
        world.call(IDEMPOTENT, refuses(), never(), resets())
                .happened("@0 1 a", "@0 2 b", "@10000 3 c", "@10000 FINISH IO");
        assertThat(world.firstFailure).hasMessage("refused");
    }

    @ParameterizedTest
    @EnumSource
    void aGoodAnswerLeavesNoFailureBehindButTheFirst(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(IDEMPOTENT, answers(503), ok()).home();
        assertThat(world.firstFailure).isNull();
    }

    /** A 404 of one endpoint is no better than one of another; but it is an answer, and a 503 before it is not kept. */
    @ParameterizedTest
    @EnumSource
    void aClientsMistakeIsAnAnswer(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(IDEMPOTENT, answers(503), answers(404))
                .happened("@0 1 a", "@0 2 b", "@0 discard 503", "@0 FINISH 404");
        assertThat(world.counters("failover.calls")).containsOnlyKeys("success");
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpGetsNothingAndWhatThereWasIsDiscarded(Driving driving) {
        new World(driving, "a", POLICY)
                .givingUpAfter(50)
                .call(IDEMPOTENT, answers(503))
                .happened("@0 1 a", "@50 discard 503", "@50 gave up");
    }
}
