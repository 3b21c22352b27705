package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecuteAsyncTest {
    private final FakeTransport transport = new FakeTransport();
    private final List<Runnable> executed = new ArrayList<>();
    private FailoverManager manager = manager(executed::add);

    private FailoverManager manager(java.util.concurrent.Executor executor) {
        return FailoverManager.builder()
                .transport(transport)
                .executor(executor)
                .retry(RetryPolicy.builder()
                        .baseDelay(Duration.ofHours(1))
                        .maxDelay(Duration.ofHours(1))
                        .build())
                .timeouts(dev.failover.call.TimeoutPolicy.defaults().withDeadline(Duration.ZERO))
                .build();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theFutureCompletesOnTheExecutor() {
        transport.host("b", 200, "b");
        manager.register(new InternalService("orders", null, "http://a", "http://b"));
        CompletableFuture<Response> future = manager.executeAsync("orders", Request.get("/"));
        assertThat(future).isNotDone();
        executed.remove(0).run();
        assertThat(future.join().text()).isEqualTo("b");
    }

    @Test
    void anExecutorThatTakesNoWorkStrandsNobody() {
        manager.close();
        transport.closed = false;
        manager = manager(work -> {
            throw new RejectedExecutionException("full");
        });
        transport.host("a", 200, "a");
        manager.register(new InternalService("orders", null, "http://a"));
        assertThat(manager.executeAsync("orders", Request.get("/"))).isCompleted();
    }

    @Test
    void anExecutorThatHasNoThreadsLeftStrandsNobody() {
        manager.close();
        transport.closed = false;
        manager = manager(work -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        transport.host("a", 200, "a");
        manager.register(new InternalService("orders", null, "http://a"));
        assertThat(manager.executeAsync("orders", Request.get("/"))).isCompleted();
    }

    @Test
    void theFailureIsThatOfABlockingCall() {
        manager.register(new InternalService("orders", null, "http://a", "http://b").retry(RetryPolicy.none()));
        CompletableFuture<Response> future = manager.executeAsync("orders", Request.get("/"));
        executed.remove(0).run();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                .withCauseInstanceOf(FailoverException.class)
                .withMessageContaining("orders: GET / failed: 1. http://a CONNECT");
    }

    @Test
    void aTransportThatThrowsIsAFailureToo() {
        transport.host("a", request -> {
            throw new IllegalStateException("no such thing");
        });
        manager.register(new InternalService("orders", null, "http://a"));
        CompletableFuture<Response> future = manager.executeAsync("orders", Request.get("/"));
        executed.remove(0).run();
        assertThat(future).isCompletedExceptionally();
        assertThatIllegalArgumentException().isThrownBy(() -> manager.executeAsync("other", Request.get("/")));
    }

    @Test
    void cancellingAbortsTheAttemptAndNoneFollows() {
        transport.host("a", request -> null);
        manager.register(new InternalService("orders", null, "http://a", "http://b"));
        CompletableFuture<Response> future = manager.executeAsync("orders", Request.get("/"));
        assertThat(future.cancel(true)).isTrue();
        assertThat(transport.aborted).hasValue(1);
        assertThat(transport.sent).hasSize(1);
        assertThat(manager.metrics().snapshot().toString())
                .contains("failover.calls{service=orders, outcome=cancelled} 1");
        assertThat(executed).isEmpty();
    }

    @Test
    void cancellingEndsAWaitToo() {
        manager.register(new InternalService("orders", null, "http://a"));
        CompletableFuture<Response> future = manager.executeAsync("orders", Request.get("/"));
        assertThat(future).isNotDone();
        future.cancel(false);
        assertThat(manager.metrics().snapshot().toString())
                .contains("failover.calls{service=orders, outcome=cancelled} 1");
    }

    @Test
    void closingEndsCallsAtEveryStage() {
        transport.host("never", request -> null).host("limited", 200, "");
        manager.register(new InternalService("back-off", null, "http://a"));
        manager.register(new InternalService("attempt", null, "http://never"));
        manager.register(new InternalService("limiter", null, "http://limited")
                .rateLimiter(RateLimiterPolicy.of("1/h").withWait(Duration.ofHours(2))));
        List<CompletableFuture<Response>> futures = new ArrayList<>();
        manager.executeAsync("limiter", Request.get("/"));
        executed.remove(0).run();
        for (String service : new String[] {"back-off", "attempt", "limiter"}) {
            futures.add(manager.executeAsync(service, Request.get("/")));
        }
        assertThat(futures).noneMatch(CompletableFuture::isDone);
        manager.close();
        assertThat(futures).allMatch(CompletableFuture::isDone);
        for (CompletableFuture<Response> future : futures) {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(future::join);
        }
    }

    @Test
    void aCallAfterTheCloseFailsAtOnce() {
        transport.host("a", 200, "");
        manager.register(new InternalService("orders", null, "http://a"));
        manager.register(new InternalService("limiter", null, "http://limited")
                .rateLimiter(RateLimiterPolicy.of("1/h").withWait(Duration.ofHours(2))));
        ServiceClient limiter = manager.service("limiter");
        manager.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> manager.executeAsync("orders", Request.get("/")))
                .withMessage("the manager is closed; nothing can be called or registered any more");
        assertThatIllegalStateException().isThrownBy(() -> limiter.executeAsync(Request.get("/")));
    }
}
