package dev.failover.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.metrics.EndpointMetrics.AttemptOutcome;
import dev.failover.metrics.EndpointMetrics.BreakerEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComingAndGoingTest {
    private final MetricsCollector metrics = new MetricsCollector();
    private final ServiceMetrics orders = metrics.service("orders");

    private List<String> snapshot() {
        return metrics.snapshot().stream().map(Metric::toString).collect(Collectors.toList());
    }

    @Test
    void whatARetiredEndpointCountedStaysInTheSums() {
        for (String id : new String[] {"a:80", "b:80", "c:80"}) {
            EndpointMetrics endpoint = orders.endpoint(id);
            endpoint.succeeded(3);
            endpoint.attempt(AttemptOutcome.IO, 4);
            endpoint.breaker(BreakerEvent.OPENED);
        }
        orders.retire("a:80");
        orders.retire("b:80");
        orders.retire("never seen");
        assertThat(snapshot())
                .containsExactly(
                        "failover.attempts{service=orders, endpoint=c:80, outcome=io} 1",
                        "failover.attempts{service=orders, endpoint=c:80, outcome=ok} 1",
                        "failover.attempts{service=orders, endpoint=retired, outcome=io} 2",
                        "failover.attempts{service=orders, endpoint=retired, outcome=ok} 2",
                        "failover.attempts.nanos{service=orders, endpoint=c:80} 7",
                        "failover.attempts.nanos{service=orders, endpoint=retired} 14",
                        "failover.breaker.events{service=orders, endpoint=c:80, event=opened} 1",
                        "failover.breaker.events{service=orders, endpoint=retired, event=opened} 2",
                        "failover.calls{service=orders, outcome=success} 3");
        assertThat(orders.callLatency().sumNanos()).isEqualTo(9);
        assertThat(orders.endpoints()).containsOnlyKeys("c:80", "other", "retired");
        assertThat(orders.endpoints().get("retired").latency(AttemptOutcome.OK).count())
                .isEqualTo(2);
    }

    @Test
    void anAttemptThatEndsAfterItsEndpointWasRetiredStillCounts() {
        EndpointMetrics used = orders.endpoint("a:80");
        used.succeeded(1);
        EndpointMetrics unused = orders.endpoint("b:80");
        orders.retire("a:80");
        orders.retire("b:80");
        used.succeeded(2);
        used.attempt(AttemptOutcome.TIMEOUT, 5_000_000);
        unused.succeeded(4);
        assertThat(snapshot())
                .containsExactly(
                        "failover.attempts{service=orders, endpoint=retired, outcome=ok} 3",
                        "failover.attempts{service=orders, endpoint=retired, outcome=timeout} 1",
                        "failover.attempts.nanos{service=orders, endpoint=retired} 5000007",
                        "failover.calls{service=orders, outcome=success} 3");
        assertThat(used.latency().count()).as("its own counters stand still").isEqualTo(1);
    }

    @Test
    void anEndpointThatComesBackBeginsAnew() {
        orders.endpoint("a:80").succeeded(1);
        orders.retire("a:80");
        orders.endpoint("a:80").succeeded(1);
        assertThat(orders.endpoint("a:80").latency().count()).isEqualTo(1);
        assertThat(orders.callLatency().count()).isEqualTo(2);
    }

    @Test
    void l14_aHundredThousandEndpointsComeAndGoAndNothingIsLeftButTheirSum() {
        for (int i = 0; i < 100_000; i++) {
            EndpointMetrics endpoint = orders.endpoint("10.0.0.1:" + i);
            assertThat(endpoint.id())
                    .as("told apart, because earlier ones are gone")
                    .endsWith(":" + i);
            endpoint.succeeded(1_000_000);
            if (i >= 50) {
                orders.retire("10.0.0.1:" + (i - 50));
            }
        }
        assertThat(orders.endpoints()).hasSize(50 + 2);
        assertThat(orders.callLatency().count()).isEqualTo(100_000);
        assertThat(orders.endpoints().get("retired").latency(AttemptOutcome.OK).sumNanos())
                .isEqualTo(99_950L * 1_000_000);
    }

    @Test
    void l14_pastTheCapEndpointsAreCountedTogether() {
        for (int i = 0; i < 100_000; i++) {
            orders.endpoint("10.0.0.1:" + i).succeeded(1_000_000);
        }
        assertThat(orders.endpoints()).hasSize(MetricsCollector.DEFAULT_MAX_SERIES + 2);
        assertThat(orders.callLatency().count()).isEqualTo(100_000);
        assertThat(snapshot())
                .contains("failover.attempts{service=orders, endpoint=10.0.0.1:1999, outcome=ok} 1")
                .contains("failover.attempts{service=orders, endpoint=other, outcome=ok} 98000")
                .contains("failover.metrics.capped{service=orders} 98000");
        orders.retire("10.0.0.1:7");
        assertThat(orders.endpoint("b:80").id()).as("there is room again").isEqualTo("b:80");
        orders.retire(ServiceMetrics.OTHER);
        assertThat(orders.endpoint("c:80").id()).isEqualTo(ServiceMetrics.OTHER);
    }

    @Test
    void l14_pastTheCapServicesAreCountedTogether() {
        MetricsCollector few = new MetricsCollector(2);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            few.service(name).endpoint("x:80").succeeded(9);
        }
        assertThat(few.snapshot())
                .extracting(Metric::toString)
                .contains("failover.calls{service=a, outcome=success} 1")
                .contains("failover.calls{service=other, outcome=success} 2")
                .contains("failover.metrics.capped{service=other} 2");
        assertThat(few.service("a").name()).isEqualTo("a");
        assertThat(few.services()).hasSize(3);
    }

    @Test
    void aCapHasItsLimits() {
        for (int series : new int[] {0, -1, 20_001}) {
            assertThatThrownBy(() -> new MetricsCollector(series))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed is 1 to 20000");
        }
    }
}
