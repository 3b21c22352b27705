package dev.failover.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server whose answers a test writes down, fields and all: for what a cache makes of them. */
public final class ScriptedOrigin implements AutoCloseable {
    /** What it answers. */
    public interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile Script script = exchange -> respond(exchange, 200, "ok");

    public ScriptedOrigin() throws IOException {
        server = Ports.http();
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            script.answer(exchange);
        }
    }

    public ScriptedOrigin answering(Script now) {
        script = now;
        return this;
    }

    /** Always the same, with fields as {@link #respond} takes them. */
    public ScriptedOrigin answering(int status, String body, String... fields) {
        return answering(exchange -> respond(exchange, status, body, fields));
    }

    /** Always the same, with fields as {@link #respond} takes them. */
    public ScriptedOrigin answering(String body, String... fields) {
        return answering(exchange -> respond(exchange, 200, body, fields));
    }

    /** The body and the fields, once; a 304 for whoever asks with its tag. */
    public ScriptedOrigin validating(String tag, String body, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("ETag: " + tag);
        String[] with = all.toArray(new String[0]);
        return answering(exchange -> {
            boolean isSame = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            respond(exchange, isSame ? 304 : 200, isSame ? "" : body, with);
        });
    }

    /** @param fields each as "Name: value", or as name and value */
    public static void respond(HttpExchange exchange, int status, String body, String... fields) throws IOException {
        for (int i = 0; i < fields.length; i++) {
            String[] parts = fields[i].split(": ", 2);
            exchange.getResponseHeaders().add(parts[0], parts.length == 2 ? parts[1] : fields[++i]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean isEmpty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
        }
        exchange.sendResponseHeaders(status, isEmpty ? -1 : bytes.length);
        if (!isEmpty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    /** Less than it announces: then it closes the connection. */
    public static void truncate(HttpExchange exchange, String half, String... fields) throws IOException {
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            exchange.getResponseHeaders().add(parts[0], parts[1]);
        }
        exchange.sendResponseHeaders(200, half.length() + 100L);
        exchange.getResponseBody().write(half.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    /** Method and URI of every request, in order. */
    public List<String> received() {
        return received;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
