package dev.failover.agent;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that breaks every connection as soon as the first byte has come: a long body never gets through. */
public final class Slammer implements AutoCloseable {
    private final ServerSocket listening;

    public Slammer() throws IOException {
        listening = Ports.listen(50);
        Thread thread = new Thread(this::slam, "slammer");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private void slam() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                socket.setSoLinger(true, 0);
                socket.getInputStream().read();
            } catch (IOException closed) {
                // By the test, at its end, or by the client.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
