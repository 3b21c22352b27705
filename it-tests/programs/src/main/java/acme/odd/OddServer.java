package acme.odd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ServerSocketFactory;

/** A server in the program itself, so that one process is all there is; answers as the path says. */
public final class OddServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> log = Collections.synchronizedList(new ArrayList<String>());

    public OddServer(ServerSocketFactory factory, int port) throws IOException {
        server = factory.createServerSocket(port, 200, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::accept, "odd-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What was received since the last time. */
    public List<String> takeLog() {
        synchronized (log) {
            List<String> taken = new ArrayList<>(log);
            log.clear();
            return taken;
        }
    }

    private void accept() {
        try (ServerSocket open = server) {
            while (true) {
                Socket socket = open.accept();
                Thread thread = new Thread(new OddConnection(socket, log, port()), "odd-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The end of the program.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
