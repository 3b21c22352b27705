package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.BreakerState;
import dev.failover.call.World.Driving;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interrupts, cancellations and thrown errors: whatever the stage, nothing stays out. */
class GivingUpTest {
    @AfterEach
    void noInterruptIsLeftBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whileAnEndpointNeverAnswers(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.givingUpAfter(70).call(IDEMPOTENT, never()).happened("@0 1 a", "@70 gave up");
        assertThat(world.counters("failover.attempts")).containsOnlyKeys("cancelled");
        assertThat(world.counters("failover.calls")).containsOnlyKeys("cancelled");
    }

    @ParameterizedTest
    @EnumSource
    void whileBackingOff(Driving driving) {
        World world = new World(driving, "a", POLICY);
        world.givingUpAfter(70).call(IDEMPOTENT, refuses()).happened("@0 1 a", "@70 gave up");
        assertThat(world.total("failover.retries")).as("none was made").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void noAttemptFollows(Driving driving) {
        World world = new World(driving, "a b c", POLICY);
        world.givingUpAfter(5).call(IDEMPOTENT, refuses().after(3), refuses().after(3));
        world.time.advance(100_000 * MS);
        world.happened("@0 1 a", "@3 2 b", "@5 gave up");
    }

    /** A probe that was given up says nothing: the next call may probe at once. */
    @ParameterizedTest
    @EnumSource
    void aProbe(Driving driving) {
        World world = new World(driving, "a", POLICY).opened("a");
        world.time.advance(10_000 * MS);
        world.givingUpAfter(1).call(IDEMPOTENT, never()).call(IDEMPOTENT, ok());
        world.happened("@10000 1 a", "@10001 gave up", "@10001 1 a", "@10001 FINISH 200");
        assertThat(world.endpoint("a").breaker().state(world.time.nanos())).isEqualTo(BreakerState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void aThousandTimesOpensNoBreaker(Driving driving) {
        World world = new World(driving, "a", POLICY);
        for (int i = 0; i < 1_000; i++) {
            world.givingUpAfter(1).call(IDEMPOTENT, never());
        }
        world.home();
        assertThat(world.endpoint("a").breaker().wouldPass(world.time.nanos())).isTrue();
    }

    /** A client that says itself that its work was cancelled. */
    @ParameterizedTest
    @EnumSource
    void byTheClientIsTheEnding(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(IDEMPOTENT, World.fails(Outcome.Kind.CANCELLED, new CancellationException()))
                .happened("@0 1 a", "@0 FINISH CANCELLED");
        assertThat(world.counters("failover.calls")).containsOnlyKeys("cancelled");
    }

    @Test
    void aThrownErrorOfAProbeGoesUpAndTheNextMayProbe() {
        World world = new World(Driving.BLOCKING, "a", POLICY).opened("a");
        world.time.advance(10_000 * MS);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> world.call(IDEMPOTENT, throwing(StackOverflowError::new)));
        world.home();
        world.trace.clear();
        world.call(IDEMPOTENT, ok()).happened("@10000 1 a", "@10000 FINISH 200");
    }

    @Test
    void aThrownErrorAfterAnAnswerDiscardsTheAnswer() {
        World world = new World(Driving.BLOCKING, "a b", POLICY);
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> world.call(IDEMPOTENT, World.answers(503), throwing(NoClassDefFoundError::new)));
        world.happened("@0 1 a", "@0 2 b", "@0 discard 503");
    }

    @Test
    void anErrorThatAnAsynchronousClientThrowsEndsTheCall() {
        World world = new World(Driving.ASYNC, "a b", POLICY).opened("a");
        world.time.advance(10_000 * MS);
        world.call(IDEMPOTENT, throwing(NoClassDefFoundError::new))
                .call(IDEMPOTENT, ok())
                .happened("@10000 1 a", "@10000 FINISH LOCAL", "@10000 1 a", "@10000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionThatAClientThrowsIsAnEndingLikeAnother(Driving driving) {
        new World(driving, "a b c", POLICY)
                .call(IDEMPOTENT, refuses(), throwing(() -> new java.net.ConnectException("thrown")), ok())
                .happened("@0 1 a", "@0 2 b", "@0 3 c", "@0 FINISH 200");
    }
}
