package dev.failover.agent;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server that lets everybody connect, and reads nothing of any request. */
public final class DeafServer implements AutoCloseable {
    /** Longer than what a system takes of a request that nobody reads. */
    public static final int LONG = 8 * 1024 * 1024;

    private final ServerSocket listening = Ports.listen(50);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final @Nullable SSLSocketFactory tls;

    /** One that does not shake hands either. */
    public DeafServer() throws IOException {
        tls = null;
    }

    /** One that shakes hands, as TLS has it. */
    public DeafServer(TlsServer.Identity identity) throws IOException, GeneralSecurityException {
        tls = identity.context().getSocketFactory();
        Thread thread = new Thread(this::shakeHands, "deaf");
        thread.setDaemon(true);
        thread.start();
    }

    private void shakeHands() {
        try {
            while (true) {
                Socket plain = listening.accept();
                connections.add(plain);
                SSLSocket secure = (SSLSocket) tls.createSocket(plain, null, true);
                secure.startHandshake();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
