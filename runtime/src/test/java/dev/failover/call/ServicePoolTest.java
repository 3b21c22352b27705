package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.call.World.Driving;
import dev.failover.endpoint.Endpoint;
import dev.failover.pool.ConnectionPool;
import dev.failover.pool.ConnectionPoolPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** At most so many attempts at the same time to all endpoints of a service together. */
class ServicePoolTest {
    private static final ConnectionPoolPolicy POOL = ConnectionPoolPolicy.defaults()
            .withMaxPerService(2)
            .withMaxPerEndpoint(1)
            .withAcquireTimeout(ms(1_000));
    private static final ServicePolicy TWO_LEASES = POLICY.with(POOL);

    @ParameterizedTest
    @EnumSource
    void anAttemptTakesAndReturnsBothLeases(Driving driving) {
        World world = new World(driving, "a b", TWO_LEASES);
        List<Integer> seen = new ArrayList<>();
        world.time.schedule(() -> seen.add(world.service.pool().leased()), 5 * MS);
        world.time.schedule(() -> seen.add(world.endpoint("a").pool().leased()), 5 * MS);
        world.call(IDEMPOTENT, ok().after(10)).happened("@0 1 a", "@10 FINISH 200");
        assertThat(seen).containsExactly(1, 1);
    }

    @ParameterizedTest
    @EnumSource
    void aFreeEndpointIsNotAskedWhileTheServiceIsBusy(Driving driving) {
        new World(driving, "a b c", TWO_LEASES)
                .busy(2, 30)
                .call(IDEMPOTENT, ok())
                .happened("@30 1 a", "@30 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void everyAttemptOfARepeatedCallTakesItsOwn(Driving driving) {
        World world = new World(driving, "a b c", TWO_LEASES.with(POOL.withMaxPerService(1)));
        world.call(IDEMPOTENT, refuses().after(1), answers(503).after(1), ok().after(1));
        world.home();
        assertThat(world.trace).contains("@0 1 a", "@1 2 b", "@2 3 c", "@3 FINISH 200");
    }

    /** The service's lease that was waited for helps nobody who finds the endpoint full: it goes back, and both are waited for. */
    @ParameterizedTest
    @EnumSource
    void aGrantedLeaseOfTheServiceIsNotHeldWhileTheEndpointIsFull(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES).busy(2, 30).occupied("a", 1, 60);
        List<Integer> seen = new ArrayList<>();
        world.time.schedule(() -> seen.add(world.service.pool().leased()), 40 * MS);
        world.call(IDEMPOTENT, ok().after(1)).happened("@60 1 a", "@61 FINISH 200");
        assertThat(seen).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource
    void aGrantedLeaseOfTheEndpointIsNotHeldWhileTheServiceIsBusyAgain(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES).busy(2, 30).occupied("a", 1, 60);
        world.time.schedule(() -> world.busy(2, 50), 40 * MS);
        List<Integer> seen = new ArrayList<>();
        world.time.schedule(() -> seen.add(world.endpoint("a").pool().leased()), 70 * MS);
        world.call(IDEMPOTENT, ok().after(1)).happened("@90 1 a", "@91 FINISH 200");
        assertThat(seen).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource
    void whoStandsInTwoLinesDoesNotWaitTwiceAsLong(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES.with(POOL.withAcquireTimeout(ms(100))))
                .busy(2, 60)
                .occupied("a", 1, 150);
        world.call(IDEMPOTENT);
        world.time.runAll();
        world.happened("@100 REJECT POOL_EXHAUSTED");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAWaitTheCallIsRejectedAtOnceAndTakesNothing(Driving driving) {
        World world = new World(driving, "a b", TWO_LEASES.with(POOL.withAcquireTimeout(ms(0)))).busy(2, 5);
        for (int i = 0; i < 1_000; i++) {
            world.call(IDEMPOTENT);
        }
        assertThat(world.trace).containsOnly("@0 REJECT POOL_EXHAUSTED");
        world.time.runAll();
        world.home();
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpInTheLineOfTheServiceOwesNothing(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES).busy(2, 100);
        world.givingUpAfter(50).call(IDEMPOTENT).call(IDEMPOTENT, ok());
        world.happened("@50 gave up", "@100 1 a", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpInTheLineOfTheEndpointOwesNothing(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES).busy(2, 30).occupied("a", 1, 100);
        world.givingUpAfter(50).call(IDEMPOTENT).call(IDEMPOTENT, ok());
        world.happened("@50 gave up", "@100 1 a", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void whoGivesUpWhileAttemptingBringsBothHome(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES);
        world.givingUpAfter(50).call(IDEMPOTENT, never()).happened("@0 1 a", "@50 gave up");
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKING", "SHORT"})
    void anErrorBringsBothHome(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES);
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> world.call(IDEMPOTENT, throwing(StackOverflowError::new)));
        assertThat(world.service.pool().leased()).isZero();
        assertThat(world.endpoint("a").pool().leased()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBreakerThatOpenedMeanwhileKeepsNoLease(Driving driving) {
        World world = new World(driving, "a", TWO_LEASES).busy(2, 30);
        world.time.schedule(() -> world.opened("a"), 10 * MS);
        world.call(IDEMPOTENT).happened("@30 REJECT BREAKERS_OPEN");
    }

    @Test
    void thoseInLineAreServedInTheirOrder() {
        World world = new World(Driving.ASYNC, "a b c", TWO_LEASES).busy(2, 10);
        for (int i = 0; i < 4; i++) {
            world.begin(IDEMPOTENT, answers(201 + i).after(5));
        }
        world.time.runAll();
        world.happened(
                "@10 1 a",
                "@10 1 b",
                "@15 1 a",
                "@15 FINISH 201",
                "@15 1 b",
                "@15 FINISH 202",
                "@20 FINISH 203",
                "@20 FINISH 204");
    }

    /** Those who go back to an endpoint keep the service's lease until they know that all endpoints are full. */
    @Test
    void thoseInLineDoNotPassALeaseRoundThatNobodyCanUse() {
        World world = new World(Driving.ASYNC, "a b", TWO_LEASES.with(POOL.withMaxPerService(1)));
        world.occupied("a", 1, 60_000);
        world.begin(IDEMPOTENT, refuses()).begin(IDEMPOTENT, refuses()).script(ok().after(5), ok().after(5));
        world.time.schedule(() -> world.occupied("b", 1, 250).busy(1, 150), 50 * MS);
        world.time.runAll();
        world.happened("@0 1 b", "@0 1 b", "@300 2 b", "@305 2 b", "@305 FINISH 200", "@310 FINISH 200");
    }

    @Test
    void nobodyOvertakesThoseInLine() {
        World world = new World(Driving.ASYNC, "a b", TWO_LEASES.with(POOL.withMaxPerService(1))).busy(1, 10);
        world.begin(IDEMPOTENT, answers(201).after(5));
        world.time.schedule(() -> world.begin(IDEMPOTENT, answers(202)), 10 * MS);
        world.time.runAll();
        world.happened("@10 1 a", "@15 1 a", "@15 FINISH 202", "@15 FINISH 201");
    }

    /** The limit of a service that is registered anew holds for the leases that are out already. */
    @Test
    void anotherLimitCountsWhatIsOutAlready() {
        World world = new World(Driving.ASYNC, "a b", TWO_LEASES);
        world.begin(IDEMPOTENT, ok().after(10));
        ServiceState narrower = new ServiceState(
                "test",
                List.of(Endpoint.of("http://a"), Endpoint.of("http://b")),
                TWO_LEASES.with(POOL.withMaxPerService(1)),
                world.service.metrics(),
                world.time,
                () -> 0.5,
                ServiceState.Rows.PRIVATE,
                null,
                world.service);
        ConnectionPool pool = narrower.pool();
        assertThat(pool.limit()).isEqualTo(1);
        assertThat(pool.tryAcquire()).isFalse();
        world.time.runAll();
        assertThat(pool.leased()).isZero();
    }
}
