package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.failover.breaker.BreakerState;
import dev.failover.call.TimeoutPolicy;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Request;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a manager when it is closed: nothing that can be called, and nobody who waits for it. */
@Timeout(60)
class ClosedManagerTest {
    private final FailoverManager manager = FailoverManager.builder()
            .transport(new FakeTransport())
            .retry(RetryPolicy.builder().baseDelay(Duration.ZERO).build())
            .timeouts(TimeoutPolicy.defaults().withAttempt(Duration.ofHours(1)).withDeadline(Duration.ofHours(2)))
            .build();
    private final Service service = new InternalService("db", null, "http://a", "http://b");
    private final ServiceClient client = manager.register(service).service("db");
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void everythingIsRefusedInTheSameWordsAndNobodyIsBlamed() {
        List<EndpointState> endpoints = client.endpoints();
        manager.close();
        manager.close();
        Stream.<ThrowingCallable>of(
                        () -> client.call(endpoint -> attempts.incrementAndGet()),
                        () -> client.callOnce(endpoint -> attempts.incrementAndGet(), Fallback.value(1)),
                        () -> client.callAsync(
                                endpoint -> CompletableFuture.completedFuture(attempts.incrementAndGet())),
                        () -> client.execute(Request.get("/")),
                        () -> client.executeAsync(Request.get("/")),
                        () -> client.endpoints(),
                        () -> manager.service("db"),
                        () -> manager.execute("/", dev.failover.http.HttpMethod.GET, java.util.Map.of()),
                        () -> manager.register(new InternalService("other", null, "http://c")),
                        () -> manager.serviceOrRegister("other", "http://c"),
                        () -> manager.checkHealth())
                .forEach(call -> assertThatIllegalStateException()
                        .isThrownBy(call)
                        .withMessage("the manager is closed; nothing can be called or registered any more"));
        assertThat(manager.unregister(service)).isFalse();
        assertThat(attempts).hasValue(0);
        assertThat(endpoints).allMatch(each -> each.breaker().state(System.nanoTime()) == BreakerState.CLOSED);
    }

    @Test
    void blockingWorkThatHasATimeOutDoesNotHangForEver() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<FailoverException> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                client.call(endpoint -> {
                    attempts.incrementAndGet();
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return 1;
                });
            } catch (FailoverException expected) {
                thrown.set(expected);
            }
        });
        List<EndpointState> endpoints = client.endpoints();
        caller.start();
        begun.await();
        manager.close();
        caller.join();
        assertThat(thrown.get()).hasMessageContaining("the manager is closed");
        assertThat(attempts).hasValue(1);
        assertThat(endpoints).allMatch(each -> each.pool().leased() == 0);
    }
}
