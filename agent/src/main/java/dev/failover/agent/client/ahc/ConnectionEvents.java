package dev.failover.agent.client.ahc;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.asynchttpclient.AsyncHandler;
import org.jspecify.annotations.Nullable;

/** What comes before a request is written: the program's handler hears of it for each attempt. */
abstract class ConnectionEvents<T> implements AsyncHandler<T> {
    private final AsyncHandler<T> programs;
    private volatile @Nullable Channel channel;

    ConnectionEvents(AsyncHandler<T> programs) {
        this.programs = programs;
    }

    /** The program's handler. */
    final AsyncHandler<T> programs() {
        return programs;
    }

    /** The connection; null as long as there is none. */
    final @Nullable Channel channel() {
        return channel;
    }

    @Override
    public void onConnectionPooled(Channel connection) {
        channel = connection;
        programs.onConnectionPooled(connection);
    }

    @Override
    public void onTcpConnectSuccess(InetSocketAddress remoteAddress, Channel connection) {
        channel = connection;
        programs.onTcpConnectSuccess(remoteAddress, connection);
    }

    @Override
    public void onHostnameResolutionAttempt(String name) {
        programs.onHostnameResolutionAttempt(name);
    }

    @Override
    public void onHostnameResolutionSuccess(String name, List<InetSocketAddress> addresses) {
        programs.onHostnameResolutionSuccess(name, addresses);
    }

    @Override
    public void onHostnameResolutionFailure(String name, Throwable cause) {
        programs.onHostnameResolutionFailure(name, cause);
    }

    @Override
    public void onTcpConnectAttempt(InetSocketAddress remoteAddress) {
        programs.onTcpConnectAttempt(remoteAddress);
    }

    @Override
    public void onTcpConnectFailure(InetSocketAddress remoteAddress, Throwable cause) {
        programs.onTcpConnectFailure(remoteAddress, cause);
    }

    @Override
    public void onTlsHandshakeAttempt() {
        programs.onTlsHandshakeAttempt();
    }

    @Override
    public void onTlsHandshakeSuccess() {
        Versions.tlsHandshakeSuccess(programs);
    }

    /** The same in newer versions. */
    public void onTlsHandshakeSuccess(SSLSession session) {
        Versions.tlsHandshakeSuccess(programs, session);
    }

    @Override
    public void onTlsHandshakeFailure(Throwable cause) {
        programs.onTlsHandshakeFailure(cause);
    }

    @Override
    public void onConnectionPoolAttempt() {
        programs.onConnectionPoolAttempt();
    }

    @Override
    public void onConnectionOffer(Channel connection) {
        programs.onConnectionOffer(connection);
    }
}
