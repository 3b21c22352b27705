package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import dev.failover.pool.ConnectionPoolPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call does when all leases of an endpoint are out. */
class LeaseWaitTest {
    private static final ServicePolicy ONE_LEASE =
            POLICY.with(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withAcquireTimeout(ms(1_000)));

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
        World world = new World(driving, "a b", ONE_LEASE).occupied("a", 1, 100).occupied("b", 1, 40);
        world.time.schedule(() -> world.opened("a"), 50 * MS);
        world.call(IDEMPOTENT, ok()).happened("@100 1 b", "@100 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void aRepetitionWhoseBreakerOpenedWhileItStoodInLineGoesElsewhere(Driving driving) {
        World world = new World(driving, "a b c", ONE_LEASE);
        world.time.schedule(() -> world.occupied("a", 1, 100), 5 * MS);
        world.time.schedule(() -> world.opened("a"), 150 * MS);
        world.call(IDEMPOTENT, refuses().after(3), refuses().after(3), refuses().after(3));
        world.trace.clear();
        World four = new World(
                driving,
                "a b",
                ONE_LEASE.with(POLICY.retry().toBuilder().maxAttempts(4).build()));
        four.time.schedule(() -> four.occupied("a", 1, 200), 5 * MS);
        four.time.schedule(() -> four.opened("a"), 150 * MS);
        four.call(IDEMPOTENT, refuses().after(3), refuses().after(3), ok())
                .happened("@0 1 a", "@3 2 b", "@205 3 b", "@205 FINISH 200");
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
