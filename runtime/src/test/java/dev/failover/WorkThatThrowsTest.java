package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.BreakerState;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.endpoint.Endpoint;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryPolicy;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure of the work means the same, however the work is called and in which way it tells. */
@Timeout(60)
class WorkThatThrowsTest {
    private final AtomicInteger attempts = new AtomicInteger();

    /** How work is called, and how it fails. */
    enum Way {
        BLOCKING {
            @Override
            void call(ServiceClient client, AtomicInteger attempts, Throwable failure) {
                client.call(endpoint -> {
                    attempts.incrementAndGet();
                    throw sneaky(failure);
                });
            }
        },
        BLOCKING_ON_A_FUTURE {
            @Override
            void call(ServiceClient client, AtomicInteger attempts, Throwable failure) {
                client.call(endpoint -> {
                    attempts.incrementAndGet();
                    return CompletableFuture.failedFuture(failure).get();
                });
            }
        },
        FAILED_STAGE {
            @Override
            void call(ServiceClient client, AtomicInteger attempts, Throwable failure) {
                join(client.callAsync(endpoint -> {
                    attempts.incrementAndGet();
                    return CompletableFuture.failedFuture(new CompletionException(failure));
                }));
            }
        },
        NO_STAGE {
            @Override
            void call(ServiceClient client, AtomicInteger attempts, Throwable failure) {
                join(client.callAsync(endpoint -> {
                    attempts.incrementAndGet();
                    throw sneaky(failure);
                }));
            }
        };

        abstract void call(ServiceClient client, AtomicInteger attempts, Throwable failure);

        static Exception sneaky(Throwable failure) throws Exception {
            if (failure instanceof Error) {
                throw (Error) failure;
            }
            throw (Exception) failure;
        }

        static void join(CompletableFuture<?> future) {
            try {
                future.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof FailoverException) {
                    throw (FailoverException) failed.getCause();
                }
                throw failed;
            }
        }
    }

    private static FailoverManager manager(RetryPolicy retry, CircuitBreakerPolicy breaker) {
        return builder(retry, breaker).build();
    }

    private static FailoverManager.Builder builder(RetryPolicy retry, CircuitBreakerPolicy breaker) {
        return FailoverManager.builder()
                .transport(new FakeTransport())
                .executor(Runnable::run)
                .retry(retry)
                .circuitBreaker(breaker);
    }

    private static RetryPolicy.Builder atOnce() {
        return RetryPolicy.builder().baseDelay(Duration.ZERO).maxDelay(Duration.ZERO);
    }

    private static ServiceClient service(FailoverManager manager, String... urls) {
        return manager.register(new InternalService("db", null, urls)).service("db");
    }

    private static BreakerState breaker(ServiceClient client) {
        return client.endpoints().get(0).breaker().state(System.nanoTime());
    }

    static Stream<Throwable> failuresOfTheEndpoint() {
        return Stream.of(
                new IllegalStateException("the pool of the driver is empty"),
                new InterruptedIOException("timeout"),
                new CancellationException("the client is shut down"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheEndpoint")
    void itIsRepeatedAndOpensTheBreaker(Throwable failure) {
        for (Way way : Way.values()) {
            attempts.set(0);
            CircuitBreakerPolicy breaker =
                    CircuitBreakerPolicy.builder().failureThreshold("3").build();
            try (FailoverManager manager = manager(atOnce().build(), breaker)) {
                ServiceClient client = service(manager, "http://a");
                assertThatExceptionOfType(FailoverException.class)
                        .isThrownBy(() -> way.call(client, attempts, failure))
                        .withCause(failure);
                assertThat(attempts).as("%s", way).hasValue(3);
                assertThat(breaker(client)).as("%s", way).isEqualTo(BreakerState.OPEN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatThePoliciesSayOfItsClassHolds(Way way) {
        CircuitBreakerPolicy ignoring = CircuitBreakerPolicy.builder()
                .failureThreshold("1")
                .ignoreFailures(IllegalArgumentException.class)
                .build();
        try (FailoverManager manager =
                manager(atOnce().abortOn(IllegalArgumentException.class).build(), ignoring)) {
            ServiceClient client = service(manager, "http://a", "http://b");
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> way.call(client, attempts, new IllegalArgumentException("bad")));
            assertThat(attempts).hasValue(1);
            assertThat(breaker(client)).isEqualTo(BreakerState.CLOSED);
        }
    }

    @Test
    void aProbeThatReturnsNoStageOpensTheBreakerAgain() {
        CircuitBreakerPolicy breaker = CircuitBreakerPolicy.builder()
                .failureThreshold("1")
                .recoveryTime(Duration.ofNanos(1))
                .maxRecoveryTime(Duration.ofHours(1))
                .recoveryMultiplier(100)
                .build();
        try (FailoverManager manager = manager(RetryPolicy.none(), breaker)) {
            ServiceClient client = service(manager, "http://a");
            for (int i = 0; i < 50; i++) {
                assertThatExceptionOfType(FailoverException.class)
                        .isThrownBy(() -> Way.NO_STAGE.call(client, attempts, new IllegalStateException()));
            }
            // The recovery time grows a hundredfold with each probe.
            assertThat(attempts).hasValueLessThan(10);
        }
    }

    @Test
    void aHedgedCallThatThrowsGoesElsewhere() {
        try (FailoverManager manager = builder(atOnce().build(), CircuitBreakerPolicy.disabled())
                .hedge(HedgePolicy.after(Duration.ofHours(1)))
                .build()) {
            ServiceClient client = service(manager, "http://a", "http://b");
            CompletableFuture<String> answer = client.callAsync(WorkThatThrowsTest::bOnly);
            assertThat(answer).isCompletedWithValue("b");
        }
    }

    private static CompletionStage<String> bOnly(Endpoint endpoint) {
        if (endpoint.host().equals("a")) {
            throw new IllegalStateException("not here");
        }
        return CompletableFuture.completedFuture(endpoint.host());
    }

    @Test
    void aCancellationByTheCalleeHasAFallback() {
        try (FailoverManager manager = manager(RetryPolicy.none(), CircuitBreakerPolicy.disabled())) {
            CompletableFuture<String> cancelled = new CompletableFuture<>();
            cancelled.cancel(false);
            ServiceClient client = service(manager, "http://a");
            assertThat(client.callAsync(endpoint -> cancelled, Fallback.value("instead")))
                    .isCompletedWithValue("instead");
            assertThat(client.call(endpoint -> cancelled.get(), Fallback.value("instead")))
                    .isEqualTo("instead");
        }
    }

    @Test
    void theInterruptOfACallerThatDoesNotWaitIsNotSwallowed() throws InterruptedException {
        try (FailoverManager manager = manager(atOnce().build(), CircuitBreakerPolicy.disabled())) {
            ServiceClient client = service(manager, "http://a");
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread caller = new Thread(() -> {
                Thread.currentThread().interrupt();
                CompletableFuture<String> failed = client.callAsync(endpoint -> {
                    attempts.incrementAndGet();
                    throw new InterruptedException();
                });
                interrupted.set(Thread.currentThread().isInterrupted() && failed.isCompletedExceptionally());
            });
            caller.start();
            caller.join();
            assertThat(interrupted).isTrue();
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void anErrorInAWrapperIsNoReasonToRepeat() {
        try (FailoverManager manager = manager(atOnce().build(), CircuitBreakerPolicy.disabled())) {
            ServiceClient client = service(manager, "http://a");
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> client.call(endpoint -> {
                        attempts.incrementAndGet();
                        throw new ExecutionException(new StackOverflowError());
                    }));
            assertThat(attempts).hasValue(1);
        }
    }
}
