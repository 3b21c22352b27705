package dev.failover.agent.client.ahc;

import dev.failover.agent.client.Hosts;
import dev.failover.agent.client.Route;
import dev.failover.endpoint.Endpoint;
import java.util.Arrays;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilderBase;
import org.asynchttpclient.channel.ChannelPoolPartitioning;
import org.asynchttpclient.proxy.ProxyServer;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/** Builds the program's request for another endpoint. */
final class AttemptRequest extends RequestBuilderBase<AttemptRequest> {
    /** Takes the URL as it is: whatever had to be encoded in it is by now. */
    private AttemptRequest(Request programs) {
        super(programs, true, false);
    }

    static Request at(Endpoint endpoint, Route route, Request programs) {
        if (route.isAddressed(endpoint)) {
            return programs;
        }
        Uri uri = programs.getUri();
        AttemptRequest builder = new AttemptRequest(programs);
        builder.setUri(Uri.create(withUserInfo(route.url(endpoint, uri.getQuery()), uri.getUserInfo())));
        Versions.keepReadTimeout(programs, builder);
        String virtualHost = virtualHost(endpoint, route, programs);
        builder.setVirtualHost(virtualHost);
        if (virtualHost != null) {
            builder.setChannelPoolPartitioning(new ByAddress(programs.getChannelPoolPartitioning()));
        }
        return builder.build();
    }

    private static String withUserInfo(String url, @Nullable String userInfo) {
        if (userInfo == null) {
            return url;
        }
        int authority = url.indexOf("://") + 3;
        return url.substring(0, authority) + userInfo + "@" + url.substring(authority);
    }

    /** In whose name an endpoint is asked in {@code Host} and in TLS; null for its own. */
    private static @Nullable String virtualHost(Endpoint endpoint, Route route, Request programs) {
        String programsOwn = programs.getVirtualHost();
        if (programsOwn != null) {
            return Hosts.isAddress(endpoint.host()) ? programsOwn : null;
        }
        if (!route.keepsAuthority(endpoint)) {
            return null;
        }
        Uri uri = programs.getUri();
        boolean plain = uri.getPort() < 0 || uri.getPort() == uri.getSchemeDefaultPort();
        return plain ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Versions before 2.5 keep connections by the name alone, in which several addresses may be asked. */
    private static final class ByAddress implements ChannelPoolPartitioning {
        private final ChannelPoolPartitioning programs;

        ByAddress(ChannelPoolPartitioning programs) {
            this.programs = programs;
        }

        @Override
        public Object getPartitionKey(Uri uri, String virtualHost, ProxyServer proxyServer) {
            return Arrays.asList(
                    programs.getPartitionKey(uri, virtualHost, proxyServer),
                    uri.getScheme(),
                    uri.getHost(),
                    uri.getExplicitPort());
        }
    }
}
