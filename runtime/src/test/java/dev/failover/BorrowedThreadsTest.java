package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work of a call that has waited runs on the manager's executor: neither the timers nor another call's thread are there for it. */
@Timeout(60)
class BorrowedThreadsTest {
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(action -> new Thread(action, "completing"));
    private final FailoverManager manager = FailoverManager.builder()
            .transport(new FakeTransport())
            .executor(executor)
            .retry(RetryPolicy.builder().baseDelay(Duration.ofMillis(1)).build())
            .connectionPool(ConnectionPoolPolicy.defaults()
                    .withMaxPerEndpoint(1)
                    .withMaxWaiting(1_000)
                    .withAcquireTimeout(Duration.ofMinutes(1)))
            .build();
    private final ServiceClient client =
            manager.register(new InternalService("db", null, "http://a")).service("db");
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        manager.close();
        executor.shutdownNow();
    }

    private CompletableFuture<String> work() {
        threads.add(Thread.currentThread().getName());
        return CompletableFuture.completedFuture("done");
    }

    @Test
    void anAttemptAfterABackOffIsNotBegunByTheTimers() throws Exception {
        int[] attempts = new int[1];
        CompletableFuture<String> call = client.callAsync(endpoint -> {
            if (attempts[0]++ == 0) {
                throw new IllegalStateException("once more");
            }
            return work();
        });
        assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("done");
        // The caller's own, if it was still there when the time was over.
        assertThat(threads).isSubsetOf("completing", Thread.currentThread().getName());
    }

    @Test
    void whoBringsALeaseHomeDoesNotDoTheWorkOfThoseInLine() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = new Thread(
                () -> client.call(endpoint -> {
                    begun.countDown();
                    end.await();
                    return null;
                }),
                "holder");
        holder.start();
        begun.await();
        CompletableFuture<?>[] inLine = new CompletableFuture<?>[200];
        for (int i = 0; i < inLine.length; i++) {
            inLine[i] = client.callAsync(endpoint -> work());
        }
        end.countDown();
        CompletableFuture.allOf(inLine).get(30, TimeUnit.SECONDS);
        assertThat(threads).containsExactly("completing");
    }
}
