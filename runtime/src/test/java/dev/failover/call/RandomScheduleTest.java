package dev.failover.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.Outcome.Kind;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.Timers;
import dev.failover.time.VirtualTime;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/**
 * Random policies, endings, cancellations and steps of the clock, many calls at a time through both drivers; and what must
 * be true whatever happens.
 */
class RandomScheduleTest {
    private static final int ROUNDS = 3_000;
    private static final int CALLS = 25;

    @Test
    void whateverHappensTheRulesHold() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long attempts = 0;
        for (int round = 0; round < ROUNDS; round++) {
            SplittableRandom own = random.split();
            try {
                attempts += new Round(own).run();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + broken.getMessage(), broken);
            }
        }
        assertThat(attempts).isGreaterThan(ROUNDS * CALLS / 2);
    }

    private static final class Round {
        private final SplittableRandom random;
        private final VirtualTime time;
        private final MetricsCollector metrics = new MetricsCollector();
        private final ServicePolicy policy;
        private final ServiceState service;
        private final boolean observing;
        private final List<Track> tracks = new ArrayList<>();
        /** How often each answer was handed over or discarded. */
        private final Map<String, Integer> fates = new HashMap<>();

        private final List<AssertionError> broken = new ArrayList<>();
        private int attempts;

        Round(SplittableRandom random) {
            this.random = random;
            time = new VirtualTime(chance(3) ? Long.MAX_VALUE - random.nextInt(5_000) : random.nextLong());
            policy = policy();
            observing = chance(12);
            List<Endpoint> endpoints = new ArrayList<>();
            for (int i = 1 + random.nextInt(chance(15) ? 70 : 4); i > 0; i--) {
                endpoints.add(Endpoint.of("http://e" + i));
            }
            service = new ServiceState(
                    "test",
                    endpoints,
                    policy,
                    metrics.service("test"),
                    time,
                    random::nextDouble,
                    ServiceState.Rows.PRIVATE,
                    observing ? (name, action, endpoint, why) -> {} : null);
        }

        private ServicePolicy policy() {
            ServicePolicy base = ServicePolicy.defaults()
                    .withFailOpen(random.nextBoolean())
                    .with(RetryPolicy.builder()
                            .maxAttempts(1 + random.nextInt(6))
                            .baseDelay(nanos(200))
                            .maxDelay(nanos(1_000))
                            .jitter(random.nextDouble())
                            .maxRetryAfter(nanos(chance(3) ? 1 : 2_000))
                            .build())
                    .with(CircuitBreakerPolicy.builder()
                            .enabled(!chance(6))
                            .failureThreshold(chance(2) ? 1 + random.nextInt(4) + "" : 1 + random.nextInt(100) + "%")
                            .window(1 + random.nextInt(10))
                            .minimumCalls(1 + random.nextInt(5))
                            .recoveryTime(nanos(500))
                            .maxRecoveryTime(nanos(2_000))
                            .probes(1 + random.nextInt(3))
                            .probeSuccesses(1 + random.nextInt(3))
                            .probeLease(Duration.ofNanos(1 + random.nextInt(1_000)))
                            .build())
                    .with(ConnectionPoolPolicy.defaults()
                            .withMaxPerEndpoint(random.nextInt(4))
                            .withAcquireTimeout(nanos(300)))
                    .with((chance(3) ? TimeoutPolicy.guest() : TimeoutPolicy.defaults())
                            .withDeadline(nanos(3_000))
                            .withConnect(nanos(100)));
            if (chance(2)) {
                base = base.with(base.timeouts().withAttempt(nanos(400)));
            }
            return chance(3)
                    ? base.with(RateLimiterPolicy.of(1_000_000_000L / (1 + random.nextInt(300)) + "/s")
                            .withBurst(1 + random.nextInt(8))
                            .withWait(nanos(500)))
                    : base;
        }

        private Duration nanos(int bound) {
            return chance(5) ? Duration.ZERO : Duration.ofNanos(random.nextInt(bound));
        }

        private boolean chance(int oneIn) {
            return random.nextInt(oneIn) == 0;
        }

        int run() {
            for (int i = 0; i < CALLS; i++) {
                Track track = new Track();
                tracks.add(track);
                if (chance(3)) {
                    track.block();
                } else {
                    track.start();
                }
                time.advance(random.nextInt(chance(4) ? 2_000 : 60));
                if (chance(4)) {
                    cancelOne();
                }
            }
            time.advance(1_000);
            for (Track track : tracks) {
                track.cancel();
            }
            time.runAll();
            check();
            return attempts;
        }

        private void cancelOne() {
            tracks.get(random.nextInt(tracks.size())).cancel();
        }

        private void check() {
            if (!broken.isEmpty()) {
                throw broken.get(0);
            }
            assertThat(tracks).allMatch(track -> track.ends == 1, "ended exactly once");
            assertThat(time.pending()).as("timers").isZero();
            for (EndpointState endpoint : service.endpoints()) {
                assertThat(endpoint.pool().leased())
                        .as("leases of %s", endpoint)
                        .isZero();
                assertThat(endpoint.pool().tryAcquire())
                        .as("nobody stands in line at %s", endpoint)
                        .isTrue();
                assertThat(endpoint.breaker().wouldPass(time.nanos() + 2_000))
                        .as("breaker of %s recovers", endpoint)
                        .isTrue();
            }
            fates.forEach((answer, fate) -> assertThat(fate)
                    .as("answer %s handed over or discarded", answer)
                    .isEqualTo(1));
            long withAttempts =
                    tracks.stream().filter(track -> track.number > 0).count();
            assertThat(total("failover.calls")).isEqualTo(CALLS);
            assertThat(total("failover.attempts")).isEqualTo(attempts);
            assertThat(total("failover.retries")).isEqualTo(attempts - withAttempts);
            assertThat(total("failover.switches")).isLessThanOrEqualTo(total("failover.retries"));
            RateLimiterPolicy limit = policy.rateLimiter();
            if (limit != null && !observing) {
                assertThat((long) attempts)
                        .as("attempts within the rate")
                        .isLessThanOrEqualTo(limit.bandwidths().get(0).burst()
                                + time.elapsed()
                                        / limit.bandwidths().get(0).rate().intervalNanos());
            }
        }

        /** A driver takes whatever an adapter throws for an ending; what is broken is told at the end of the round. */
        private void noted(Runnable checks) {
            try {
                checks.run();
            } catch (AssertionError failed) {
                broken.add(failed);
            }
        }

        private long total(String name) {
            return metrics.snapshot().stream()
                    .filter(metric -> metric.name().equals(name))
                    .mapToLong(metric -> metric.value())
                    .sum();
        }

        /** One call, and what is known of it. */
        private final class Track implements BlockingDriver.Exchange<String>, AsyncDriver.Exchange<String> {
            private final long begin = time.elapsed();
            private final boolean idempotent = random.nextInt(3) > 0;
            private final long own = chance(4) ? 1 + random.nextInt(2_000) : 0;
            private final CallSpec spec = CallSpec.of(idempotent)
                    .preferring(random.nextInt(service.endpoints().size() + 1) - 1)
                    .within(own);
            private int ends;
            private int number;
            private int lastEndpoint = -1;
            private boolean mayBeRepeated = true;
            private boolean givesUp;
            private AsyncDriver.Running running = AsyncDriver.Running.NOTHING;

            void start() {
                running = new AsyncDriver(time).start(service, spec, this);
            }

            void block() {
                Thread thread = Thread.currentThread();
                givesUp = chance(5);
                Timers.Timer interrupt = givesUp ? time.schedule(thread::interrupt, random.nextInt(500)) : () -> {};
                try {
                    BlockingDriver.Ended<String> ended = new BlockingDriver(time).run(service, spec, this);
                    finished(ended.call(), ended.decision());
                } catch (InterruptedException | StackOverflowError gaveUp) {
                    ends++;
                } finally {
                    interrupt.cancel();
                    Thread.interrupted();
                }
            }

            void cancel() {
                running.cancel();
            }

            private long deadline() {
                long whole = policy.timeouts().deadlineNanos();
                return whole == 0 ? own : own == 0 ? whole : Math.min(whole, own);
            }

            private void begins(Attempt attempt) {
                noted(() -> check(attempt));
            }

            private void check(Attempt attempt) {
                attempts++;
                number++;
                long now = time.nanos();
                assertThat(ends).as("an attempt after the end").isZero();
                assertThat(attempt.number()).isEqualTo(number);
                assertThat(number)
                        .isLessThanOrEqualTo(observing ? 1 : policy.retry().maxAttempts());
                assertThat(mayBeRepeated).as("may be sent again").isTrue();
                if (deadline() > 0 && !observing) {
                    long left = begin + deadline() - time.elapsed();
                    assertThat(left).as("time left").isPositive();
                    assertThat(attempt.timeoutNanos()).isBetween(1L, left);
                }
                for (EndpointState endpoint : service.endpoints()) {
                    int max = policy.connectionPool().maxPerEndpoint();
                    assertThat(max > 0 && endpoint.pool().leased() > max)
                            .as("more leases than there are")
                            .isFalse();
                    boolean couldTakeIt = endpoint.breaker().wouldPass(now)
                            && endpoint.leftAloneFor(now) <= 0
                            && (max == 0 || endpoint.pool().leased() < max);
                    assertThat(attempt.endpointIndex() == lastEndpoint
                                    && endpoint.index() != lastEndpoint
                                    && couldTakeIt)
                            .as("the one that just failed, though %s could take it", endpoint)
                            .isFalse();
                }
                lastEndpoint = attempt.endpointIndex();
            }

            private Outcome<String> ending() {
                Outcome<String> outcome = anyEnding();
                if (chance(10)) {
                    outcome = outcome.notRepeatable();
                }
                return outcome;
            }

            private Outcome<String> anyEnding() {
                switch (random.nextInt(9)) {
                    case 0:
                    case 1:
                        return Outcome.failure(Kind.CONNECT, new ConnectException("refused"));
                    case 2:
                        return Outcome.failure(Kind.IO, new java.io.IOException("reset"));
                    case 3:
                        return Outcome.failure(Kind.TIMEOUT, new SocketTimeoutException("late"));
                    case 4:
                        return chance(4)
                                ? Outcome.failure(Kind.LOCAL, new IllegalStateException("ours"))
                                : Outcome.failure(Kind.CONNECT, new ConnectException("refused"));
                    case 5:
                        return chance(4)
                                ? Outcome.failure(Kind.CANCELLED, new CancellationException("client"))
                                : answer(404, -1);
                    case 6:
                        return answer(503, chance(3) ? random.nextInt(1_500) : -1);
                    case 7:
                        return answer(502, -1);
                    default:
                        return answer(200, -1);
                }
            }

            private Outcome<String> answer(int status, long retryAfter) {
                String text = "answer " + fates.size();
                fates.put(text, 0);
                return Outcome.response(text, status, retryAfter);
            }

            private void heard(Outcome<String> outcome) {
                mayBeRepeated &= outcome.isRepeatable() && (idempotent || outcome.kind() == Kind.CONNECT);
            }

            @Override
            public Outcome<String> attempt(Attempt attempt) throws InterruptedException {
                begins(attempt);
                long latency = chance(3) ? 0 : random.nextInt(chance(5) ? 3_000 : 100);
                long bound = attempt.timeoutNanos();
                boolean late = bound > 0 && latency > bound;
                for (long until = time.elapsed() + (late ? bound : latency); time.elapsed() < until; ) {
                    time.park(this, until - time.elapsed());
                }
                if (chance(40)) {
                    throw new StackOverflowError("of the client");
                }
                Outcome<String> outcome =
                        late ? Outcome.failure(Kind.TIMEOUT, new SocketTimeoutException("late")) : ending();
                heard(outcome);
                return outcome;
            }

            @Override
            public AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<String> report) throws Exception {
                begins(attempt);
                if (chance(20)) {
                    mayBeRepeated &= true;
                    throw new ConnectException("thrown");
                }
                if (chance(10)) {
                    return AsyncDriver.Running.NOTHING;
                }
                if (chance(3)) {
                    report.ended(ending());
                    return AsyncDriver.Running.NOTHING;
                }
                Timers.Timer timer =
                        time.schedule(() -> report.ended(ending()), random.nextInt(chance(5) ? 3_000 : 100));
                // One in four is deaf: it answers although it was told to stop.
                return chance(4) ? AsyncDriver.Running.NOTHING : timer::cancel;
            }

            @Override
            public void ended(Attempt attempt, Outcome<String> outcome) {
                heard(outcome);
            }

            @Override
            public Throwable timedOut(Attempt attempt) {
                return new SocketTimeoutException("late");
            }

            @Override
            public void discard(Outcome<String> superseded) {
                fates.merge(superseded.result(), 1, Integer::sum);
            }

            @Override
            public void finished(Call<String> call, Decision decision) {
                ends++;
                if (decision == Decision.FINISH && call.outcome().kind() == Kind.RESULT) {
                    fates.merge(call.outcome().result(), 1, Integer::sum);
                }
                noted(() -> check(decision));
            }

            private void check(Decision decision) {
                boolean bounded = deadline() > 0 && !observing && decision != Decision.CANCELLED;
                assertThat(bounded && time.elapsed() - begin > deadline())
                        .as("later than the deadline: %s", decision)
                        .isFalse();
                assertThat(decision == Decision.REJECT).isEqualTo(number == 0 && decision != Decision.CANCELLED);
            }
        }
    }
}
