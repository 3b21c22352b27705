package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.NoneFreeTest.noneFree;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.World.Driving;
import dev.failover.retry.RetryBudgetPolicy;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slow call that works without us still works with us: no bound of ours ends it without an attempt that has none. */
class DebtTest {
    private static final ServicePolicy GUEST = ServicePolicy.guest().with(POLICY.retry());

    /** Slower than our bound. */
    private static World.Step slow() {
        return ok().after(33_000);
    }

    /** Whose calls have opened the breaker of a. */
    private static World afterFiveSlowOnes(Driving driving) {
        World world = new World(driving, "a b", GUEST);
        for (int i = 0; i < 5; i++) {
            world.call(IDEMPOTENT, slow(), ok());
        }
        world.trace.clear();
        world.attempts.clear();
        return world;
    }

    @ParameterizedTest
    @EnumSource
    void theOnlyEndpointHasNoBound(Driving driving) {
        new World(driving, "a", GUEST).call(IDEMPOTENT, slow()).happened("@0 1 a", "@33000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyElseAnswersIsAskedAgain(Driving driving) {
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT, slow(), refuses(), slow())
                .happened("@0 1 a", "@30000 2 b", "@30100 3 a", "@63100 FINISH 200");
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT, slow(), never(), slow())
                .happened("@0 1 a", "@30000 2 b", "@60100 3 a", "@93100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void alsoWhenItsBreakerIsOpen(Driving driving) {
        // The first one goes to b, which refuses; then a is asked in spite of its breaker, and b is owed nothing.
        afterFiveSlowOnes(driving)
                .call(IDEMPOTENT, refuses(), slow())
                .happened("@150000 1 b", "@150000 2 a", "@183000 FINISH 200");
        World both = afterFiveSlowOnes(driving);
        both.call(IDEMPOTENT, never(), refuses(), slow())
                .happened("@150000 1 b", "@180000 2 a", "@180100 3 b", "@213100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void alsoWhenThoseThatTimedOutHaveOpenedIt(Driving driving) {
        ServicePolicy suspicious =
                GUEST.with(CircuitBreakerPolicy.builder().failureThreshold("1").build());
        new World(driving, "a b", suspicious)
                .call(IDEMPOTENT, slow(), refuses(), slow())
                .happened("@0 1 a", "@30000 2 b", "@30000 3 a", "@63000 FINISH 200");
        new World(driving, "a b", suspicious)
                .call(IDEMPOTENT, slow(), answers(503), slow())
                .happened("@0 1 a", "@30000 2 b", "@30000 3 a", "@63000 discard 503", "@63000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void alsoWhenTheRetryBudgetIsSpent(Driving driving) {
        World world = new World(
                driving,
                "a b",
                GUEST.with(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0)));
        world.call(IDEMPOTENT, slow(), slow()).happened("@0 1 a", "@30000 2 a", "@63000 FINISH 200");
        assertThat(world.attempts.get(world.attempts.size() - 1).timeoutNanos()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void alsoWhenThereAreMoreEndpointsThanAttempts(Driving driving) {
        new World(driving, "a b c d", GUEST)
                .call(IDEMPOTENT, slow(), refuses(), refuses(), slow())
                .happened("@0 1 a", "@30000 2 b", "@30000 3 c", "@30000 4 a", "@63000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void itIsOwedOnce(Driving driving) {
        new World(driving, "a b c d", GUEST)
                .call(IDEMPOTENT, slow(), refuses(), refuses(), answers(503))
                .happened("@0 1 a", "@30000 2 b", "@30000 3 c", "@30000 4 a", "@30000 FINISH 503");
    }

    /** Whose connection came too late for our bound. */
    private static World.Step connectsLate() {
        return World.fails(Outcome.Kind.CONNECT, new ConnectException("timed out"))
                .after(2_000);
    }

    private static World withoutBudget(Driving driving) {
        return new World(
                driving,
                "a b",
                GUEST.with(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0)));
    }

    @ParameterizedTest
    @EnumSource
    void noLessWhereItHadNoTimeToConnect(Driving driving) {
        for (CallSpec spec : List.of(IDEMPOTENT, CallSpec.NOT_IDEMPOTENT)) {
            World world = withoutBudget(driving);
            world.call(spec, connectsLate(), ok().after(3_000)).happened("@0 1 a", "@2000 2 a", "@5000 FINISH 200");
            assertThat(world.attempts.get(world.attempts.size() - 1).connectTimeoutNanos())
                    .isZero();
        }
    }

    /** Its client has no bound of ours for that: it would not end otherwise the next time. */
    @ParameterizedTest
    @EnumSource
    void whoWasGivenItsOwnTimeToConnectIsOwedNothing(Driving driving) {
        withoutBudget(driving)
                .call(IDEMPOTENT, connectsLate().after(5_000).inOwnTime())
                .happened("@0 1 a", "@5000 FINISH CONNECT");
        withoutBudget(driving)
                .call(IDEMPOTENT, connectsLate().after(30_000).inOwnTime(), slow())
                .happened("@0 1 a", "@30000 2 a", "@63000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void ofThatNobodyElseIsWaitedForInstead(Driving driving) {
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT, connectsLate(), never(), slow())
                .happened("@0 1 a", "@2000 2 b", "@32100 3 a", "@65100 FINISH 200");
    }

    /** Who was asked meanwhile may have carried it out. */
    @ParameterizedTest
    @EnumSource
    void whatMustNotBeSentTwiceIsNot(Driving driving) {
        new World(driving, "a b c", GUEST)
                .call(CallSpec.NOT_IDEMPOTENT, connectsLate(), refuses(), resets())
                .happened("@0 1 a", "@2000 2 b", "@2000 3 c", "@2000 FINISH IO");
        new World(driving, "a b c", GUEST)
                .call(IDEMPOTENT, slow(), refuses(), resets().notRepeatable())
                .happened("@0 1 a", "@30000 2 b", "@30000 3 c", "@30000 FINISH IO");
    }

    @ParameterizedTest
    @EnumSource
    void norIsAnybodyAskedWhenTheTimeOfTheCallIsOver(Driving driving) {
        new World(driving, "a b c", GUEST)
                .call(IDEMPOTENT.within(3_000 * World.MS), connectsLate(), refuses(), never())
                .happened("@0 1 a", "@2000 2 b", "@2000 3 c", "@3000 FINISH TIMEOUT");
    }

    /** Who has said how long it may take means it. */
    @ParameterizedTest
    @EnumSource
    void whatTheUserHasSaidIsBelieved(Driving driving) {
        ServicePolicy said = GUEST.with(GUEST.timeouts().withConnect(Duration.ofSeconds(2)))
                .with(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0));
        new World(driving, "a b", said).call(IDEMPOTENT, connectsLate()).happened("@0 1 a", "@2000 FINISH CONNECT");
    }

    /** Who has said how long an attempt may take has not said how long connecting may. */
    @ParameterizedTest
    @EnumSource
    void whatTheUserHasSaidOfAttemptsIsNotSaidOfConnecting(Driving driving) {
        ServicePolicy said = GUEST.with(GUEST.timeouts().withAttempt(Duration.ofSeconds(60)));
        World world = new World(
                driving,
                "a b",
                said.with(RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0)));
        world.call(IDEMPOTENT, connectsLate(), ok().after(3_000)).happened("@0 1 a", "@2000 2 a", "@5000 FINISH 200");
        assertThat(world.attempts.get(world.attempts.size() - 1).connectTimeoutNanos())
                .isZero();

        World alone = new World(driving, "a", said);
        alone.call(IDEMPOTENT, ok().after(3_000)).happened("@0 1 a", "@3000 FINISH 200");
        assertThat(alone.attempts)
                .allSatisfy(attempt -> assertThat(attempt.connectTimeoutNanos()).isZero());
    }

    @ParameterizedTest
    @EnumSource
    void whoRefusesAtOnceIsOwedNothing(Driving driving) {
        withoutBudget(driving).call(IDEMPOTENT, refuses()).happened("@0 1 a", "@0 FINISH CONNECT");
        withoutBudget(driving).call(IDEMPOTENT, noneFree().after(5_000)).happened("@0 1 a", "@5000 FINISH CONNECT");
    }

    /** It has said how long it waits for all attempts together: a bound of ours could only take from that. */
    @ParameterizedTest
    @EnumSource
    void aCallThatTheProgramBoundsHasNoOtherBound(Driving driving) {
        new World(driving, "a b", GUEST)
                .call(IDEMPOTENT.within(60_000 * World.MS), slow())
                .happened("@0 1 a", "@33000 FINISH 200");
    }
}
