package dev.failover.transport;

import dev.failover.endpoint.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on the loopback interface that does exactly what a test tells it, byte by byte. */
public final class TinyServer implements Closeable {
    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /** Everything that was received: head and body, one text a request. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** Every connection that was ever accepted. */
    public final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** What to do with one request; closing the socket ends the connection. */
    public interface Behaviour {
        void answer(String request, Socket socket) throws Exception;
    }

    public TinyServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    /** Answers everything with these bytes, and keeps the connection. */
    public static TinyServer answering(String... lines) throws IOException {
        return new TinyServer((request, socket) -> send(socket, String.join("\r\n", lines)));
    }

    /** Answers 200 with a text. */
    public static TinyServer saying(String text) throws IOException {
        return answering("HTTP/1.1 200 OK", "Content-Length: " + text.length(), "", text);
    }

    public static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Ends a connection by RST. */
    public static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public int port() {
        return listening.getLocalPort();
    }

    public Endpoint endpoint() {
        return Endpoint.of(url());
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    private void accept() throws Exception {
        for (; ; ) {
            Socket socket = listening.accept();
            open.add(socket);
            connections.add(socket);
            run(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws Exception {
        try {
            for (String request = read(socket.getInputStream()); request != null; ) {
                requests.add(request);
                behaviour.answer(request, socket);
                request = socket.isClosed() ? null : read(socket.getInputStream());
            }
        } finally {
            open.remove(socket);
            socket.close();
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            bytes.write(next);
            head = next == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : head;
        }
        int length = 0;
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).trim());
            }
        }
        byte[] body = in.readNBytes(length);
        return head + new String(body, StandardCharsets.ISO_8859_1);
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception theConnectionOrTheServerIsClosed) {
                        // Part of most tests.
                    }
                },
                "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What a client sees of a server that was restarted. */
    public void dropConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        dropConnections();
    }
}
