package dev.failover.bench.stub;

import java.io.IOException;
import java.net.URISyntaxException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/** Apache HttpClient 5 without what is behind its face: no chain, no pool, no connection. */
final class CannedHttpClient5 extends CloseableHttpClient implements Seen {
    private final byte[] body = TheCall.body();
    private ClassicHttpRequest request;

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest what, HttpContext context) {
        request = what;
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.addHeader("Content-Type", TheCall.JSON);
        response.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return CloseableHttpResponse.adapt(response);
    }

    @Override
    public void close(CloseMode mode) {
        // Holds nothing.
    }

    @Override
    public void close() throws IOException {
        // Holds nothing.
    }

    @Override
    public String url() {
        try {
            return request.getUri().toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String trace() {
        return request.getFirstHeader("X-Trace").getValue();
    }

    @Override
    public String accept() {
        return request.getFirstHeader("Accept").getValue();
    }
}
