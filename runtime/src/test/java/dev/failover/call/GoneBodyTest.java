package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.ms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.call.World.Driving;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.time.Timers;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request had with it may be gone when its time is over: then no other one can follow, whatever may be repeated. */
class GoneBodyTest {
    private static final ServicePolicy EVERY_ATTEMPT =
            POLICY.with(TimeoutPolicy.guest().withAttempt(ms(100)));
    private static final ServicePolicy GUEST = POLICY.with(TimeoutPolicy.guest());
    private static final long GUESTS_NANOS = TimeoutPolicy.guest().attemptNanos();

    private final List<String> ends = new ArrayList<>();
    private final List<Report<String>> reports = new ArrayList<>();

    private void start(World world, CallSpec spec, boolean isShort) {
        if (isShort) {
            AsyncDriver.startShort(spec, new Sending(world));
        } else {
            new AsyncDriver(world.time).start(world.service, spec, new Sending(world));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingFollowsIt(boolean isShort) {
        World world = new World(Driving.ASYNC, "a b", EVERY_ATTEMPT);
        start(world, IDEMPOTENT, isShort);
        world.time.advance(100 * MS);
        assertThat(ends).containsExactly("late");
        assertThat(reports).hasSize(1);
        world.home();
    }

    /** The bound was only there so that another one could follow; without us the program would wait. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBoundThatIsThereForTheNextAttemptDoesNotEndIt(boolean isShort) {
        World world = new World(Driving.ASYNC, "a b", GUEST);
        start(world, IDEMPOTENT, isShort);
        world.time.advance(3 * GUESTS_NANOS);
        assertThat(ends).isEmpty();
        reports.get(0).ended(Outcome.response("slow", 200, -1));
        assertThat(ends).containsExactly("slow");
        assertThat(reports).hasSize(1);
        world.home();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theProgramsOwnBoundEndsItAllTheSame(boolean isShort) {
        World world = new World(Driving.ASYNC, "a b", GUEST);
        start(world, IDEMPOTENT.within(50 * MS), isShort);
        world.time.advance(50 * MS);
        assertThat(ends).containsExactly("late");
        assertThat(reports).hasSize(1);
        world.home();
    }

    @Test
    void noHedgeIsBegunBesideIt() {
        ServicePolicy hedged = EVERY_ATTEMPT.with(HedgePolicy.after(ms(50)).withBudget(RetryBudgetPolicy.unlimited()));
        World world = new World(Driving.ASYNC, "a b", hedged);
        start(world, IDEMPOTENT, false);
        world.time.advance(99 * MS);
        assertThat(reports).hasSize(1);
        reports.get(0).ended(Outcome.response("good", 200, -1));
        assertThat(ends).containsExactly("good");
        world.home();
    }

    /** Has sent the body when it is asked. */
    private final class Sending implements AsyncDriver.ShortExchange<String> {
        private final World world;

        Sending(World world) {
            this.world = world;
        }

        @Override
        public ServiceState service() {
            return world.service;
        }

        @Override
        public Timers timers() {
            return world.time;
        }

        @Override
        public Running attempt(Attempt attempt, Report<String> report) {
            reports.add(report);
            return new Running() {
                @Override
                public void cancel() {}

                @Override
                public boolean mayBeSentAgain() {
                    return false;
                }
            };
        }

        @Override
        public Throwable timedOut(Attempt attempt) {
            return new SocketTimeoutException("late");
        }

        @Override
        public void discard(Outcome<String> superseded) {}

        @Override
        public void finished(Call<String> call, Decision decision) {
            Throwable failure = call.outcome().failure();
            ends.add(failure == null ? "" + call.outcome().result() : "" + failure.getMessage());
        }

        @Override
        public void succeeded(Outcome<String> outcome) {
            ends.add("" + outcome.result());
        }

        @Override
        public void refused(Rejection why) {
            ends.add(why.text());
        }
    }
}
