package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.breaker.BreakerState;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.Rejection;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Endpoints that come and go for weeks: nothing of those that went stays, and those that are there are protected. */
class ComingAndGoingTest {
    private static final int MANY = 100_000;
    private static final int FEWER = 20_000;
    /** What a single endpoint needs at the least, were it kept. */
    private static final long ROW = 200;

    private final FailoverManager manager = FailoverManager.builder()
            .transport(new FakeTransport())
            .executor(Runnable::run)
            .retry(RetryPolicy.none())
            .circuitBreaker(CircuitBreakerPolicy.builder().failureThreshold("1").build())
            .connectionPool(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1))
            .build();

    @AfterEach
    void close() {
        manager.close();
    }

    private static String url(int number) {
        return "http://10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static long usedMemory() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static void awaitCleared(WeakReference<?> reference) {
        for (long begin = System.nanoTime(); reference.get() != null; System.gc()) {
            assertThat(System.nanoTime() - begin)
                    .as("nanoseconds until it is gone")
                    .isLessThan(30_000_000_000L);
        }
    }

    private WeakReference<EndpointState> comeAndGo(int from, int count) {
        WeakReference<EndpointState> last = null;
        for (int i = from; i < from + count; i++) {
            Service service = new InternalService("service-" + i, null, url(i));
            ServiceClient client = manager.register(service).service("service-" + i);
            last = new WeakReference<>(client.endpoints().get(0));
            client.call(endpoint -> "");
            manager.unregister(service);
        }
        return last;
    }

    @Test
    void l14_aHundredThousandServicesComeAndGoAndTheMemoryReturns() {
        comeAndGo(0, 1_000);
        long before = usedMemory();
        WeakReference<EndpointState> last = comeAndGo(1_000, MANY);
        awaitCleared(last);
        assertThat(usedMemory() - before).isLessThan(MANY * ROW / 2);
        assertThat(manager.metrics().services()).as("the one for all others").hasSize(1);
        assertThat(manager.metrics().snapshot()).isEmpty();
    }

    @Test
    void l14_endpointsOfOneServiceComeAndGoAndTheMemoryReturns() {
        ServiceClient orders = manager.register(new InternalService("orders", null, "http://stays"))
                .service("orders");
        orders.endpoints().get(0).pool().tryAcquire();
        Deque<Service> present = new ArrayDeque<>();
        long before = 0;
        WeakReference<EndpointState> first = null;
        for (int i = 0; i < FEWER; i++) {
            if (i == 1_000) {
                before = usedMemory();
                first = new WeakReference<>(orders.endpoints().get(1));
            }
            Service service = new InternalService("orders", null, url(i));
            manager.register(service);
            present.add(service);
            if (present.size() > 3) {
                manager.unregister(present.remove());
            }
            orders.call(endpoint -> "");
        }
        awaitCleared(first);
        assertThat(usedMemory() - before).isLessThan(FEWER * ROW / 2);
        assertThat(orders.endpoints()).hasSize(4);
        assertThat(orders.endpoints().get(0).pool().leased())
                .as("a lease that was out all the time")
                .isEqualTo(1);
        assertThat(manager.metrics().service("orders").callLatency().count()).isEqualTo(FEWER);
        assertThat(manager.metrics().service("orders").endpoints()).hasSize(4 + 2);
    }

    @Test
    void whatIsUnderWayMayEndAfterItsEndpointIsGone() {
        Service orders = new InternalService("orders", null, "http://a");
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> future =
                manager.register(orders).service("orders").callAsync(endpoint -> stage);
        WeakReference<EndpointState> endpoint =
                new WeakReference<>(manager.service("orders").endpoints().get(0));
        manager.unregister(orders);
        stage.completeExceptionally(new IOException("reset"));
        assertThat(future).isCompletedExceptionally();
        awaitCleared(endpoint);
    }

    @Test
    void l14_protectionStaysOnPastEveryCap() {
        int more = MetricsCollector.DEFAULT_MAX_SERIES + 100;
        List<ServiceClient> services = new ArrayList<>();
        for (int i = 0; i < more; i++) {
            String name = "service-" + i;
            services.add(manager.register(new InternalService(name, null, url(i))
                            .rateLimiter(RateLimiterPolicy.of("1/h").withBurst(3)))
                    .service(name));
        }
        for (ServiceClient service : services.subList(more - 50, more)) {
            CompletableFuture<String> never = new CompletableFuture<>();
            CompletableFuture<String> underWay = service.callAsync(endpoint -> never);
            assertThat(service.within(java.time.Duration.ofNanos(1)).callAsync(endpoint -> never))
                    .as("one lease")
                    .isCompletedExceptionally();
            underWay.cancel(false);
            service.call(endpoint -> "");
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> service.call(endpoint -> {
                        throw new IOException("reset");
                    }));
            assertThat(service.endpoints().get(0).breaker().state(System.nanoTime()))
                    .isEqualTo(BreakerState.OPEN);
            service.endpoints().get(0).breaker().mode(dev.failover.breaker.BreakerMode.FORCED_CLOSED);
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> service.call(endpoint -> ""))
                    .satisfies(rejected -> assertThat(rejected.rejection()).isEqualTo(Rejection.RATE_LIMITED));
        }
    }

    @Test
    void l14_protectionStaysOnForEachOfManyEndpoints() {
        int more = MetricsCollector.DEFAULT_MAX_SERIES + 100;
        String[] urls = new String[more];
        for (int i = 0; i < more; i++) {
            urls[i] = url(i);
        }
        ServiceClient orders = manager.register(new InternalService("orders", null, urls)
                        .retry(RetryPolicy.builder()
                                .maxAttempts(more)
                                .baseDelay(java.time.Duration.ZERO)
                                .build())
                        .retryBudget(dev.failover.retry.RetryBudgetPolicy.unlimited()))
                .service("orders");
        assertThatExceptionOfType(FailoverException.class)
                .isThrownBy(() -> orders.call(endpoint -> {
                    throw new IOException("reset");
                }));
        assertThat(orders.endpoints())
                .allMatch(endpoint -> endpoint.breaker().state(System.nanoTime()) == BreakerState.OPEN);
    }
}
