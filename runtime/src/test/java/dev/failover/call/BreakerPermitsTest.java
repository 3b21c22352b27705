package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static dev.failover.call.World.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.BreakerMode;
import dev.failover.breaker.BreakerState;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.World.Driving;
import dev.failover.pool.ConnectionPoolPolicy;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call's permit comes home, whatever becomes of the call. */
class BreakerPermitsTest {
    private static final ServicePolicy ONE_ATTEMPT =
            POLICY.with(POLICY.retry().toBuilder().maxAttempts(1).build());

    private static World probing(Driving driving, String endpoints, ServicePolicy policy) {
        World world = new World(driving, endpoints, policy).opened("a");
        world.time.advance(10_000 * MS);
        assertThat(state(world)).isEqualTo(BreakerState.HALF_OPEN);
        return world;
    }

    private static BreakerState state(World world) {
        return world.endpoint("a").breaker().state(world.time.nanos());
    }

    private static ServicePolicy ignoring(Predicate<Throwable> predicate) {
        return ONE_ATTEMPT.with(CircuitBreakerPolicy.builder()
                .failureThreshold("2")
                .ignoreFailures(SocketException.class)
                .ignoreFailureIf(predicate)
                .build());
    }

    @Test
    void b1_aProbeThatThrowsAnErrorMakesRoomForTheNext() {
        World world = probing(Driving.BLOCKING, "a", POLICY);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> world.call(IDEMPOTENT, throwing(StackOverflowError::new)));
        assertThat(world.endpoint("a").breaker().wouldPass(world.time.nanos())).isTrue();
    }

    @Test
    void b1_soDoesAnAsynchronousOne() {
        World world = probing(Driving.ASYNC, "a", POLICY);
        world.call(IDEMPOTENT, throwing(StackOverflowError::new)).call(IDEMPOTENT, ok());
        assertThat(state(world)).isEqualTo(BreakerState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void b2_anIgnoredFailureReturnsTheProbesPlace(Driving driving) {
        World world = new World(driving, "a", ignoring(failure -> false));
        world.call(IDEMPOTENT, timesOut()).call(IDEMPOTENT, timesOut());
        world.time.advance(10_000 * MS);
        for (int i = 0; i < 10; i++) {
            world.call(IDEMPOTENT, refuses()).call(IDEMPOTENT, resets());
            assertThat(state(world)).isEqualTo(BreakerState.HALF_OPEN);
        }
        world.call(IDEMPOTENT, ok()).home();
        assertThat(state(world)).isEqualTo(BreakerState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void b14_ignoredFailuresAreIgnoredInEveryState(Driving driving) {
        World world = new World(driving, "a", ignoring(failure -> failure instanceof ConnectException));
        for (int i = 0; i < 10; i++) {
            world.call(IDEMPOTENT, refuses()).call(IDEMPOTENT, resets());
        }
        assertThat(state(world)).isEqualTo(BreakerState.CLOSED);
        world.call(IDEMPOTENT, timesOut()).call(IDEMPOTENT, refuses()).call(IDEMPOTENT, timesOut());
        assertThat(state(world)).as("two that count, none between them").isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void b3_aProbeThatIsGivenUpMakesRoomForTheNext(Driving driving) {
        World world = probing(driving, "a", POLICY);
        world.givingUpAfter(1).call(IDEMPOTENT, never()).call(IDEMPOTENT, ok());
        assertThat(state(world)).isEqualTo(BreakerState.CLOSED);
    }

    /** The time-out is the probe's ending: it has failed, and the next one comes after the recovery time. */
    @ParameterizedTest
    @EnumSource
    void b3_aProbeWhoseCalleeNeverCompletesTimesOut(Driving driving) {
        World world = probing(driving, "a", ONE_ATTEMPT);
        world.call(IDEMPOTENT, never());
        assertThat(state(world)).isEqualTo(BreakerState.OPEN);
        world.time.advance(20_000 * MS);
        world.call(IDEMPOTENT, ok()).home();
        assertThat(state(world)).isEqualTo(BreakerState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void b5_aPoolThatIsFullCostsNoProbe(Driving driving) {
        ServicePolicy full = POLICY.with(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1));
        World world = probing(driving, "a", full).occupied("a", 1, 60_000);
        for (int i = 0; i < 3; i++) {
            world.call(IDEMPOTENT);
            assertThat(world.trace.get(i)).endsWith("REJECT POOL_EXHAUSTED");
        }
        assertThat(world.endpoint("a").breaker().wouldPass(world.time.nanos())).isTrue();
        world.time.runAll();
        world.call(IDEMPOTENT, ok()).home();
        assertThat(state(world)).isEqualTo(BreakerState.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void b17_aPredicateThatThrowsChangesNoResult(Driving driving) {
        World world = new World(driving, "a", ignoring(failure -> {
            throw new IllegalStateException("expected");
        }));
        world.call(IDEMPOTENT, timesOut())
                .call(IDEMPOTENT, timesOut())
                .happened("@0 1 a", "@0 FINISH TIMEOUT", "@0 1 a", "@0 FINISH TIMEOUT");
        assertThat(state(world)).isEqualTo(BreakerState.OPEN);
    }

    @ParameterizedTest
    @EnumSource
    void aForcedOpenEndpointIsPassedOver(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.endpoint("a").breaker().mode(BreakerMode.FORCED_OPEN);
        world.call(IDEMPOTENT, ok()).happened("@0 1 b", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aBreakerThatOnlyObservesTurnsNobodyAway(Driving driving) {
        World world = new World(driving, "a", ONE_ATTEMPT);
        world.endpoint("a").breaker().mode(BreakerMode.OBSERVE);
        for (int i = 0; i < 20; i++) {
            world.call(IDEMPOTENT, refuses());
        }
        world.home();
        assertThat(state(world)).isEqualTo(BreakerState.OPEN);
        assertThat(world.total("failover.attempts")).isEqualTo(20);
        assertThat(world.counters("failover.breaker.events")).containsEntry("opened", 1L);
    }

    /** The duration that the breaker hears is that of the attempt. */
    @ParameterizedTest
    @EnumSource
    void slowAnswersOpenIt(Driving driving) {
        World world = new World(
                driving,
                "a",
                POLICY.with(CircuitBreakerPolicy.builder()
                        .minimumCalls(3)
                        .slowCallDuration(World.ms(50))
                        .build()));
        world.call(IDEMPOTENT, ok().after(51)).call(IDEMPOTENT, ok().after(51));
        assertThat(state(world)).isEqualTo(BreakerState.CLOSED);
        world.call(IDEMPOTENT, ok().after(51)).home();
        assertThat(state(world)).isEqualTo(BreakerState.OPEN);
    }

    private static World.Step timesOut() {
        return World.fails(Outcome.Kind.TIMEOUT, new SocketTimeoutException("late"));
    }
}
