package dev.failover.processor.roundtrip;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A replica of a shop: remembers by {@code PUT}, answers with a validator, and notes what it did. */
final class PricesServer implements AutoCloseable {
    /** Method and status, such as {@code GET 304}. */
    final List<String> done = new CopyOnWriteArrayList<>();

    /** What it says of how long an answer may be used. */
    volatile String cacheControl = "max-age=60";

    private final Map<String, String> prices;
    private final HttpServer server;

    /** @param prices shared by the replicas */
    PricesServer(Map<String, String> prices) throws IOException {
        this.prices = prices;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static Map<String, String> shop() {
        Map<String, String> prices = new ConcurrentHashMap<>();
        prices.put("/prices/pen", "{\"cents\":100}");
        return prices;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 204;
        byte[] answer = {};
        if (exchange.getRequestMethod().equals("PUT")) {
            prices.put(path, body);
        } else {
            String price = prices.get(path);
            String tag = '"' + Integer.toHexString(price.hashCode()) + '"';
            boolean isKnown = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            status = isKnown ? 304 : 200;
            answer = isKnown ? answer : price.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        done.add(exchange.getRequestMethod() + " " + status);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
