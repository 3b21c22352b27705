package dev.failover.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server with a few files, beside an address where nobody is. */
final class Repository implements AutoCloseable {
    private final Map<String, String> files;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final String dead = Loopback.nobody();

    /** {@code files}: texts by path. */
    Repository(Map<String, String> files) throws IOException {
        this.files = files;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(Loopback.next()), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            byte[] text = files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(files.containsKey(path) ? 200 : 404, text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    String dead() {
        return dead;
    }

    /** What makes the two addresses a service. */
    String property() {
        return "-Dfailover.service.files.endpoints=" + dead + ",http://"
                + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
