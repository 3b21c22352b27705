package dev.failover;

import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.http.Headers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One service for calls that name their endpoint: each endpoint with the policies, the limiter, the pool, the budgets and
 * the counters of the service. What is known about one of the service's own endpoints holds for both; another one gets a
 * breaker of its own, and never the service's credentials. Thread-safe.
 */
final class SingleEndpoints {
    /** Endpoints may come from data: the one that was asked for longest ago is forgotten, and begins anew if it comes back. */
    private static final int MOST = 100;

    private final ManagedService service;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by {@code lock}. */
    private final Map<Endpoint, ManagedService> known = new LinkedHashMap<>(16, 0.75f, true);

    SingleEndpoints(ManagedService service) {
        this.service = service;
    }

    ManagedService of(Endpoint endpoint) {
        lock.lock();
        try {
            ManagedService found = known.get(endpoint);
            if (found == null) {
                found = make(endpoint);
                known.put(endpoint, found);
                if (known.size() > MOST) {
                    known.remove(known.keySet().iterator().next());
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private ManagedService make(Endpoint endpoint) {
        ServiceState whole = service.state;
        ServiceState single = new ServiceState(
                whole.name(),
                Collections.singletonList(endpoint),
                whole.policy(),
                whole.metrics(),
                whole.clock(),
                ServiceState.RANDOM,
                ServiceState.Rows.PRIVATE,
                null,
                whole);
        // Without a cache: what is stored is what the service's own endpoints say, and is known by its path alone.
        return new ManagedService(
                single,
                service.health,
                Collections.singletonList(credentials(endpoint)),
                service.policies(),
                ServiceCache.Source.NONE);
    }

    /** A key is for whom it was configured. */
    private Headers credentials(Endpoint endpoint) {
        List<EndpointState> own = service.state.endpoints();
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).endpoint().equals(endpoint)) {
                return service.credentials(i);
            }
        }
        return Headers.EMPTY;
    }
}
