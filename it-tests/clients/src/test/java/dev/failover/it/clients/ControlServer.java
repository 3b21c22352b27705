package dev.failover.it.clients;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells the cases what came: {@code LOG}, key of the case, number of requests to wait for, and for how many milliseconds. */
final class ControlServer implements Closeable {
    private final RequestLog log;
    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));

    ControlServer(RequestLog log) throws IOException {
        this.log = log;
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "control");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new IllegalStateException("control cannot accept", e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String[] words = in.readLine().split("\t");
            List<String> entries = log.await(words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]));
            Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
            out.write(entries == null ? "NO " + words[2] + " requests came\n" : lines(entries));
            out.flush();
        } catch (IOException e) {
            // The suite was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lines(List<String> entries) {
        return String.join("\n", entries) + (entries.isEmpty() ? "" : "\n") + "END\n";
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
