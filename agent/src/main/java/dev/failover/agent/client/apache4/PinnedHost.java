package dev.failover.agent.client.apache4;

import dev.failover.endpoint.Endpoint;
import java.lang.reflect.Constructor;
import java.net.InetAddress;
import org.apache.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** Hosts that say to which address to connect in their name: HttpCore can from 4.4 on. */
final class PinnedHost {
    private static final @Nullable Constructor<HttpHost> PINNED = find();

    private PinnedHost() {}

    private static @Nullable Constructor<HttpHost> find() {
        try {
            return HttpHost.class.getConstructor(InetAddress.class, String.class, int.class, String.class);
        } catch (NoSuchMethodException olderCore) {
            return null;
        }
    }

    /** The name at the endpoint's address; with an older HttpCore the address alone, whose certificate will not fit. */
    static HttpHost of(InetAddress address, String name, Endpoint endpoint) {
        if (PINNED != null) {
            try {
                return PINNED.newInstance(address, name, endpoint.port(), endpoint.scheme());
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return new HttpHost(endpoint.host(), endpoint.port(), endpoint.scheme());
    }
}
