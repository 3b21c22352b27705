package dev.failover;

import dev.failover.call.Rejection;
import dev.failover.call.ServicePolicy;
import dev.failover.call.ServiceState;
import dev.failover.config.ServiceSettings;
import dev.failover.endpoint.Endpoint;
import dev.failover.health.HealthPolicy;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A name as the manager runs it: the shared state, and what belongs to each endpoint. Immutable. */
final class ManagedService {
    final ServiceState state;
    final HealthPolicy health;
    /** One for all calls that are turned away so: it says nothing of the single call, and has no stack trace. */
    final Refused breakersOpen;
    /** Null when every request is sent. */
    private final @Nullable ServiceCache cache;
    /** By endpoint index: what goes to that endpoint and to no other. */
    private final List<Headers> credentials;

    private final SingleEndpoints singles = new SingleEndpoints(this);

    /** The policies for calls of which code says something. */
    private final Function<ServiceSettings, ServicePolicy> policies;

    private final ServiceCache.Source caches;

    /** By what code says: constants of generated clients, so they are few. */
    private final ConcurrentMap<ServiceSettings, ManagedService> views = new ConcurrentHashMap<>();

    ManagedService(
            ServiceState state,
            HealthPolicy health,
            List<Headers> credentials,
            Function<ServiceSettings, ServicePolicy> policies,
            ServiceCache.Source caches) {
        this.policies = policies;
        this.caches = caches;
        this.cache = caches.of(state.policy());
        this.state = state;
        this.health = health;
        this.breakersOpen = new Refused(FailoverException.shared(
                state.name() + ": call was rejected: " + Rejection.BREAKERS_OPEN.text(), Rejection.BREAKERS_OPEN));
        this.credentials = Collections.unmodifiableList(credentials);
    }

    /** The same service for calls to this endpoint and no other. */
    ManagedService only(Endpoint endpoint) {
        return singles.of(endpoint);
    }

    /** The same service for calls with the retries, hedges, time-outs and use of the cache that code has for them. */
    ManagedService with(ServiceSettings calls) {
        ManagedService known = views.get(calls);
        return known != null ? known : views.computeIfAbsent(calls, this::view);
    }

    private ManagedService view(ServiceSettings calls) {
        return new ManagedService(state.forCalls(policies.apply(calls)), health, credentials, policies, caches);
    }

    /**
     * The cache that a request has to do with: the one that may answer it; of a request that may change something also the one that
     * answers others, which must not go on with what was there before.
     */
    @Nullable
    ServiceCache cacheFor(Request request) {
        return cache != null || request.method().isSafe() ? cache : caches.ofOthers();
    }

    Function<ServiceSettings, ServicePolicy> policies() {
        return policies;
    }

    Headers credentials(int endpointIndex) {
        return credentials.get(endpointIndex);
    }

    /** The request as this endpoint gets it. A header that the caller set itself stays. */
    Request addressedTo(int endpointIndex, Request request) {
        Headers headers = credentials(endpointIndex);
        return headers.size() == 0 || request.headers().contains(headers.name(0)) ? request : request.with(headers);
    }
}
