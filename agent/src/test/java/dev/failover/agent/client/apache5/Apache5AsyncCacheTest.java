package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ApacheCacheCases;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;

/** An asynchronous client of Apache HttpClient 5 with the cache of its service. */
class Apache5AsyncCacheTest extends ApacheCacheCases {
    private PoolingAsyncClientConnectionManager pool;
    private CloseableHttpAsyncClient client;

    private void open(AgentEngine of, UnaryOperator<HttpAsyncClientBuilder> how) {
        pool = AsyncClients.pool(2);
        client = AsyncClients.started(how.apply(AsyncClients.builder(of, pool).disableAutomaticRetries()));
    }

    @Override
    protected void open(AgentEngine of) {
        open(of, builder -> builder);
    }

    @Override
    protected void openAs(AgentEngine of, String what, String user) {
        open(of, builder -> {
            switch (what) {
                case "cookie":
                    return builder.setDefaultCookieStore(Users.cookies(user));
                case "credentials":
                    return builder.setDefaultCredentialsProvider(Users.credentials(user));
                case "realms":
                    return builder.setDefaultCredentialsProvider(Users.credentialsForRealms(user));
                default:
                    return builder.setDefaultHeaders(List.of(new BasicHeader("X-Api-Key", user)));
            }
        });
    }

    @Override
    protected void openAsUnknown(AgentEngine of) {
        open(
                of,
                builder -> builder.addRequestInterceptorLast(
                        (request, entity, context) -> request.addHeader("X-Token", "a")));
    }

    @Override
    protected void closeClient() throws IOException {
        client.close();
    }

    @Override
    protected int leased() {
        return pool.getTotalStats().getLeased();
    }

    @Override
    protected boolean validatesBehind() {
        return true;
    }

    @Override
    protected Got send(String method, String url, String... fields) throws Exception {
        SimpleHttpRequest request = new SimpleHttpRequest(method, URI.create(url));
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            request.addHeader(parts[0], parts[1]);
        }
        if (method.startsWith("P")) {
            request.setBody("change", ContentType.TEXT_PLAIN);
        }
        SimpleHttpResponse response = send(request);
        String body = response.getBodyText();
        return new Got(response.getCode(), Fields.of(response), body == null ? "" : body);
    }

    private SimpleHttpResponse send(SimpleHttpRequest request) throws Exception {
        return client.execute(request, null).get(20, TimeUnit.SECONDS);
    }

    private SimpleHttpRequest get() {
        return SimpleHttpRequests.get(url("/x"));
    }

    @Test
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() throws Exception {
        origin.answering(203, "text", "Cache-Control", FRESH, "Content-Type", "text/plain", "X-A", "1", "X-A", "2");
        SimpleHttpResponse miss = send(get());
        assertThat(miss.getBodyText()).isEqualTo("text");
        assertThat(Fields.lines(miss, "Cache-Status")).containsExactly("failover; fwd=uri-miss; stored");
        HttpClientContext context = HttpClientContext.create();
        SimpleHttpRequest asked = get();
        SimpleHttpResponse hit = client.execute(asked, context, null).get(20, TimeUnit.SECONDS);
        assertThat(hit.getCode()).isEqualTo(203);
        assertThat(hit.getReasonPhrase()).isEqualTo("Non Authoritative Information");
        assertThat(Fields.lines(hit, "X-A")).containsExactly("1", "2");
        assertThat(hit.getFirstHeader("Cache-Status").getValue()).startsWith("failover; hit");
        assertThat(hit.getContentType().getMimeType()).isEqualTo("text/plain");
        assertThat(hit.getBodyText()).isEqualTo("text");
        assertThat(context.getResponse().getCode()).isEqualTo(203);
        assertThat(asked.getHeaders()).isEmpty();
        assertThat(origin.received()).containsExactly("GET /x");
    }

    @Test
    void whatIsStaleIsValidatedAndTheProgramsRequestStaysAsItIs() throws Exception {
        AtomicReference<String> condition = new AtomicReference<>();
        origin.answering(exchange -> {
            condition.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
            ScriptedOrigin.respond(
                    exchange, condition.get() == null ? 200 : 304, "text", "Cache-Control", STALE, "ETag", "\"1\"");
        });
        SimpleHttpRequest asked = get();
        // More often than the pool has connections.
        for (int i = 0; i < 5; i++) {
            SimpleHttpResponse response = send(asked);
            assertThat(response.getCode()).isEqualTo(200);
            assertThat(response.getBodyText()).isEqualTo("text");
        }
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(asked.getHeaders()).isEmpty();
        assertThat(origin.received()).hasSize(5);
    }

    /** The server sends the rest only when the program has seen the beginning. */
    @Test
    void theProgramNeedNotWaitForTheEndOfWhatIsStored() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                if (!seen.await(20, TimeUnit.SECONDS)) {
                    throw new IOException("the program saw nothing");
                }
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            exchange.getResponseBody().write("end".getBytes(StandardCharsets.UTF_8));
        });
        Future<String> whole = client.execute(SimpleRequestProducer.create(get()), new Watching(seen), null);
        assertThat(whole.get(20, TimeUnit.SECONDS)).isEqualTo("beginend");
        assertThat(isHit("/x")).isTrue();
    }

    @Test
    void aCallThatIsCancelledIsNotStored() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                cancelled.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        });
        Future<String> call = client.execute(SimpleRequestProducer.create(get()), new Watching(seen), null);
        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(call.cancel(true)).isTrue();
        cancelled.countDown();
        origin.answering(200, "text", "Cache-Control", FRESH);
        assertThat(body("/x")).isEqualTo("text");
    }

    /** Collects the body, and says when the first bytes of it have come. */
    private static final class Watching extends AbstractBinResponseConsumer<String> {
        private final CountDownLatch seen;
        private final StringBuilder body = new StringBuilder();

        Watching(CountDownLatch seen) {
            this.seen = seen;
        }

        @Override
        public void informationResponse(HttpResponse response, org.apache.hc.core5.http.protocol.HttpContext context) {}

        @Override
        protected void start(HttpResponse response, ContentType type) {}

        @Override
        protected String buildResult() {
            return body.toString();
        }

        @Override
        protected int capacityIncrement() {
            return Integer.MAX_VALUE;
        }

        @Override
        protected void data(java.nio.ByteBuffer bytes, boolean end) {
            body.append(StandardCharsets.UTF_8.decode(bytes));
            seen.countDown();
        }

        @Override
        public void failed(Exception cause) {}

        @Override
        public void releaseResources() {}
    }
}
