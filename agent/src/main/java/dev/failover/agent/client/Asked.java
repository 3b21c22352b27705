package dev.failover.agent.client;

import dev.failover.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/** Whom a program addressed, as far as all requests have it in common. Immutable. */
final class Asked {
    private static final Asked BY_NAME = new Asked(null, true);
    private static final Asked BY_ADDRESS = new Asked(null, false);

    /** Null when it is none of the service's endpoints. */
    final @Nullable Endpoint endpoint;
    /** Whether the program wrote the name of a host, and not an address. */
    final boolean isNamed;

    private Asked(@Nullable Endpoint endpoint, boolean isNamed) {
        this.endpoint = endpoint;
        this.isNamed = isNamed;
    }

    /** An endpoint, which is asked by its own host. */
    static Asked of(Endpoint endpoint) {
        return new Asked(endpoint, !Hosts.isAddress(endpoint.host()));
    }

    /** None of the endpoints. */
    static Asked of(String host) {
        return Hosts.isAddress(host) ? BY_ADDRESS : BY_NAME;
    }
}
