package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.TimeoutPolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pitfalls of retries and time-outs, as a program would meet them: real threads and the real clock. */
@Timeout(120)
class FrontDoorPitfallsTest {
    private FailoverManager manager =
            manager(RetryPolicy.builder().maxAttempts(3).baseDelay(Duration.ofHours(1)), 0);
    private final AtomicInteger begun = new AtomicInteger();

    private static FailoverManager manager(RetryPolicy.Builder retry, long attemptNanos) {
        return FailoverManager.builder()
                .transport(new FakeTransport())
                .executor(Runnable::run)
                .retry(retry.maxDelay(Duration.ofHours(1)).build())
                .retryBudget(RetryBudgetPolicy.unlimited())
                .circuitBreaker(CircuitBreakerPolicy.disabled())
                .timeouts(TimeoutPolicy.defaults()
                        .withDeadline(Duration.ZERO)
                        .withAttempt(Duration.ofNanos(attemptNanos)))
                .connectionPool(ConnectionPoolPolicy.defaults().withMaxPerService(20))
                .build();
    }

    private ServiceClient service(String... urls) {
        return manager.register(new InternalService("db", null, urls)).service("db");
    }

    @AfterEach
    void close() {
        assertThat(Thread.interrupted()).as("the thread's flag").isFalse();
        manager.close();
    }

    private void allHome(ServiceClient client) {
        assertThat(client.endpoints()).allMatch(endpoint -> endpoint.pool().leased() == 0);
    }

    @Test
    void y1_noAttemptBeginsAfterTheFutureWasCancelled() {
        ServiceClient db = service("http://a", "http://b");
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<String> underWay = db.callAsync(endpoint -> {
            begun.incrementAndGet();
            return never;
        });
        underWay.cancel(true);
        assertThat(never).isCancelled();
        assertThat(begun).as("no attempt on b").hasValue(1);
        allHome(db);
    }

    @Test
    void y1_norAfterItWasCancelledWhileItWaits() {
        ServiceClient db = service("http://a");
        CompletableFuture<String> waiting = db.callAsync(endpoint -> {
            begun.incrementAndGet();
            throw new ConnectException("refused");
        });
        assertThat(waiting).isNotDone();
        waiting.cancel(true);
        assertThat(begun).hasValue(1);
        assertThat(manager.metrics().snapshot().toString())
                .contains("failover.calls{service=db, outcome=cancelled} 1")
                .doesNotContain("failover.retries");
        allHome(db);
    }

    @Test
    void y2_workThatThrowsInsteadOfReturningAStageFailsTheFuture() {
        ServiceClient db = service("http://a", "http://b");
        CompletableFuture<String> future = db.callAsync(endpoint -> {
            if (begun.incrementAndGet() == 1) {
                CompletableFuture<String> failed = new CompletableFuture<>();
                failed.completeExceptionally(new IOException("first"));
                return failed;
            }
            throw new StackOverflowError("second, thrown at once");
        });
        assertThat(future).isCompletedExceptionally();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(future::join)
                .withMessageContaining("1. http://a IO java.io.IOException: first")
                .withMessageContaining("2. http://b LOCAL java.lang.StackOverflowError: second");
        allHome(db);
    }

    /**
     * As slow as its time-out, give or take: every call is a race of the two, and the flag must tell of none. Of every 64
     * calls two wait for the interrupt, so on any machine some are late, and one returns at once, so not all are.
     */
    @Test
    void y7_noInterruptOfATimeOutIsSeenAfterTheCall() {
        long bound = 20_000;
        long forEver = 30_000_000_000L;
        int rounds = 1_500;
        manager.close();
        manager = manager(RetryPolicy.builder().maxAttempts(1), bound);
        ServiceClient db = service("http://a");
        int late = 0;
        for (int i = 0; i < 64 * rounds; i++) {
            int number = i % 64;
            long jitter = number % 16 * 500 - 4_000;
            try {
                db.call(endpoint -> {
                    if (number == 17) {
                        new CountDownLatch(1).await(forEver, TimeUnit.NANOSECONDS);
                    }
                    long works = number == 34 ? forEver : number == 17 || number == 51 ? 0 : bound + jitter;
                    long begin = System.nanoTime();
                    while (System.nanoTime() - begin < works
                            && (number != 34 || !Thread.currentThread().isInterrupted())) {
                        Thread.onSpinWait();
                    }
                    return "";
                });
                assertThat(number)
                        .as("of call %s, which waits for its interrupt", i)
                        .isNotIn(17, 34);
            } catch (FailoverException timeout) {
                assertThat(timeout).hasMessageContaining("TIMEOUT");
                late++;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted after call " + i + ", " + late + " were late");
            }
        }
        assertThat(late).as("late calls").isBetween(2 * rounds, 64 * rounds - 1);
        allHome(db);
    }

    @Test
    void y8_theUsersOwnInterruptStaysVisibleAndThePermitsComeHome() {
        manager.close();
        manager = manager(RetryPolicy.builder().maxAttempts(3).baseDelay(Duration.ofHours(1)), 60_000_000_000L);
        ServiceClient limited = manager.register(new InternalService("limited", null, "http://a")
                        .rateLimiter(RateLimiterPolicy.of("1/h").withBurst(3).withWait(Duration.ofDays(1))))
                .service("limited");
        for (EndpointCall<String> waiting : List.<EndpointCall<String>>of(
                endpoint -> {
                    Thread.currentThread().interrupt();
                    new CountDownLatch(1).await();
                    return "";
                },
                endpoint -> {
                    Thread.currentThread().interrupt();
                    throw new ConnectException("refused; then it waits for the retry");
                },
                endpoint -> "waits for the limiter")) {
            begun.incrementAndGet();
            if (begun.get() == 3) {
                String last = limited.call(endpoint -> "the permit that the retry did not need");
                assertThat(last).isNotNull();
                Thread.currentThread().interrupt();
            }
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> limited.call(waiting))
                    .withMessage("limited: call was interrupted")
                    .withCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).as("after call %s", begun).isTrue();
            allHome(limited);
        }
    }

    @Test
    void y9_tenThousandFailuresWithTimeOutsLeaveNoTimerBehind() {
        manager.close();
        manager = manager(RetryPolicy.builder().maxAttempts(3).baseDelay(Duration.ZERO), 3_600_000_000_000L);
        ServiceClient db = service("http://a", "http://b");
        List<CompletableFuture<String>> futures = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            futures.add(db.callAsync(endpoint -> stage));
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> db.call(endpoint -> {
                        throw new IOException("reset");
                    }));
            stage.completeExceptionally(new IOException("reset"));
        }
        assertThat(futures).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(manager.pendingTimers()).isZero();
    }

    @Test
    void y13_closeEndsAllThreadsThatTheManagerStarted() throws InterruptedException {
        manager.close();
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        manager = FailoverManager.builder()
                .executor(Runnable::run)
                .hedge(HedgePolicy.after(Duration.ofMillis(1)).withBudget(RetryBudgetPolicy.unlimited()))
                .build();
        // Nobody listens there: the connections are refused at once.
        ServiceClient db = manager.register(new InternalService("db", null, "http://127.0.0.1:1", "http://127.0.0.1:2")
                        .healthCheck("/health", Duration.ofMillis(50)))
                .service("db");
        CountDownLatch both = new CountDownLatch(2);
        db.call(endpoint -> {
            both.countDown();
            both.await();
            return "";
        });
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.execute(dev.failover.http.Request.get("/")));
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> manager.service("db")
                        .execute(dev.failover.http.Request.builder(dev.failover.http.HttpMethod.POST, "/")
                                .build()));
        List<Thread> started = new ArrayList<>(Thread.getAllStackTraces().keySet());
        started.removeAll(before);
        started.removeIf(other -> other.getName().startsWith("ForkJoinPool.commonPool")
                || other.getName().startsWith("junit"));
        assertThat(started).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.getName()).startsWith("failover-");
            assertThat(thread.isDaemon()).isTrue();
        });
        manager.close();
        for (Thread thread : started) {
            thread.join(30_000);
            assertThat(thread.isAlive()).as("%s", thread).isFalse();
        }
    }
}
