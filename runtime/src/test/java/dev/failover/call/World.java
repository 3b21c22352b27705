package dev.failover.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.Metric;
import dev.failover.metrics.MetricsCollector;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.Timers;
import dev.failover.time.VirtualTime;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One service in virtual time, whose endpoints answer by a script. A call goes through one of the two drivers, and what
 * happens is written down in the same words for both: {@code @5 1 a} is the first attempt, at 5 ms, to endpoint a.
 */
final class World {
    static final long MS = 1_000_000;

    /** Three attempts, 100 ms doubling without jitter, 30 s in all, 10 s an attempt, retries without a budget. */
    static final ServicePolicy POLICY = ServicePolicy.defaults()
            .with(RetryPolicy.builder().jitter(0).build())
            .with(RetryBudgetPolicy.unlimited());

    final VirtualTime time;
    final MetricsCollector metrics = new MetricsCollector();
    final ServiceState service;
    final List<String> trace = new ArrayList<>();
    final List<String> observed = new ArrayList<>();
    /** Without those that were made on the short way. */
    final List<Attempt> attempts = new ArrayList<>();

    /** How many attempts were made. */
    int begun;

    /** What the client is known to give the whole call, in milliseconds; 0 for nothing. */
    long ownTimeout;

    private final Driving driving;
    private final List<String> unexpected = new ArrayList<>();
    private final Deque<Step> script = new ArrayDeque<>();
    private int ends;
    private boolean givesUp;

    /** Which driver carries the calls. */
    enum Driving {
        BLOCKING,
        /** On the calling thread, by the short way as far as it goes. */
        SHORT,
        /** On the calling thread, step by step, without a machine as long as nothing happens. */
        LAZY,
        ASYNC,
        /** Without a machine as long as nothing happens. */
        ASYNC_SHORT
    }

    /** What an endpoint does with one attempt. */
    static final class Step {
        private final long latency;
        private final boolean never;
        private final Supplier<Outcome<String>> ending;

        private Step(long latency, boolean never, Supplier<Outcome<String>> ending) {
            this.latency = latency;
            this.never = never;
            this.ending = ending;
        }

        Step after(long milliseconds) {
            return new Step(milliseconds * MS, never, ending);
        }

        Step last() {
            return new Step(latency, never, () -> ending.get().last());
        }

        Step notRepeatable() {
            return new Step(latency, never, () -> ending.get().notRepeatable());
        }

        Step inOwnTime() {
            return new Step(latency, never, () -> ending.get().inOwnTime());
        }
    }

    World(Driving driving, String endpoints, ServicePolicy policy) {
        this(driving, endpoints, policy, new VirtualTime(), false);
    }

    World(Driving driving, String endpoints, ServicePolicy policy, VirtualTime time, boolean observing) {
        this.driving = driving;
        this.time = time;
        List<Endpoint> list = new ArrayList<>();
        for (String name : endpoints.split(" ")) {
            list.add(Endpoint.of("http://" + name));
        }
        service = new ServiceState(
                "test",
                list,
                policy,
                metrics.service("test"),
                time,
                () -> 0.5,
                ServiceState.Rows.PRIVATE,
                observing ? (name, action, endpoint, why) -> observed.add(action + " " + endpoint) : null);
    }

    static Step ok() {
        return answers(200);
    }

    static Step answers(int status) {
        return answers(status, -1);
    }

    /** @param retryAfter milliseconds */
    static Step answers(int status, long retryAfter) {
        return new Step(
                0,
                false,
                () -> Outcome.response(Integer.toString(status), status, retryAfter < 0 ? -1 : retryAfter * MS));
    }

    static Step refuses() {
        return fails(Outcome.Kind.CONNECT, new ConnectException("refused"));
    }

    static Step resets() {
        return fails(Outcome.Kind.IO, new SocketException("reset"));
    }

    static Step fails(Outcome.Kind kind, Throwable failure) {
        return new Step(0, false, () -> Outcome.failure(kind, failure));
    }

    static Step never() {
        return new Step(0, true, () -> {
            throw new AssertionError("it never answers");
        });
    }

    /** A client that throws instead of saying how it ended. */
    static Step throwing(Supplier<Throwable> failure) {
        return new Step(0, false, () -> {
            throw sneaky(failure.get());
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    static Duration ms(long milliseconds) {
        return Duration.ofMillis(milliseconds);
    }

    EndpointState endpoint(String name) {
        return service.endpoints().stream()
                .filter(state -> state.endpoint().host().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Takes leases of an endpoint, and brings them home after a time. */
    World occupied(String endpoint, int leases, long milliseconds) {
        for (int i = 0; i < leases; i++) {
            assertThat(endpoint(endpoint).pool().tryAcquire()).isTrue();
            time.schedule(endpoint(endpoint).pool()::release, milliseconds * MS);
        }
        return this;
    }

    /** Takes leases of the service as a whole, and brings them home after a time. */
    World busy(int leases, long milliseconds) {
        for (int i = 0; i < leases; i++) {
            assertThat(service.pool().tryAcquire()).isTrue();
        }
        time.schedule(
                () -> {
                    for (int i = 0; i < leases; i++) {
                        service.pool().release();
                    }
                },
                milliseconds * MS);
        return this;
    }

    /** Opens the breaker of an endpoint by failures from outside. */
    World opened(String endpoint) {
        for (int i = 0; i < 100; i++) {
            long permit = endpoint(endpoint).breaker().tryAcquire(time.nanos());
            if (permit >= 0) {
                endpoint(endpoint).breaker().onFailure(permit, 0, time.nanos());
            }
        }
        assertThat(endpoint(endpoint).breaker().wouldPass(time.nanos())).isFalse();
        return this;
    }

    /** The caller of the next call gives up after a time: an interrupt or a cancellation. */
    World givingUpAfter(long milliseconds) {
        givesUp = true;
        giveUpAfter = milliseconds * MS;
        return this;
    }

    private long giveUpAfter;

    /** Makes a call, to its end. */
    World call(CallSpec spec, Step... steps) {
        Collections.addAll(script, steps);
        int before = ends;
        switch (driving) {
            case BLOCKING -> callBlocking(() -> new BlockingDriver(time).run(service, spec, new BlockingExchange()));
            case SHORT -> callBlocking(() -> shortWay(spec));
            case LAZY -> callBlocking(() -> stepByStep(spec));
            case ASYNC, ASYNC_SHORT -> callAsync(spec);
        }
        assertThat(ends).as("ends of the call").isEqualTo(before + 1);
        assertThat(script).as("steps that were not asked for").isEmpty();
        assertThat(unexpected).as("attempts that were not expected").isEmpty();
        givesUp = false;
        return this;
    }

    private interface Blocking {
        /** Null when it ended well on the short way. */
        BlockingDriver.Ended<String> run() throws InterruptedException;
    }

    private void callBlocking(Blocking call) {
        Thread thread = Thread.currentThread();
        Timers.Timer giveUp = givesUp ? time.schedule(thread::interrupt, giveUpAfter) : () -> {};
        try {
            BlockingDriver.Ended<String> ended = call.run();
            if (ended != null) {
                end(ended.call(), ended.decision());
            }
        } catch (InterruptedException gaveUp) {
            ends++;
            write("gave up");
        }
        giveUp.cancel();
    }

    /** As a client does that wants to allocate nothing. */
    private BlockingDriver.Ended<String> shortWay(CallSpec spec) throws InterruptedException {
        BlockingDriver driver = new BlockingDriver(time);
        ShortWay way = service.shortWay();
        long startedAt = time.nanos();
        int selected = way.select(startedAt, spec.preferred());
        if (selected == ShortWay.REFUSED) {
            // Over and counted.
            ends++;
            write(Decision.REJECT + " " + Rejection.BREAKERS_OPEN);
            return null;
        }
        EndpointState endpoint = selected < 0 ? null : way.endpoint(selected);
        long permit = endpoint == null ? CircuitBreaker.REJECTED : way.enter(endpoint, spec, startedAt);
        if (permit == CircuitBreaker.REJECTED) {
            return driver.run(service, spec, new BlockingExchange());
        }
        Outcome<String> outcome;
        try {
            outcome = carryOut(begin(1, endpoint.endpoint()), way.bound(spec));
        } catch (InterruptedException | Error goesUp) {
            Outcome.Kind kind = goesUp instanceof InterruptedException ? Outcome.Kind.CANCELLED : Outcome.Kind.LOCAL;
            way.abandoned(spec, endpoint, permit, startedAt, kind, goesUp);
            throw goesUp;
        } catch (Exception failure) {
            outcome = Outcome.failure(failure);
        }
        if (RepeatRules.isFailure(outcome, service.policy().retry()) || outcome.status() >= 400) {
            return driver.goOn(service, spec, endpoint, permit, startedAt, outcome, new BlockingExchange());
        }
        way.succeeded(endpoint, permit, startedAt, outcome.isRepeatable());
        ends++;
        write(Decision.FINISH + " " + brief(outcome));
        firstFailure = null;
        return null;
    }

    /** As a client does whose program comes and goes between the steps. */
    private BlockingDriver.Ended<String> stepByStep(CallSpec spec) throws InterruptedException {
        LazyCall<String> call = new LazyCall<>(service, spec);
        Decision decision = call.start();
        while (!decision.isEnd()) {
            if (decision == Decision.WAIT) {
                try {
                    time.park(this, call.waitUntil() - time.nanos());
                } catch (InterruptedException gaveUp) {
                    Outcome<String> superseded = call.cancel() == Decision.NOTHING ? null : call.takeSuperseded();
                    if (superseded != null) {
                        write("discard " + brief(superseded));
                    }
                    throw gaveUp;
                }
                decision = call.wake();
            } else {
                decision = step(call, call.attempt());
            }
        }
        ends++;
        write(decision + " " + (decision == Decision.REJECT ? call.rejection() : brief(call.outcome())));
        firstFailure = call.firstFailure();
        return null;
    }

    private Decision step(LazyCall<String> call, Attempt attempt) throws InterruptedException {
        Outcome<String> outcome;
        try {
            outcome = carryOut(begin(attempt), attempt.timeoutNanos());
        } catch (InterruptedException | Error goesUp) {
            Outcome.Kind kind = goesUp instanceof InterruptedException ? Outcome.Kind.CANCELLED : Outcome.Kind.LOCAL;
            call.cancel();
            call.ended(attempt, Outcome.failure(kind, goesUp));
            throw goesUp;
        } catch (Exception failure) {
            outcome = Outcome.failure(failure);
        }
        Decision decision = call.ended(attempt, outcome);
        assertThat(attempt.isHome()).isTrue();
        assertThat(call.ended(attempt, outcome)).as("said again").isEqualTo(Decision.NOTHING);
        Outcome<String> superseded = call.takeSuperseded();
        if (superseded != null) {
            write("discard " + brief(superseded));
        }
        return decision;
    }

    /** What follows in the script, whichever call gets it. */
    World script(Step... steps) {
        Collections.addAll(script, steps);
        return this;
    }

    /** Begins an asynchronous call and does not wait for its end. */
    World begin(CallSpec spec, Step... steps) {
        Collections.addAll(script, steps);
        new AsyncDriver(time).start(service, spec, new AsyncExchange());
        return this;
    }

    private void callAsync(CallSpec spec) {
        int before = ends;
        AsyncDriver.Running[] running = new AsyncDriver.Running[1];
        Timers.Timer giveUp = givesUp ? time.schedule(() -> running[0].cancel(), giveUpAfter) : () -> {};
        AsyncDriver driver = new AsyncDriver(time);
        running[0] = driving == Driving.ASYNC
                ? driver.start(service, spec, new AsyncExchange())
                : AsyncDriver.startShort(spec, new AsyncExchange());
        while (ends == before && time.runNext()) {
            // One event after the other, until the call has ended.
        }
        giveUp.cancel();
    }

    private void end(Call<String> call, Decision decision) {
        ends++;
        switch (decision) {
            case REJECT:
                write(decision + " " + call.rejection());
                break;
            case CANCELLED:
                write("gave up");
                break;
            default:
                write(decision + " " + brief(call.outcome()));
        }
        firstFailure = call.firstFailure();
    }

    /** Of the latest call. */
    Throwable firstFailure;

    private static String brief(Outcome<String> outcome) {
        return outcome.kind() == Outcome.Kind.RESULT
                ? outcome.result()
                : outcome.kind().name();
    }

    private void write(String what) {
        trace.add("@" + time.elapsed() / MS + " " + what);
    }

    private Step begin(Attempt attempt) {
        attempts.add(attempt);
        return begin(attempt.number(), attempt.endpoint());
    }

    private Step begin(int number, Endpoint endpoint) {
        begun++;
        write(number + " " + endpoint.host());
        Step step = script.poll();
        if (step == null) {
            unexpected.add("attempt " + number + " on " + endpoint);
            throw new IllegalStateException("no answer for attempt " + number + " on " + endpoint);
        }
        return step;
    }

    /** On the calling thread. */
    private Outcome<String> carryOut(Step step, long bound) throws InterruptedException {
        boolean late = step.never || (bound > 0 && step.latency > bound);
        long until = time.elapsed() + (late && bound > 0 ? bound : late ? Long.MAX_VALUE / 4 : step.latency);
        while (time.elapsed() < until) {
            time.park(this, until - time.elapsed());
        }
        return late ? Outcome.failure(Outcome.Kind.TIMEOUT, new SocketTimeoutException("late")) : step.ending.get();
    }

    /** Nothing of the calls so far is still out. */
    World home() {
        for (EndpointState endpoint : service.endpoints()) {
            assertThat(endpoint.pool().leased()).as("leases of %s", endpoint).isZero();
            assertThat(endpoint.pool().waiting()).as("in line at %s", endpoint).isZero();
        }
        if (service.pool() != null) {
            assertThat(service.pool().leased()).as("leases of the service").isZero();
            assertThat(service.pool().waiting()).as("in line at the service").isZero();
        }
        assertThat(time.pending()).as("timers").isZero();
        assertThat(attempts).as("attempts").allMatch(Attempt::isHome);
        return this;
    }

    void happened(String... lines) {
        assertThat(trace).isEqualTo(Arrays.asList(lines));
        home();
    }

    /** The counters of that name by their last tag, summed over the endpoints. */
    Map<String, Long> counters(String name) {
        Map<String, Long> counters = new TreeMap<>();
        for (Metric metric : metrics.snapshot()) {
            if (metric.name().equals(name)) {
                String[] values = metric.tags().values().toArray(new String[0]);
                counters.merge(values[values.length - 1], metric.value(), Long::sum);
            }
        }
        return counters;
    }

    long total(String name) {
        return counters(name).values().stream().mapToLong(Long::longValue).sum();
    }

    private final class BlockingExchange implements BlockingDriver.Exchange<String> {
        @Override
        public Outcome<String> attempt(Attempt attempt) throws InterruptedException {
            return carryOut(begin(attempt), attempt.timeoutNanos());
        }

        @Override
        public long ownTimeoutNanos() {
            return ownTimeout * MS;
        }

        @Override
        public void discard(Outcome<String> superseded) {
            write("discard " + brief(superseded));
        }
    }

    private final class AsyncExchange implements AsyncDriver.ShortExchange<String> {
        @Override
        public ServiceState service() {
            return service;
        }

        @Override
        public Timers timers() {
            return time;
        }

        @Override
        public long ownTimeoutNanos() {
            return ownTimeout * MS;
        }

        @Override
        public AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<String> report) {
            Step step = begin(attempt);
            if (step.never) {
                return AsyncDriver.Running.NOTHING;
            }
            if (step.latency == 0) {
                report.ended(step.ending.get());
                return AsyncDriver.Running.NOTHING;
            }
            Timers.Timer answer = time.schedule(() -> report.ended(step.ending.get()), step.latency);
            return answer::cancel;
        }

        @Override
        public Throwable timedOut(Attempt attempt) {
            return new SocketTimeoutException("late");
        }

        @Override
        public void discard(Outcome<String> superseded) {
            write("discard " + brief(superseded));
        }

        @Override
        public void finished(Call<String> call, Decision decision) {
            end(call, decision);
        }

        @Override
        public void succeeded(Outcome<String> outcome) {
            ends++;
            write(Decision.FINISH + " " + brief(outcome));
            firstFailure = null;
        }

        @Override
        public void refused(Rejection why) {
            ends++;
            write(Decision.REJECT + " " + why);
        }
    }
}
