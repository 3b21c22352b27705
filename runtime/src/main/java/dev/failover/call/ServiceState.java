package dev.failover.call;

import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiter;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.metrics.ServiceMetrics;
import dev.failover.time.NanoClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Everything that the calls of one service share: its endpoints, its policies, its limiter, its counters. Thread-safe. */
public final class ServiceState {
    /** Uniform in [0, 1), from the thread's own generator. */
    public static final DoubleSupplier RANDOM =
            () -> ThreadLocalRandom.current().nextDouble();

    private final String name;
    private final ServicePolicy policy;
    private final EndpointState[] endpoints;
    private final @Nullable RateLimiter limiter;
    private final ServiceMetrics metrics;
    private final NanoClock clock;
    private final DoubleSupplier random;
    private final @Nullable Observer observer;

    /** Hears what observe mode would have done, on the thread of the call; must not block. */
    public interface Observer {
        /** @param endpoint where it would have gone; null when the action has no endpoint */
        void wouldHave(String service, ServiceMetrics.WouldBe action, @Nullable Endpoint endpoint, String why);
    }

    /** Where an endpoint's row of shared longs comes from. */
    public interface Rows {
        /** Rows of the heap. */
        Rows PRIVATE = (service, endpoint) -> EndpointState.newRow();

        AtomicLongArray row(String service, Endpoint endpoint);
    }

    /**
     * @param endpoints in order of preference, at least one
     * @param observer null to carry decisions out; else decisions are only made and told
     * @throws IllegalArgumentException if there is no endpoint, or one twice
     */
    public ServiceState(
            String name,
            List<Endpoint> endpoints,
            ServicePolicy policy,
            ServiceMetrics metrics,
            NanoClock clock,
            DoubleSupplier random,
            Rows rows,
            @Nullable Observer observer) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("service " + name + " has no endpoint; give it one or more base URLs");
        }
        this.name = name;
        this.policy = policy;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
        this.observer = observer;
        RateLimiterPolicy limit = policy.rateLimiter();
        this.limiter = limit == null ? null : new RateLimiter(limit, clock.nanos());
        this.endpoints = new EndpointState[endpoints.size()];
        for (int i = 0; i < this.endpoints.length; i++) {
            Endpoint endpoint = endpoints.get(i);
            if (endpoints.indexOf(endpoint) != i) {
                throw new IllegalArgumentException("service " + name + " lists the endpoint " + endpoint + " twice");
            }
            this.endpoints[i] = new EndpointState(
                    i,
                    endpoint,
                    rows.row(name, endpoint),
                    policy.circuitBreaker(),
                    policy.connectionPool(),
                    metrics.endpoint(endpoint.id()),
                    random);
        }
    }

    public String name() {
        return name;
    }

    public ServicePolicy policy() {
        return policy;
    }

    /** In order of preference. */
    public List<EndpointState> endpoints() {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(endpoints)));
    }

    public ServiceMetrics metrics() {
        return metrics;
    }

    public NanoClock clock() {
        return clock;
    }

    /** Whether decisions are only made and told, and nothing is changed. */
    public boolean isObserving() {
        return observer != null;
    }

    EndpointState[] order() {
        return endpoints;
    }

    @Nullable
    RateLimiter limiter() {
        return limiter;
    }

    double random() {
        return random.getAsDouble();
    }

    void observed(ServiceMetrics.WouldBe action, @Nullable Endpoint endpoint, String why) {
        metrics.observed(action);
        if (observer != null) {
            observer.wouldHave(name, action, endpoint, why);
        }
    }

    @Override
    public String toString() {
        return name + Arrays.toString(endpoints);
    }
}
