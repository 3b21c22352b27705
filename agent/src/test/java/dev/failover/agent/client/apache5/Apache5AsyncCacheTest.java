package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An asynchronous client of Apache HttpClient 5 with the cache of its service. */
@Timeout(60)
class Apache5AsyncCacheTest {
    private static final String FRESH = "max-age=600";
    private static final String STALE = "max-age=0";

    private ScriptedOrigin origin;
    private CloseableHttpAsyncClient client;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
        client = AsyncClients.client(engine(""));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        origin.close();
    }

    private AgentEngine engine(String settings) {
        return Engines.with("cache.enabled=true;" + settings, origin.url());
    }

    private SimpleHttpRequest get(String path) {
        return SimpleHttpRequests.get(origin.url() + path);
    }

    private static SimpleHttpResponse send(CloseableHttpAsyncClient client, SimpleHttpRequest request)
            throws Exception {
        return client.execute(request, null).get(20, TimeUnit.SECONDS);
    }

    private String body(SimpleHttpRequest request) throws Exception {
        return send(client, request).getBodyText();
    }

    private boolean isHit(SimpleHttpRequest request) throws Exception {
        int before = origin.received().size();
        body(request);
        return origin.received().size() == before;
    }

    @Test
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() throws Exception {
        origin.answering(203, "text", "Cache-Control", FRESH, "Content-Type", "text/plain", "X-A", "1", "X-A", "2");
        SimpleHttpResponse miss = send(client, get("/x"));
        assertThat(miss.getBodyText()).isEqualTo("text");
        assertThat(Fields.lines(miss, "Cache-Status")).containsExactly("failover; fwd=uri-miss; stored");
        HttpClientContext context = HttpClientContext.create();
        SimpleHttpRequest asked = get("/x");
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
        SimpleHttpRequest asked = get("/x");
        // More often than the pool has connections.
        for (int i = 0; i < 5; i++) {
            SimpleHttpResponse response = send(client, asked);
            assertThat(response.getCode()).isEqualTo(200);
            assertThat(response.getBodyText()).isEqualTo("text");
        }
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(asked.getHeaders()).isEmpty();
        assertThat(origin.received()).hasSize(5);
    }

    @Test
    void aValidationOfSomethingElseIsAskedForAgainAsAWhole() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body(get("/x"))).isEqualTo("old");
        origin.answering(exchange -> {
            boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(
                    exchange,
                    conditional ? 304 : 200,
                    "new",
                    "Cache-Control",
                    FRESH,
                    "ETag",
                    conditional ? "\"9\"" : "\"2\"");
        });
        assertThat(body(get("/x"))).isEqualTo("new");
        assertThat(origin.received()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStaleAnswersWhereNoEndpointDoes(boolean dead) throws Exception {
        try (CloseableHttpAsyncClient stale = AsyncClients.started(
                AsyncClients.builder(engine("cache.stale-if-error=1h")).disableAutomaticRetries())) {
            origin.answering(200, "text", "Cache-Control", STALE);
            SimpleHttpRequest again = get("/x");
            assertThat(send(stale, again).getBodyText()).isEqualTo("text");
            if (dead) {
                origin.close();
            } else {
                origin.answering(503, "error");
            }
            for (int i = 0; i < 4; i++) {
                SimpleHttpResponse response = send(stale, again);
                assertThat(response.getCode()).isEqualTo(200);
                assertThat(response.getBodyText()).isEqualTo("text");
            }
        }
    }

    @Test
    void whatMustBeValidatedIsNoAnswerWithoutTheOrigin() throws Exception {
        try (CloseableHttpAsyncClient stale = AsyncClients.started(
                AsyncClients.builder(engine("cache.stale-if-error=1h")).disableAutomaticRetries())) {
            origin.answering(200, "text", "ETag", "\"1\"", "Cache-Control", STALE + ", must-revalidate");
            SimpleHttpRequest again = get("/x");
            assertThat(send(stale, again).getBodyText()).isEqualTo("text");
            origin.close();
            assertThat(send(stale, again).getCode()).isEqualTo(504);
        }
    }

    @Test
    void aLongBodyIsStoredAsItStreams() throws Exception {
        origin.answering(200, "x".repeat(700_000), "Cache-Control", FRESH);
        assertThat(body(get("/x"))).hasSize(700_000);
        assertThat(isHit(get("/x"))).isTrue();
        assertThat(body(get("/x"))).hasSize(700_000);
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
        Future<String> whole = client.execute(SimpleRequestProducer.create(get("/x")), new Watching(seen), null);
        assertThat(whole.get(20, TimeUnit.SECONDS)).isEqualTo("beginend");
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Test
    void whatIsTooLargeStreamsOnAndIsNotStored() throws Exception {
        try (CloseableHttpAsyncClient small = AsyncClients.client(engine("cache.max-object-size=1KB"))) {
            origin.answering(200, "x".repeat(5000), "Cache-Control", FRESH);
            assertThat(send(small, get("/x")).getBodyText()).hasSize(5000);
            assertThat(send(small, get("/x")).getBodyText()).hasSize(5000);
            assertThat(origin.received()).hasSize(2);
        }
    }

    @Test
    void aTruncatedBodyIsNotStored() throws Exception {
        try (TestServer half = new TestServer("A");
                CloseableHttpAsyncClient other = AsyncClients.client(Engines.with("cache.enabled=true", half.url()))) {
            half.answering("half");
            SimpleHttpRequest request = SimpleHttpRequests.get(half.url() + "/x");
            assertThatThrownBy(() -> send(other, request)).hasCauseInstanceOf(IOException.class);
            half.answering("cacheable");
            assertThat(send(other, request).getBodyText()).isEqualTo("A /x");
            assertThat(half.received()).hasSize(2);
        }
    }

    @Test
    void aPostInvalidatesWhatIsStored() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body(get("/x"));
        SimpleHttpRequest post = SimpleHttpRequests.post(origin.url() + "/x");
        post.setBody("change", ContentType.TEXT_PLAIN);
        assertThat(body(post)).isEqualTo("text");
        assertThat(isHit(get("/x"))).isFalse();
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Test
    void headAndRangesAreAnsweredByWhatGetHasStored() throws Exception {
        origin.answering(200, "0123456789", "Cache-Control", FRESH, "ETag", "\"1\"");
        body(get("/x"));
        SimpleHttpResponse head = send(client, SimpleHttpRequests.head(origin.url() + "/x"));
        assertThat(head.getFirstHeader("Content-Length").getValue()).isEqualTo("10");
        assertThat(head.getBody()).isNull();
        SimpleHttpRequest part = get("/x");
        part.addHeader("Range", "bytes=2-4");
        SimpleHttpResponse cut = send(client, part);
        assertThat(cut.getCode()).isEqualTo(206);
        assertThat(cut.getBodyText()).isEqualTo("234");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void usersAreToldApart() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        for (String user : List.of("Bearer a", "Bearer b")) {
            SimpleHttpRequest request = get("/x");
            request.addHeader("Authorization", user);
            assertThat(isHit(request)).isFalse();
            assertThat(isHit(request)).isTrue();
        }
        AgentEngine engine = engine("");
        for (String user : List.of("a", "b")) {
            BasicCookieStore store = new BasicCookieStore();
            BasicClientCookie cookie = new BasicClientCookie("user", user);
            cookie.setDomain("127.0.0.1");
            cookie.setPath("/");
            store.addCookie(cookie);
            int before = origin.received().size();
            try (CloseableHttpAsyncClient own =
                    AsyncClients.started(AsyncClients.builder(engine).setDefaultCookieStore(store))) {
                send(own, get("/x"));
                send(own, get("/x"));
            }
            assertThat(origin.received()).hasSize(before + 1);
        }
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
        Future<String> call = client.execute(SimpleRequestProducer.create(get("/x")), new Watching(seen), null);
        assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(call.cancel(true)).isTrue();
        cancelled.countDown();
        origin.answering(200, "text", "Cache-Control", FRESH);
        assertThat(body(get("/x"))).isEqualTo("text");
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
