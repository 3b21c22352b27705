package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.call.World.Driving;
import dev.failover.pool.AdaptiveLimitPolicy;
import dev.failover.pool.ConnectionPool;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.VirtualTime;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leases of attempts that never end, or end too late. */
class LostLeaseTest {
    private static final ConnectionPoolPolicy ONE =
            ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withLeaseTimeout(ms(5_000));
    private static final ServicePolicy ONCE = POLICY.with(RetryPolicy.none()).with(ONE);
    private static final ServicePolicy UNBOUNDED =
            ONCE.with(POLICY.timeouts().withDeadline(ms(0)).withAttempt(ms(0)));

    private final VirtualTime time = new VirtualTime();
    private final List<Report<String>> reports = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void l3_cancelBringsTheLeaseHomeThoughTheCalleeNeverCompletes(Driving driving) {
        World world = new World(driving, "a", UNBOUNDED.with(ONE.withLeaseTimeout(ms(0))));
        world.givingUpAfter(50).call(IDEMPOTENT, never());
        world.call(IDEMPOTENT, ok()).happened("@0 1 a", "@50 gave up", "@50 1 a", "@50 FINISH 200");
        assertThat(world.endpoint("a").pool().leaked()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void l3_anOuterTimeOutBringsTheLeaseHomeThoughTheCalleeNeverCompletes(Driving driving) {
        new World(driving, "a", ONCE)
                .call(IDEMPOTENT.within(300 * MS), never())
                .call(IDEMPOTENT, ok())
                .happened("@0 1 a", "@300 FINISH TIMEOUT", "@300 1 a", "@300 FINISH 200");
    }

    @Test
    void l13_aLeaseComesHomeWhenNothingIsHeardOfItsAttempt() {
        World world = world(UNBOUNDED);
        ConnectionPool pool = world.endpoint("a").pool();
        start(world);
        start(world);
        assertThat(reports).as("the other stands in line").hasSize(1);
        time.advance(500 * MS);
        assertThat(pool.waiting()).isEqualTo(1);
        time.advance(500 * MS);
        assertThat(told).as("it does so as long as it may").containsExactly("REJECT");
        time.advance(3_999 * MS);
        assertThat(pool.leased()).isEqualTo(1);
        start(world);
        time.advance(MS);
        assertThat(pool.leaked()).isEqualTo(1);
        assertThat(reports).as("the lease goes to the next in line").hasSize(2);
        reports.get(1).ended(Outcome.response("good", 200, -1));
        assertThat(told).containsExactly("REJECT", "FINISH");
        assertThat(pool.leased()).isZero();
    }

    @Test
    void l5_aLateEndingBringsHomeNoSecondLease() {
        World world = world(UNBOUNDED);
        ConnectionPool pool = world.endpoint("a").pool();
        start(world);
        time.advance(5_000 * MS);
        assertThat(pool.leaked()).isEqualTo(1);
        start(world);
        assertThat(pool.leased()).isEqualTo(1);
        reports.get(0).ended(Outcome.response("late", 200, -1));
        assertThat(told).as("the call gets its answer").containsExactly("FINISH");
        assertThat(pool.leased()).as("the other's lease stays out").isEqualTo(1);
        reports.get(0).ended(Outcome.response("twice", 200, -1));
        assertThat(pool.leased()).isEqualTo(1);
        reports.get(1).ended(Outcome.response("good", 200, -1));
        world.home();
        assertThat(pool.leaked()).isEqualTo(1);
    }

    @Test
    void l13_cancellingAnAttemptWhoseLeaseIsLostReleasesNothing() {
        World world = world(UNBOUNDED);
        Running call = start(world);
        time.advance(5_000 * MS);
        start(world);
        call.cancel();
        assertThat(world.endpoint("a").pool().leased()).isEqualTo(1);
        reports.get(1).ended(Outcome.response("good", 200, -1));
        world.home();
    }

    @Test
    void theTimerGoesWithTheAttempt() {
        World world = world(UNBOUNDED);
        for (int i = 0; i < 10_000; i++) {
            start(world);
            assertThat(time.pending()).isEqualTo(1);
            reports.get(i).ended(Outcome.response("good", 200, -1));
            assertThat(time.pending()).isZero();
        }
        world.home();
    }

    @Test
    void anAttemptThatTheDriverBoundsNeedsNoOtherTimer() {
        World world = world(ONCE.with(POLICY.timeouts().withAttempt(ms(4_000))));
        start(world);
        assertThat(time.pending()).isEqualTo(1);
        time.advance(4_000 * MS);
        assertThat(world.endpoint("a").pool().leaked()).isZero();
        world.home();
    }

    @Test
    void aLongerBoundOfTheAttemptStillHoldsWhenItsLeaseIsLost() {
        World world = world(ONCE.with(POLICY.timeouts().withAttempt(ms(8_000))));
        start(world);
        time.advance(5_000 * MS);
        assertThat(world.endpoint("a").pool().leaked()).isEqualTo(1);
        time.advance(3_000 * MS);
        assertThat(told).containsExactly("FINISH");
        world.home();
    }

    @Test
    void whereLeasesAreOnlyCountedNoneIsLost() {
        World world = world(UNBOUNDED.with(ConnectionPoolPolicy.unlimited().withLeaseTimeout(ms(5_000))));
        start(world);
        assertThat(time.pending()).isZero();
        reports.get(0).ended(Outcome.response("good", 200, -1));
        world.home();
    }

    @ParameterizedTest
    @EnumSource
    void whereTheLineIsFullACallIsRejectedAtOnce(Driving driving) {
        World world = new World(driving, "a", ONCE.with(ONE.withMaxWaiting(0))).occupied("a", 1, 100);
        world.call(IDEMPOTENT);
        world.time.runAll();
        world.happened("@0 REJECT POOL_EXHAUSTED");
    }

    @ParameterizedTest
    @EnumSource
    void anAdaptiveLimitHearsOfOverloadAndOfNothingElse(Driving driving) {
        World world = new World(
                driving,
                "a",
                ONCE.with(ONE.withMaxPerEndpoint(0).withAdaptiveLimit(AdaptiveLimitPolicy.of(1, 100, 200))));
        world.call(IDEMPOTENT, ok().after(1)).call(IDEMPOTENT, answers(500).after(1));
        world.call(IDEMPOTENT, World.refuses().after(1)).call(IDEMPOTENT, World.resets());
        assertThat(world.endpoint("a").pool().limit()).isEqualTo(100);
        world.call(IDEMPOTENT, answers(503).after(1));
        assertThat(world.endpoint("a").pool().limit()).isEqualTo(75);
        world.call(IDEMPOTENT, answers(429).after(1));
        assertThat(world.endpoint("a").pool().limit()).isEqualTo(56);
        world.home();
    }

    private World world(ServicePolicy policy) {
        return new World(Driving.ASYNC, "a", policy, time, false);
    }

    private Running start(World world) {
        return new AsyncDriver(time).start(world.service, IDEMPOTENT, new AsyncDriver.Exchange<String>() {
            @Override
            public Running attempt(Attempt attempt, Report<String> report) {
                reports.add(report);
                return Running.NOTHING;
            }

            @Override
            public Throwable timedOut(Attempt attempt) {
                return new SocketTimeoutException("late");
            }

            @Override
            public void discard(Outcome<String> superseded) {
                told.add("discard");
            }

            @Override
            public void finished(Call<String> call, Decision decision) {
                told.add(decision.name());
            }
        });
    }
}
