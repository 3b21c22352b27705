package dev.failover.processor.roundtrip;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does with each exchange what it is told to; by default takes whatever comes and answers how much it was. */
final class StreamsServer implements AutoCloseable {
    /** What to do with an exchange. */
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** The methods of the requests. */
    final List<String> received = new CopyOnWriteArrayList<>();
    /** The ports that they came from. */
    final List<Integer> ports = new CopyOnWriteArrayList<>();

    volatile Handler handler = StreamsServer::count;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    StreamsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod());
            ports.add(exchange.getRemoteAddress().getPort());
            try {
                handler.handle(exchange);
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    private static void count(HttpExchange exchange) throws IOException {
        long count = StreamsProgram.drain(exchange.getRequestBody());
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        answer(exchange, 200, count + " " + type + " " + (length == null ? "chunked" : "known"));
    }

    static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
