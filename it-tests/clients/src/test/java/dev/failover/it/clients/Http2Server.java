package dev.failover.it.clients;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One replica that speaks HTTP/2 over TLS and nothing else; of the faults it has statuses, {@code close} and {@code hang}. */
final class Http2Server implements Closeable {
    private final String replica;
    private final RequestLog log;
    private final Http2Listener listener;

    Http2Server(String replica, String address, SSLContext tls, RequestLog log) throws IOException {
        this.replica = replica;
        this.log = log;
        listener = new Http2Listener(address, tls, this::answer);
    }

    String address() {
        return "localhost:" + listener.port();
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
        listener.close();
    }
}
