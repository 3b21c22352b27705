package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ApacheCacheCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;

/** A classic client of Apache HttpClient 5 with the cache of its service. */
class Apache5CacheTest extends ApacheCacheCases {
    private PoolingHttpClientConnectionManager pool;
    private CloseableHttpClient client;

    private void open(AgentEngine of, UnaryOperator<HttpClientBuilder> how) {
        pool = ClassicClients.pool();
        client = how.apply(ClassicClients.builder(of, pool).disableAutomaticRetries())
                .build();
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
    protected boolean decodes() {
        return true;
    }

    @Override
    protected Got send(String method, String url, String... fields) throws Exception {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url));
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            request.addHeader(parts[0], parts[1]);
        }
        if (method.startsWith("P")) {
            request.setEntity(new StringEntity("change"));
        }
        try (CloseableHttpResponse response = client.execute(request)) {
            HttpEntity body = response.getEntity();
            return new Got(response.getCode(), Fields.of(response), body == null ? "" : EntityUtils.toString(body));
        }
    }

    private static String body(CloseableHttpClient client, HttpUriRequestBase request) throws Exception {
        try (CloseableHttpResponse response = client.execute(request)) {
            return EntityUtils.toString(response.getEntity());
        }
    }

    private HttpGet get() {
        return new HttpGet(url("/x"));
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
            assertThat(hit.getFirstHeader("Age").getValue()).matches("\\d+");
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
    void whatIsStaleIsValidatedAndTheProgramsRequestStaysAsItIs() throws Exception {
        AtomicReference<String> condition = new AtomicReference<>();
        origin.answering(exchange -> {
            condition.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
            ScriptedOrigin.respond(
                    exchange, condition.get() == null ? 200 : 304, "text", "Cache-Control", STALE, "ETag", "\"1\"");
        });
        assertThat(body("/x")).isEqualTo("text");
        HttpGet asked = get();
        asked.addHeader("X-Own", "1");
        assertThat(body(client, asked)).isEqualTo("text");
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(asked.getHeaders()).hasSize(1);
        assertThat(origin.received()).hasSize(2);
        // No connection of the pool of two was lost over that.
        assertThat(body("/x")).isEqualTo("text");
        assertThat(body("/x")).isEqualTo("text");
    }

    @Test
    void aBodyThatIsClosedEarlyIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        try (CloseableHttpResponse response = client.execute(get())) {
            assertThat(response.getEntity().getContent().read()).isEqualTo('x');
        }
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isTrue();
    }

    @Test
    void aBodyThatIsSkippedIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        try (CloseableHttpResponse response = client.execute(get());
                InputStream content = response.getEntity().getContent()) {
            content.skip(10);
            content.readAllBytes();
        }
        assertThat(isHit("/x")).isFalse();
    }

    @Test
    void aBodyThatIsReadByteByByteOrWrittenIsStored() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        try (CloseableHttpResponse response = client.execute(new HttpGet(url("/read")));
                InputStream content = response.getEntity().getContent()) {
            for (int c : new int[] {'t', 'e', 'x', 't', -1}) {
                assertThat(content.read()).isEqualTo(c);
            }
        }
        try (CloseableHttpResponse response = client.execute(new HttpGet(url("/written")))) {
            response.getEntity().writeTo(new ByteArrayOutputStream());
        }
        assertThat(isHit("/read")).isTrue();
        assertThat(isHit("/written")).isTrue();
        assertThat(body("/written")).isEqualTo("text");
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
        assertThat(body("/x")).isEqualTo("text");
        try (CloseableHttpResponse response = client.execute(get(), context)) {
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("text");
        }
        assertThat(context.getRedirectLocations().getAll()).hasSize(1);
        assertThat(origin.received()).containsExactly("GET /x", "GET /y");
        try (CloseableHttpClient direct =
                        ClassicClients.builder(engine).disableRedirectHandling().build();
                CloseableHttpResponse response = direct.execute(get())) {
            assertThat(response.getCode()).isEqualTo(301);
            assertThat(response.getFirstHeader("Location").getValue()).isEqualTo("/y");
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void whoIsAuthenticatedByAContextHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        HttpClientContext context = HttpClientContext.create();
        context.resetAuthExchange(HttpHost.create(origin.url()), new BasicScheme());
        try (CloseableHttpResponse response = client.execute(get(), context)) {
            EntityUtils.consume(response.getEntity());
        }
        assertThat(origin.received()).hasSize(2);
    }

    /** Its one connection is the program's: a second request would be an error of its own. */
    @Test
    void aClientOfOneConnectionAsksFirst() throws Exception {
        serve("cache.stale-while-revalidate=1h");
        try (CloseableHttpClient single = ClassicClients.woven(
                        HttpClients.custom().setConnectionManager(new BasicHttpClientConnectionManager()), engine)
                .build()) {
            origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
            for (int i = 1; i <= 5; i++) {
                assertThat(body(single, get())).isEqualTo("text");
                assertThat(origin.received()).hasSize(i);
            }
        }
    }

    @Test
    void aClientToWhichTheProgramHasGivenCodeThatMayAddFieldsHasNoUseOfTheCache() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, "" + exchange.getRequestHeaders().getFirst("X-Token"), "Cache-Control", FRESH));
        assertThat(body("/x")).isEqualTo("null");
        try (CloseableHttpClient own = ClassicClients.builder(engine)
                .addRequestInterceptorLast((request, entity, context) -> request.addHeader("X-Token", "a"))
                .build()) {
            assertThat(body(own, get())).isEqualTo("a");
            assertThat(body(own, get())).isEqualTo("a");
        }
        assertThat(body("/x")).isEqualTo("null");
        assertThat(origin.received()).hasSize(3);
    }
}
