package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.time.Timers;
import dev.failover.time.VirtualTime;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What an asynchronous client says too late, twice, or never. */
class LateResultsTest {
    private final VirtualTime time = new VirtualTime();
    private final World world =
            new World(World.Driving.ASYNC, "a b", POLICY.with(CircuitBreakerPolicy.disabled()), time, false);
    private final List<Report<String>> reports = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int aborted;

    @Test
    void aResultAfterTheTimeOutIsDiscardedAndChangesNothing() {
        start();
        time.advance(10_000 * MS);
        assertThat(reports).hasSize(2);
        assertThat(aborted).isEqualTo(1);
        reports.get(0).ended(response("late", 200));
        assertThat(told).containsExactly("ended 1 TIMEOUT", "discard late");
        reports.get(1).ended(response("good", 200));
        assertThat(told).endsWith("ended 2 RESULT", "FINISH good");
        world.home();
        assertThat(world.counters("failover.attempts")).containsOnlyKeys("ok", "timeout");
    }

    @Test
    void aFailureAfterTheTimeOutChangesNothing() {
        start();
        time.advance(10_000 * MS);
        reports.get(0).ended(Outcome.failure(new java.net.ConnectException("late")));
        assertThat(reports).hasSize(2);
        assertThat(world.total("failover.attempts")).isEqualTo(1);
    }

    @Test
    void aResultAfterTheCancellationIsDiscarded() {
        Running call = start();
        call.cancel();
        assertThat(told).containsExactly("ended 1 CANCELLED", "CANCELLED");
        assertThat(aborted).isEqualTo(1);
        reports.get(0).ended(response("late", 200));
        assertThat(told).endsWith("discard late");
        call.cancel();
        world.home();
        assertThat(world.total("failover.calls")).isEqualTo(1);
    }

    @Test
    void aCancellationAfterTheEndChangesNothing() {
        Running call = start();
        reports.get(0).ended(response("good", 200));
        call.cancel();
        assertThat(told).containsExactly("ended 1 RESULT", "FINISH good");
        assertThat(aborted).isZero();
        assertThat(world.counters("failover.calls")).containsOnlyKeys("success");
    }

    /** The second report must not discard what the first one handed over. */
    @Test
    void whatIsReportedTwiceCountsOnce() {
        start();
        Outcome<String> response = response("good", 200);
        reports.get(0).ended(response);
        reports.get(0).ended(response);
        assertThat(told).containsExactly("ended 1 RESULT", "FINISH good");
        world.home();
    }

    @Test
    void aCalleeThatNeverCompletesHoldsNothing() {
        Running call = start();
        call.cancel();
        world.home();
        assertThat(world.endpoint("a").pool().leased()).isZero();
    }

    @Test
    void aCallThatAlreadyEndedTakesNoTimersWithIt() {
        for (int i = 0; i < 10_000; i++) {
            start();
            reports.get(2 * i).ended(Outcome.failure(new java.net.ConnectException("refused")));
            reports.get(2 * i + 1).ended(response("good", 200));
        }
        assertThat(time.pending()).isZero();
        world.home();
    }

    /** As when the manager is closed while a call waits: it must not wait for ever, nor hold anything. */
    @Test
    void timersThatAreClosedEndTheCall() {
        Timers closed = (action, delay) -> {
            throw new RejectedExecutionException("closed");
        };
        new AsyncDriver(closed).start(world.service, IDEMPOTENT, exchange());
        assertThat(told).endsWith("CANCELLED");
        world.home();
    }

    private Running start() {
        return new AsyncDriver(time).start(world.service, IDEMPOTENT, exchange());
    }

    private AsyncDriver.Exchange<String> exchange() {
        return new AsyncDriver.Exchange<String>() {
            @Override
            public Running attempt(Attempt attempt, Report<String> report) {
                reports.add(report);
                return () -> aborted++;
            }

            @Override
            public void ended(Attempt attempt, Outcome<String> outcome) {
                told.add("ended " + attempt.number() + " " + outcome.kind());
            }

            @Override
            public Throwable timedOut(Attempt attempt) {
                return new SocketTimeoutException("late");
            }

            @Override
            public void discard(Outcome<String> superseded) {
                told.add("discard " + superseded.result());
            }

            @Override
            public void finished(Call<String> call, Decision decision) {
                told.add(decision
                        + (decision == Decision.FINISH ? " " + call.outcome().result() : ""));
            }
        };
    }

    private static Outcome<String> response(String text, int status) {
        return Outcome.response(text, status, -1);
    }
}
