package dev.failover.agent.client.apache4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ApacheCacheCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.client.RedirectStrategy;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.BasicHttpClientConnectionManager;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.message.BasicHeader;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;

/** An Apache HttpClient 4 with the cache of its service. */
class Apache4CacheTest extends ApacheCacheCases {
    private PoolingHttpClientConnectionManager pool;
    private CloseableHttpClient client;
    private Apache4Execute woven;

    private void open(UnaryOperator<HttpClientBuilder> how) {
        pool = new PoolingHttpClientConnectionManager();
        pool.setDefaultMaxPerRoute(2);
        client = how.apply(HttpClients.custom().setConnectionManager(pool)).build();
    }

    @Override
    protected void open(AgentEngine of) {
        woven = new Apache4Execute(of);
        open(builder -> builder);
    }

    @Override
    protected boolean validatesBehind() {
        return true;
    }

    @Override
    protected void openAs(AgentEngine of, String what, String user) {
        open(builder -> {
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
        woven = new Apache4Execute(of);
        open(builder -> builder.addInterceptorLast(
                (HttpRequestInterceptor) (request, context) -> request.addHeader("X-Token", "a")));
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
    protected boolean decodes() {
        return true;
    }

    @Override
    protected Got send(String method, String url, String... fields) throws Exception {
        RequestBuilder request = RequestBuilder.create(method).setUri(url);
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            request.addHeader(parts[0], parts[1]);
        }
        if (method.startsWith("P")) {
            request.setEntity(new StringEntity("change"));
        }
        try (CloseableHttpResponse response = execute(client, request.build(), null)) {
            return Users.got(response);
        }
    }

    /** As the woven method: asks the handler, and else does what it always did. */
    private CloseableHttpResponse execute(CloseableHttpClient asked, HttpUriRequest request, HttpContext context)
            throws Exception {
        HttpHost target = new HttpHost(
                request.getURI().getHost(),
                request.getURI().getPort(),
                request.getURI().getScheme());
        Object[] answer = woven.enter(asked, target, request, context);
        if (answer == null) {
            return asked.execute(target, request, context);
        }
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (CloseableHttpResponse) answer[0];
    }

    private HttpGet get() {
        return new HttpGet(url("/x"));
    }

    @Test
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() throws Exception {
        origin.answering(203, "text", "Cache-Control", FRESH, "Content-Type", "text/plain;charset=utf-8", "X-A", "1");
        try (CloseableHttpResponse miss = execute(client, new HttpGet(url("/x?a=1")), null)) {
            assertThat(miss.getFirstHeader("Cache-Status").getValue()).isEqualTo("failover; fwd=uri-miss; stored");
            assertThat(EntityUtils.toString(miss.getEntity())).isEqualTo("text");
        }
        HttpGet asked = new HttpGet(url("/x?a=1"));
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
        assertThat(isHit("/x?a=2")).isFalse();
        assertThat(origin.received()).hasSize(2);
    }

    /** Its one connection is the program's: a second request would be an error of its own. */
    @Test
    void aClientOfOneConnectionAsksFirst() throws Exception {
        serve("cache.stale-while-revalidate=1h");
        try (CloseableHttpClient single = HttpClients.custom()
                .setConnectionManager(new BasicHttpClientConnectionManager())
                .build()) {
            origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
            for (int i = 1; i <= 5; i++) {
                assertThat(EntityUtils.toString(execute(single, get(), null).getEntity()))
                        .isEqualTo("text");
                assertThat(origin.received()).hasSize(i);
            }
        }
    }

    @Test
    void whatIsStaleIsValidatedAndTheProgramsRequestStaysAsItIs() throws Exception {
        AtomicReference<String> condition = new AtomicReference<>();
        origin.answering(exchange -> {
            condition.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
            ScriptedOrigin.respond(
                    exchange, condition.get() == null ? 200 : 304, "text", "Cache-Control", STALE, "ETag", "\"1\"");
        });
        HttpGet asked = get();
        // More often than the pool has connections.
        for (int i = 0; i < 5; i++) {
            assertThat(EntityUtils.toString(execute(client, asked, null).getEntity()))
                    .isEqualTo("text");
        }
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(asked.getAllHeaders()).isEmpty();
        assertThat(origin.received()).hasSize(5);
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
        assertThat(body("/x")).isEqualTo("text");
        assertThat(isHit("/x")).isFalse();
    }

    /** The conditions of one resource go on to another one, which may have the same tag. */
    @Test
    void anotherResourceDoesNotValidateWhatIsStored() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body("/x")).isEqualTo("old");
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 302, "", "Location", "/y");
            } else {
                boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
                ScriptedOrigin.respond(exchange, conditional ? 304 : 200, "new", "ETag", "\"1\"");
            }
        });
        assertThat(body("/x")).isEqualTo("new");
    }

    @Test
    void aBodyThatIsNotReadToItsEndIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        try (CloseableHttpResponse response = execute(client, get(), null)) {
            assertThat(response.getEntity().getContent().read()).isEqualTo('x');
        }
        try (CloseableHttpResponse response = execute(client, get(), null);
                InputStream content = response.getEntity().getContent()) {
            content.skip(10);
            content.readAllBytes();
        }
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isTrue();
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
        assertThat(body("/x")).isEqualTo("text");
        try (CloseableHttpResponse hit = execute(client, get(), null)) {
            assertThat(hit.getFirstHeader("Content-Encoding")).isNull();
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            hit.getEntity().writeTo(written);
            assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(1);
    }

    /** That is a client's own affair, of which nothing is written down. */
    @Test
    void theEndOfARedirectOfThePrograms() throws Exception {
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 302, "", "Location", "/y");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", "Cache-Control", FRESH);
            }
        });
        try (CloseableHttpClient own = HttpClients.custom()
                .setRedirectStrategy(new RedirectStrategy() {
                    @Override
                    public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context) {
                        return response.getStatusLine().getStatusCode() == 302;
                    }

                    @Override
                    public HttpUriRequest getRedirect(HttpRequest request, HttpResponse response, HttpContext context) {
                        return new HttpGet(url("/y"));
                    }
                })
                .build()) {
            for (int i = 0; i < 2; i++) {
                try (CloseableHttpResponse response = execute(own, get(), null)) {
                    assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("text");
                }
            }
        }
        assertThat(origin.received()).hasSize(4);
    }

    @Test
    void aResponseIsTheSameAsItselfAndCanBeClosed() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        for (int i = 0; i < 2; i++) {
            CloseableHttpResponse response = execute(client, get(), null);
            EntityUtils.consume(response.getEntity());
            assertThat(response).isEqualTo(response).isNotEqualTo("text");
            response.close();
            response.close();
        }
    }

    @Test
    void whoseUserCannotBeKnownHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        try (CloseableHttpClient adding = HttpClients.custom()
                .addInterceptorLast((HttpRequestInterceptor) (request, context) -> request.addHeader("X-Token", "a"))
                .build()) {
            for (int i = 0; i < 2; i++) {
                EntityUtils.consume(execute(adding, get(), null).getEntity());
            }
        }
        assertThat(origin.received()).hasSize(3);
    }
}
