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

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.World.Driving;
import dev.failover.pool.ConnectionPoolPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call does when all leases of an endpoint are out. */
class LeaseWaitTest {
    private static final ServicePolicy ONE_LEASE =
            POLICY.with(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withAcquireTimeout(ms(1_000)));

    private static final CircuitBreakerPolicy QUICK_RECOVERY = CircuitBreakerPolicy.builder()
            .recoveryTime(ms(500))
            .recoveryJitter(0)
            .build();

    @ParameterizedTest
    @EnumSource
    void anotherEndpointTakesTheCallAtOnce(Driving driving) {
        new World(driving, "a b", ONE_LEASE)
                .occupied("a", 1, 0)
                .call(IDEMPOTENT, ok().after(1))
                .happened("@0 1 b", "@1 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theCallWaitsUntilALeaseComesHome(Driving driving) {
        new World(driving, "a", ONE_LEASE)
                .occupied("a", 1, 30)
                .call(IDEMPOTENT, ok().after(1))
                .happened("@30 1 a", "@31 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theWaitIsBounded(Driving driving) {
        World world = new World(driving, "a", ONE_LEASE).occupied("a", 1, 5_000);
        world.call(IDEMPOTENT);
        world.time.runAll();
        world.happened("@1000 REJECT POOL_EXHAUSTED");
        world.trace.clear();
        world.call(IDEMPOTENT, ok()).happened("@5000 1 a", "@5000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theWaitIsBoundedByTheDeadlineToo(Driving driving) {
        World world = new World(driving, "a", ONE_LEASE).occupied("a", 1, 5_000);
        world.call(IDEMPOTENT.within(300 * MS));
        world.time.runAll();
        world.happened("@300 REJECT POOL_EXHAUSTED");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAWaitTheCallIsRejectedAtOnce(Driving driving) {
        World world = new World(
                        driving,
                        "a",
                        POLICY.with(ConnectionPoolPolicy.defaults()
                                .withMaxPerEndpoint(1)
                                .withAcquireTimeout(ms(0))))
                .occupied("a", 1, 5_000);
        for (int i = 0; i < 1_000; i++) {
            world.call(IDEMPOTENT);
        }
        assertThat(world.trace).containsOnly("@0 REJECT POOL_EXHAUSTED");
        world.time.runAll();
        world.home();
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpWaitingOwesNothing(Driving driving) {
        World world = new World(driving, "a", ONE_LEASE).occupied("a", 1, 100);
        world.givingUpAfter(50).call(IDEMPOTENT).call(IDEMPOTENT, ok());
        world.happened("@50 gave up", "@100 1 a", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aLeaseIsNotUsedForABreakerThatOpenedMeanwhile(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE).occupied("a", 1, 40).occupied("b", 1, 100);
        world.time.schedule(() -> world.opened("a"), 20 * MS);
        world.call(IDEMPOTENT, ok()).happened("@100 1 b", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aRepetitionWhoseBreakerOpenedWhileItStoodInLineGoesElsewhere(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE);
        world.time.schedule(() -> world.occupied("a", 1, 200).occupied("b", 1, 250), 8 * MS);
        world.time.schedule(() -> world.opened("a"), 150 * MS);
        world.call(IDEMPOTENT, refuses().after(3), refuses().after(3), ok())
                .happened("@0 1 a", "@3 2 b", "@258 3 b", "@258 FINISH 200");
    }

    /** A hanging endpoint must not keep a call from the others. */
    @ParameterizedTest
    @EnumSource
    void theCallTakesWhicheverEndpointIsFreeFirst(Driving driving) {
        World world = new World(driving, "a b c", ONE_LEASE)
                .occupied("a", 1, 60_000)
                .occupied("b", 1, 10)
                .occupied("c", 1, 20);
        world.call(IDEMPOTENT, ok().after(30));
        world.time.runAll();
        world.happened("@10 1 b", "@40 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aRepetitionGoesBackToAFreeEndpointAndDoesNotWaitForTheOthers(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE).occupied("a", 1, 60_000);
        world.call(IDEMPOTENT, resets(), ok());
        world.time.runAll();
        world.happened("@0 1 b", "@100 2 b", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aRepetitionStandsInLineForTheOneThatFailedLastToo(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE).occupied("a", 1, 60_000);
        world.time.schedule(() -> world.occupied("b", 1, 100), 50 * MS);
        world.call(IDEMPOTENT, resets(), ok());
        world.time.runAll();
        world.happened("@0 1 b", "@150 2 b", "@150 FINISH 200");
    }

    /** It stood in line for the one that failed last only because nobody else could be asked. */
    @ParameterizedTest
    @EnumSource
    void aRepetitionPrefersTheOneThatCanBeAskedAgainMeanwhile(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE.with(QUICK_RECOVERY)).opened("a");
        world.time.schedule(() -> world.occupied("b", 1, 600), 50 * MS);
        world.call(IDEMPOTENT, resets(), ok()).happened("@0 1 b", "@650 2 a", "@650 FINISH 200");
    }

    /** A grant that comes while the call stands in line does not go to one that asked for patience meanwhile. */
    @ParameterizedTest
    @EnumSource
    void aRepetitionLeavesAloneWhoAskedForItMeanwhile(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE).occupied("a", 1, 200);
        world.time.schedule(() -> world.occupied("b", 1, 250), 50 * MS);
        world.time.schedule(
                () -> world.endpoint("a").leaveAlone(5_000 * MS, world.time.nanos(), world.time.nanos()), 150 * MS);
        world.call(IDEMPOTENT, resets(), ok()).happened("@0 1 b", "@300 2 b", "@300 FINISH 200");
    }

    /** Nobody stood in line for b, whose breaker was open. */
    @ParameterizedTest
    @EnumSource
    void theCallSearchesOnceMoreBeforeItIsRejected(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE.with(QUICK_RECOVERY))
                .occupied("a", 1, 60_000)
                .opened("b");
        world.call(IDEMPOTENT, ok());
        world.time.runAll();
        world.happened("@1000 1 b", "@1000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpWaitingLeavesEveryLine(Driving driving) {
        World world = new World(driving, "a b", ONE_LEASE).occupied("a", 1, 100).occupied("b", 1, 200);
        world.givingUpAfter(50).call(IDEMPOTENT);
        assertThat(world.endpoint("a").pool().waiting()).isZero();
        assertThat(world.endpoint("b").pool().waiting()).isZero();
        world.time.runAll();
        world.happened("@50 gave up");
    }

    /** Who came first is first in every line; nobody takes two leases, and nobody who comes later overtakes. */
    @Test
    void thoseInSeveralLinesAreServedInTheirOrder() {
        World world =
                new World(Driving.ASYNC, "a b", ONE_LEASE).occupied("a", 1, 20).occupied("b", 1, 10);
        for (int i = 1; i <= 4; i++) {
            world.begin(IDEMPOTENT, answers(200 + i).after(25));
        }
        world.time.schedule(() -> world.begin(IDEMPOTENT, answers(205).after(25)), 10 * MS);
        world.time.runAll();
        world.happened(
                "@10 1 b",
                "@20 1 a",
                "@35 1 b",
                "@35 FINISH 201",
                "@45 1 a",
                "@45 FINISH 202",
                "@60 1 b",
                "@60 FINISH 203",
                "@70 FINISH 204",
                "@85 FINISH 205");
    }

    /** Two leases come home before the call is stepped again: one of them goes to the next in line. */
    @Test
    void aSecondLeaseThatWasGrantedGoesToTheNextInLine() {
        World world =
                new World(Driving.ASYNC, "a b", ONE_LEASE).occupied("a", 1, 60).occupied("b", 1, 60);
        List<Runnable> wakers = new ArrayList<>();
        Call<String> slow = new Call<>(world.service, IDEMPOTENT, () -> wakers.add(() -> {}));
        assertThat(slow.start()).isEqualTo(Decision.WAIT);
        world.begin(IDEMPOTENT, ok().after(5));
        world.time.advance(60 * MS);
        assertThat(wakers).as("one for each lease").hasSize(2);
        assertThat(world.trace).isEmpty();
        assertThat(slow.wake()).isEqualTo(Decision.ATTEMPT);
        world.time.runAll();
        slow.ended(slow.attempt(), Outcome.success("ok"));
        world.happened("@60 1 b", "@65 FINISH 200");
        assertThat(slow.attempt().endpoint().host()).isEqualTo("a");
    }

    /** Those in line are served in their order, and each gets the whole of what it asked for. */
    @ParameterizedTest
    @EnumSource
    void manyCallsShareOneLease(Driving driving) {
        World world = new World(driving, "a", ONE_LEASE);
        for (int i = 0; i < 50; i++) {
            world.occupied("a", 1, 10).call(IDEMPOTENT, ok());
        }
        world.home();
        assertThat(world.trace).hasSize(100).last().isEqualTo("@500 FINISH 200");
    }
}
