package dev.failover.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port to which connections never come about: nobody accepts, and the line is full. */
public final class BlackHole implements Closeable {
    private final ServerSocket listener;
    private final List<Socket> line = new ArrayList<>();

    public BlackHole(String address) throws IOException {
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

    /** Its host and port. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** From now on somebody does accept, and answers 200 to whoever asks; who was waiting comes about with the system's next try. */
    public void open() {
        for (int i = 0; i < 4; i++) {
            Thread answering = new Thread(this::answer, "black hole");
            answering.setDaemon(true);
            answering.start();
        }
    }

    private void answer() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout(1_000);
                BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                String line = request.readLine();
                while (line != null && !line.isEmpty()) {
                    line = request.readLine();
                }
                if (line != null) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                    .getBytes(US_ASCII));
                }
            } catch (IOException none) {
                // one of the line, which asks nothing; or all is over
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : line) {
            socket.close();
        }
        listener.close();
    }
}
