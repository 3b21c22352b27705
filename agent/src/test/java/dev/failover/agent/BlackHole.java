package dev.failover.agent;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port to which connections never come about: nobody accepts, and the line is full. */
public final class BlackHole implements AutoCloseable {
    private static final int LONGEST_LINE = 50;

    private final ServerSocket listening;
    private final List<Socket> line = new ArrayList<>();

    public BlackHole() throws IOException {
        listening = Ports.listen(1);
        while (true) {
            Socket socket = new Socket();
            line.add(socket);
            try {
                socket.connect(listening.getLocalSocketAddress(), 500);
            } catch (SocketTimeoutException full) {
                return;
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("the system does not bound its line of connections");
            }
        }
    }

    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : line) {
            socket.close();
        }
        listening.close();
    }
}
