package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.ms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.call.World.Driving;
import dev.failover.endpoint.EndpointState;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.Timers;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A callee that cannot be aborted, and throws when it is told to stop, holds up no call. */
class AbortingTest {
    private static final ServicePolicy ONCE = POLICY.with(RetryPolicy.none());
    private static final ServicePolicy HEDGED =
            ONCE.with(HedgePolicy.after(ms(50)).withBudget(RetryBudgetPolicy.unlimited()));

    private final List<Decision> ends = new ArrayList<>();
    private final List<Report<String>> reports = new ArrayList<>();
    private int aborted;

    @Test
    void aTimeOutIsToldAllTheSame() {
        World world = new World(Driving.ASYNC, "a", ONCE);
        new AsyncDriver(world.time).start(world.service, IDEMPOTENT.within(100 * MS), new Stubborn(world));
        world.time.advance(100 * MS);
        assertThat(ends).containsExactly(Decision.FINISH);
        assertThat(aborted).isEqualTo(1);
        world.home();
    }

    @Test
    void theWinnerOfAHedgedCallIsHandedOverAllTheSame() {
        World world = new World(Driving.ASYNC, "a b c", HEDGED);
        new AsyncDriver(world.time).start(world.service, IDEMPOTENT, new Stubborn(world));
        world.time.advance(50 * MS);
        reports.get(1).ended(Outcome.response("200", 200, -1));
        assertThat(ends).containsExactly(Decision.FINISH);
        assertThat(aborted).isEqualTo(1);
        world.home();
    }

    @Test
    void givingUpEndsTheCallAllTheSame() {
        World world = new World(Driving.ASYNC, "a b c", HEDGED);
        Running running = new AsyncDriver(world.time).start(world.service, IDEMPOTENT, new Stubborn(world));
        world.time.advance(50 * MS);
        running.cancel();
        assertThat(ends).containsExactly(Decision.CANCELLED);
        assertThat(aborted).isEqualTo(2);
        world.home();
    }

    /** Work that does not block may be slow to begin: its time began before it. */
    @Test
    void theTimeOfAnAttemptOnTheShortWayBeganWithIt() {
        World world = new World(Driving.ASYNC, "a", ONCE);
        EndpointState endpoint = world.endpoint("a");
        long startedAt = world.time.nanos();
        long permit = world.service.shortWay().enter(endpoint, IDEMPOTENT, startedAt);
        world.time.advance(80 * MS);
        new AsyncDriver(world.time)
                .goOn(
                        world.service,
                        IDEMPOTENT.within(100 * MS),
                        endpoint,
                        permit,
                        startedAt,
                        report -> Running.NOTHING,
                        new Stubborn(world));
        world.time.advance(20 * MS - 1);
        assertThat(ends).isEmpty();
        world.time.advance(1);
        assertThat(ends).containsExactly(Decision.FINISH);
        world.home();
    }

    /** Also when the timers cannot be told when it began. */
    @Test
    void theTimeOfAnAttemptIsNotCountedAgainWhenTheMachineTakesOver() {
        World world = new World(Driving.ASYNC, "a", ONCE);
        Timers timers = (action, delayNanos) -> world.time.schedule(action, delayNanos);
        AsyncDriver.startShort(IDEMPOTENT.within(100 * MS), new Stubborn(world, timers));
        world.time.advance(100 * MS - 1);
        assertThat(ends).isEmpty();
        world.time.advance(2);
        assertThat(ends).containsExactly(Decision.FINISH);
        world.home();
    }

    /** Its thread was not to be had in time: nothing was sent, so no endpoint is to blame. */
    @Test
    void anAttemptThatNobodyBeganIsNoFailureOfTheEndpoint() {
        World world = new World(
                Driving.ASYNC,
                "a",
                ONCE.with(CircuitBreakerPolicy.builder().failureThreshold("1").build())
                        .with(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1)));
        EndpointState endpoint = world.endpoint("a");
        assertThat(endpoint.pool().tryAcquire()).isTrue();
        List<Runnable> steps = new ArrayList<>();
        new AsyncDriver(world.time).start(world.service, IDEMPOTENT.within(100 * MS), new Stubborn(world) {
            @Override
            public void proceed(Runnable step) {
                steps.add(step);
            }
        });
        endpoint.pool().release();
        assertThat(steps).hasSize(1);
        world.time.advance(100 * MS);
        assertThat(ends).containsExactly(Decision.FINISH);
        steps.get(0).run();
        assertThat(reports).as("attempts that were begun").isEmpty();
        assertThat(endpoint.breaker().wouldPass(world.time.nanos())).isTrue();
        world.home();
    }

    /** Never answers by itself. */
    private class Stubborn implements AsyncDriver.ShortExchange<String> {
        private final World world;
        private final Timers timers;

        Stubborn(World world) {
            this(world, world.time);
        }

        Stubborn(World world, Timers timers) {
            this.world = world;
            this.timers = timers;
        }

        @Override
        public ServiceState service() {
            return world.service;
        }

        @Override
        public Timers timers() {
            return timers;
        }

        @Override
        public Running attempt(Attempt attempt, Report<String> report) {
            reports.add(report);
            return () -> {
                aborted++;
                throw new IllegalStateException("cannot be aborted");
            };
        }

        @Override
        public Throwable timedOut(Attempt attempt) {
            return new SocketTimeoutException("late");
        }

        @Override
        public void discard(Outcome<String> superseded) {}

        @Override
        public void succeeded(Outcome<String> outcome) {
            ends.add(Decision.FINISH);
        }

        @Override
        public void refused(Rejection why) {
            ends.add(Decision.REJECT);
        }

        @Override
        public void finished(Call<String> call, Decision decision) {
            ends.add(decision);
        }
    }
}
