package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;

import dev.failover.call.World.Driving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A guest's endpoint has answered, or failed, and its program would know by now: what is tried elsewhere for a better ending must
 * come to an end, and leaves it what there was.
 */
class KeptFromItsEndingTest {
    private static final ServicePolicy GUEST = ServicePolicy.guest().with(POLICY.retry());

    @ParameterizedTest
    @EnumSource
    void anAnswerIsNotWithheldForAnEndpointThatHangs(Driving driving) {
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT, answers(503), never())
                .happened("@0 1 a", "@0 2 b", "@120000 FINISH 503");
    }

    @ParameterizedTest
    @EnumSource
    void norIsAFailure(Driving driving) {
        // The latest one is this time-out; who carries the call out tells the program of the first one.
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT, resets(), never())
                .happened("@0 1 a", "@0 2 b", "@120000 FINISH TIMEOUT");
    }

    @ParameterizedTest
    @EnumSource
    void norWhereItsOwnEndpointIsAskedOnceMore(Driving driving) {
        new World(driving, "a", GUEST)
                .call(IDEMPOTENT, answers(503), never())
                .happened("@0 1 a", "@100 2 a", "@120100 FINISH 503");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatWasNotAskedIsAskedFirst(Driving driving) {
        new World(driving, "a b c", GUEST)
                .call(IDEMPOTENT, answers(503), never(), ok())
                .happened("@0 1 a", "@0 2 b", "@30000 3 c", "@30000 discard 503", "@30000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProgramBoundsEndsSoonerToo(Driving driving) {
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT.within(300_000 * World.MS), answers(503), never())
                .happened("@0 1 a", "@0 2 b", "@120000 FINISH 503");
    }

    @ParameterizedTest
    @EnumSource
    void aSlowOneElsewhereHasItsTime(Driving driving) {
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT, refuses(), ok().after(100_000))
                .happened("@0 1 a", "@0 2 b", "@100000 FINISH 200");
    }

    /** Of which nobody could say whether it was carried out. */
    @ParameterizedTest
    @EnumSource
    void whatMustNotBeSentTwiceIsWaitedFor(Driving driving) {
        new World(driving, "a b", GUEST)
                .call(NOT_IDEMPOTENT, refuses(), ok().after(500_000))
                .happened("@0 1 a", "@0 2 b", "@500000 FINISH 200");
    }
}
