package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.http.RetryAfter;
import dev.failover.time.Timers;
import dev.failover.time.VirtualTime;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is heard of an attempt before the client has returned from beginning it. */
class EarlyAnswerTest {
    private final World world = new World(World.Driving.ASYNC, "a b", POLICY, new VirtualTime(), false);
    private final List<String> told = new ArrayList<>();
    private final List<Outcome<String>> answers = new ArrayList<>();
    private boolean takesThemEarly;
    private boolean throwsThen;

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
        public boolean takesAnswersEarly() {
            return takesThemEarly;
        }

        @Override
        public Running attempt(Attempt attempt, Report<String> report) {
            told.add("asked");
            for (Outcome<String> answer : answers) {
                report.ended(answer);
            }
            answers.clear();
            told.add("begun");
            if (throwsThen) {
                throw new IllegalStateException("too late");
            }
            return Running.NOTHING;
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
            told.add("succeeded " + outcome.result());
        }

        @Override
        public void refused(Rejection why) {
            told.add("refused");
        }

        @Override
        public void finished(Call<String> call, Decision decision) {
            told.add("finished " + call.outcome().result());
        }
    }

    private void start() {
        AsyncDriver.startShort(IDEMPOTENT, new Asking());
    }

    private static Outcome<String> response(String text, int status) {
        return Outcome.response(text, status, RetryAfter.NONE);
    }

    @Test
    void itWaitsUntilThen() {
        answers.add(response("good", 200));
        start();
        assertThat(told).containsExactly("asked", "begun", "succeeded good");
        world.home();
    }

    @Test
    void whoTakesItEarlyIsToldAtOnceAndOnce() {
        takesThemEarly = true;
        answers.add(response("good", 200));
        answers.add(response("again", 200));
        start();
        assertThat(told).containsExactly("asked", "succeeded good", "begun");
        world.home();
        assertThat(world.counters("failover.calls")).containsOnlyKeys("success");
    }

    @Test
    void whatItThrowsAfterwardsChangesNothing() {
        takesThemEarly = true;
        throwsThen = true;
        answers.add(response("good", 200));
        start();
        assertThat(told).containsExactly("asked", "succeeded good", "begun");
        world.home();
    }

    @Test
    void anythingElseStillWaits() {
        takesThemEarly = true;
        answers.add(Outcome.failure(new IOException("broken")));
        start();
        assertThat(told).containsExactly("asked", "begun", "asked", "begun");
    }
}
