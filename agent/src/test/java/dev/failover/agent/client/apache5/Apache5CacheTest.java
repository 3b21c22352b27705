package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A classic client of Apache HttpClient 5 with the cache of its service. */
class Apache5CacheTest {
    private static final String FRESH = "max-age=600";
    private static final String STALE = "max-age=0";

    private ScriptedOrigin origin;
    private AgentEngine engine;
    private CloseableHttpClient client;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
        engine = engine("");
        client = ClassicClients.client(engine);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        origin.close();
    }

    private AgentEngine engine(String settings) {
        return Engines.with("cache.enabled=true;" + settings, origin.url());
    }

    private HttpGet get(String path) {
        return new HttpGet(origin.url() + path);
    }

    private HttpGet get() {
        return get("/x");
    }

    private static String body(CloseableHttpClient client, HttpUriRequestBase request) throws Exception {
        try (CloseableHttpResponse response = client.execute(request)) {
            return EntityUtils.toString(response.getEntity());
        }
    }

    private String body(HttpUriRequestBase request) throws Exception {
        return body(client, request);
    }

    private CloseableHttpClient another(UnaryOperator<HttpClientBuilder> how) {
        return how.apply(ClassicClients.builder(engine)).build();
    }

    /** Whether a request was answered without the origin. */
    private boolean isHit(HttpUriRequestBase request) throws Exception {
        int before = origin.received().size();
        body(request);
        return origin.received().size() == before;
    }

    @Test
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() throws Exception {
        origin.answering(
                203,
                "text",
                "Cache-Control",
                FRESH,
                "Content-Type",
                "text/plain;charset=utf-8",
                "X-A",
                "1",
                "X-A",
                "2");
        try (CloseableHttpResponse miss = client.execute(get())) {
            assertThat(Fields.lines(miss, "Cache-Status")).containsExactly("failover; fwd=uri-miss; stored");
            assertThat(EntityUtils.toString(miss.getEntity())).isEqualTo("text");
        }
        HttpClientContext context = HttpClientContext.create();
        HttpGet asked = get();
        try (CloseableHttpResponse hit = client.execute(asked, context)) {
            assertThat(hit.getCode()).isEqualTo(203);
            assertThat(hit.getReasonPhrase()).isEqualTo("Non Authoritative Information");
            assertThat(hit.getVersion()).isEqualTo(HttpVersion.HTTP_1_1);
            assertThat(Fields.lines(hit, "X-A")).containsExactly("1", "2");
            assertThat(hit.getFirstHeader("Age").getValue()).isEqualTo("0");
            assertThat(hit.getFirstHeader("Cache-Status").getValue()).startsWith("failover; hit");
            assertThat(hit.getEntity().getContentType()).isEqualTo("text/plain;charset=utf-8");
            assertThat(hit.getEntity().getContentLength()).isEqualTo(4);
            assertThat(hit.getEntity().isChunked()).isFalse();
            assertThat(hit.getEntity().getTrailers()).isNull();
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            hit.getEntity().writeTo(written);
            assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("text");
            assertThat(EntityUtils.toString(hit.getEntity())).isEqualTo("text");
            EntityUtils.consume(hit.getEntity());
            EntityUtils.consume(hit.getEntity());
            assertThat(context.getResponse().getCode()).isEqualTo(203);
            assertThat(context.getRequest().getPath()).isEqualTo("/x");
            assertThat(context.getHttpRoute().getTargetHost().toURI()).isEqualTo(origin.url());
        }
        assertThat(origin.received()).containsExactly("GET /x");
        assertThat(asked.getHeaders()).isEmpty();
    }

    @Test
    void theQueryTellsResourcesApart() throws Exception {
        origin.answering(exchange ->
                ScriptedOrigin.respond(exchange, 200, exchange.getRequestURI().toString(), "Cache-Control", FRESH));
        assertThat(body(get("/x?a=1"))).isEqualTo("/x?a=1");
        assertThat(body(get("/x?a=2"))).isEqualTo("/x?a=2");
        assertThat(body(get("/x?a=1"))).isEqualTo("/x?a=1");
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void whatIsStaleIsValidatedAndTheProgramsRequestStaysAsItIs() throws Exception {
        AtomicReference<String> condition = new AtomicReference<>();
        origin.answering(exchange -> {
            condition.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
            ScriptedOrigin.respond(
                    exchange, condition.get() == null ? 200 : 304, "text", "Cache-Control", STALE, "ETag", "\"1\"");
        });
        assertThat(body(get())).isEqualTo("text");
        HttpGet asked = get();
        asked.addHeader("X-Own", "1");
        assertThat(body(asked)).isEqualTo("text");
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(asked.getHeaders()).hasSize(1);
        assertThat(origin.received()).hasSize(2);
        // No connection of the pool of two was lost over that.
        assertThat(body(get())).isEqualTo("text");
        assertThat(body(get())).isEqualTo("text");
    }

    @Test
    void anotherRepresentationReplacesWhatIsStored() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body(get())).isEqualTo("old");
        origin.answering(200, "new", "Cache-Control", FRESH, "ETag", "\"2\"");
        assertThat(body(get())).isEqualTo("new");
        assertThat(isHit(get())).isTrue();
        assertThat(body(get())).isEqualTo("new");
    }

    /** What is validated is not there any more: the answer to a condition that the program has not set is of no use to it. */
    @Test
    void aValidationOfSomethingElseIsAskedForAgainAsAWhole() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body(get())).isEqualTo("old");
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
        assertThat(body(get())).isEqualTo("new");
        assertThat(origin.received()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStaleAnswersWhereNoEndpointDoes(boolean dead) throws Exception {
        engine = engine("cache.stale-if-error=1h");
        try (CloseableHttpClient stale =
                ClassicClients.builder(engine).disableAutomaticRetries().build()) {
            origin.answering(200, "text", "Cache-Control", STALE);
            assertThat(body(stale, get())).isEqualTo("text");
            HttpGet again = get();
            if (dead) {
                origin.close();
            } else {
                origin.answering(503, "error");
            }
            for (int i = 0; i < 4; i++) {
                assertThat(body(stale, again)).isEqualTo("text");
            }
        }
    }

    @Test
    void whatMustBeValidatedIsNoAnswerWithoutTheOrigin() throws Exception {
        engine = engine("cache.stale-if-error=1h");
        try (CloseableHttpClient stale =
                ClassicClients.builder(engine).disableAutomaticRetries().build()) {
            origin.answering(200, "text", "ETag", "\"1\"", "Cache-Control", STALE + ", must-revalidate");
            assertThat(body(stale, get())).isEqualTo("text");
            HttpGet again = get();
            origin.close();
            try (CloseableHttpResponse response = stale.execute(again)) {
                assertThat(response.getCode()).isEqualTo(504);
                assertThat(EntityUtils.toString(response.getEntity())).isNotEmpty();
            }
        }
    }

    @Test
    void aFailureWithNothingStoredIsThePrograms() throws Exception {
        HttpGet request = get();
        origin.close();
        assertThatThrownBy(() -> body(request)).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatIsClosedEarlyIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        try (CloseableHttpResponse response = client.execute(get())) {
            assertThat(response.getEntity().getContent().read()).isEqualTo('x');
        }
        assertThat(isHit(get())).isFalse();
        assertThat(isHit(get())).isTrue();
    }

    @Test
    void aBodyThatIsSkippedIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        try (CloseableHttpResponse response = client.execute(get());
                InputStream content = response.getEntity().getContent()) {
            content.skip(10);
            content.readAllBytes();
        }
        assertThat(isHit(get())).isFalse();
    }

    @Test
    void aBodyThatIsReadByteByByteOrWrittenIsStored() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        try (CloseableHttpResponse response = client.execute(get("/read"));
                InputStream content = response.getEntity().getContent()) {
            for (int c : new int[] {'t', 'e', 'x', 't', -1}) {
                assertThat(content.read()).isEqualTo(c);
            }
        }
        try (CloseableHttpResponse response = client.execute(get("/written"))) {
            response.getEntity().writeTo(new ByteArrayOutputStream());
        }
        assertThat(isHit(get("/read"))).isTrue();
        assertThat(isHit(get("/written"))).isTrue();
        assertThat(body(get("/written"))).isEqualTo("text");
    }

    @Test
    void aTruncatedBodyIsNotStored() throws Exception {
        try (TestServer half = new TestServer("A");
                CloseableHttpClient other = ClassicClients.client(Engines.with("cache.enabled=true", half.url()))) {
            half.answering("half");
            HttpGet request = new HttpGet(half.url() + "/x");
            assertThatThrownBy(() -> body(other, request)).isInstanceOf(IOException.class);
            half.answering("cacheable");
            assertThat(body(other, request)).isEqualTo("A /x");
            assertThat(half.received()).hasSize(2);
        }
    }

    @Test
    void whatIsTooLargeStreamsOnAndIsNotStored() throws Exception {
        engine = engine("cache.max-object-size=1KB");
        try (CloseableHttpClient small = ClassicClients.client(engine)) {
            origin.answering(exchange -> {
                exchange.getResponseHeaders().add("Cache-Control", FRESH);
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("x".repeat(5000).getBytes(StandardCharsets.UTF_8));
            });
            assertThat(body(small, get())).hasSize(5000);
            assertThat(body(small, get())).hasSize(5000);
            assertThat(origin.received()).hasSize(2);
        }
    }

    @Test
    void aChunkedBodyIsStored() throws Exception {
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("text".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(body(get())).isEqualTo("text");
        assertThat(isHit(get())).isTrue();
        assertThat(body(get())).isEqualTo("text");
    }

    /** The client decodes above the cache, what is stored as what has just come; and tells by Accept-Encoding that it does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsEncodedIsStoredEncodedAndDecodedEachTime(boolean chunked) throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("text".getBytes(StandardCharsets.UTF_8));
        }
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.getResponseHeaders().add("Vary", "Accept-Encoding");
            exchange.sendResponseHeaders(200, chunked ? 0 : zipped.size());
            exchange.getResponseBody().write(zipped.toByteArray());
        });
        assertThat(body(get())).isEqualTo("text");
        assertThat(body(get())).isEqualTo("text");
        assertThat(origin.received()).hasSize(1);
        HttpGet other = get();
        other.addHeader("Accept-Encoding", "br");
        assertThat(isHit(other)).isFalse();
    }

    @Test
    void aPostInvalidatesWhatIsStored() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body(get());
        HttpPost post = new HttpPost(origin.url() + "/x");
        post.setEntity(new StringEntity("change"));
        body(post);
        assertThat(isHit(get())).isFalse();
    }

    @Test
    void headIsAnsweredByWhatGetHasStored() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body(get());
        try (CloseableHttpResponse response = client.execute(new HttpHead(origin.url() + "/x"))) {
            assertThat(response.getEntity()).isNull();
            assertThat(response.getFirstHeader("Content-Length").getValue()).isEqualTo("4");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void aRangeIsCutOutOfWhatIsStored() throws Exception {
        origin.answering(200, "0123456789", "Cache-Control", FRESH, "ETag", "\"1\"");
        body(get());
        HttpGet part = get();
        part.addHeader("Range", "bytes=2-4");
        try (CloseableHttpResponse response = client.execute(part)) {
            assertThat(response.getCode()).isEqualTo(206);
            assertThat(response.getFirstHeader("Content-Range").getValue()).isEqualTo("bytes 2-4/10");
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("234");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void theProgramsOwnConditionIsAnswered() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH, "ETag", "\"1\"");
        body(get());
        HttpGet conditional = get();
        conditional.addHeader("If-None-Match", "\"1\"");
        try (CloseableHttpResponse response = client.execute(conditional)) {
            assertThat(response.getCode()).isEqualTo(304);
            assertThat(response.getEntity()).isNull();
        }
        assertThat(origin.received()).hasSize(1);
    }

    /** Redirects are followed above the cache: each answer is stored under the URL that gave it. */
    @Test
    void aRedirectIsStoredAsOne() throws Exception {
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 301, "", "Cache-Control", FRESH, "Location", "/y");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", "Cache-Control", FRESH);
            }
        });
        HttpClientContext context = HttpClientContext.create();
        assertThat(body(get())).isEqualTo("text");
        try (CloseableHttpResponse response = client.execute(get(), context)) {
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("text");
        }
        assertThat(context.getRedirectLocations().getAll()).hasSize(1);
        assertThat(origin.received()).containsExactly("GET /x", "GET /y");
        try (CloseableHttpClient direct = another(HttpClientBuilder::disableRedirectHandling);
                CloseableHttpResponse response = direct.execute(get())) {
            assertThat(response.getCode()).isEqualTo(301);
            assertThat(response.getFirstHeader("Location").getValue()).isEqualTo("/y");
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void usersAreToldApartByTheirFields() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        for (String user : List.of("Bearer a", "Bearer b")) {
            HttpGet request = get();
            request.addHeader("Authorization", user);
            assertThat(isHit(request)).isFalse();
            assertThat(isHit(request)).isTrue();
        }
    }

    @Test
    void usersAreToldApartByTheCookiesThatTheirClientsAdd() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, "" + exchange.getRequestHeaders().getFirst("Cookie"), "Cache-Control", FRESH));
        assertThat(body(get())).isEqualTo("null");
        for (String user : List.of("a", "b")) {
            BasicCookieStore store = new BasicCookieStore();
            BasicClientCookie cookie = new BasicClientCookie("user", user);
            cookie.setDomain("127.0.0.1");
            cookie.setPath("/");
            store.addCookie(cookie);
            try (CloseableHttpClient own = another(builder -> builder.setDefaultCookieStore(store))) {
                assertThat(body(own, get())).isEqualTo("user=" + user);
                assertThat(body(own, get())).isEqualTo("user=" + user);
            }
        }
        assertThat(origin.received()).hasSize(3);
    }

    @Test
    void usersAreToldApartByTheCredentialsThatTheirClientsHave() throws Exception {
        origin.answering(exchange -> {
            String user = exchange.getRequestHeaders().getFirst("Authorization");
            if (user == null) {
                ScriptedOrigin.respond(exchange, 401, "", "WWW-Authenticate", "Basic realm=\"x\"");
            } else {
                ScriptedOrigin.respond(exchange, 200, user, "Cache-Control", FRESH);
            }
        });
        String first = null;
        for (String password : List.of("a", "b")) {
            BasicCredentialsProvider provider = new BasicCredentialsProvider();
            provider.setCredentials(
                    new AuthScope(null, null, -1, null, null),
                    new UsernamePasswordCredentials("user", password.toCharArray()));
            try (CloseableHttpClient own = another(builder -> builder.setDefaultCredentialsProvider(provider))) {
                String body = body(own, get());
                assertThat(body).startsWith("Basic ").isNotEqualTo(first);
                assertThat(body(own, get())).isEqualTo(body);
                first = body;
            }
        }
        assertThat(origin.received()).hasSize(4);
    }

    @Test
    void whoIsAuthenticatedByAContextHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body(get());
        HttpClientContext context = HttpClientContext.create();
        context.resetAuthExchange(HttpHost.create(origin.url()), new BasicScheme());
        try (CloseableHttpResponse response = client.execute(get(), context)) {
            EntityUtils.consume(response.getEntity());
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void fieldsThatAClientAddsToAllRequestsCount() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, "" + exchange.getRequestHeaders().getFirst("X-Api-Key"), "Cache-Control", FRESH));
        assertThat(body(get())).isEqualTo("null");
        for (String key : List.of("a", "b")) {
            try (CloseableHttpClient own =
                    another(builder -> builder.setDefaultHeaders(List.of(new BasicHeader("X-Api-Key", key))))) {
                assertThat(body(own, get())).isEqualTo(key);
                assertThat(body(own, get())).isEqualTo(key);
            }
        }
        assertThat(origin.received()).hasSize(3);
    }

    @Test
    void aClientToWhichTheProgramHasGivenCodeThatMayAddFieldsHasNoUseOfTheCache() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, "" + exchange.getRequestHeaders().getFirst("X-Token"), "Cache-Control", FRESH));
        assertThat(body(get())).isEqualTo("null");
        try (CloseableHttpClient own = another(builder ->
                builder.addRequestInterceptorLast((request, entity, context) -> request.addHeader("X-Token", "a")))) {
            assertThat(body(own, get())).isEqualTo("a");
            assertThat(body(own, get())).isEqualTo("a");
        }
        assertThat(body(get())).isEqualTo("null");
        assertThat(origin.received()).hasSize(3);
    }

    @Test
    void withoutTheCacheNothingIsKept() throws Exception {
        engine = Engines.of(origin.url());
        try (CloseableHttpClient none = ClassicClients.client(engine)) {
            origin.answering(200, "text", "Cache-Control", FRESH);
            body(none, get());
            try (CloseableHttpResponse response = none.execute(get())) {
                assertThat(response.getFirstHeader("Cache-Status")).isNull();
            }
            assertThat(origin.received()).hasSize(2);
        }
    }
}
