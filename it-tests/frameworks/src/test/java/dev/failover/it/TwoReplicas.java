package dev.failover.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Two servers, and an address where nobody is. What they answer and remember goes by the path: {@code /RUN/SCENARIO/...}. */
final class TwoReplicas implements AutoCloseable {
    /** An answer that is fit for all frameworks. */
    private static final String JSON =
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"replica-%s\"}}";

    /** What an upload to S3 begins with. */
    private static final String XML =
            "<InitiateMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                    + "<UploadId>replica-%s</UploadId></InitiateMultipartUploadResult>";

    /** What Elasticsearch and OpenSearch say of a document. */
    private static final String DOCUMENT = "{\"_index\":\"things\",\"_id\":\"replica-%s\",\"_version\":1,"
            + "\"result\":\"created\",\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0},\"_seq_no\":0,"
            + "\"_primary_term\":1,\"found\":true,\"_source\":{}}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpServer> servers = new HashMap<>();
    private final Map<String, List<String>> received = new HashMap<>();
    private final String dead;

    TwoReplicas() throws IOException {
        dead = Loopback.nobody();
        for (String name : List.of("a", "b")) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(Loopback.next()), 0), 0);
            server.createContext("/", exchange -> answer(name, exchange));
            server.setExecutor(threads);
            server.start();
            servers.put(name, server);
        }
    }

    private void answer(String name, HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestURI().toString();
            String[] path = target.split("/", 4);
            Scenario scenario = Scenario.valueOf(path[2]);
            remember(
                    path[1] + "/" + path[2],
                    name + " " + exchange.getRequestMethod() + ((body + target).contains("ordered") ? " ordered" : ""));
            boolean upload = target.contains("uploads");
            byte[] bytes = (upload ? XML : target.contains("/_doc") ? DOCUMENT : JSON)
                    .formatted(name)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", upload ? "application/xml" : "application/json");
            // Without it, Elasticsearch's client thinks that it talks to something else.
            exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
            exchange.sendResponseHeaders(scenario.status(name), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (RuntimeException e) {
            throw new UncheckedIOException(new IOException("replica " + name + ": " + exchange.getRequestURI(), e));
        }
    }

    private void remember(String key, String line) {
        synchronized (received) {
            received.computeIfAbsent(key, any -> new ArrayList<>()).add(line);
        }
    }

    /** All that came in a scenario of a run, in this order. */
    List<String> received(String run, Scenario scenario) {
        synchronized (received) {
            return List.copyOf(received.getOrDefault(run + "/" + scenario, List.of()));
        }
    }

    String dead() {
        return dead;
    }

    String url(String name) {
        InetSocketAddress address = servers.get(name).getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
