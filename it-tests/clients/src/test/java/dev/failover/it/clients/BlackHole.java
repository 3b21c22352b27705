package dev.failover.it.clients;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port to which connections never come about: nobody accepts, and the line is full. */
final class BlackHole implements Closeable {
    private final ServerSocket listener;
    private final List<Socket> line = new ArrayList<>();

    BlackHole(String address) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName(address));
        while (true) {
            Socket socket = new Socket();
            line.add(socket);
            try {
                socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 500);
            } catch (SocketTimeoutException full) {
                return;
            }
            if (line.size() > 50) {
                throw new IOException("the system does not bound its line of connections");
            }
        }
    }

    String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : line) {
            socket.close();
        }
        listener.close();
    }
}
