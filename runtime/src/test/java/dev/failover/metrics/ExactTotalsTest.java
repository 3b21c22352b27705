package dev.failover.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import dev.failover.metrics.ServiceMetrics.CallOutcome;
import dev.failover.metrics.ServiceMetrics.RetryReason;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExactTotalsTest {
    private static final int THREADS = 16;
    private static final int EACH = 50_000;
    private static final int ALL = THREADS * EACH;

    private final MetricsCollector metrics = new MetricsCollector();
    private final ServiceMetrics orders = metrics.service("orders");

    private Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        for (Metric metric : metrics.snapshot()) {
            String outcome = metric.tags().getOrDefault("outcome", "");
            totals.merge(metric.name() + " " + outcome, metric.value(), Long::sum);
        }
        return totals;
    }

    @Test
    void nothingIsLostWhenManyThreadsCountTheSame() throws Exception {
        EndpointMetrics endpoint = orders.endpoint("a:80");
        Together.run(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                endpoint.succeeded(1 + i % 7);
                orders.retry(RetryReason.IO);
            }
        });
        assertThat(totals())
                .containsEntry("failover.attempts ok", (long) ALL)
                .containsEntry("failover.calls success", (long) ALL)
                .containsEntry("failover.retries ", (long) ALL)
                .containsEntry("failover.attempts.nanos ", sumOf(7));
        assertThat(endpoint.latency().bucketCount(0)).isEqualTo(ALL);
    }

    private static long sumOf(int values) {
        long sum = 0;
        for (int i = 0; i < EACH; i++) {
            sum += 1 + i % values;
        }
        return sum * THREADS;
    }

    @Test
    void aSuccessIsCountedOnceWhicheverWayItIsTold() {
        EndpointMetrics endpoint = orders.endpoint("a:80");
        endpoint.succeeded(1_000_000);
        endpoint.attempt(AttemptOutcome.OK, 2_000_000);
        orders.call(CallOutcome.SUCCESS, 3_000_000);
        endpoint.attempt(AttemptOutcome.IO, 4_000_000);
        assertThat(totals())
                .containsEntry("failover.attempts ok", 2L)
                .containsEntry("failover.attempts io", 1L)
                .containsEntry("failover.calls success", 2L)
                .containsEntry("failover.attempts.nanos ", 7_000_000L);
        assertThat(endpoint.latency().sumNanos()).isEqualTo(3_000_000);
        assertThat(endpoint.latency(AttemptOutcome.IO).count()).isEqualTo(1);
        assertThat(orders.attemptLatency().sumNanos()).isEqualTo(3_000_000);
        assertThat(orders.callLatency().sumNanos()).isEqualTo(4_000_000);
        assertThat(orders.callLatency(CallOutcome.FAILURE).count()).isZero();
    }

    @Test
    void nothingIsLostOrSeenTwiceWhileEndpointsAreRetired() throws Exception {
        AtomicInteger counting = new AtomicInteger(THREADS);
        AtomicBoolean shrank = new AtomicBoolean();
        Together.run(THREADS + 2, thread -> {
            if (thread < THREADS) {
                for (int i = 0; i < EACH; i++) {
                    EndpointMetrics endpoint = orders.endpoint("a:" + i / 10 % 3);
                    endpoint.succeeded(1 + i % 5);
                    endpoint.attempt(AttemptOutcome.TIMEOUT, 2_000);
                    endpoint.leaseLeaked();
                }
                counting.decrementAndGet();
            } else if (thread == THREADS) {
                while (counting.get() > 0) {
                    for (int i = 0; i < 3; i++) {
                        orders.retire("a:" + i);
                    }
                }
            } else {
                Map<String, Long> before = totals();
                while (counting.get() > 0) {
                    Map<String, Long> after = totals();
                    before.forEach((name, value) -> {
                        if (after.getOrDefault(name, 0L) < value) {
                            shrank.set(true);
                        }
                    });
                    before = after;
                }
            }
        });
        assertThat(shrank).as("a total was seen to shrink").isFalse();
        assertThat(totals())
                .containsOnly(
                        Map.entry("failover.attempts ok", (long) ALL),
                        Map.entry("failover.attempts timeout", (long) ALL),
                        Map.entry("failover.calls success", (long) ALL),
                        Map.entry("failover.pool.leaked ", (long) ALL),
                        Map.entry("failover.attempts.nanos ", sumOf(5) + 2_000L * ALL));
    }
}
