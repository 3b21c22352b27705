package dev.failover.agent.client.apache4;

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
import java.util.zip.GZIPOutputStream;
import org.apache.http.HttpHost;
import org.apache.http.HttpVersion;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpHead;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCookieStore;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.cookie.BasicClientCookie;
import org.apache.http.message.BasicHeader;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Apache HttpClient 4 with the cache of its service. */
class Apache4CacheTest {
    private static final String FRESH = "max-age=600";
    private static final String STALE = "max-age=0";

    private ScriptedOrigin origin;
    private AgentEngine engine;
    private CloseableHttpClient client;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
        engine = engine("");
        client = HttpClients.custom().setMaxConnPerRoute(2).build();
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

    /** As the woven method: asks the handler, and else does what it always did. */
    private CloseableHttpResponse execute(CloseableHttpClient asked, HttpUriRequest request, HttpContext context)
            throws Exception {
        HttpHost target = new HttpHost(
                request.getURI().getHost(),
                request.getURI().getPort(),
                request.getURI().getScheme());
        Object[] answer = new Apache4Execute(engine).enter(asked, target, request, context);
        if (answer == null) {
            return asked.execute(target, request, context);
        }
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (CloseableHttpResponse) answer[0];
    }

    private String body(CloseableHttpClient asked, HttpUriRequest request) throws Exception {
        try (CloseableHttpResponse response = execute(asked, request, null)) {
            return EntityUtils.toString(response.getEntity());
        }
    }

    private String body(HttpUriRequest request) throws Exception {
        return body(client, request);
    }

    private boolean isHit(HttpUriRequest request) throws Exception {
        int before = origin.received().size();
        body(request);
        return origin.received().size() == before;
    }

    @Test
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() throws Exception {
        origin.answering(203, "text", "Cache-Control", FRESH, "Content-Type", "text/plain;charset=utf-8", "X-A", "1");
        try (CloseableHttpResponse miss = execute(client, get("/x?a=1"), null)) {
            assertThat(miss.getFirstHeader("Cache-Status").getValue()).isEqualTo("failover; fwd=uri-miss; stored");
            assertThat(EntityUtils.toString(miss.getEntity())).isEqualTo("text");
        }
        HttpGet asked = get("/x?a=1");
        HttpClientContext context = HttpClientContext.create();
        try (CloseableHttpResponse hit = execute(client, asked, context)) {
            assertThat(hit.getStatusLine().getStatusCode()).isEqualTo(203);
            assertThat(hit.getStatusLine().getReasonPhrase()).isEqualTo("Non Authoritative Information");
            assertThat(hit.getProtocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
            assertThat(hit.getFirstHeader("X-A").getValue()).isEqualTo("1");
            assertThat(hit.getFirstHeader("Cache-Status").getValue()).startsWith("failover; hit");
            assertThat(hit.getEntity().getContentType().getValue()).isEqualTo("text/plain;charset=utf-8");
            assertThat(hit.getEntity().getContentLength()).isEqualTo(4);
            assertThat(EntityUtils.toString(hit.getEntity())).isEqualTo("text");
            EntityUtils.consume(hit.getEntity());
            EntityUtils.consume(hit.getEntity());
            assertThat(context.getResponse()).isSameAs(hit);
        }
        assertThat(asked.getAllHeaders()).isEmpty();
        assertThat(isHit(get("/x?a=2"))).isFalse();
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
        HttpGet asked = get("/x");
        // More often than the pool has connections.
        for (int i = 0; i < 5; i++) {
            assertThat(body(asked)).isEqualTo("text");
        }
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(asked.getAllHeaders()).isEmpty();
        assertThat(origin.received()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStaleAnswersWhereNoEndpointDoes(boolean dead) throws Exception {
        engine = engine("cache.stale-if-error=1h");
        origin.answering(200, "text", "Cache-Control", STALE);
        HttpGet again = get("/x");
        assertThat(body(again)).isEqualTo("text");
        if (dead) {
            origin.close();
        } else {
            origin.answering(503, "error");
        }
        for (int i = 0; i < 4; i++) {
            assertThat(body(again)).isEqualTo("text");
        }
    }

    @Test
    void whatMustBeValidatedIsNoAnswerWithoutTheOrigin() throws Exception {
        engine = engine("cache.stale-if-error=1h");
        origin.answering(200, "text", "ETag", "\"1\"", "Cache-Control", STALE + ", must-revalidate");
        HttpGet again = get("/x");
        assertThat(body(again)).isEqualTo("text");
        origin.close();
        try (CloseableHttpResponse response = execute(client, again, null)) {
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(504);
        }
    }

    /** The client follows redirects below us: what it comes back with is another URL's. */
    @Test
    void theEndOfARedirectIsNotStored() throws Exception {
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 302, "", "Cache-Control", FRESH, "Location", "/y");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", "Cache-Control", FRESH);
            }
        });
        assertThat(body(get("/x"))).isEqualTo("text");
        assertThat(isHit(get("/x"))).isFalse();
    }

    /** The conditions of one resource go on to another one, which may have the same tag. */
    @Test
    void anotherResourceDoesNotValidateWhatIsStored() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body(get("/x"))).isEqualTo("old");
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 302, "", "Location", "/y");
            } else {
                boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
                ScriptedOrigin.respond(exchange, conditional ? 304 : 200, "new", "ETag", "\"1\"");
            }
        });
        assertThat(body(get("/x"))).isEqualTo("new");
    }

    @Test
    void aBodyThatIsNotReadToItsEndIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        try (CloseableHttpResponse response = execute(client, get("/x"), null)) {
            assertThat(response.getEntity().getContent().read()).isEqualTo('x');
        }
        try (CloseableHttpResponse response = execute(client, get("/x"), null);
                InputStream content = response.getEntity().getContent()) {
            content.skip(10);
            content.readAllBytes();
        }
        assertThat(isHit(get("/x"))).isFalse();
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Test
    void aTruncatedBodyIsNotStored() throws Exception {
        try (TestServer half = new TestServer("A")) {
            engine = Engines.with("cache.enabled=true", half.url());
            half.answering("half");
            HttpGet request = new HttpGet(half.url() + "/x");
            assertThatThrownBy(() -> body(request)).isInstanceOf(IOException.class);
            half.answering("cacheable");
            assertThat(body(request)).isEqualTo("A /x");
            assertThat(half.received()).hasSize(2);
        }
    }

    @Test
    void whatIsTooLargeStreamsOnAndIsNotStored() throws Exception {
        engine = engine("cache.max-object-size=1KB");
        origin.answering(200, "x".repeat(5000), "Cache-Control", FRESH);
        assertThat(body(get("/x"))).hasSize(5000);
        assertThat(isHit(get("/x"))).isFalse();
    }

    /** The client decodes below us: what the program sees is stored. */
    @Test
    void whatWasDecodedIsStoredSo() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("text".getBytes(StandardCharsets.UTF_8));
        }
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.getResponseHeaders().add("Vary", "Accept-Encoding");
            exchange.sendResponseHeaders(200, zipped.size());
            exchange.getResponseBody().write(zipped.toByteArray());
        });
        assertThat(body(get("/x"))).isEqualTo("text");
        try (CloseableHttpResponse hit = execute(client, get("/x"), null)) {
            assertThat(hit.getFirstHeader("Content-Encoding")).isNull();
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            hit.getEntity().writeTo(written);
            assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void aPostInvalidatesWhatIsStored() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body(get("/x"));
        HttpPost post = new HttpPost(origin.url() + "/x");
        post.setEntity(new StringEntity("change"));
        body(post);
        assertThat(isHit(get("/x"))).isFalse();
    }

    @Test
    void headAndRangesAreAnsweredByWhatGetHasStored() throws Exception {
        origin.answering(200, "0123456789", "Cache-Control", FRESH, "ETag", "\"1\"");
        body(get("/x"));
        try (CloseableHttpResponse head = execute(client, new HttpHead(origin.url() + "/x"), null)) {
            assertThat(head.getEntity()).isNull();
            assertThat(head.getFirstHeader("Content-Length").getValue()).isEqualTo("10");
        }
        HttpGet part = get("/x");
        part.addHeader("Range", "bytes=2-4");
        try (CloseableHttpResponse cut = execute(client, part, null)) {
            assertThat(cut.getStatusLine().getStatusCode()).isEqualTo(206);
            assertThat(EntityUtils.toString(cut.getEntity())).isEqualTo("234");
        }
        assertThat(origin.received()).hasSize(1);
    }

    private static CloseableHttpClient of(String what, String user) {
        HttpClientBuilder builder = HttpClients.custom();
        switch (what) {
            case "cookie":
                BasicCookieStore store = new BasicCookieStore();
                BasicClientCookie cookie = new BasicClientCookie("user", user);
                cookie.setDomain("127.0.0.1");
                cookie.setPath("/");
                store.addCookie(cookie);
                return builder.setDefaultCookieStore(store).build();
            case "credentials":
                BasicCredentialsProvider provider = new BasicCredentialsProvider();
                provider.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("user", user));
                return builder.setDefaultCredentialsProvider(provider).build();
            default:
                return builder.setDefaultHeaders(List.of(new BasicHeader("X-Api-Key", user)))
                        .build();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cookie", "credentials", "header"})
    void usersAreToldApartByWhatTheirClientsAdd(String what) throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        assertThat(isHit(get("/x"))).isFalse();
        for (String user : List.of("a", "b")) {
            int before = origin.received().size();
            try (CloseableHttpClient own = of(what, user)) {
                body(own, get("/x"));
                body(own, get("/x"));
            }
            assertThat(origin.received()).hasSize(before + 1);
        }
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Test
    @SuppressWarnings("deprecation") // it is what programs have
    void whoseUserCannotBeKnownHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body(get("/x"));
        try (CloseableHttpClient adding = HttpClients.custom()
                        .addInterceptorLast((org.apache.http.HttpRequestInterceptor)
                                (request, context) -> request.addHeader("X-Token", "a"))
                        .build();
                CloseableHttpClient old = new DefaultHttpClient()) {
            for (CloseableHttpClient unknown : List.of(adding, old)) {
                int before = origin.received().size();
                body(unknown, get("/x"));
                body(unknown, get("/x"));
                assertThat(origin.received()).hasSize(before + 2);
            }
        }
    }
}
