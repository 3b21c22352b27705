package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Request;
import dev.failover.metrics.Metric;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hedging through the front door: on threads of the engine where the work blocks, on none where it does not. */
@Timeout(60)
class HedgedCallTest {
    private final FakeTransport transport = new FakeTransport();
    private final FailoverManager manager = FailoverManager.builder()
            .transport(transport)
            .executor(Runnable::run)
            .retry(RetryPolicy.none())
            .connectionPool(ConnectionPoolPolicy.defaults().withMaxPerService(5))
            .hedge(HedgePolicy.after(Duration.ofMillis(1)).withBudget(RetryBudgetPolicy.unlimited()))
            .build();
    private final ServiceClient orders = manager.register(new InternalService("orders", null, "http://a", "http://b"))
            .service("orders");
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch slowOne = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeft() {
        // Whoever was interrupted does not wait for the thread that was just then beginning an attempt.
        eventually(() ->
                orders.endpoints().stream().allMatch(endpoint -> endpoint.pool().leased() == 0));
        manager.close();
    }

    private static void eventually(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
            Thread.onSpinWait();
        }
    }

    private Map<String, Long> counters(String name) {
        Map<String, Long> counters = new TreeMap<>();
        for (Metric metric : manager.metrics().snapshot()) {
            if (metric.name().equals(name)) {
                String[] values = metric.tags().values().toArray(new String[0]);
                counters.merge(values[values.length - 1], metric.value(), Long::sum);
            }
        }
        return counters;
    }

    /** Endpoint a never answers, b does at once. */
    private String slowOnA(Endpoint endpoint) throws InterruptedException {
        if (endpoint.host().equals("b")) {
            slowOne.await();
        }
        events.add(endpoint.host());
        if (endpoint.host().equals("a")) {
            slowOne.countDown();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                events.add("a interrupted");
                interrupted.countDown();
                throw stopped;
            }
        }
        return endpoint.host() + " on " + Thread.currentThread().getName().replaceAll("[0-9]+", "N");
    }

    @Test
    void theLoserOfBlockingWorkIsInterruptedAndItsLeaseIsHome() throws InterruptedException {
        assertThat(orders.call(this::slowOnA)).isEqualTo("b on failover-worker-N");
        assertThat(orders.endpoints()).allMatch(endpoint -> endpoint.pool().leased() == 0);
        interrupted.await();
        assertThat(events).containsExactly("a", "b", "a interrupted");
        assertThat(counters("failover.hedges")).isEqualTo(Map.of("won", 1L));
        assertThat(counters("failover.retries")).isEmpty();
    }

    @Test
    void workThatMustNotBeRepeatedStaysOnItsThreadAndAlone() {
        Thread own = Thread.currentThread();
        String answer = orders.callOnce(endpoint -> {
            events.add(endpoint.host());
            assertThat(Thread.currentThread()).isSameAs(own);
            return "once";
        });
        assertThat(answer).isEqualTo("once");
        assertThat(events).containsExactly("a");
    }

    @Test
    void interruptingTheCallerStopsBothAttempts() throws InterruptedException {
        CountDownLatch bothUnderWay = new CountDownLatch(2);
        CountDownLatch bothStopped = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                bothUnderWay.await();
                caller.interrupt();
            } catch (InterruptedException unexpected) {
                events.add("unexpected");
            }
        });
        interrupter.start();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> orders.call(endpoint -> {
                    bothUnderWay.countDown();
                    try {
                        never.await();
                    } finally {
                        bothStopped.countDown();
                    }
                    return "";
                }))
                .withMessage("orders: call was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        bothStopped.await();
        eventually(() -> counters("failover.calls").equals(Map.of("cancelled", 1L)));
        assertThat(counters("failover.attempts")).isEqualTo(Map.of("cancelled", 2L));
        interrupter.join();
    }

    @Test
    void theWorkSeesTheCallersClassLoader() {
        ClassLoader own = new ClassLoader() {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(own);
        try {
            ClassLoader seen = orders.call(endpoint -> Thread.currentThread().getContextClassLoader());
            assertThat(seen).isSameAs(own);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void whenBothFailTheFailureTellsOfBoth() {
        CountDownLatch bothUnderWay = new CountDownLatch(2);
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> orders.call(endpoint -> {
                    bothUnderWay.countDown();
                    bothUnderWay.await();
                    throw new IOException(endpoint.host() + " is broken");
                }))
                .withMessageContaining("a is broken")
                .withMessageContaining("b is broken");
    }

    @Test
    void anAsynchronousLoserIsCancelled() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        CompletableFuture<String> future = orders.callAsync(
                endpoint -> endpoint.host().equals("a") ? slow : CompletableFuture.completedFuture("b"));
        assertThat(future.join()).isEqualTo("b");
        assertThat(slow).isCancelled();
    }

    @Test
    void aStageThatCannotBeCancelledDoesNotHoldUpTheWinner() {
        CompletableFuture<String> stubborn = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupts) {
                throw new IllegalStateException("cannot be cancelled");
            }
        };
        CompletableFuture<String> future = orders.callAsync(
                endpoint -> endpoint.host().equals("a") ? stubborn : CompletableFuture.completedFuture("b"));
        assertThat(future.join()).isEqualTo("b");
    }

    @Test
    void requestsAreHedgedAndTheLoserIsAborted() {
        transport.host("a", request -> null).host("b", 200, "b");
        assertThat(orders.execute(Request.get("/")).text()).isEqualTo("b");
        assertThat(orders.executeAsync(Request.get("/")).join().text()).isEqualTo("b");
        assertThat(transport.aborted).hasValue(2);
        assertThat(transport.sent).containsExactly("a GET /", "b GET /", "a GET /", "b GET /");
    }

    @Test
    void interruptingTheCallerOfARequestAbortsBoth() {
        Thread caller = Thread.currentThread();
        transport.host("a", request -> null).host("b", request -> {
            caller.interrupt();
            return null;
        });
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> orders.execute(Request.get("/")))
                .withMessage("orders: GET / was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        eventually(() -> transport.aborted.get() == 2);
    }
}
