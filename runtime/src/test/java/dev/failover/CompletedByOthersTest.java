package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.TimeoutPolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A future that the caller completes, as {@code orTimeout} does, is a call that was given up: B3, L3 and Y1 with a time-out outside. */
class CompletedByOthersTest {
    private final FailoverManager manager = FailoverManager.builder()
            .transport(new FakeTransport())
            .executor(Runnable::run)
            .retry(RetryPolicy.builder()
                    .maxAttempts(5)
                    .baseDelay(Duration.ofHours(1))
                    .maxDelay(Duration.ofHours(1))
                    .build())
            .timeouts(TimeoutPolicy.defaults().withDeadline(Duration.ZERO))
            .build();
    private final ServiceClient client =
            manager.register(new InternalService("db", null, "http://a")).service("db");
    private final CompletableFuture<String> stage = new CompletableFuture<>();

    @AfterEach
    void nothingIsLeft() {
        assertThat(client.endpoints().get(0).pool().leased()).isZero();
        assertThat(manager.pendingTimers()).isZero();
        manager.close();
    }

    @Test
    void theAttemptIsAborted() {
        client.callAsync(endpoint -> stage).completeExceptionally(new TimeoutException());
        assertThat(stage).isCancelled();
    }

    @Test
    void soItIsBehindAFallback() {
        AtomicInteger asked = new AtomicInteger();
        client.callAsync(endpoint -> stage, Fallback.of(failure -> "asked " + asked.incrementAndGet()))
                .complete("enough");
        assertThat(stage).isCancelled();
        assertThat(asked).hasValue(0);
    }

    @Test
    void noAttemptFollows() {
        CompletableFuture<String> waiting = client.callAsync(endpoint -> {
            throw new IllegalStateException("wait an hour");
        });
        assertThat(manager.pendingTimers()).isPositive();
        waiting.completeExceptionally(new TimeoutException());
    }
}
