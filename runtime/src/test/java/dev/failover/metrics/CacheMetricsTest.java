package dev.failover.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.metrics.ServiceMetrics.CallOutcome;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CacheMetricsTest {
    private static final int THREADS = 8;
    private static final int EACH = 20_000;

    private final MetricsCollector metrics = new MetricsCollector();
    private final CacheMetrics cache = metrics.service("orders").cache();

    private List<String> snapshot() {
        return metrics.snapshot().stream().map(Metric::toString).collect(Collectors.toList());
    }

    @Test
    void whatNeverHappenedIsNotThere() {
        assertThat(metrics.service("orders").cache()).isSameAs(cache);
        assertThat(snapshot()).isEmpty();
    }

    @Test
    void eachResultHasItsCounterAndAllBytesOne() {
        cache.hit(1);
        cache.stale(20);
        cache.stale(20);
        cache.revalidated(300);
        cache.collapsed(4_000);
        cache.miss();
        cache.bypass();
        cache.invalidated();
        cache.invalidated();
        metrics.service("orders").call(CallOutcome.CACHE, 5);
        metrics.service("parts").cache().miss();
        assertThat(snapshot())
                .containsExactly(
                        "failover.cache.bytes{service=orders} 4341",
                        "failover.cache.invalidations{service=orders} 2",
                        "failover.cache.requests{service=orders, result=bypass} 1",
                        "failover.cache.requests{service=orders, result=collapsed} 1",
                        "failover.cache.requests{service=orders, result=hit} 1",
                        "failover.cache.requests{service=orders, result=miss} 1",
                        "failover.cache.requests{service=orders, result=revalidated} 1",
                        "failover.cache.requests{service=orders, result=stale} 2",
                        "failover.cache.requests{service=parts, result=miss} 1",
                        "failover.calls{service=orders, outcome=cache} 1");
        assertThat(metrics.service("orders").callLatency(CallOutcome.CACHE).sumNanos())
                .isEqualTo(5);
    }

    @Test
    void emptyBodiesCountAndNothingMakesASumShrink() {
        cache.hit(7);
        cache.hit(0);
        cache.hit(-5);
        assertThat(snapshot())
                .containsExactly(
                        "failover.cache.bytes{service=orders} 7",
                        "failover.cache.requests{service=orders, result=hit} 3");
    }

    @Test
    void nothingIsLostWhenManyThreadsCountTheSame() throws Exception {
        Together.run(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                cache.hit(3);
                cache.miss();
                cache.invalidated();
            }
        });
        int all = THREADS * EACH;
        assertThat(snapshot())
                .containsExactly(
                        "failover.cache.bytes{service=orders} " + 3 * all,
                        "failover.cache.invalidations{service=orders} " + all,
                        "failover.cache.requests{service=orders, result=hit} " + all,
                        "failover.cache.requests{service=orders, result=miss} " + all);
    }

    @Test
    void nothingIsAllocated() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        countEach();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EACH; i++) {
            countEach();
        }
        // The measurement itself, and what the JIT leaves behind, is far below one object for each round.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(EACH);
    }

    private void countEach() {
        cache.hit(1);
        cache.stale(1);
        cache.revalidated(1);
        cache.collapsed(1);
        cache.miss();
        cache.bypass();
        cache.invalidated();
    }
}
