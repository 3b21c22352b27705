package dev.failover.agent.client.commons3;

import dev.failover.endpoint.Endpoint;
import org.apache.commons.httpclient.HostConfiguration;
import org.apache.commons.httpclient.HttpHost;
import org.apache.commons.httpclient.URI;
import org.apache.commons.httpclient.URIException;
import org.apache.commons.httpclient.protocol.Protocol;
import org.jspecify.annotations.Nullable;

/** The program's configuration of a host, for an attempt. A redirect to the same host stays at the endpoint. */
final class AttemptHost extends HostConfiguration {
    private final HttpHost host;
    private final Protocol protocol;

    private AttemptHost(HostConfiguration programs, HttpHost host, Protocol protocol) {
        super(programs);
        this.host = host;
        this.protocol = protocol;
        setHost(new HttpHost(host.getHostName(), host.getPort(), protocol));
    }

    /**
     * The same host, by another way.
     *
     * @param programs what the client would use
     * @param host the host by the name that the client shall know
     * @param pinned the endpoint that stands behind that name; null for the host itself
     */
    static HostConfiguration of(HostConfiguration programs, HttpHost host, @Nullable Endpoint pinned) {
        Protocol protocol = AttemptSockets.of(host.getProtocol(), pinned);
        if (programs.getClass() == HostConfiguration.class) {
            return new AttemptHost(programs, host, protocol);
        }
        // One that the program has written itself knows more than can be copied.
        HostConfiguration copy = (HostConfiguration) programs.clone();
        copy.setHost(new HttpHost(host.getHostName(), host.getPort(), protocol));
        return copy;
    }

    @Override
    public synchronized void setHost(URI uri) {
        try {
            HttpHost next = new HttpHost(uri);
            super.setHost(next.equals(host) ? new HttpHost(host.getHostName(), host.getPort(), protocol) : next);
        } catch (URIException unreadable) {
            throw new IllegalArgumentException(unreadable.toString());
        }
    }
}
