package dev.failover.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service with an endpoint where nobody listens and one that says {@code b} and the path. */
final class Servers implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final String dead;

    Servers() {
        try {
            dead = Loopback.nobody();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(Loopback.next()), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = ("b " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The endpoint that programs call; nobody is there. */
    String dead() {
        return dead;
    }

    String live() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** Method and path of all that the living endpoint got. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What makes the two of them a service. */
    String property() {
        return "-Dfailover.service.orders.endpoints=" + dead() + "," + live();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
