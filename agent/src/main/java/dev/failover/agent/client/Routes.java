package dev.failover.agent.client;

import dev.failover.config.UrlPattern;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.HostNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells which request belongs to which service: one hash look-up for all that belong to none. Immutable. */
public final class Routes {
    private static final Target[] NONE = {};

    private final Map<String, Target[]> byHost = new HashMap<>();
    private final Target[] anyHost;
    private final boolean hasIp6;

    /** One way in which a URL can belong to a service. */
    private static final class Target {
        final AgentService service;
        final @Nullable Endpoint endpoint;
        final @Nullable UrlPattern pattern;
        private final @Nullable Asked asked;

        Target(AgentService service, @Nullable Endpoint endpoint, @Nullable UrlPattern pattern) {
            this.service = service;
            this.endpoint = endpoint;
            this.pattern = pattern;
            asked = endpoint == null ? null : Asked.of(endpoint);
        }

        Asked asked(String host) {
            return asked == null ? Asked.of(host) : asked;
        }

        @Nullable
        String pathBelow(String scheme, String host, int port, @Nullable String rawPath) {
            if (endpoint != null) {
                return endpoint.pathBelow(scheme, host, port, rawPath);
            }
            return pattern == null ? null : pattern.pathBelow(scheme, host, port, rawPath);
        }

        /** The longest base path is the closest match; at the same length an endpoint beats a pattern. */
        int closeness() {
            return endpoint != null
                    ? 2 * endpoint.basePath().length() + 1
                    : pattern == null ? 0 : 2 * pattern.base().length();
        }
    }

    Routes(List<AgentService> services) {
        Map<String, List<Target>> hosts = new HashMap<>();
        List<Target> any = new ArrayList<>();
        for (AgentService service : services) {
            for (Endpoint endpoint : service.endpoints()) {
                hosts.computeIfAbsent(endpoint.host(), host -> new ArrayList<>())
                        .add(new Target(service, endpoint, null));
            }
            for (UrlPattern pattern : service.patterns()) {
                List<Target> into = pattern.host().startsWith("*")
                        ? any
                        : hosts.computeIfAbsent(pattern.host(), host -> new ArrayList<>());
                into.add(new Target(service, null, pattern));
            }
        }
        for (Map.Entry<String, List<Target>> host : hosts.entrySet()) {
            byHost.put(host.getKey(), sorted(host.getValue()));
        }
        anyHost = sorted(any);
        boolean ip6 = false;
        for (String host : byHost.keySet()) {
            ip6 |= HostNames.isIp6(host);
        }
        hasIp6 = ip6;
    }

    private static Target[] sorted(List<Target> targets) {
        Collections.sort(targets, (one, other) -> other.closeness() - one.closeness());
        return targets.toArray(NONE);
    }

    /** False only when no request to this host can belong to a service: what asking costs for all the others. */
    public boolean mayKnow(@Nullable String host) {
        return host != null && (anyHost.length > 0 || byHost.containsKey(host) || hasOtherSpelling(host));
    }

    /**
     * Whether requests to a host can belong to a service at all: for clients that would have to make up what
     * {@link #find} asks for.
     */
    public boolean mayBeServed(String host) {
        return anyHost.length > 0 || byHost.containsKey(host) || hasOtherSpelling(host);
    }

    /**
     * Where a request belongs.
     *
     * @param host in any case, an IPv6 address with or without brackets
     * @param port negative when the URL names none
     * @return null when it is none of our business
     */
    public @Nullable Route find(@Nullable String scheme, @Nullable String host, int port, @Nullable String rawPath) {
        if (scheme == null || host == null) {
            return null;
        }
        Target[] targets = byHost.get(host);
        if (targets == null) {
            targets = hasOtherSpelling(host) ? byHost.getOrDefault(HostNames.canonical(host), NONE) : NONE;
        }
        Route route = find(targets, scheme, host, port, rawPath);
        return route != null || anyHost.length == 0 ? route : find(anyHost, scheme, host, port, rawPath);
    }

    private static @Nullable Route find(
            Target[] targets, String scheme, String host, int port, @Nullable String rawPath) {
        for (Target target : targets) {
            String below = target.pathBelow(scheme, host, port, rawPath);
            AgentService.View view = below == null ? null : target.service.viewFor(scheme);
            if (below != null && view != null && Privileged.mayCall(scheme, host, port, rawPath)) {
                target.service.use();
                return new Route(view, target.asked(host), below);
            }
        }
        return null;
    }

    /** Whether a host that is not known as it is written may be a known one all the same. */
    private boolean hasOtherSpelling(String host) {
        boolean other = false;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            other |= (c >= 'A' && c <= 'Z') || (c == ':' && hasIp6);
        }
        return other;
    }
}
