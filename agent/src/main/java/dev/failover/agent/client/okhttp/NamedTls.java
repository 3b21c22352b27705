package dev.failover.agent.client.okhttp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that is only an address in the name that the program used: the server learns it from the handshake. Equal to
 * another one for the same name, because connections are kept by it.
 */
final class NamedTls extends SSLSocketFactory {
    private final SSLSocketFactory own;
    private final String name;

    NamedTls(SSLSocketFactory own, String name) {
        this.own = own;
        this.name = name;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return own.createSocket(connected, name, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return own.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return own.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return own.createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return own.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return own.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return own.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return own.createSocket(host, port, local, localPort);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedTls && ((NamedTls) other).own.equals(own) && ((NamedTls) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return 31 * own.hashCode() + name.hashCode();
    }
}
