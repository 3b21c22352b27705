package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.ehcache.shadow.org.terracotta.offheapstore.util.Retryer;
import org.junit.jupiter.api.Test;

/** Our class in place of Ehcache's: it does what it is given until it is done, on a thread that keeps nothing alive. */
class ReplacedRetryerTest {
    @Test
    void doesItUntilItSucceeds() {
        Retryer retryer = new Retryer(1, 4, TimeUnit.MILLISECONDS, action -> {
            throw new AssertionError("not its thread");
        });
        List<Long> times = new ArrayList<>();
        CompletableFuture<Thread> done = new CompletableFuture<>();
        retryer.completeAsynchronously(() -> {
            times.add(System.nanoTime());
            if (times.size() < 6) {
                throw new IllegalStateException("not yet");
            }
            done.complete(Thread.currentThread());
        });
        Thread thread = done.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader()).isNull();
        // 1, 2, 4, 4 and 4 ms at least.
        assertThat(TimeUnit.NANOSECONDS.toMillis(times.get(5) - times.get(0))).isGreaterThanOrEqualTo(14);
        retryer.shutdownNow();
    }
}
