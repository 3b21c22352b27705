package dev.failover.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.metrics.ServiceMetrics.CallOutcome;
import dev.failover.metrics.ServiceMetrics.RetryReason;
import dev.failover.metrics.ServiceMetrics.SuppressedReason;
import dev.failover.metrics.ServiceMetrics.WouldBe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MetricsCollectorTest {
    private final MetricsCollector metrics = new MetricsCollector();

    @Test
    void whatNeverHappenedIsNotThere() {
        metrics.service("orders").endpoint("a:80");
        assertThat(metrics.snapshot()).isEmpty();
    }

    @Test
    void aSnapshotIsSortedAndHasAName() {
        ServiceMetrics orders = metrics.service("orders");
        orders.call(CallOutcome.SUCCESS, 5);
        orders.call(CallOutcome.SUCCESS, 5);
        orders.retry(RetryReason.RETRY_AFTER);
        orders.suppressed(SuppressedReason.NOT_IDEMPOTENT);
        orders.observed(WouldBe.SKIP_ENDPOINT);
        orders.endpoint("a:80").attempt(AttemptOutcome.STATUS_5XX, 7);
        orders.endpoint("a:80").breaker(BreakerEvent.HALF_OPENED);
        orders.endpoint("a:80").switchedFrom(orders.endpoint("b:80"));
        metrics.service("billing").call(CallOutcome.REJECTED, 0);
        assertThat(metrics.snapshot())
                .extracting(Metric::toString)
                .containsExactly(
                        "failover.attempts{service=orders, endpoint=a:80, outcome=status_5xx} 1",
                        "failover.attempts.nanos{service=orders, endpoint=a:80} 7",
                        "failover.breaker.events{service=orders, endpoint=a:80, event=half_opened} 1",
                        "failover.calls{service=billing, outcome=rejected} 1",
                        "failover.calls{service=orders, outcome=success} 2",
                        "failover.observed{service=orders, action=skip_endpoint} 1",
                        "failover.retries{service=orders, reason=retry_after} 1",
                        "failover.retries.suppressed{service=orders, reason=not_idempotent} 1",
                        "failover.switches{service=orders, endpoint=a:80} 1");
    }

    @Test
    void thereIsOneCounterForAName() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                done.add(executor.submit(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        metrics.service("orders").endpoint("a:80").attempt(AttemptOutcome.OK, 1);
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(metrics.snapshot()).extracting(Metric::value).containsExactly(80_000L, 80_000L);
    }
}
