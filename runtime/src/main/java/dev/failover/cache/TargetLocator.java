package dev.failover.cache;

import dev.failover.endpoint.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which target below its endpoints a URL in a response of a service means. Immutable. */
final class TargetLocator {
    private final List<Endpoint> endpoints;

    TargetLocator(List<Endpoint> endpoints) {
        this.endpoints = new ArrayList<>(endpoints);
    }

    /**
     * The target, or null when it is none of the service's: it is when it lies at or below the base URL of one of its endpoints, which
     * can all do the same work.
     *
     * @param target the request's
     * @param reference a URL, absolute or relative to the request's
     */
    @Nullable
    String targetOf(String target, String reference) {
        if (reference.isEmpty()) {
            return target;
        }
        try {
            URI meant = new URI(reference);
            for (Endpoint endpoint : endpoints) {
                String found =
                        below(new URI(endpoint.url(target)).resolve(meant).normalize());
                if (found != null) {
                    return found;
                }
            }
        } catch (URISyntaxException isNone) {
            // Then it is none of ours.
        }
        return null;
    }

    private @Nullable String below(URI url) {
        if (url.getScheme() == null || url.getHost() == null) {
            return null;
        }
        for (Endpoint endpoint : endpoints) {
            String path = endpoint.pathBelow(
                    url.getScheme(),
                    url.getHost(),
                    Endpoint.effectivePort(url.getScheme(), url.getPort()),
                    url.getRawPath());
            if (path != null) {
                String query = url.getRawQuery();
                return path + (query == null ? "" : "?" + query);
            }
        }
        return null;
    }
}
