package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.fails;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.Outcome.Kind;
import dev.failover.call.World.Driving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be sent twice. */
class IdempotencyTest {
    @ParameterizedTest
    @EnumSource
    void whatNeverLeftMayGoElsewhere(Driving driving) {
        new World(driving, "a b c", POLICY)
                .call(NOT_IDEMPOTENT, refuses(), refuses(), ok())
                .happened("@0 1 a", "@0 2 b", "@0 3 c", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whatMayHaveBeenProcessedIsNotSentTwice(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(NOT_IDEMPOTENT, resets());
        world.call(NOT_IDEMPOTENT, never());
        world.call(NOT_IDEMPOTENT, answers(503));
        world.call(NOT_IDEMPOTENT, refuses(), resets());
        world.happened(
                "@0 1 a",
                "@0 FINISH IO",
                "@0 1 a",
                "@10000 FINISH TIMEOUT",
                "@10000 1 a",
                "@10000 FINISH 503",
                "@10000 1 a",
                "@10000 2 b",
                "@10000 FINISH IO");
        assertThat(world.counters("failover.retries.suppressed")).containsOnlyKeys("not_idempotent");
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsGoneCannotBeSentAgain(Driving driving) {
        new World(driving, "a b", POLICY)
                .call(IDEMPOTENT, resets().notRepeatable())
                .call(IDEMPOTENT, refuses().notRepeatable())
                .call(IDEMPOTENT, answers(503).notRepeatable())
                .happened("@0 1 a", "@0 FINISH IO", "@0 1 a", "@0 FINISH CONNECT", "@0 1 a", "@0 FINISH 503");
    }

    @ParameterizedTest
    @EnumSource
    void answersThatNoRepetitionMendsAreHandedOver(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        for (int status : new int[] {301, 400, 404, 429, 500, 501, 505}) {
            world.trace.clear();
            world.call(IDEMPOTENT, answers(status)).happened("@0 1 a", "@0 FINISH " + status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureThatIsNotTheEndpointsIsNotRepeated(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        for (int i = 0; i < 20; i++) {
            world.call(IDEMPOTENT, fails(Kind.LOCAL, new IllegalArgumentException("no such header")));
        }
        world.trace.clear();
        world.call(IDEMPOTENT, ok()).happened("@0 1 a", "@0 FINISH 200");
    }

    /** A driver that can hand an answer over only once must know whether it may have to take it back. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHORT")
    void anAttemptSaysWhetherItsAnswerMayBeRepeated(Driving driving) {
        World world = new World(driving, "a b c", POLICY);
        world.call(IDEMPOTENT, refuses(), refuses(), refuses()).call(NOT_IDEMPOTENT, ok());
        assertThat(world.attempts).extracting(Attempt::mayBeRepeated).containsExactly(true, true, false, false);
    }
}
