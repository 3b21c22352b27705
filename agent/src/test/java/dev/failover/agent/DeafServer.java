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
    public static final int LONG = 5 * 1024 * 1024;

    /** Little is taken on this side, so that {@link #LONG} need not be long to whoever reads all of it. */
    private static final int TAKEN = 4096;

    private final ServerSocket listening = Ports.listen(50);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final @Nullable SSLSocketFactory tls;

    /** One that does not shake hands either. */
    public DeafServer() throws IOException {
        listening.setReceiveBufferSize(TAKEN);
        tls = null;
    }

    /** One that shakes hands, as TLS has it. */
    public DeafServer(TlsServer.Identity identity) throws IOException, GeneralSecurityException {
        listening.setReceiveBufferSize(TAKEN);
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
