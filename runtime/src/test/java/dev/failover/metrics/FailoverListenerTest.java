package dev.failover.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import dev.failover.metrics.ServiceMetrics.CallOutcome;
import dev.failover.metrics.ServiceMetrics.HedgeResult;
import dev.failover.metrics.ServiceMetrics.RetryReason;
import dev.failover.metrics.ServiceMetrics.SuppressedReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailoverListenerTest {
    private final MetricsCollector metrics = new MetricsCollector();
    private final ServiceMetrics orders = metrics.service("orders");
    private final EndpointMetrics a = orders.endpoint("a:80");
    private final EndpointMetrics b = orders.endpoint("b:80");
    private final List<String> heard = new ArrayList<>();

    private final class Recorder implements FailoverListener {
        private void hear(Object... what) {
            heard.add(Arrays.toString(what));
        }

        @Override
        public void onBreaker(String service, String endpoint, BreakerEvent event) {
            hear(service, endpoint, event);
        }

        @Override
        public void onRetry(String service, RetryReason reason) {
            hear(service, reason);
        }

        @Override
        public void onRetrySuppressed(String service, SuppressedReason reason) {
            hear(service, reason);
        }

        @Override
        public void onSwitch(String service, String from, String to) {
            hear(service, from, to);
        }

        @Override
        public void onHedge(String service, HedgeResult result) {
            hear(service, result);
        }

        @Override
        public void onFallback(String service) {
            hear(service, "fallback");
        }

        @Override
        public void onRejection(String service, String why) {
            hear(service, why);
        }

        @Override
        public void onLeaseLeaked(String service, String endpoint) {
            hear(service, endpoint, "leaked");
        }

        @Override
        public void onLeftAlone(String service, String endpoint, long nanos) {
            hear(service, endpoint, nanos);
        }
    }

    private void everything() {
        a.breaker(BreakerEvent.OPENED);
        a.breaker(BreakerEvent.REJECTED);
        orders.retry(RetryReason.IO);
        orders.suppressed(SuppressedReason.BUDGET);
        b.switchedFrom(a);
        orders.hedge(HedgeResult.WON);
        orders.fallback();
        orders.rejected("busy", 5);
        orders.limiterRejected();
        b.leaseLeaked();
        b.leftAlone(7);
    }

    private static final String[] EVERYTHING = {
        "[orders, a:80, OPENED]",
        "[orders, IO]",
        "[orders, BUDGET]",
        "[orders, a:80, b:80]",
        "[orders, WON]",
        "[orders, fallback]",
        "[orders, busy]",
        "[orders, b:80, leaked]",
        "[orders, b:80, 7]"
    };

    @Test
    void hearsEveryEventOnceAsItIsCounted() {
        FailoverListener listener = new Recorder();
        metrics.addListener(listener);
        metrics.addListener(listener);
        everything();
        assertThat(heard).containsExactly(EVERYTHING);
        assertThat(metrics.snapshot())
                .extracting(Metric::toString)
                .containsExactly(
                        "failover.breaker.events{service=orders, endpoint=a:80, event=opened} 1",
                        "failover.breaker.events{service=orders, endpoint=a:80, event=rejected} 1",
                        "failover.calls{service=orders, outcome=rejected} 1",
                        "failover.fallbacks{service=orders} 1",
                        "failover.hedges{service=orders, result=won} 1",
                        "failover.limiter.rejections{service=orders} 1",
                        "failover.pool.leaked{service=orders, endpoint=b:80} 1",
                        "failover.retries{service=orders, reason=io} 1",
                        "failover.retries.suppressed{service=orders, reason=budget} 1",
                        "failover.switches{service=orders, endpoint=b:80} 1");
    }

    @Test
    void plainSuccessIsNoEvent() {
        metrics.addListener(new Recorder());
        a.succeeded(5);
        orders.call(CallOutcome.SUCCESS, 5);
        assertThat(heard).isEmpty();
    }

    @Test
    void hearsNothingAfterItWasRemoved() {
        FailoverListener first = new Recorder();
        FailoverListener second = new Recorder();
        metrics.addListener(first);
        metrics.addListener(second);
        metrics.removeListener(first);
        metrics.removeListener(first);
        orders.fallback();
        assertThat(heard).hasSize(1);
        metrics.removeListener(second);
        orders.fallback();
        assertThat(heard).hasSize(1);
    }

    @Test
    void mayRemoveItselfWhileItIsTold() {
        FailoverListener[] self = new FailoverListener[1];
        self[0] = new FailoverListener() {
            @Override
            public void onFallback(String service) {
                metrics.removeListener(self[0]);
            }
        };
        metrics.addListener(self[0]);
        metrics.addListener(new Recorder());
        orders.fallback();
        orders.fallback();
        assertThat(heard).hasSize(2);
    }

    @Test
    void b17_whatAListenerThrowsHarmsNobodyAndIsCounted() {
        for (Throwable thrown :
                new Throwable[] {new IllegalStateException(), new StackOverflowError(), new Exception("checked")}) {
            metrics.addListener(new Throwing(thrown));
        }
        metrics.addListener(new Recorder());
        a.breaker(BreakerEvent.OPENED);
        orders.retry(RetryReason.IO);
        assertThat(heard).hasSize(2);
        assertThat(metrics.snapshot())
                .extracting(Metric::name, Metric::value)
                .contains(tuple("failover.listener.failures", 6L))
                .contains(tuple("failover.breaker.events", 1L), tuple("failover.retries", 1L));
    }

    private static final class Throwing implements FailoverListener {
        private final Throwable thrown;

        Throwing(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void onBreaker(String service, String endpoint, BreakerEvent event) {
            Throwing.<RuntimeException>fail(thrown);
        }

        @Override
        public void onRetry(String service, RetryReason reason) {
            Throwing.<RuntimeException>fail(thrown);
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void fail(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }

    @Test
    void listenersThatComeAndGoOnManyThreadsDisturbNobody() throws Exception {
        AtomicLong told = new AtomicLong();
        metrics.addListener(new FailoverListener() {
            @Override
            public void onFallback(String service) {
                told.incrementAndGet();
            }
        });
        Together.run(8, thread -> {
            for (int i = 0; i < 5_000; i++) {
                FailoverListener mine = new FailoverListener() {};
                metrics.addListener(mine);
                orders.fallback();
                metrics.removeListener(mine);
            }
        });
        assertThat(told).hasValue(40_000);
    }
}
