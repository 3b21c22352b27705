package dev.failover.agent.client.jetty12;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import dev.failover.agent.client.jetty.Gate;
import dev.failover.agent.client.jetty.JettyCall;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who breaks a request off: we, or the program. */
@Timeout(60)
class BreakingOffTest {
    private final Broken call = new Broken(Engines.of("http://127.0.0.1:1"));

    /** What an attempt does when it is broken off. */
    private interface Breaking extends Gate {
        @Override
        default void cancel() {
            throw new UnsupportedOperationException();
        }

        @Override
        default boolean isOwn() {
            return true;
        }

        @Override
        default boolean isOpen() {
            return false;
        }

        @Override
        default boolean isDecidedHere() {
            return false;
        }

        @Override
        default void pass() {
            throw new UnsupportedOperationException();
        }

        @Override
        default void drop() {
            throw new UnsupportedOperationException();
        }
    }

    /** A call of which nothing is begun. */
    private static final class Broken extends JettyCall<Breaking> {
        private final Route route;

        Broken(AgentEngine engine) {
            super(engine);
            route = engine.routes().find("http", "127.0.0.1", 1, "/");
        }

        @Override
        protected Route route() {
            return route;
        }

        @Override
        protected Breaking prepare(Attempt attempt, AsyncDriver.Report<Gate> report, boolean own) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void send(Breaking gate) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected boolean isAsWritten(Attempt attempt) {
            return true;
        }

        @Override
        protected boolean isBodyRepeatable() {
            return true;
        }

        @Override
        protected boolean isIdempotent() {
            return true;
        }

        @Override
        protected long timeoutNanos() {
            return 0;
        }

        @Override
        protected Executor executor() {
            return Runnable::run;
        }

        @Override
        protected void tell(Throwable failure) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void failBody(Throwable why) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Class<?> requestClass() {
            return Object.class;
        }

        @Override
        protected String requestName() {
            return "Object";
        }
    }

    private static <T> Future<T> elsewhere(FutureTask<T> task) {
        new Thread(task).start();
        return task;
    }

    @Test
    void whatWeBreakOffIsOursWhateverOthersBreakOffMeanwhile() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch otherHasEnded = new CountDownLatch(1);
        CompletableFuture<Boolean> programs = new CompletableFuture<>();
        Breaking ours = why -> {
            begun.countDown();
            try {
                otherHasEnded.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return programs.complete(call.test(why));
        };
        Future<?> breaking = elsewhere(new FutureTask<>(() -> call.abort(ours, new Exception("ours")), null));
        begun.await();

        Breaking other = why -> true;
        call.abort(other, new Exception("ours, too"));
        otherHasEnded.countDown();
        breaking.get();

        assertThat(programs).isCompletedWithValue(false);
    }

    @Test
    void whatTheProgramBreaksOffIsItsOwnWhileWeBreakOff() throws Exception {
        CompletableFuture<Boolean> programs = new CompletableFuture<>();
        Breaking ours = why -> {
            try {
                return programs.complete(elsewhere(new FutureTask<>(() -> call.test(new Exception("the program's"))))
                        .get());
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        };

        call.abort(ours, new Exception("ours"));

        assertThat(programs).isCompletedWithValue(true);
    }

    @Test
    void theProgramBreaksItOffOnceOnly() {
        assertThat(call.test(new Exception("the first"))).isTrue();
        assertThat(call.test(new Exception("the second"))).isFalse();
    }

    @Test
    void ofAnotherCallNothingIsKnown() {
        Broken other = new Broken(Engines.of("http://127.0.0.1:1"));
        CompletableFuture<Boolean> programs = new CompletableFuture<>();

        Breaking ours = why -> programs.complete(other.test(why));

        call.abort(ours, new Exception("ours"));

        assertThat(programs).isCompletedWithValue(true);
    }
}
