package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.cache.CachePolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import dev.failover.retry.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls for the same: one of them asks, the others wait for it, and none for longer than it would alone. */
@Timeout(60)
class CachedCollapseTest {
    /** Answers when the test says so. */
    private static final class Held implements Transport {
        final List<Receiver> receivers = new ArrayList<>();
        final CountDownLatch release = new CountDownLatch(1);
        volatile int blocking;
        int aborted;

        @Override
        public synchronized Exchange sendAsync(
                Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos, Receiver receiver) {
            receivers.add(receiver);
            return () -> aborted++;
        }

        @Override
        public Response send(Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos)
                throws InterruptedException {
            synchronized (this) {
                blocking++;
            }
            release.await();
            return fresh();
        }

        @Override
        public void close() {}
    }

    private final Held transport = new Held();
    private FailoverManager manager = manager(Runnable::run);
    private ServiceClient orders = orders();

    private FailoverManager manager(java.util.concurrent.Executor executor) {
        return FailoverManager.builder()
                .transport(transport)
                .executor(executor)
                .retry(RetryPolicy.none())
                .timeouts(TimeoutPolicy.defaults().withDeadline(Duration.ofHours(1)))
                .build();
    }

    private ServiceClient orders() {
        return manager.register(new InternalService("orders", null, "http://a").cache(CachePolicy.defaults()))
                .service("orders");
    }

    @AfterEach
    void close() {
        transport.release.countDown();
        manager.close();
    }

    private static Response response(String control) {
        return new Response(
                200, Headers.builder().add("Cache-Control", control).build(), "body".getBytes(StandardCharsets.UTF_8));
    }

    private static Response fresh() {
        return response("max-age=100");
    }

    private CompletableFuture<Response> get() {
        return orders.executeAsync(Request.get("/"));
    }

    private static void eventually(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
            Thread.onSpinWait();
        }
    }

    @Test
    void oneAsksForAll() {
        List<CompletableFuture<Response>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(get());
        }
        assertThat(transport.receivers).hasSize(1);
        assertThat(all).noneMatch(CompletableFuture::isDone);
        transport.receivers.get(0).onResponse(fresh());
        assertThat(all).allSatisfy(each -> assertThat(each.join().text()).isEqualTo("body"));
        assertThat(all.get(9).join().headers().first("Cache-Status")).startsWith("failover; fwd=uri-miss; collapsed");
        assertThat(manager.metrics().snapshot().toString())
                .contains("failover.cache.requests{service=orders, result=collapsed} 9")
                .contains("failover.cache.requests{service=orders, result=miss} 1");
        assertThat(manager.pendingTimers()).as("nobody is woken for nothing").isZero();
    }

    @Test
    void aFollowerThatIsCancelledLeavesTheOthersAlone() {
        CompletableFuture<Response> leader = get();
        CompletableFuture<Response> cancelled = get();
        CompletableFuture<Response> follower = get();
        cancelled.cancel(true);
        assertThat(transport.aborted).isZero();
        assertThat(leader).isNotDone();
        transport.receivers.get(0).onResponse(fresh());
        assertThat(leader.join().text()).isEqualTo("body");
        assertThat(follower.join().text()).isEqualTo("body");
        assertThat(transport.receivers).hasSize(1);
    }

    @Test
    void aLeaderThatIsCancelledLeavesTheOthersAlone() {
        CompletableFuture<Response> leader = get();
        CompletableFuture<Response> follower = get();
        leader.cancel(true);
        assertThat(transport.aborted).isEqualTo(1);
        assertThat(transport.receivers).as("the follower asks itself").hasSize(2);
        transport.receivers.get(1).onResponse(fresh());
        assertThat(follower.join().text()).isEqualTo("body");
    }

    @Test
    void aLeaderThatFailsFailsForItselfOnly() {
        CompletableFuture<Response> leader = get();
        CompletableFuture<Response> follower = get();
        transport.receivers.get(0).onFailure(new java.io.IOException("reset"));
        assertThat(leader).isCompletedExceptionally();
        transport.receivers.get(1).onResponse(fresh());
        assertThat(follower.join().text()).isEqualTo("body");
    }

    @Test
    void whatIsNotStoredIsForTheLeaderOnly() {
        CompletableFuture<Response> leader = get();
        CompletableFuture<Response> follower = get();
        transport.receivers.get(0).onResponse(response("no-store"));
        assertThat(leader).isCompleted();
        assertThat(follower).isNotDone();
        assertThat(transport.receivers).hasSize(2);
        CompletableFuture<Response> next = get();
        assertThat(transport.receivers)
                .as("nobody waits for that again so soon")
                .hasSize(3);
        assertThat(next).isNotDone();
    }

    /** A follower's own time bounds it, waiting and asking together. */
    @Test
    void aFollowersOwnTimeHolds() {
        CompletableFuture<Response> leader = get();
        long begin = System.nanoTime();
        CompletableFuture<Response> follower =
                orders.within(Duration.ofMillis(30)).executeAsync(Request.get("/"));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(follower::join)
                .withCauseInstanceOf(FailoverException.class);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
        assertThat(transport.receivers).as("its time was over after the wait").hasSize(1);
        assertThat(leader).isNotDone();
    }

    /** The time of the policy does so, too. */
    @Test
    void theTimeOfThePolicyHolds() {
        manager.close();
        manager = FailoverManager.builder()
                .transport(transport)
                .executor(Runnable::run)
                .timeouts(TimeoutPolicy.defaults().withDeadline(Duration.ofMillis(30)))
                .build();
        orders = orders();
        AtomicReference<CompletableFuture<Response>> follower = new AtomicReference<>();
        CompletableFuture<Response> leader = get();
        follower.set(get());
        assertThat(leader.handle((response, failure) -> "ended").join()).isEqualTo("ended");
        assertThat(follower.get().handle((response, failure) -> "ended").join()).isEqualTo("ended");
    }

    @Test
    void aThreadWaitsToo() throws Exception {
        List<CompletableFuture<String>> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<String> text = new CompletableFuture<>();
            all.add(text);
            Thread thread = new Thread(
                    () -> text.complete(orders.execute(Request.get("/")).text()));
            threads.add(thread);
            thread.start();
            eventually(
                    () -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(transport.blocking).isEqualTo(1);
        transport.release.countDown();
        for (CompletableFuture<String> each : all) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo("body");
        }
        assertThat(transport.blocking).isEqualTo(1);
    }

    @Test
    void aThreadThatWaitsCanBeInterrupted() throws Exception {
        CompletableFuture<Response> leader = get();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread follower = new Thread(() -> {
            try {
                orders.execute(Request.get("/"));
            } catch (FailoverException interrupted) {
                failure.complete(interrupted);
            }
        });
        follower.start();
        eventually(() -> follower.getState() == Thread.State.TIMED_WAITING);
        follower.interrupt();
        assertThat(failure.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        FailoverException.class,
                        given -> assertThat(given.isGivenUp()).isTrue());
        assertThat(leader).isNotDone();
    }

    /** An executor that takes no work strands nobody. */
    @Test
    void anExecutorThatTakesNoWorkStrandsNobody() {
        manager.close();
        manager = manager(work -> {
            throw new RejectedExecutionException("full");
        });
        orders = orders();
        CompletableFuture<Response> leader = get();
        CompletableFuture<Response> follower = get();
        transport.receivers.get(0).onResponse(fresh());
        assertThat(leader).isCompleted();
        assertThat(follower).isCompleted();
    }

    @Test
    void closingEndsThoseThatWait() {
        CompletableFuture<Response> leader = get();
        CompletableFuture<Response> follower = get();
        manager.close();
        assertThat(leader).isCompletedExceptionally();
        assertThat(follower).isCompletedExceptionally();
    }

    @Test
    void aCallThatForgetsEverythingMeanwhileIsHeeded() {
        CompletableFuture<Response> leader = get();
        CompletableFuture<Response> follower = get();
        manager.clear("orders");
        transport.receivers.get(0).onResponse(fresh());
        assertThat(leader).isCompleted();
        assertThat(follower).as("what the leader got may be from before").isNotDone();
        transport.receivers.get(1).onResponse(fresh());
        assertThat(follower).isCompleted();
    }
}
