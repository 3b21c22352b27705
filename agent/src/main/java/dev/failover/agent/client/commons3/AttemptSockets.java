package dev.failover.agent.client.commons3;

import dev.failover.agent.client.Hosts;
import dev.failover.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.apache.commons.httpclient.params.HttpConnectionParams;
import org.apache.commons.httpclient.protocol.Protocol;
import org.apache.commons.httpclient.protocol.ProtocolSocketFactory;
import org.apache.commons.httpclient.protocol.SecureProtocolSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of attempts: by the program's own factory, but within the attempt's bound, and to the endpoint where
 * the client believes in another name. Where it is to the same host, it passes for the program's factory, so that limits and
 * connections of that host are found.
 */
class AttemptSockets implements ProtocolSocketFactory {
    private final ProtocolSocketFactory programs;
    private final @Nullable String host;
    private final int port;

    private AttemptSockets(ProtocolSocketFactory programs, @Nullable Endpoint pinned) {
        this.programs = programs;
        this.host = pinned == null ? null : Hosts.bare(pinned.host());
        this.port = pinned == null ? 0 : pinned.port();
    }

    /**
     * The same protocol, for attempts.
     *
     * @param pinned the endpoint to connect to, whatever the client says; null for what it says
     */
    static Protocol of(Protocol protocol, @Nullable Endpoint pinned) {
        ProtocolSocketFactory programs = protocol.getSocketFactory();
        AttemptSockets sockets = programs instanceof SecureProtocolSocketFactory
                ? new Secure((SecureProtocolSocketFactory) programs, pinned)
                : new AttemptSockets(programs, pinned);
        return new Protocol(protocol.getScheme(), (ProtocolSocketFactory) sockets, protocol.getDefaultPort());
    }

    @Override
    public final Socket createSocket(
            String named, int namedPort, InetAddress localAddress, int localPort, HttpConnectionParams params)
            throws IOException {
        CommonsCall call = CommonsCall.current();
        HttpConnectionParams bounded = call == null ? params : call.bounded(params);
        Socket socket = host == null
                ? programs.createSocket(named, namedPort, localAddress, localPort, bounded)
                : pinned(named, namedPort, localAddress, localPort, bounded);
        if (call != null && call.isBrokenOff()) {
            socket.close();
        }
        return socket;
    }

    private Socket pinned(
            String named, int namedPort, InetAddress localAddress, int localPort, HttpConnectionParams params)
            throws IOException {
        if (!(programs instanceof SecureProtocolSocketFactory)) {
            return programs.createSocket(host, port, localAddress, localPort, params);
        }
        Socket plain = Protocol.getProtocol("http")
                .getSocketFactory()
                .createSocket(host, port, localAddress, localPort, params);
        try {
            return ((SecureProtocolSocketFactory) programs).createSocket(plain, named, namedPort, true);
        } catch (IOException | RuntimeException failure) {
            plain.close();
            throw failure;
        }
    }

    @Override
    public final Socket createSocket(String named, int namedPort, InetAddress localAddress, int localPort)
            throws IOException {
        return programs.createSocket(
                host == null ? named : host, host == null ? namedPort : port, localAddress, localPort);
    }

    @Override
    public final Socket createSocket(String named, int namedPort) throws IOException {
        return programs.createSocket(host == null ? named : host, host == null ? namedPort : port);
    }

    @Override
    public final boolean equals(Object other) {
        if (!(other instanceof AttemptSockets)) {
            return host == null && programs.equals(other);
        }
        AttemptSockets sockets = (AttemptSockets) other;
        return programs.equals(sockets.programs)
                && port == sockets.port
                && (host == null ? sockets.host == null : host.equals(sockets.host));
    }

    @Override
    public final int hashCode() {
        return programs.hashCode();
    }

    /** For connections that become secure. */
    private static final class Secure extends AttemptSockets implements SecureProtocolSocketFactory {
        private final SecureProtocolSocketFactory programs;

        Secure(SecureProtocolSocketFactory programs, @Nullable Endpoint pinned) {
            super(programs, pinned);
            this.programs = programs;
        }

        @Override
        public Socket createSocket(Socket plain, String named, int namedPort, boolean autoClose) throws IOException {
            return programs.createSocket(plain, named, namedPort, autoClose);
        }
    }
}
