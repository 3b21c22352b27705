package dev.failover.agent.client;

import dev.failover.call.CallSpec;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import org.jspecify.annotations.Nullable;

/** Where one request belongs: its service, the endpoint that it was addressed to, and the path below it. Immutable. */
public final class Route {
    private final AgentService.View view;
    private final Asked asked;
    private final String below;

    Route(AgentService.View view, Asked asked, String below) {
        this.view = view;
        this.asked = asked;
        this.below = below;
    }

    public ServiceState service() {
        return view.state();
    }

    /** The service's cache; null when every request is sent. */
    @Nullable
    ServiceCache cache() {
        return view.cache();
    }

    /** Whether a call has anything to do with a cache. */
    public boolean hasCache() {
        return view.cache() != null;
    }

    /** By what the cache knows it: the same at whichever endpoint. */
    String target(@Nullable String rawQuery) {
        return rawQuery == null ? below : below + "?" + rawQuery;
    }

    /** What the policies must know of the call. */
    public CallSpec spec(boolean idempotent) {
        return view.spec(asked.endpoint, idempotent);
    }

    /** Whether the program itself addressed this endpoint: its request can go there as it is. */
    public boolean isAddressed(Endpoint endpoint) {
        return endpoint.equals(asked.endpoint);
    }

    /**
     * Whether a request that goes to this endpoint still bears the authority that the program gave it, where its client can
     * connect to one address in the name of another. An endpoint that has a name is asked by that name: it has a certificate
     * for it, and may serve others. One that is only an address has no other name than the program's; but what the program
     * wrote must be a name, because an address names one machine.
     */
    public boolean keepsAuthority(Endpoint endpoint) {
        return endpoint.equals(asked.endpoint) || (asked.isNamed && Hosts.isAddress(endpoint.host()));
    }

    /**
     * The URL of the request at an endpoint.
     *
     * @param rawQuery null for none
     */
    public String url(Endpoint endpoint, @Nullable String rawQuery) {
        return endpoint.url(target(rawQuery));
    }

    /** As {@link #url}, without scheme and authority. */
    public String pathAt(Endpoint endpoint, @Nullable String rawQuery) {
        return endpoint.path(target(rawQuery));
    }

    /**
     * The path of a URL below an endpoint as the program would see it below the one that it addressed; null when the URL
     * lies elsewhere.
     */
    public @Nullable String asAddressed(
            Endpoint endpoint, String scheme, String host, int port, @Nullable String rawPath) {
        String path = endpoint.pathBelow(scheme, host, port, rawPath);
        Endpoint addressed = asked.endpoint;
        return path == null || addressed == null ? null : addressed.url(path);
    }
}
