package dev.failover.bench.stub;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/** What Spring sends requests with. */
final class CannedRequests implements ClientHttpRequestFactory, Seen {
    private final byte[] body = TheCall.body();
    private ClientHttpRequest last;

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
        ClientHttpRequest request = new Canned(uri, method, body);
        last = request;
        return request;
    }

    private static final class Canned extends AbstractClientHttpRequest {
        private final URI uri;
        private final HttpMethod method;
        private final byte[] body;

        private Canned(URI uri, HttpMethod method, byte[] body) {
            this.uri = uri;
            this.method = method;
            this.body = body;
        }

        @Override
        public URI getURI() {
            return uri;
        }

        @Override
        public HttpMethod getMethod() {
            return method;
        }

        @Override
        protected OutputStream getBodyInternal(HttpHeaders headers) {
            throw new UnsupportedOperationException("the request has no body");
        }

        @Override
        protected ClientHttpResponse executeInternal(HttpHeaders headers) {
            return new Answer(body);
        }
    }

    private static final class Answer implements ClientHttpResponse {
        private final HttpHeaders headers = new HttpHeaders();
        private final byte[] body;

        private Answer(byte[] body) {
            this.body = body;
            headers.setContentType(MediaType.APPLICATION_JSON);
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatus.OK;
        }

        @Override
        public String getStatusText() {
            return "OK";
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    @Override
    public String url() {
        return last.getURI().toString();
    }

    @Override
    public String trace() {
        return last.getHeaders().getFirst("X-Trace");
    }

    @Override
    public String accept() {
        return last.getHeaders().getFirst("Accept");
    }
}
