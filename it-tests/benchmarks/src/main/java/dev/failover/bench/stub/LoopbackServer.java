package dev.failover.bench.stub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * Answers every request with the same order and keeps the connection. Runs as a process of its own, so that what it costs is
 * not taken for the client's; ends when its input does.
 */
public final class LoopbackServer {
    private static final int END_OF_HEADERS = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    private LoopbackServer() {}

    /** Prints its port. */
    public static void main(String[] arguments) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        System.out.println(server.getLocalPort());
        System.out.flush();
        daemon(() -> accept(server));
        if (System.in.read() >= 0) {
            throw new IOException("whoever started this has nothing to say to it");
        }
    }

    private static void accept(ServerSocket server) {
        byte[] answer = answer();
        while (true) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket, answer));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static void serve(Socket connection, byte[] answer) {
        try (Socket socket = connection) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (skipRequest(in)) {
                out.write(answer);
            }
        } catch (SocketException reset) {
            // So ends a connection whose client closes at once. A call that was under way fails there, and is reported.
            return;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether there was one; it has no body. */
    private static boolean skipRequest(InputStream in) throws IOException {
        int latest = 0;
        while (latest != END_OF_HEADERS) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            latest = latest << 8 | next;
        }
        return true;
    }

    private static byte[] answer() {
        byte[] body = TheCall.body();
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: " + TheCall.JSON + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
