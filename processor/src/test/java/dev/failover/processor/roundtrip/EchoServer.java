package dev.failover.processor.roundtrip;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Remembers what it was sent, and answers what it was told to: by default 200 with the target as the text. */
final class EchoServer implements AutoCloseable {
    /** What arrived; the target as it stood in the request line. */
    record Received(String method, String target, Map<String, List<String>> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : String.join("|", values);
        }
    }

    private record Answer(int status, String type, byte[] body) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Answer answer;
    private volatile boolean hangs;

    EchoServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String target = exchange.getRequestURI().toString();
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(
                    new Received(exchange.getRequestMethod(), target, Map.copyOf(exchange.getRequestHeaders()), body));
            if (hangs) {
                await(closing);
            }
            Answer now =
                    answer == null ? new Answer(200, "text/plain", target.getBytes(StandardCharsets.UTF_8)) : answer;
            exchange.getResponseHeaders().set("Content-Type", now.type);
            exchange.getResponseHeaders().set("X-Answer", "yes");
            boolean isEmpty =
                    now.body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(now.status, isEmpty ? -1 : now.body.length);
            if (!isEmpty) {
                exchange.getResponseBody().write(now.body);
            }
            exchange.close();
        });
        server.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers nothing any more until it is closed. */
    void hangs() {
        hangs = true;
    }

    void answers(int status, String type, String body) {
        answer = new Answer(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    void answersJson(String body) {
        answers(200, "application/json", body);
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/base";
    }

    Received last() {
        return received.get(received.size() - 1);
    }

    /** An endpoint on which nobody listens. */
    static String refused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://localhost:" + socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
