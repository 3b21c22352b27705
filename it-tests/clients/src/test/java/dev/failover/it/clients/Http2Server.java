package dev.failover.it.clients;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One replica that speaks HTTP/2 over TLS and nothing else; of the faults it has statuses, {@code close} and {@code hang}. */
final class Http2Server implements Closeable {
    private final String replica;
    private final RequestLog log;
    private final Server server;
    private final ServerConnector connector;

    Http2Server(String replica, String address, SSLContext tls, RequestLog log) throws IOException {
        this.replica = replica;
        this.log = log;
        QueuedThreadPool threads = new QueuedThreadPool(20, 4);
        threads.setDaemon(true);
        server = new Server(threads);
        SslContextFactory.Server secure = new SslContextFactory.Server();
        secure.setSslContext(tls);
        HttpConfiguration configuration = new HttpConfiguration();
        // Names that are none of the certificate are the cases' business.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
        connector = new ServerConnector(
                server,
                new SslConnectionFactory(secure, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(configuration));
        connector.setHost(address);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                answer(request, response, callback);
                return true;
            }
        });
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("replica " + replica + " does not start", e);
        }
    }

    String address() {
        return "localhost:" + connector.getLocalPort();
    }

    private void answer(Request request, Response response, Callback callback) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        request.getHeaders().forEach(field -> headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue()));
        headers.put("protocol", request.getConnectionMetaData().getHttpVersion().asString());
        ByteBuffer body = Content.Source.asByteBuffer(request);
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        Inbound read = Inbound.read(request.getMethod(), request.getHttpURI().getPathQuery(), headers, bytes);
        Fault fault = Fault.of(read.rest(), replica, log.serve(read.key(), replica));
        log.add(
                read.key(),
                read.entry(
                        replica, request.getConnectionMetaData().getConnection().hashCode(), ""));
        switch (fault.kind()) {
            case "ok", "status" -> {
                Outbound answer = fault.is("status")
                        ? Outbound.failure(replica, fault)
                        : Outbound.of(replica, read, "/" + read.key(), read.rest(), other -> "");
                response.setStatus(answer.status);
                answer.headers.forEach((name, value) -> response.getHeaders().put(name, value));
                response.write(true, ByteBuffer.wrap(answer.body), callback);
            }
            case "close" ->
                request.getConnectionMetaData().getConnection().getEndPoint().close();
            case "hang" -> {
                // Whoever asked gives up, and so does the stream.
            }
            default -> throw new IllegalArgumentException("not over HTTP/2: " + fault);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("replica " + replica + " does not stop", e);
        }
    }
}
