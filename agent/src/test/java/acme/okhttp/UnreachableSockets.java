package acme.okhttp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/** Sockets that reach nobody: where nothing answers they take the time that they are given, elsewhere they are refused. */
final class UnreachableSockets extends SocketFactory {
    private final Predicate<InetSocketAddress> silent;

    UnreachableSockets(Predicate<InetSocketAddress> silent) {
        this.silent = silent;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress address, int timeoutMillis) throws IOException {
                if (!silent.test((InetSocketAddress) address)) {
                    throw new ConnectException("Connection refused");
                }
                try {
                    Thread.sleep(timeoutMillis);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                throw new SocketTimeoutException("connect timed out");
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException();
    }
}
