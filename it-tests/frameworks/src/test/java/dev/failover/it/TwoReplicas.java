package dev.failover.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Two servers, which speak HTTP/1.1 and, without TLS, HTTP/2, and an address where nobody is. What they answer and remember goes
 * by the path: {@code /RUN/SCENARIO/...}.
 */
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

    private final Map<String, ServerConnector> connectors = new HashMap<>();
    private final Map<String, List<String>> received = new HashMap<>();
    private final String dead = Loopback.nobody();

    TwoReplicas() throws IOException {
        for (String name : List.of("a", "b")) {
            connectors.put(name, start(name));
        }
    }

    private ServerConnector start(String name) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(60, 4);
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        ServerConnector connector = new ServerConnector(
                server, new HttpConnectionFactory(configuration), new HTTP2CServerConnectionFactory(configuration));
        connector.setHost(Loopback.next());
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                answer(name, request, response, callback);
                return true;
            }
        });
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("replica " + name + " does not start", e);
        }
        return connector;
    }

    private void answer(String name, Request request, Response response, Callback callback) throws IOException {
        String body = Content.Source.asString(request, StandardCharsets.UTF_8);
        String target = request.getHttpURI().getPathQuery();
        String[] path = target.split("/", 4);
        Scenario scenario = Scenario.valueOf(path[2]);
        String ordered = (body + target).contains("ordered") ? " ordered" : "";
        remember(path[1] + "/" + path[2], name + " " + request.getMethod() + ordered);
        remember(path[1], request.getConnectionMetaData().getHttpVersion().asString());
        boolean upload = target.contains("uploads");
        String text = upload ? XML : target.contains("/_doc") ? DOCUMENT : JSON;
        response.setStatus(scenario.status(name));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, upload ? "application/xml" : "application/json");
        // Without it, Elasticsearch's client thinks that it talks to something else.
        response.getHeaders().put("X-Elastic-Product", "Elasticsearch");
        response.write(true, ByteBuffer.wrap(text.formatted(name).getBytes(StandardCharsets.UTF_8)), callback);
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

    /** In which versions of HTTP the requests of a run came. */
    Set<String> protocols(String run) {
        synchronized (received) {
            return Set.copyOf(received.getOrDefault(run, List.of()));
        }
    }

    String dead() {
        return dead;
    }

    String url(String name) {
        ServerConnector connector = connectors.get(name);
        return "http://" + connector.getHost() + ":" + connector.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (ServerConnector connector : connectors.values()) {
            try {
                connector.getServer().stop();
            } catch (Exception e) {
                throw new IOException("a replica does not stop", e);
            }
        }
    }
}
