package dev.failover.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import dev.failover.breaker.CircuitBreaker;
import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.Outcome.Kind;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.limiter.ServerLimit;
import dev.failover.metrics.Metric;
import dev.failover.metrics.MetricsCollector;
import dev.failover.pool.ConnectionPool;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.Timers;
import dev.failover.time.VirtualTime;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/**
 * Random policies, endings, cancellations and steps of the clock, many calls at a time through both drivers; and what must
 * be true whatever happens.
 */
class RandomScheduleTest {
    private static final int ROUNDS = Integer.getInteger("failover.test.rounds", 2_000);
    private static final int CALLS = 25;

    @Test
    void whateverHappensTheRulesHold() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Long> seen = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            SplittableRandom own = random.split();
            try {
                new Round(own).run().forEach((what, times) -> seen.merge(what, times, Long::sum));
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + broken.getMessage(), broken);
            }
        }
        // A schedule in which something hardly ever happens shows nothing about it.
        assertThat(seen)
                .as("seed %s", seed)
                .allSatisfy((what, times) -> assertThat(times).as(what).isGreaterThan(ROUNDS / 30));
        assertThat(seen)
                .as("seed %s", seed)
                .containsKeys(
                        "attempts",
                        "retries",
                        "hedges won",
                        "hedges lost",
                        "hedges suppressed",
                        "short way",
                        "short way refused",
                        "ended without a machine",
                        "refused without a machine",
                        "lines of services",
                        "rejected for want of a lease",
                        "suppressed by attempts",
                        "suppressed by budget",
                        "suppressed by deadline",
                        "suppressed by limiter",
                        "suppressed by no_endpoint",
                        "suppressed by not_idempotent");
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
        /** Attempts that have begun and not ended, by endpoint. */
        private final int[] underWay;
        /** When calls were over, and when retries and hedges began. */
        private final List<Long> overAt = new ArrayList<>();

        private final List<Long> retriedAt = new ArrayList<>();
        private final List<Long> repaidAt = new ArrayList<>();
        private final List<Long> hedgedAt = new ArrayList<>();

        private final List<AssertionError> broken = new ArrayList<>();
        private int attempts;
        private int weights;
        private final Map<String, Long> seen = new HashMap<>();

        Round(SplittableRandom random) {
            this.random = random;
            time = new VirtualTime(chance(3) ? Long.MAX_VALUE - random.nextInt(5_000) : random.nextLong());
            policy = policy();
            observing = chance(12);
            List<Endpoint> endpoints = new ArrayList<>();
            for (int i = 1 + random.nextInt(chance(15) ? 70 : 4); i > 0; i--) {
                endpoints.add(Endpoint.of("http://e" + i));
            }
            underWay = new int[endpoints.size()];
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
                            .retryOnResultIf(chance(3) ? this::isUnwanted : null)
                            .build())
                    .with(chance(2) ? RetryBudgetPolicy.unlimited() : budget())
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
                            .withMaxPerService(chance(2) ? 0 : 1 + random.nextInt(5))
                            .withMaxWaiting(chance(3) ? random.nextInt(3) : 1_000)
                            .withLeaseTimeout(chance(4) ? nanos(1_000) : Duration.ZERO)
                            .withAcquireTimeout(nanos(300)))
                    .with((chance(3)
                                    ? TimeoutPolicy.guest(random.nextInt(100), 30_000_000_000L)
                                    : TimeoutPolicy.defaults().withConnect(nanos(100)))
                            .withDeadline(nanos(3_000)));
            if (chance(2)) {
                base = base.with(base.timeouts().withAttempt(nanos(400)));
            }
            if (chance(2)) {
                base = base.with(hedge());
            }
            return chance(3)
                    ? base.with(RateLimiterPolicy.of(1_000_000_000L / (1 + random.nextInt(300)) + "/s")
                            .withBurst(1 + random.nextInt(8))
                            .withWait(nanos(500))
                            .fromServer(chance(2)))
                    : base;
        }

        /** Within a span so long that nearly all of a round is in it. */
        private RetryBudgetPolicy budget() {
            return RetryBudgetPolicy.defaults()
                    .withRatio(random.nextInt(5) / 4.0)
                    .withFloorPerSecond(random.nextInt(6))
                    .withWindow(Duration.ofSeconds(1));
        }

        private HedgePolicy hedge() {
            HedgePolicy hedge = chance(3)
                    ? HedgePolicy.afterPercentile(50 + random.nextInt(49))
                            .withMinSamples(1 + random.nextInt(10))
                            .withMinDelay(nanos(20))
                    : HedgePolicy.after(Duration.ofNanos(1 + random.nextInt(100)));
            return hedge.withMaxHedges(1 + random.nextInt(4))
                    .withBudget(chance(2) ? RetryBudgetPolicy.unlimited() : budget());
        }

        /** Half of all answers, however good they look. */
        private boolean isUnwanted(Object answer) {
            return answer.hashCode() % 2 == 0;
        }

        private Duration nanos(int bound) {
            return chance(5) ? Duration.ZERO : Duration.ofNanos(random.nextInt(bound));
        }

        private boolean chance(int oneIn) {
            return random.nextInt(oneIn) == 0;
        }

        Map<String, Long> run() {
            for (int i = 0; i < CALLS; i++) {
                Track track = new Track();
                tracks.add(track);
                if (chance(3)) {
                    track.block();
                } else {
                    track.start();
                }
                time.advance(random.nextInt(chance(4) ? 2_000 : 60));
                if (chance(40)) {
                    time.advance(random.nextLong(2_000_000_000L));
                }
                checkLeases();
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
            return seen;
        }

        private void cancelOne() {
            tracks.get(random.nextInt(tracks.size())).cancel();
        }

        private void happened(String what, long times) {
            if (times > 0) {
                seen.merge(what, times, Long::sum);
            }
        }

        /** Between two events every lease that is out belongs to an attempt under way. */
        private void checkLeases() {
            if (observing) {
                return;
            }
            int sum = 0;
            for (EndpointState endpoint : service.endpoints()) {
                int out = endpoint.pool().leased();
                int attempting = underWay[endpoint.index()];
                sum += attempting;
                assertThat(out).as("leases of %s", endpoint).isLessThanOrEqualTo(attempting);
                if (policy.connectionPool().leaseTimeoutNanos() == 0) {
                    assertThat(out).as("leases of %s", endpoint).isEqualTo(attempting);
                }
            }
            ConnectionPool all = service.pool();
            if (all != null && policy.connectionPool().leaseTimeoutNanos() == 0) {
                assertThat(all.leased()).as("leases of the service").isEqualTo(sum);
                happened("lines of services", all.waiting());
            }
        }

        /** Whoever was paid for at some time is within what the calls and the seconds before it allow. */
        private void checkBudget(String what, RetryBudgetPolicy budget, List<Long> paid) {
            if (budget.isUnlimited()) {
                return;
            }
            long window = budget.window().toNanos();
            for (int i = 0; i < paid.size(); i++) {
                long at = paid.get(i);
                long calls = overAt.stream()
                        .filter(over -> over <= at && over > at - window - window / 10 - 1)
                        .count();
                long spent = paid.subList(0, i + 1).stream()
                        .filter(before -> before > at - window)
                        .count();
                assertThat((double) spent)
                        .as("%s up to %s, %s of %s, with %s calls", what, at, i + 1, paid, calls)
                        .isLessThanOrEqualTo(budget.ratio() * calls + budget.floorPerSecond() * window / 1e9 + 1e-6);
            }
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
            ConnectionPool all = service.pool();
            if (all != null) {
                assertThat(all.leased()).as("leases of the service").isZero();
                assertThat(all.tryAcquire())
                        .as("nobody stands in line at the service")
                        .isTrue();
            }
            assertThat(underWay).as("attempts under way").containsOnly(0);
            checkBudget("retries", policy.retryBudget(), retriedAt);
            if (policy.hedge() != null) {
                checkBudget("hedges", policy.hedge().budget(), hedgedAt);
            }
            fates.forEach((answer, fate) -> assertThat(fate)
                    .as("answer %s handed over or discarded", answer)
                    .isEqualTo(1));
            happened("attempts", attempts);
            happened("retries", retriedAt.size());
            happened("repaid", repaidAt.size());
            for (Metric metric : metrics.snapshot()) {
                if (metric.name().equals("failover.hedges")) {
                    happened("hedges " + metric.tags().get("result"), metric.value());
                } else if (metric.name().equals("failover.retries.suppressed")) {
                    happened("suppressed by " + metric.tags().get("reason"), metric.value());
                }
            }
            long withAttempts =
                    tracks.stream().filter(track -> track.number > 0).count();
            assertThat(total("failover.calls")).isEqualTo(CALLS);
            assertThat(total("failover.attempts")).isEqualTo(attempts);
            assertThat(total("failover.retries"))
                    .isEqualTo(attempts - withAttempts - hedgedAt.size())
                    .isEqualTo(retriedAt.size() + repaidAt.size());
            assertThat(total("failover.switches")).isLessThanOrEqualTo(total("failover.retries"));
            RateLimiterPolicy limit = policy.rateLimiter();
            if (limit != null && !observing) {
                assertThat((long) weights)
                        .as("attempts within the rate")
                        .isLessThanOrEqualTo(limit.bandwidths().get(0).burst()
                                + time.elapsed()
                                        / limit.bandwidths().get(0).rate().intervalNanos());
            }
        }

        /** Whether it has a lease for whoever comes. */
        private boolean isFree(ConnectionPool pool) {
            return pool.waiting() == 0 && (pool.limit() == 0 || pool.leased() < pool.limit());
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
        private final class Track implements BlockingDriver.Exchange<String>, AsyncDriver.ShortExchange<String> {
            private final long begin = time.elapsed();
            private final boolean idempotent = random.nextInt(3) > 0;
            private final long own = chance(4) ? 1 + random.nextInt(2_000) : 0;
            private final CallSpec spec = CallSpec.of(idempotent)
                    .preferring(random.nextInt(service.endpoints().size() + 1) - 1)
                    .within(own)
                    .weighing(chance(4) ? 1 + random.nextInt(3) : 1);
            private int ends;
            private int number;
            private int hedges;
            private int flights;
            private int lastEndpoint = -1;
            /** Whom our bound for connecting may have kept from an answer: they may be asked again whatever stands against it. */
            private final Set<Integer> owed = new HashSet<>();

            private int repaid;
            private boolean content;
            private boolean mayBeRepeated = true;
            private boolean givesUp;
            private AsyncDriver.Running running = AsyncDriver.Running.NOTHING;

            @Override
            public ServiceState service() {
                return service;
            }

            @Override
            public Timers timers() {
                return time;
            }

            void start() {
                AsyncDriver driver = new AsyncDriver(time);
                if (chance(3)) {
                    running = AsyncDriver.startShort(spec, this);
                    return;
                }
                long startedAt = time.nanos();
                EndpointState endpoint = entered();
                if (ends > 0) {
                    return;
                }
                if (endpoint == null) {
                    running = driver.start(service, spec, this);
                    return;
                }
                if (chance(3)) {
                    attempts(endpoint);
                    lands(endpoint.index());
                    wellDone(endpoint, startedAt);
                    return;
                }
                running = driver.goOn(
                        service,
                        spec,
                        endpoint,
                        permit,
                        startedAt,
                        report -> {
                            attempts(endpoint);
                            return carryOut(report);
                        },
                        this);
            }

            /** The permit of the endpoint that was {@link #entered}. */
            private long permit;

            /** Takes the short way one time in two; null when it is closed, or the call was refused there. */
            private EndpointState entered() {
                if (chance(2)) {
                    return null;
                }
                ShortWay way = service.shortWay();
                int selected = way.select(time.nanos(), spec.preferred());
                if (selected == ShortWay.REFUSED) {
                    for (EndpointState each : service.endpoints()) {
                        noted(() -> assertThat(each.breaker().wouldPass(time.nanos()))
                                .as("refused, though %s could be asked", each)
                                .isFalse());
                    }
                    overAt.add(time.elapsed());
                    ends++;
                    happened("short way refused", 1);
                    return null;
                }
                EndpointState endpoint = selected < 0 ? null : way.endpoint(selected);
                permit = endpoint == null ? CircuitBreaker.REJECTED : way.enter(endpoint, spec, time.nanos());
                return permit == CircuitBreaker.REJECTED ? null : endpoint;
            }

            private void wellDone(EndpointState endpoint, long startedAt) {
                service.shortWay().succeeded(endpoint, permit, startedAt);
                overAt.add(time.elapsed());
                ends++;
                happened("short way", 1);
            }

            void block() {
                Thread thread = Thread.currentThread();
                givesUp = chance(5);
                Timers.Timer interrupt = givesUp ? time.schedule(thread::interrupt, random.nextInt(500)) : () -> {};
                try {
                    BlockingDriver.Ended<String> ended = blocked();
                    if (ended != null) {
                        finished(ended.call(), ended.decision());
                    }
                } catch (InterruptedException | StackOverflowError gaveUp) {
                    if (number > 0) {
                        overAt.add(time.elapsed());
                    }
                    ends++;
                } finally {
                    interrupt.cancel();
                    Thread.interrupted();
                }
            }

            /** Null when it ended on the short way. */
            private BlockingDriver.Ended<String> blocked() throws InterruptedException {
                BlockingDriver driver = new BlockingDriver(time);
                long startedAt = time.nanos();
                EndpointState endpoint = entered();
                if (ends > 0) {
                    return null;
                }
                if (endpoint == null) {
                    return driver.run(service, spec, this);
                }
                ShortWay way = service.shortWay();
                Outcome<String> outcome;
                try {
                    attempts(endpoint);
                    outcome = carryOut(endpoint.index(), way.bound(spec));
                } catch (InterruptedException | Error goesUp) {
                    Kind kind = goesUp instanceof InterruptedException ? Kind.CANCELLED : Kind.LOCAL;
                    way.abandoned(spec, endpoint, permit, startedAt, kind, goesUp);
                    throw goesUp;
                }
                if (RepeatRules.isFailure(outcome, policy.retry())
                        || outcome.status() >= 400
                        || policy.retry().rejectsResult(outcome.result())) {
                    return driver.goOn(service, spec, endpoint, permit, startedAt, outcome, this);
                }
                fates.merge(outcome.result(), 1, Integer::sum);
                wellDone(endpoint, startedAt);
                return null;
            }

            void cancel() {
                running.cancel();
            }

            /** An attempt on the short way. */
            private void attempts(EndpointState endpoint) {
                noted(() -> check(endpoint.index(), 1, false));
            }

            private void lands(int endpoint) {
                underWay[endpoint]--;
                flights--;
            }

            private long deadline() {
                long whole = policy.timeouts().deadlineNanos();
                return whole == 0 ? own : own == 0 ? whole : Math.min(whole, own);
            }

            private void begins(Attempt attempt) {
                noted(() -> {
                    check(attempt.endpointIndex(), attempt.number(), attempt.isHedge());
                    if (deadline() > 0 && !observing) {
                        long left = begin + deadline() - time.elapsed();
                        assertThat(attempt.timeoutNanos()).isBetween(1L, left);
                    }
                });
            }

            private void check(int index, int itsNumber, boolean hedge) {
                underWay[index]++;
                flights++;
                attempts++;
                weights += spec.weight();
                number++;
                boolean mayBeRepaid = owed.remove(index) && !hedge;
                if (hedge) {
                    hedges++;
                    hedgedAt.add(time.elapsed());
                } else if (mayBeRepaid) {
                    repaid++;
                    repaidAt.add(time.elapsed());
                } else if (number > 1) {
                    retriedAt.add(time.elapsed());
                }
                long now = time.nanos();
                assertThat(ends).as("an attempt after the end").isZero();
                assertThat(content).as("an attempt after a good answer").isFalse();
                assertThat(itsNumber).isEqualTo(number);
                assertThat(number - hedges)
                        .isLessThanOrEqualTo(observing ? 1 : policy.retry().maxAttempts() + Math.min(1, repaid));
                if (hedge) {
                    assertThat(hedges).isLessThanOrEqualTo(policy.hedge().maxHedges());
                    assertThat(idempotent && !observing).as("may be hedged").isTrue();
                    assertThat(flights).as("attempts at the same time").isGreaterThan(1);
                } else {
                    assertThat(flights).as("attempts at the same time").isEqualTo(1);
                }
                assertThat(mayBeRepeated).as("may be sent again").isTrue();
                if (deadline() > 0 && !observing) {
                    assertThat(begin + deadline() - time.elapsed())
                            .as("time left")
                            .isPositive();
                }
                ConnectionPool all = service.pool();
                int most = policy.connectionPool().maxPerService();
                assertThat(all != null && all.leased() > most)
                        .as("more leases of the service than there are")
                        .isFalse();
                for (EndpointState endpoint : service.endpoints()) {
                    int max = policy.connectionPool().maxPerEndpoint();
                    assertThat(max > 0 && endpoint.pool().leased() > max)
                            .as("more leases than there are")
                            .isFalse();
                    // Whoever stands in line for it comes first.
                    boolean couldTakeIt = endpoint.breaker().wouldPass(now)
                            && endpoint.leftAloneFor(now) <= 0
                            && isFree(endpoint.pool());
                    assertThat(index == lastEndpoint && endpoint.index() != lastEndpoint && couldTakeIt && !mayBeRepaid)
                            .as("the one that just failed, though %s could take it", endpoint)
                            .isFalse();
                }
                lastEndpoint = index;
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
                Outcome<String> answer = Outcome.response(text, status, retryAfter);
                return chance(8)
                        ? answer.withServerLimit(
                                chance(2)
                                        ? ServerLimit.nothingFor(1 + random.nextInt(1_000))
                                        : ServerLimit.of(random.nextInt(5), random.nextInt(1_000)))
                        : answer;
            }

            private void heard(int endpoint, long took, Outcome<String> outcome) {
                lands(endpoint);
                long bound = policy.timeouts().connectNanos();
                if (policy.timeouts().isConnectForNextOnly()
                        && bound > 0
                        && outcome.kind() == Kind.CONNECT
                        && took >= bound) {
                    owed.add(endpoint);
                }
                mayBeRepeated &= outcome.isRepeatable() && (idempotent || outcome.kind() == Kind.CONNECT);
                content |= outcome.kind() == Kind.RESULT
                        && !RepeatRules.isFailure(outcome, policy.retry())
                        && !policy.retry().rejectsResult(outcome.result());
            }

            @Override
            public Outcome<String> attempt(Attempt attempt) throws InterruptedException {
                begins(attempt);
                return carryOut(attempt.endpointIndex(), attempt.timeoutNanos());
            }

            private Outcome<String> carryOut(int endpoint, long bound) throws InterruptedException {
                boolean heard = false;
                long begunAt = time.elapsed();
                try {
                    long latency = chance(3) ? 0 : random.nextInt(chance(5) ? 3_000 : 100);
                    boolean late = bound > 0 && latency > bound;
                    for (long until = time.elapsed() + (late ? bound : latency); time.elapsed() < until; ) {
                        time.park(this, until - time.elapsed());
                    }
                    if (chance(40)) {
                        throw new StackOverflowError("of the client");
                    }
                    Outcome<String> outcome =
                            late ? Outcome.failure(Kind.TIMEOUT, new SocketTimeoutException("late")) : ending();
                    heard = true;
                    heard(endpoint, time.elapsed() - begunAt, outcome);
                    return outcome;
                } finally {
                    if (!heard) {
                        lands(endpoint);
                    }
                }
            }

            @Override
            public AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<String> report) throws Exception {
                begins(attempt);
                if (chance(20)) {
                    throw new ConnectException("thrown");
                }
                return chance(3) ? new Going(report) : carryOut(report);
            }

            /** Begins once it may go. */
            private final class Going implements AsyncDriver.Running {
                private final AsyncDriver.Report<String> report;
                private AsyncDriver.Running begun = AsyncDriver.Running.NOTHING;
                private boolean cancelled;

                Going(AsyncDriver.Report<String> report) {
                    this.report = report;
                }

                @Override
                public void go() {
                    if (cancelled) {
                        return;
                    }
                    if (chance(20)) {
                        throw new IllegalStateException("thrown");
                    }
                    begun = carryOut(report);
                }

                @Override
                public void cancel() {
                    cancelled = true;
                    begun.cancel();
                }
            }

            private AsyncDriver.Running carryOut(AsyncDriver.Report<String> report) {
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
                heard(attempt.endpointIndex(), time.nanos() - attempt.startedAt(), outcome);
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
                if (number > 0) {
                    overAt.add(time.elapsed());
                }
                if (decision == Decision.FINISH && call.outcome().kind() == Kind.RESULT) {
                    fates.merge(call.outcome().result(), 1, Integer::sum);
                }
                noted(() -> check(call, decision));
            }

            @Override
            public void succeeded(Outcome<String> outcome) {
                ends++;
                overAt.add(time.elapsed());
                fates.merge(outcome.result(), 1, Integer::sum);
                noted(() -> {
                    assertThat(content).as("content").isTrue();
                    assertThat(number).isEqualTo(1);
                });
                happened("ended without a machine", 1);
            }

            @Override
            public void refused(Rejection why) {
                ends++;
                overAt.add(time.elapsed());
                noted(() -> assertThat(number).isZero());
                happened("refused without a machine", 1);
            }

            private void check(Call<String> call, Decision decision) {
                boolean bounded = deadline() > 0 && !observing && decision != Decision.CANCELLED;
                assertThat(bounded && time.elapsed() - begin > deadline())
                        .as("later than the deadline: %s", decision)
                        .isFalse();
                assertThat(call.isSuccess()).as("content").isEqualTo(content && decision == Decision.FINISH);
                if (decision == Decision.REJECT && call.rejection() == Rejection.POOL_EXHAUSTED) {
                    boolean late = deadline() > 0 && time.elapsed() - begin >= deadline();
                    boolean free = service.pool() == null || isFree(service.pool());
                    for (EndpointState endpoint : service.endpoints()) {
                        boolean usable = endpoint.breaker().wouldPass(time.nanos()) && isFree(endpoint.pool());
                        assertThat(usable && free && !late)
                                .as("rejected, though %s has a lease for it", endpoint)
                                .isFalse();
                    }
                    happened("rejected for want of a lease", 1);
                }
                assertThat(decision == Decision.REJECT).isEqualTo(number == 0 && decision != Decision.CANCELLED);
            }
        }
    }
}
