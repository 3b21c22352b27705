package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.call.Rejection;
import dev.failover.http.Request;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registered service as a program calls it. */
class ServiceClientTest {
    private final FakeTransport transport = new FakeTransport();
    private final FailoverManager manager = FailoverManager.builder()
            .transport(transport)
            .executor(Runnable::run)
            .retry(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
            .build();
    private final Service service = new InternalService("db", null, "http://a", "http://b");
    private final List<String> asked = new ArrayList<>();

    private ServiceClient db() {
        return manager.register(service).service("db");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Endpoint a fails, the others answer with their names. */
    private EndpointCall<String> failingOnA(Exception failure) {
        return endpoint -> {
            asked.add(endpoint.host());
            if (endpoint.host().equals("a")) {
                throw failure;
            }
            return endpoint.host();
        };
    }

    private AsyncEndpointCall<String> failingLaterOnA(Exception failure) {
        return endpoint -> {
            asked.add(endpoint.host());
            CompletableFuture<String> stage = new CompletableFuture<>();
            if (endpoint.host().equals("a")) {
                stage.completeExceptionally(failure);
            } else {
                stage.complete(endpoint.host());
            }
            return stage;
        };
    }

    @Test
    void workThatMayBeRepeatedGoesElsewhere() {
        assertThat(db().call(failingOnA(new IOException("reset")))).isEqualTo("b");
        assertThat(manager.service("db").callAsync(failingLaterOnA(new IOException("reset"))))
                .isCompletedWithValue("b");
        assertThat(asked).containsExactly("a", "b", "a", "b");
    }

    @Test
    void workThatMustNotBeRepeatedIsTriedOnceUnlessItNeverBegan() {
        ServiceClient db = db();
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> db.callOnce(failingOnA(new IOException("reset"))))
                .withMessageContaining("1. http://a IO java.io.IOException: reset");
        assertThat(db.callOnceAsync(failingLaterOnA(new IOException("reset")))).isCompletedExceptionally();
        assertThat(asked).containsExactly("a", "a");
        asked.clear();
        assertThat(db.callOnce(failingOnA(new ConnectException("refused")))).isEqualTo("b");
        assertThat(db.callOnceAsync(failingLaterOnA(new ConnectException("refused"))))
                .isCompletedWithValue("b");
        assertThat(asked).containsExactly("a", "b", "a", "b");
    }

    @Test
    void nothingIsAResultToo() {
        ServiceClient db = db();
        assertThat(db.<String>call(endpoint -> null)).isNull();
        assertThat(db.<String>callOnce(endpoint -> null)).isNull();
        assertThat(db.<String>callAsync(endpoint -> CompletableFuture.completedFuture(null)))
                .isCompletedWithValue(null);
    }

    @Test
    void anAsynchronousCallEndsWhenItsStageDoes() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> future = db().callAsync(endpoint -> stage);
        assertThat(future).isNotDone();
        stage.complete("later");
        assertThat(future).isCompletedWithValue("later");
    }

    @Test
    void whoReturnsNoStageHasFailed() {
        CompletableFuture<String> future = db().callAsync(endpoint -> null);
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("the work returned no stage");
    }

    @Test
    void theCallersOwnTimeBoundsTheWholeCall() {
        ServiceClient soon = db().within(Duration.ofMillis(30));
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> soon.call(endpoint -> {
                    asked.add(endpoint.host());
                    new CountDownLatch(1).await();
                    return "";
                }))
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(asked).as("no time was left for another attempt").containsExactly("a");
        CompletableFuture<String> never = new CompletableFuture<>();
        assertThatThrownBy(soon.callAsync(endpoint -> never)::join).hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(never).isCancelled();
        assertThatIllegalArgumentException().isThrownBy(() -> soon.within(Duration.ZERO));
    }

    @Test
    void aCallThatWeighsMoreTakesMorePermits() {
        ServiceClient one = manager.register(new InternalService("maps", null, "http://a")
                        .rateLimiter(RateLimiterPolicy.of("1/h").withBurst(4)))
                .service("maps");
        ServiceClient three = one.weighing(3);
        assertThat(three.<String>call(endpoint -> "3 of 4")).isEqualTo("3 of 4");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> three.<String>call(endpoint -> "6 of 4"))
                .satisfies(rejected -> assertThat(rejected.rejection()).isEqualTo(Rejection.RATE_LIMITED));
        assertThat(one.<String>call(endpoint -> "4 of 4")).isEqualTo("4 of 4");
        assertThatExceptionOfType(FailoverException.class).isThrownBy(() -> one.<String>call(endpoint -> "5 of 4"));
        assertThatIllegalArgumentException().isThrownBy(() -> one.weighing(0)).withMessageContaining("1 or more");
    }

    @Test
    void itStaysTheSameServiceWhenMoreIsRegistered() {
        ServiceClient before = db();
        ServiceClient within = before.within(Duration.ofMinutes(1));
        manager.register(new InternalService("db", null, "http://c"));
        assertThat(manager.service("db")).isSameAs(before);
        assertThat(before.endpoints()).hasSize(3);
        for (ServiceClient each : List.of(before, within)) {
            String answer = each.call(endpoint -> {
                if (!endpoint.host().equals("c")) {
                    throw new ConnectException("refused");
                }
                return endpoint.host();
            });
            assertThat(answer).isEqualTo("c");
        }
        assertThat(before).hasToString("db[http://a, http://b, http://c]");
    }

    @Test
    void afterItsLastEndpointsWereTakenBackItSaysSo() {
        ServiceClient db = db();
        Service more = new InternalService("db", null, "http://c");
        manager.register(more);
        assertThat(manager.unregister(service)).isTrue();
        assertThat(manager.unregister(service)).as("it is gone already").isFalse();
        assertThat(db.<String>call(endpoint -> endpoint.host())).isEqualTo("c");
        manager.unregister(more);
        Request request = Request.get("/");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> db.call(endpoint -> ""),
                () -> db.callOnce(endpoint -> ""),
                () -> db.callAsync(endpoint -> null),
                () -> db.callOnceAsync(endpoint -> null),
                () -> db.call(endpoint -> "", Fallback.value("")),
                () -> db.execute(request),
                () -> db.execute(request, Fallback.value(null)),
                () -> db.executeAsync(request),
                () -> db.within(Duration.ofSeconds(1)).call(endpoint -> ""),
                db::endpoints)) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the service db is not registered any more");
        }
        assertThat(db.name()).isEqualTo("db");
        assertThatIllegalArgumentException().isThrownBy(() -> manager.service("db"));
    }

    @Test
    void aCallUnderWayEndsThoughItsServiceWasTakenBack() {
        ServiceClient db = db();
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> future = db.callAsync(endpoint -> stage);
        manager.unregister(service);
        stage.complete("done");
        assertThat(future).isCompletedWithValue("done");
    }

    @Test
    void errorsGoUpAsTheyAre() {
        ServiceClient db = db();
        StackOverflowError error = new StackOverflowError();
        assertThatThrownBy(() -> db.call(endpoint -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThat(db.endpoints()).allMatch(endpoint -> endpoint.pool().leased() == 0);
    }
}
