package dev.failover.health;

import dev.failover.breaker.BreakerState;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.EndpointState;
import dev.failover.time.Timers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the endpoints of one service in the background whether they are well. One that fails twice in a row is called only
 * when no other one is left, until it is well again; calls never wait for a check, and a check that takes longer than the
 * time between two of them takes the place of the next. Thread-safe.
 */
public final class HealthChecker implements AutoCloseable {
    private static final int FAILURES_TO_BE_DOWN = 2;

    private final ServiceState service;
    private final HealthPolicy policy;
    private final String path;
    private final Probe probe;
    private final Timers timers;
    private final DoubleSupplier random;
    private volatile boolean closed;

    /**
     * @param policy must have a path
     * @param random uniform in [0, 1): spreads the checks of many programs
     */
    public HealthChecker(ServiceState service, HealthPolicy policy, Probe probe, Timers timers, DoubleSupplier random) {
        if (policy.path() == null) {
            throw new IllegalArgumentException("there is no path to ask");
        }
        this.service = service;
        this.policy = policy;
        this.path = policy.path();
        this.probe = probe;
        this.timers = timers;
        this.random = random;
    }

    /** Begins to ask, every endpoint at its own pace. */
    public void start() {
        List<EndpointState> endpoints = service.endpoints();
        for (EndpointState endpoint : endpoints) {
            timers.schedule(new Check(endpoint), (long) (policy.intervalNanos() * random.getAsDouble()));
        }
    }

    /** Stops asking; an answer that is still under way is dropped. */
    @Override
    public void close() {
        closed = true;
    }

    /** The checks of one endpoint. */
    private final class Check implements Runnable {
        private final EndpointState endpoint;
        private final AtomicInteger failures = new AtomicInteger();
        /** What was asked and has not been answered; null for nothing. */
        private final AtomicReference<@Nullable Object> asked = new AtomicReference<>();

        Check(EndpointState endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void run() {
            if (closed) {
                return;
            }
            // First, and on the thread of the timers: whatever fails afterwards, this check was not the last one.
            timers.schedule(this, (long) (policy.intervalNanos() * (0.95 + 0.1 * random.getAsDouble())));
            Object question = new Object();
            if (!asked.compareAndSet(null, question)) {
                return;
            }
            try {
                probe.ask(
                        endpoint.endpoint(),
                        path,
                        policy.timeoutNanos(),
                        (status, failure) -> heard(question, isWell(status)));
            } catch (Throwable notAsked) {
                // Such as an Error because there is no further thread: it passes, and the endpoint has to be asked
                // again.
                heard(question, false);
            }
        }

        private void heard(Object question, boolean well) {
            if (!asked.compareAndSet(question, null) || closed) {
                return;
            }
            if (well) {
                failures.set(0);
                endpoint.checked(true);
            } else if (failures.incrementAndGet() >= FAILURES_TO_BE_DOWN) {
                endpoint.checked(false);
            }
        }
    }

    /** Whether a status says that the endpoint is well. */
    public static boolean isWell(int status) {
        return status >= 200 && status < 400;
    }

    /** What an answer to a probe says. */
    public static EndpointHealth verdict(EndpointState endpoint, String path, int status, @Nullable Throwable failure) {
        String reason = failure != null ? "GET " + path + ": " + failure : "GET " + path + " answered " + status;
        return new EndpointHealth(endpoint.endpoint(), isWell(status) ? HealthStatus.UP : HealthStatus.DOWN, reason);
    }

    /** What calls alone tell: an endpoint whose breaker keeps calls away is down. */
    public static EndpointHealth passive(EndpointState endpoint, long now) {
        BreakerState state = endpoint.breaker().state(now);
        return new EndpointHealth(
                endpoint.endpoint(),
                state == BreakerState.OPEN ? HealthStatus.DOWN : HealthStatus.UP,
                "circuit breaker " + state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
