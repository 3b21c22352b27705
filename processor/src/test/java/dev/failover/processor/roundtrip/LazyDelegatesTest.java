package dev.failover.processor.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.stub.DelegatesBuilder;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for a delegate that another thread makes can be interrupted. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LazyDelegatesTest {
    private final FakeDelegate a = new FakeDelegate("a");
    private final FakeDelegate b = new FakeDelegate("b");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayBeMade = new CountDownLatch(1);
    private FailoverManager manager;
    private DelegatesApi api;
    private FutureTask<String> maker;

    @BeforeEach
    void beginMaking() throws InterruptedException {
        manager = FailoverManager.create();
        // What a manager's stub is made of needs no type beyond this.
        @SuppressWarnings("unchecked")
        DelegatesBuilder<DelegatesApi> builder =
                (DelegatesBuilder<DelegatesApi>) Stubs.decorator(DelegatesApi.class, manager);
        api = builder.primaryFrom(this::make).secondary(b).build();
        maker = inThread(() -> api.pay("x")).task();
        begun.await();
    }

    private DelegatesApi make() {
        begun.countDown();
        boolean wasInterrupted = false;
        while (true) {
            try {
                mayBeMade.await();
                break;
            } catch (InterruptedException ignored) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        return a;
    }

    @AfterEach
    void stop() {
        mayBeMade.countDown();
        manager.close();
    }

    private record Running(Thread thread, FutureTask<String> task) {
        /** What it threw. */
        Throwable failure() throws Exception {
            try {
                throw new AssertionError("it returned " + task.get(30, TimeUnit.SECONDS));
            } catch (ExecutionException failed) {
                return failed.getCause();
            }
        }

        void interruptWhenItWaits() {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(thread.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            thread.interrupt();
        }
    }

    private static Running inThread(Callable<String> work) {
        FutureTask<String> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return new Running(thread, task);
    }

    @Test
    void aCallThatWaitsIsToldAsItDeclares() throws Exception {
        Running declaring = inThread(() -> api.pay("y"));
        declaring.interruptWhenItWaits();
        assertThat(declaring.failure()).isInstanceOf(InterruptedException.class);

        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Running other = inThread(() -> {
            try {
                return api.find("y");
            } finally {
                flag.complete(Thread.interrupted());
            }
        });
        other.interruptWhenItWaits();
        assertThat(other.failure())
                .isInstanceOfSatisfying(
                        FailoverException.class,
                        failure -> assertThat(failure.isGivenUp()).isTrue());
        assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();

        mayBeMade.countDown();
        assertThat(maker.get(30, TimeUnit.SECONDS)).isEqualTo("a x");
        assertThat(b.asked).isEmpty();
    }

    @Test
    void aTimeOutEndsTheWait() {
        assertThat(api.slow("y")).isEqualTo("b y");
        assertThat(mayBeMade.getCount()).isOne();
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsClosedByWhoMadeIt() throws Exception {
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Running closing = inThread(() -> {
            try {
                api.close();
                return "closed";
            } finally {
                flag.complete(Thread.interrupted());
            }
        });
        closing.interruptWhenItWaits();
        assertThat(closing.failure())
                .isInstanceOf(FailoverException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(flag.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(b.asked).containsExactly("close");
        assertThat(a.asked).isEmpty();

        mayBeMade.countDown();
        assertThat(maker.get(30, TimeUnit.SECONDS))
                .as("not begun by the primary")
                .isEqualTo("b x");
        assertThat(a.asked).containsExactly("close");
        api.close();
        assertThat(a.asked).containsExactly("close");
    }

    @Test
    void closingWaitsForWhatIsBeingMade() throws Exception {
        Running closing = inThread(() -> {
            api.close();
            return "closed";
        });
        while (closing.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        mayBeMade.countDown();
        assertThat(closing.task().get(30, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(a.asked).contains("close");
    }
}
