package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.metrics.Metric;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call gives when it failed and there is a fallback. */
class FallbackCallTest {
    private final FakeTransport transport = new FakeTransport();
    private final FailoverManager manager = FailoverManager.builder()
            .transport(transport)
            .executor(Runnable::run)
            .retry(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
            .build();
    private final Service service = new InternalService("orders", null, "http://a", "http://b");
    private final ServiceClient orders = manager.register(service).service("orders");
    private final AtomicInteger asked = new AtomicInteger();
    private final Fallback<String> counting = Fallback.of(seen -> "instead " + asked.incrementAndGet());

    @AfterEach
    void close() {
        manager.close();
        assertThat(Thread.interrupted()).isFalse();
    }

    private static <T> T broken() throws IOException {
        throw new ConnectException("refused");
    }

    private long fallbacks() {
        return manager.metrics().snapshot().stream()
                .filter(metric -> metric.name().equals("failover.fallbacks"))
                .mapToLong(Metric::value)
                .sum();
    }

    @Test
    void aGoodCallNeedsNone() {
        assertThat(orders.call(endpoint -> "good", counting)).isEqualTo("good");
        assertThat(orders.callOnce(endpoint -> "good", counting)).isEqualTo("good");
        assertThat(orders.callAsync(endpoint -> CompletableFuture.completedFuture("good"), counting))
                .isCompletedWithValue("good");
        assertThat(asked).hasValue(0);
        assertThat(fallbacks()).isZero();
    }

    @Test
    void aValueOrAFunctionTakesThePlaceOfAFailedCall() {
        assertThat(orders.call(endpoint -> broken(), Fallback.value("cached"))).isEqualTo("cached");
        assertThat(orders.callOnce(endpoint -> broken(), counting)).isEqualTo("instead 1");
        assertThat(orders.callAsync(endpoint -> broken(), counting)).isCompletedWithValue("instead 2");
        assertThat(orders.callOnceAsync(endpoint -> broken(), Fallback.value(null)))
                .isCompletedWithValue(null);
        assertThat(fallbacks()).isEqualTo(4);
    }

    @Test
    void anotherServiceIsAskedInTheCallersOwnWay() {
        manager.register(new InternalService("backup", null, "http://c", "http://d"));
        Fallback<String> backup = Fallback.service("backup", new Fallback.OtherService<String>() {
            @Override
            public String call(FailoverException failure) {
                return manager.service("backup").call(endpoint -> "sync " + endpoint.host());
            }

            @Override
            public CompletionStage<String> callAsync(FailoverException failure) {
                return manager.service("backup")
                        .callAsync(endpoint -> CompletableFuture.completedFuture("async " + endpoint.host()));
            }
        });
        assertThat(orders.call(endpoint -> broken(), backup)).isEqualTo("sync c");
        assertThat(orders.callAsync(endpoint -> broken(), backup)).isCompletedWithValue("async c");
    }

    @Test
    void aFailedFallbackGivesBackTheCallsOwnFailure() {
        IOException noCache = new IOException("no cache");
        Fallback<String> failing = Fallback.of(seen -> {
            throw noCache;
        });
        assertThatThrownBy(() -> orders.call(endpoint -> broken(), failing))
                .isInstanceOf(FailoverException.class)
                .hasMessageContaining("orders: call failed: 1. http://a CONNECT")
                .satisfies(failure -> assertThat(failure.getSuppressed()).contains(noCache));
        assertThatThrownBy(orders.callAsync(endpoint -> broken(), failing)::join)
                .hasCauseInstanceOf(FailoverException.class)
                .satisfies(failure ->
                        assertThat(failure.getCause().getSuppressed()).contains(noCache));
    }

    @Test
    void anAnswerThatIsAFailureHasAFallbackToo() {
        transport.host("a", 503, "a is full").host("b", 503, "b is full");
        Request request = Request.get("/");
        Fallback<Response> status =
                Fallback.of(failure -> answer(200, ((Response) failure.result()).text() + "; " + failure.getMessage()));
        String expected = "a is full; orders: GET / failed: status 503";
        assertThat(orders.execute(request, status).text()).startsWith(expected);
        assertThat(orders.executeAsync(request, status).join().text()).startsWith(expected);
        assertThat(fallbacks()).isEqualTo(2);
        transport.host("a", 404, "none");
        assertThat(orders.execute(request, status).status())
                .as("an answer like any other")
                .isEqualTo(404);
        assertThat(orders.executeAsync(request, status).join().status()).isEqualTo(404);
    }

    @Test
    void whenTheFallbackFailsTheAnswerIsHandedOverAfterAll() {
        transport.host("a", 503, "a is full").host("b", 500, "b is broken");
        Fallback<Response> failing = Fallback.of(failure -> {
            throw failure;
        });
        assertThat(orders.execute(Request.get("/"), failing).text()).isEqualTo("b is broken");
        assertThat(orders.executeAsync(Request.get("/"), failing).join().text()).isEqualTo("b is broken");
    }

    @Test
    void noAnswerAtAllHasAFallback() {
        Fallback<Response> fallback = Fallback.value(answer(200, "cached"));
        assertThat(orders.execute(Request.get("/"), fallback).text()).isEqualTo("cached");
        assertThat(orders.executeAsync(Request.get("/"), fallback).join().text())
                .isEqualTo("cached");
    }

    @Test
    void whoWasInterruptedGetsNone() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> orders.call(
                        endpoint -> {
                            new CountDownLatch(1).await();
                            return "";
                        },
                        counting))
                .isInstanceOf(FailoverException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).hasValue(0);
    }

    @Test
    void whoCancelledGetsNone() {
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<String> future = orders.callAsync(endpoint -> never, counting);
        future.cancel(true);
        assertThat(never).isCancelled();
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThat(asked).hasValue(0);
        assertThat(fallbacks()).isZero();
    }

    @Test
    void cancellingWhileTheFallbackIsUnderWayCancelsIt() {
        CompletableFuture<String> never = new CompletableFuture<>();
        CompletableFuture<String> future = orders.callAsync(endpoint -> broken(), Fallback.async(seen -> never));
        assertThat(future).isNotDone();
        future.cancel(true);
        assertThat(never).isCancelled();
    }

    @Test
    void aCallWhoseServiceIsTakenBackMeanwhileKeepsItsFallback() {
        assertThat(orders.call(
                        endpoint -> {
                            manager.unregister(service);
                            return broken();
                        },
                        counting))
                .isEqualTo("instead 1");
    }

    @Test
    void theFailureOfACallWithoutFallbackIsOfTheSameKind() {
        assertThatThrownBy(orders.callAsync(endpoint -> broken())::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(FailoverException.class);
    }

    private static Response answer(int status, String text) {
        return new Response(status, Headers.EMPTY, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
