package dev.failover.it.clients;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every request on every connection alike, with as little work as can be. */
final class CostServer implements AutoCloseable {
    private static final byte[] ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
            .getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket listening;

    CostServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "cost-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            // An empty line ends a request: none of them has a body.
            int newLines = 0;
            for (int b; (b = in.read()) >= 0; ) {
                newLines = b == '\n' ? newLines + 1 : b == '\r' ? newLines : 0;
                if (newLines == 2) {
                    newLines = 0;
                    out.write(ANSWER);
                    out.flush();
                }
            }
        } catch (IOException gone) {
            // The client has had enough.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
