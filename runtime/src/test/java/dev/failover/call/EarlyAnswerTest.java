package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.ms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.call.World.Driving;
import dev.failover.http.RetryAfter;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.time.Timers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is heard of an attempt while the thread that has begun it is still at that. */
class EarlyAnswerTest {
    private static final ServicePolicy HEDGED =
            POLICY.with(HedgePolicy.after(ms(50)).withBudget(RetryBudgetPolicy.unlimited()));

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Outcome<String>> answers = new ArrayDeque<>();
    private World world = new World(Driving.ASYNC, "a b", POLICY);
    private boolean goes = true;
    private boolean throwsThen;

    private void start(boolean isShort) {
        if (isShort) {
            AsyncDriver.startShort(IDEMPOTENT, new Asking());
        } else {
            new AsyncDriver(world.time).start(world.service, IDEMPOTENT, new Asking());
        }
    }

    private static Outcome<String> good() {
        return Outcome.response("good", 200, RetryAfter.NONE);
    }

    private static Outcome<String> broken() {
        return Outcome.failure(new IOException("broken"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itWaitsForTheThreadThatBegins(boolean isShort) {
        goes = false;
        answers.add(good());
        start(isShort);
        assertThat(told).containsExactly("begun", "good");
        world.home();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatMayGoIsHeardAtOnce(boolean isShort) {
        answers.add(good());
        start(isShort);
        assertThat(told).containsExactly("good", "begun");
        world.home();
        assertThat(world.counters("failover.calls")).containsOnlyKeys("success");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void soIsAnAttemptThatFollows(boolean isShort) {
        answers.add(broken());
        answers.add(good());
        start(isShort);
        assertThat(told).containsExactly("good", "begun", "begun");
        world.home();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void soIsOneThatFollowsAfterAWait(boolean isShort) {
        world = new World(Driving.ASYNC, "a", POLICY);
        answers.add(broken());
        answers.add(good());
        start(isShort);
        assertThat(told).containsExactly("begun");
        world.time.advance(ms(1000).toNanos());
        assertThat(told).containsExactly("begun", "good", "begun");
        world.home();
    }

    @Test
    void soIsAHedge() {
        world = new World(Driving.ASYNC, "a b", HEDGED);
        start(true);
        assertThat(told).containsExactly("begun");
        answers.add(good());
        world.time.advance(ms(50).toNanos());
        assertThat(told).containsExactly("begun", "good", "begun");
        world.home();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatItThrowsIsHowItEnds(boolean isShort) {
        throwsThen = true;
        start(isShort);
        assertThat(told).containsExactly("begun", "null");
        world.home();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatItThrowsAfterItsAnswerChangesNothing(boolean isShort) {
        throwsThen = true;
        answers.add(good());
        start(isShort);
        assertThat(told).containsExactly("good", "begun");
        world.home();
    }

    /** Says what it hears by another thread, for which the one that begins the attempt waits. */
    private final class Asking implements AsyncDriver.ShortExchange<String> {
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
            if (!goes) {
                carryOut(report);
                return Running.NOTHING;
            }
            return new Running() {
                @Override
                public void go() {
                    carryOut(report);
                }

                @Override
                public void cancel() {}
            };
        }

        private void carryOut(Report<String> report) {
            Outcome<String> answer = answers.poll();
            if (answer != null) {
                Thread reader = new Thread(() -> report.ended(answer));
                reader.start();
                try {
                    reader.join();
                } catch (InterruptedException interrupted) {
                    throw new AssertionError(interrupted);
                }
            }
            told.add("begun");
            if (throwsThen) {
                throw new IllegalStateException("of the client");
            }
        }

        @Override
        public Throwable timedOut(Attempt attempt) {
            return new SocketTimeoutException("late");
        }

        @Override
        public void discard(Outcome<String> superseded) {
            told.add("discarded " + superseded.result());
        }

        @Override
        public void succeeded(Outcome<String> outcome) {
            told.add("" + outcome.result());
        }

        @Override
        public void refused(Rejection why) {
            told.add("refused");
        }

        @Override
        public void finished(Call<String> call, Decision decision) {
            told.add("" + call.outcome().result());
        }
    }
}
