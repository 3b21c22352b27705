package dev.failover.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.select.Selector.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectorTest {
    private static final long NOW = 1_000;

    private final TriedSet tried = new TriedSet();

    @Test
    void goesInTheListedOrder() {
        assertThat(order(endpoints(3), -1, Reach.UNTRIED)).containsExactly(0, 1, 2);
    }

    @Test
    void beginsWithThePreferredOne() {
        assertThat(order(endpoints(4), 2, Reach.UNTRIED)).containsExactly(2, 0, 1, 3);
        assertThat(order(endpoints(4), 0, Reach.UNTRIED)).containsExactly(0, 1, 2, 3);
        assertThat(order(endpoints(4), 3, Reach.UNTRIED)).containsExactly(3, 0, 1, 2);
    }

    @Test
    void leavesOutWhatWasTried() {
        tried.add(1);
        tried.add(0);
        assertThat(order(endpoints(4), 1, Reach.UNTRIED)).containsExactly(2, 3);
    }

    @Test
    void returnsToAllButTheLatest() {
        tried.add(0);
        tried.add(1);
        assertThat(order(endpoints(3), -1, Reach.RETURNING)).containsExactly(0, 2);
        assertThat(order(endpoints(3), 1, Reach.RETURNING)).containsExactly(0, 2);
    }

    @Test
    void returnsToTheOnlyOne() {
        tried.add(0);
        assertThat(order(endpoints(1), -1, Reach.RETURNING)).containsExactly(0);
        assertThat(order(endpoints(1), -1, Reach.UNTRIED)).isEmpty();
    }

    @Test
    void thoseThatAreDownOrWantToBeLeftAloneComeLast() {
        EndpointState[] endpoints = endpoints(5);
        endpoints[0].checked(false);
        endpoints[2].leaveAlone(10, NOW, NOW);
        endpoints[3].leaveAlone(10, NOW - 20, NOW - 20);
        endpoints[4].checked(true);
        assertThat(order(endpoints, -1, Reach.UNTRIED)).containsExactly(1, 3, 4, 0, 2);
        assertThat(order(endpoints, 2, Reach.UNTRIED)).containsExactly(1, 3, 4, 2, 0);
    }

    @Test
    void aVerdictThatComesWhileACallChoosesHidesNoEndpoint() {
        for (int changed = 0; changed < 3; changed++) {
            for (boolean up : new boolean[] {true, false}) {
                EndpointState[] endpoints = endpoints(3);
                endpoints[changed].checked(!up);
                List<Integer> seen = new ArrayList<>();
                TriedSet asked = new TriedSet();
                int index;
                while ((index = Selector.next(endpoints, -1, tried, Reach.UNTRIED, asked, NOW)) != Selector.NONE) {
                    seen.add(index);
                    asked.add(index);
                    endpoints[changed].checked(up);
                }
                assertThat(seen)
                        .as("endpoint %d went %s", changed, up ? "up" : "down")
                        .containsExactlyInAnyOrder(0, 1, 2);
            }
        }
    }

    @Test
    void worksWithMoreEndpointsThanALongHasBits() {
        EndpointState[] endpoints = endpoints(200);
        SplittableRandom random = new SplittableRandom(7);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < endpoints.length; i++) {
            if (random.nextBoolean()) {
                tried.add(i);
                assertThat(tried.last()).isEqualTo(i);
            } else {
                expected.add(i);
            }
        }
        assertThat(order(endpoints, -1, Reach.UNTRIED)).isEqualTo(expected);
    }

    /** Whatever is preferred, tried and down: everyone allowed comes once, the healthy ones first. */
    @Test
    void everyoneComesOnce() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            int size = 1 + random.nextInt(random.nextInt(20) == 0 ? 80 : 6);
            EndpointState[] endpoints = endpoints(size);
            TriedSet set = new TriedSet();
            List<Integer> untried = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                endpoints[i].checked(random.nextBoolean());
                if (random.nextInt(3) == 0) {
                    set.add(i);
                } else {
                    untried.add(i);
                }
            }
            int preferred = random.nextInt(size + 1) - 1;
            List<Integer> order = order(endpoints, preferred, set, Reach.UNTRIED);
            assertThat(order).as("seed %d, round %d", seed, round).containsExactlyInAnyOrderElementsOf(untried);
            untried.sort((a, b) -> {
                int byHealth = Boolean.compare(endpoints[a].isDown(), endpoints[b].isDown());
                int byPreference = Boolean.compare(b == preferred, a == preferred);
                return byHealth != 0 ? byHealth : byPreference != 0 ? byPreference : Integer.compare(a, b);
            });
            assertThat(order).as("seed %d, round %d", seed, round).isEqualTo(untried);
        }
    }

    private List<Integer> order(EndpointState[] endpoints, int preferred, Reach reach) {
        return order(endpoints, preferred, tried, reach);
    }

    private static List<Integer> order(EndpointState[] endpoints, int preferred, TriedSet tried, Reach reach) {
        List<Integer> order = new ArrayList<>();
        TriedSet asked = new TriedSet();
        int index;
        while ((index = Selector.next(endpoints, preferred, tried, reach, asked, NOW)) != Selector.NONE) {
            order.add(index);
            asked.add(index);
        }
        return order;
    }

    private static EndpointState[] endpoints(int count) {
        MetricsCollector metrics = new MetricsCollector();
        EndpointState[] endpoints = new EndpointState[count];
        for (int i = 0; i < count; i++) {
            Endpoint endpoint = Endpoint.of("http://host-" + i);
            endpoints[i] = new EndpointState(
                    i,
                    endpoint,
                    EndpointState.newRow(),
                    CircuitBreakerPolicy.defaults(),
                    ConnectionPoolPolicy.unlimited(),
                    metrics.service("test").endpoint(endpoint.id()),
                    () -> 0.5);
        }
        return endpoints;
    }
}
