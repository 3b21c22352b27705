package dev.failover.bench.stub;

import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.http.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * Does what our own transport does to translate a message, on the very client that the hand-written code has: its own one is
 * shaded, and takes no other. Nothing arms the bound of an attempt here.
 */
final class HttpClient5Carrier implements Transport {
    private final CloseableHttpClient client;

    HttpClient5Carrier(CloseableHttpClient client) {
        this.client = client;
    }

    @Override
    public Response send(Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos)
            throws IOException {
        HttpUriRequestBase message =
                new HttpUriRequestBase(request.method().name(), URI.create(endpoint.url(request.target())));
        Timeout timeout = Timeout.of(timeoutNanos, TimeUnit.NANOSECONDS);
        message.setConfig(RequestConfig.custom()
                .setResponseTimeout(timeout)
                .setConnectionRequestTimeout(timeout)
                .build());
        Headers headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            message.addHeader(headers.name(i), headers.value(i));
        }
        message.addHeader("Accept-Encoding", "gzip");
        return client.execute(message, HttpClient5Carrier::read);
    }

    private static Response read(ClassicHttpResponse message) throws IOException {
        Headers.Builder headers = Headers.builder();
        for (Header header : message.getHeaders()) {
            headers.add(header.getName(), header.getValue());
        }
        return new Response(message.getCode(), headers.build(), EntityUtils.toByteArray(message.getEntity()));
    }

    @Override
    public Exchange sendAsync(
            Endpoint endpoint, Request request, long connectTimeoutNanos, long timeoutNanos, Receiver receiver) {
        throw new UnsupportedOperationException("the call blocks");
    }

    @Override
    public void close() {
        // The client is not ours.
    }
}
