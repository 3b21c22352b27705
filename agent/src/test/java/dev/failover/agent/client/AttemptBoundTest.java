package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptBoundTest {
    private final AgentEngine engine = Engines.with("timeout.attempt=1ms", "http://a.test");

    /** Something that is done with an attempt whose bound is a millisecond. */
    private interface During {
        void run(Attempt attempt) throws Exception;
    }

    private void attempt(During during) throws Exception {
        Route route = engine.routes().find("http", "a.test", 80, "/");
        engine.blocking().run(route.service(), route.spec(true), new BlockingDriver.Exchange<String>() {
            @Override
            public Outcome<String> attempt(Attempt attempt) throws Exception {
                during.run(attempt);
                return Outcome.success("done");
            }

            @Override
            public void discard(Outcome<String> superseded) {}
        });
    }

    /** Timers run in order, on one thread. */
    private void awaitTimersOf(long millis) throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        engine.timers().schedule(later::countDown, TimeUnit.MILLISECONDS.toNanos(millis));
        assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anAttemptIsBrokenOffWhenItsTimeIsOver() throws Exception {
        CountDownLatch aborted = new CountDownLatch(1);
        attempt(attempt -> {
            AttemptBound bound = AttemptBound.start(engine, attempt, late -> aborted.countDown());
            assertThat(aborted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(bound.end()).isTrue();
        });
    }

    /** The threads that do it may be busy, and what they would break off then is the next attempt. */
    @Test
    void anAttemptThatIsOverIsNotBrokenOffAnyMore() throws Exception {
        AtomicInteger aborted = new AtomicInteger();
        attempt(attempt -> {
            try (BusyChores busy = new BusyChores(engine)) {
                AttemptBound bound = AttemptBound.start(engine, attempt, late -> aborted.incrementAndGet());
                awaitTimersOf(50);
                assertThat(bound.end()).isTrue();
                busy.end();
            }
        });
        assertThat(aborted).hasValue(0);
    }

    /** Where a long body may take longer than its head. */
    @Test
    void whatTheTimeWasForIsThere() throws Exception {
        AtomicInteger aborted = new AtomicInteger();
        attempt(attempt -> {
            AttemptBound bound =
                    AttemptBound.start(engine, attempt, TimeUnit.MINUTES.toNanos(1), late -> aborted.incrementAndGet());
            bound.reached();
            assertThat(bound.end()).isFalse();
            assertThat(AttemptBound.start(engine, attempt, 0, late -> aborted.incrementAndGet()))
                    .isNull();
        });
        assertThat(aborted).hasValue(0);
    }

    /** As of a body that can be read once: the bound was there for the next attempt, and there will be none. */
    @Test
    void anAttemptThatCannotBeFollowedIsBrokenOffOnlyIfTheUserSaysSo() throws Exception {
        assertThat(isBrokenOff(Engines.of("http://a.test"), true)).isTrue();
        assertThat(isBrokenOff(Engines.of("http://a.test"), false)).isFalse();
        assertThat(isBrokenOff(Engines.with("timeout.attempt=1m", "http://a.test"), false))
                .isTrue();
        assertThat(isBrokenOff(Engines.with("deadline=1m", "http://a.test"), false))
                .isTrue();
    }

    private static boolean isBrokenOff(AgentEngine engine, boolean mayBeSentAgain) throws Exception {
        AtomicInteger aborted = new AtomicInteger();
        Route route = engine.routes().find("http", "a.test", 80, "/");
        engine.blocking().run(route.service(), route.spec(true), new BlockingDriver.Exchange<String>() {
            @Override
            public Outcome<String> attempt(Attempt attempt) throws Exception {
                AttemptBound bound = AttemptBound.start(engine, attempt, 1, new AttemptBound.Abort() {
                    @Override
                    public void abort(Attempt late) {
                        aborted.incrementAndGet();
                    }

                    @Override
                    public boolean mayBeSentAgain() {
                        return mayBeSentAgain;
                    }
                });
                CountDownLatch later = new CountDownLatch(1);
                engine.timers().schedule(() -> engine.chores(later::countDown), TimeUnit.MILLISECONDS.toNanos(200));
                assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(bound.end()).isEqualTo(aborted.get() == 1);
                return Outcome.success("done");
            }

            @Override
            public void discard(Outcome<String> superseded) {}
        });
        return aborted.get() == 1;
    }
}
