package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.http.Request;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryPolicy;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of a manager outlive the calls that start them: they hold nothing of those, so nothing of a program that left. */
@Timeout(60)
class DetachedThreadsTest {
    private static final InheritableThreadLocal<Object> INHERITED = new InheritableThreadLocal<>();

    private final FailoverManager manager = FailoverManager.builder()
            .executor(Runnable::run)
            .retry(RetryPolicy.none())
            .hedge(HedgePolicy.after(Duration.ofSeconds(30)))
            .build();

    @AfterEach
    void close() {
        manager.close();
    }

    /** What a program's thread had, that made the first call. */
    private WeakReference<Object> firstCall(Consumer<ServiceClient> call) throws InterruptedException {
        // Nobody listens there.
        ServiceClient client = manager.register(new InternalService("db", null, "http://127.0.0.1:1"))
                .service("db");
        Object[] local = {new Object()};
        Thread program = new Thread(() -> {
            INHERITED.set(local[0]);
            Thread.currentThread().setContextClassLoader(new ClassLoader() {});
            call.accept(client);
            INHERITED.remove();
        });
        program.start();
        program.join();
        WeakReference<Object> held = new WeakReference<>(local[0]);
        local[0] = null;
        return held;
    }

    private static void awaitCleared(WeakReference<?> reference) {
        for (long begin = System.nanoTime(); reference.get() != null; System.gc()) {
            assertThat(System.nanoTime() - begin).as("still held").isLessThan(30_000_000_000L);
        }
    }

    @Test
    void y13_workersHoldNothingOfTheCallThatStartedThem() throws InterruptedException {
        Thread[] worker = new Thread[1];
        WeakReference<Object> held = firstCall(db -> db.call(endpoint -> worker[0] = Thread.currentThread()));
        awaitCleared(held);
        assertThat(worker[0].isAlive()).isTrue();
        assertThat(worker[0].getName()).startsWith("failover-worker-");
        // The caller has its result a moment before the worker has put everything away.
        for (long begin = System.nanoTime(); worker[0].getContextClassLoader() != null; ) {
            assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
        }
    }

    @Test
    void y13_theTransportsThreadsHoldNothingEither() throws InterruptedException {
        WeakReference<Object> held = firstCall(db -> assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> db.executeAsync(Request.get("/")).join()));
        awaitCleared(held);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("failover-io"))
                .isNotEmpty()
                .allMatch(thread -> thread.getContextClassLoader() == null);
    }
}
