package dev.failover.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.NanoClock;
import dev.failover.time.Sleeper;
import dev.failover.time.TimerWheel;
import dev.failover.time.Timers;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Real threads, both drivers, few leases: nobody is forgotten in a line, and everything comes home. */
class DriversUnderLoadTest {
    private static final int THREADS = 12;
    private static final int CALLS = 1_500;

    private final MetricsCollector metrics = new MetricsCollector();
    private final ServiceState service = new ServiceState(
            "test",
            Arrays.asList(Endpoint.of("http://a"), Endpoint.of("http://b")),
            ServicePolicy.defaults()
                    .with(CircuitBreakerPolicy.builder()
                            .failureThreshold("3")
                            .recoveryTime(Duration.ofNanos(50_000))
                            .build())
                    .with(RetryPolicy.builder()
                            .maxAttempts(4)
                            .baseDelay(Duration.ofNanos(20_000))
                            .build())
                    .with(ConnectionPoolPolicy.defaults()
                            .withMaxPerEndpoint(1)
                            .withAcquireTimeout(Duration.ofSeconds(60))),
            metrics.service("test"),
            NanoClock.SYSTEM,
            ServiceState.RANDOM,
            ServiceState.Rows.PRIVATE,
            null);

    @Test
    void everyCallEndsAndNothingStaysOut() throws Exception {
        long seed = Seeds.seed();
        SplittableRandom seeds = new SplittableRandom(seed);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);
        try (TimerWheel timers = new TimerWheel()) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                SplittableRandom random = seeds.split();
                boolean blocking = t % 2 == 0;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < CALLS; i++) {
                        if (blocking) {
                            new BlockingDriver(Sleeper.PARKING).run(service, CallSpec.IDEMPOTENT, blocking(random));
                        } else {
                            Async call = new Async(service, timers, random.split(), threads);
                            AsyncDriver driver = new AsyncDriver(timers);
                            AsyncDriver.Running running = random.nextBoolean()
                                    ? driver.start(service, CallSpec.IDEMPOTENT, call)
                                    : AsyncDriver.startShort(CallSpec.IDEMPOTENT, call);
                            if (random.nextInt(5) == 0) {
                                running.cancel();
                            }
                            call.get(60, TimeUnit.SECONDS);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get(120, TimeUnit.SECONDS);
            }
            assertThat(timers.pending()).isZero();
        } finally {
            threads.shutdownNow();
        }
        for (EndpointState endpoint : service.endpoints()) {
            assertThat(endpoint.pool().leased()).as("seed %d", seed).isZero();
            assertThat(endpoint.pool().tryAcquire()).as("seed %d", seed).isTrue();
        }
        assertThat(metrics.snapshot().stream()
                        .filter(metric -> metric.name().equals("failover.calls"))
                        .mapToLong(metric -> metric.value())
                        .sum())
                .isEqualTo((long) THREADS * CALLS);
    }

    private static Outcome<String> ending(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? Outcome.failure(new ConnectException("refused"))
                : Outcome.response("ok", random.nextInt(6) == 0 ? 503 : 200, -1);
    }

    private static BlockingDriver.Exchange<String> blocking(SplittableRandom random) {
        return new BlockingDriver.Exchange<String>() {
            @Override
            public Outcome<String> attempt(Attempt attempt) {
                Thread.yield();
                return ending(random);
            }

            @Override
            public void discard(Outcome<String> superseded) {}
        };
    }

    private static final class Async extends CompletableFuture<Decision> implements AsyncDriver.ShortExchange<String> {
        private final ServiceState service;
        private final Timers timers;
        private final SplittableRandom random;
        private final ExecutorService threads;

        Async(ServiceState service, Timers timers, SplittableRandom random, ExecutorService threads) {
            this.service = service;
            this.timers = timers;
            this.random = random;
            this.threads = threads;
        }

        @Override
        public ServiceState service() {
            return service;
        }

        @Override
        public Timers timers() {
            return timers;
        }

        @Override
        public AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<String> report) {
            Outcome<String> ending = ending(random);
            boolean here = random.nextBoolean();
            if (random.nextBoolean()) {
                return new AsyncDriver.Running() {
                    @Override
                    public void go() {
                        end(report, ending, here);
                    }

                    @Override
                    public void cancel() {}
                };
            }
            end(report, ending, here);
            return AsyncDriver.Running.NOTHING;
        }

        private void end(AsyncDriver.Report<String> report, Outcome<String> ending, boolean here) {
            if (here) {
                report.ended(ending);
            } else {
                threads.execute(() -> report.ended(ending));
            }
        }

        @Override
        public Throwable timedOut(Attempt attempt) {
            return new SocketTimeoutException("late");
        }

        @Override
        public void discard(Outcome<String> superseded) {}

        @Override
        public void finished(Call<String> call, Decision decision) {
            complete(decision);
        }

        @Override
        public void succeeded(Outcome<String> outcome) {
            complete(Decision.FINISH);
        }

        @Override
        public void refused(Rejection why) {
            complete(Decision.REJECT);
        }
    }
}
