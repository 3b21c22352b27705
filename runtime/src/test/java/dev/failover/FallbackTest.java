package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.call.Rejection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {
    private final FailoverException failure = new FailoverException("orders: failed", new ConnectException());

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @Test
    void aValueTakesThePlaceOfTheFailure() {
        assertThat(both(Fallback.value("cached"), failure)).isEqualTo("cached");
        assertThat(both(Fallback.value(null), failure)).isNull();
    }

    @Test
    void aFunctionSeesTheFailure() {
        assertThat(both(Fallback.of(FailoverException::getMessage), failure)).isEqualTo("orders: failed");
        assertThat(both(Fallback.of(seen -> null), failure)).isNull();
    }

    @Test
    void aRejectedCallHasAFallbackToo() {
        FailoverException rejected = FailoverException.rejected("orders: rejected", Rejection.BREAKERS_OPEN, -1);
        assertThat(both(Fallback.of(FailoverException::rejection), rejected)).isEqualTo(Rejection.BREAKERS_OPEN);
        IOException noCache = new IOException("no cache");
        assertThatThrownBy(() -> apply(Fallback.of(seen -> thrown(noCache)), rejected))
                .isSameAs(rejected);
        assertThat(rejected.getSuppressed()).containsExactly(noCache);
    }

    @Test
    void aStageTakesThePlaceOfTheFailureWhenItEnds() throws Exception {
        assertThat(both(Fallback.async(seen -> CompletableFuture.completedFuture("later")), failure))
                .isEqualTo("later");
        assertThat(both(Fallback.async(seen -> CompletableFuture.completedFuture((String) null)), failure))
                .isNull();
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = FallbackRunner.applyAsync(Fallback.async(seen -> stage), failure);
        assertThat(result).isNotDone();
        stage.complete("later");
        assertThat(result.get()).isEqualTo("later");
    }

    @Test
    void aCallerThatWaitsWaitsForAStageThatAnotherThreadEnds() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Thread other = new Thread(() -> stage.complete("later"));
        String result = apply(
                Fallback.async(seen -> {
                    other.start();
                    return stage;
                }),
                failure);
        other.join();
        assertThat(result).isEqualTo("later");
    }

    @Test
    void anotherServiceIsAskedInTheCallersOwnWay() throws Exception {
        Fallback<String> fallback = Fallback.service("backup", new Fallback.OtherService<String>() {
            @Override
            public String call(FailoverException seen) {
                return "waited";
            }

            @Override
            public CompletionStage<String> callAsync(FailoverException seen) {
                return CompletableFuture.completedFuture("did not wait");
            }
        });
        assertThat(apply(fallback, failure)).isEqualTo("waited");
        assertThat(FallbackRunner.applyAsync(fallback, failure).get()).isEqualTo("did not wait");
        assertThat(both(Fallback.service("backup", FailoverException::getMessage), failure))
                .isEqualTo("orders: failed");
    }

    @Test
    void aFallbackThatFailsDoesNotHideWhatItWasFor() {
        List<Throwable> thrown =
                List.of(new IOException("no cache"), new IllegalStateException("bug"), new StackOverflowError());
        for (Throwable each : thrown) {
            List<Fallback<String>> fallbacks = List.of(
                    Fallback.of(seen -> thrown(each)),
                    Fallback.async(seen -> thrown(each)),
                    Fallback.async(seen -> failed(each)),
                    Fallback.async(seen -> failed(new CompletionException(each))),
                    Fallback.service("backup", seen -> thrown(each)));
            for (Fallback<String> fallback : fallbacks) {
                FailoverException original = new FailoverException("orders: failed", new ConnectException());
                assertThatThrownBy(() -> apply(fallback, original)).isSameAs(original);
                assertThat(original.getSuppressed()).as("%s", fallback).containsExactly(each);
                FailoverException another = new FailoverException("orders: failed", new ConnectException());
                assertThat(FallbackRunner.applyAsync(fallback, another))
                        .isCompletedExceptionally()
                        .satisfies(future -> assertThat(failureOf(future)).isSameAs(another));
                assertThat(another.getSuppressed()).as("%s", fallback).containsExactly(each);
            }
        }
    }

    @Test
    void aFallbackWithNothingToGiveThrowsTheFailureAgain() {
        for (Fallback<String> fallback : List.<Fallback<String>>of(
                Fallback.of(seen -> thrown(seen)),
                Fallback.async(seen -> failed(seen)),
                Fallback.async(seen -> failed(new CompletionException(seen))))) {
            assertThatThrownBy(() -> both(fallback, failure)).isSameAs(failure);
            assertThat(failure.getSuppressed()).isEmpty();
        }
    }

    @Test
    void nullInsteadOfAStageIsAFailureOfTheFallback() {
        assertThatThrownBy(() -> both(Fallback.async(seen -> (CompletableFuture<String>) null), failure))
                .isSameAs(failure);
        assertThat(failure.getSuppressed())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each).hasMessageContaining("must return a stage"));
        FailoverException another = new FailoverException("orders: failed", new ConnectException());
        Fallback<String> service = Fallback.service("backup", new Fallback.OtherService<String>() {
            @Override
            public String call(FailoverException seen) {
                return "waited";
            }

            @Override
            public CompletionStage<String> callAsync(FailoverException seen) {
                return null;
            }
        });
        assertThat(failureOf(FallbackRunner.applyAsync(service, another))).isSameAs(another);
    }

    @Test
    void whoGaveUpGetsNoFallback() {
        AtomicInteger asked = new AtomicInteger();
        Fallback<String> fallback = Fallback.of(seen -> "asked " + asked.incrementAndGet());
        FailoverException givenUp = FailoverException.givenUp("orders: given up", new InterruptedException());
        assertThatThrownBy(() -> both(fallback, givenUp)).isSameAs(givenUp);
        assertThat(givenUp.getSuppressed()).isEmpty();
        assertThat(asked).hasValue(0);
        assertThat(both(fallback, new FailoverException("orders: late", new SocketTimeoutException())))
                .as("a time-out is a failure, though Java calls it interrupted")
                .isEqualTo("asked 2");
        assertThat(both(fallback, new FailoverException("orders: shut", new CancellationException())))
                .as("somebody else was cancelled, the caller still waits")
                .isEqualTo("asked 4");
    }

    @Test
    void anInterruptWhileTheFallbackRunsEndsItAndStaysVisible() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> apply(Fallback.async(seen -> stage), failure)).isSameAs(failure);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stage).isCancelled();
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> apply(Fallback.of(seen -> thrown(new InterruptedException())), failure))
                .isSameAs(failure);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void cancellingTheResultCancelsTheFallback() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> result = FallbackRunner.applyAsync(Fallback.async(seen -> stage), failure);
        result.cancel(false);
        assertThat(stage).isCancelled();
        assertThat(result).isCancelled();
        CompletableFuture<String> another = new CompletableFuture<>();
        CompletableFuture<String> kept = FallbackRunner.applyAsync(Fallback.async(seen -> another), failure);
        another.cancel(false);
        assertThat(failureOf(kept))
                .as("the fallback's own cancellation is a failure of it")
                .isSameAs(failure);
    }

    @Test
    void saysWhichKindItIsAndNotItsValue() {
        assertThat(Fallback.value("secret")).hasToString("Fallback{value}");
        assertThat(Fallback.of(seen -> "secret")).hasToString("Fallback{function}");
        assertThat(Fallback.service("backup", seen -> "secret")).hasToString("Fallback{service backup}");
        assertThatThrownBy(() -> Fallback.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("function");
    }

    /** The result of both ways, which is the same. */
    private static <T> Object both(Fallback<T> fallback, FailoverException failure) {
        CompletableFuture<T> later = FallbackRunner.applyAsync(fallback, failure);
        assertThat(later).isDone();
        T now;
        try {
            now = apply(fallback, failure);
        } catch (FailoverException thrown) {
            assertThat(failureOf(later)).isSameAs(thrown);
            // One of the two is enough for the test to look at.
            throw thrown;
        }
        return now;
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        try {
            future.join();
            return null;
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    private static <T> CompletableFuture<T> failed(Throwable failure) {
        CompletableFuture<T> future = new CompletableFuture<>();
        future.completeExceptionally(failure);
        return future;
    }

    private static <T> T thrown(Throwable failure) throws Exception {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        throw (Exception) failure;
    }

    private static <T> T apply(Fallback<T> fallback, FailoverException failure) {
        return FallbackRunner.apply(fallback, failure, () -> {});
    }
}
