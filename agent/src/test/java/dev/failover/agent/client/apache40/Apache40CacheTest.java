package dev.failover.agent.client.apache40;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ApacheCacheCases;
import dev.failover.agent.client.apache4.Users;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.HttpVersion;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.params.ClientPNames;
import org.apache.http.client.params.CookiePolicy;
import org.apache.http.conn.ClientConnectionRequest;
import org.apache.http.conn.ManagedClientConnection;
import org.apache.http.conn.params.ConnManagerParams;
import org.apache.http.conn.params.ConnPerRouteBean;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.SingleClientConnManager;
import org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager;
import org.apache.http.message.BasicHeader;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code DefaultHttpClient} with the cache of its service; by what 4.0 has as well. */
@SuppressWarnings("deprecation") // it is what programs have
class Apache40CacheTest extends ApacheCacheCases {
    private Pool pool;
    private DefaultHttpClient client;
    private Apache40Execute woven;

    /** Counts what it has given away. */
    private static final class Pool extends ThreadSafeClientConnManager {
        final AtomicInteger leased = new AtomicInteger();

        Pool(HttpParams params, SchemeRegistry schemes) {
            super(params, schemes);
        }

        @Override
        public ClientConnectionRequest requestConnection(HttpRoute route, Object state) {
            ClientConnectionRequest asked = super.requestConnection(route, state);
            return new ClientConnectionRequest() {
                @Override
                public ManagedClientConnection getConnection(long timeout, TimeUnit unit)
                        throws InterruptedException, org.apache.http.conn.ConnectionPoolTimeoutException {
                    ManagedClientConnection given = asked.getConnection(timeout, unit);
                    leased.incrementAndGet();
                    return given;
                }

                @Override
                public void abortRequest() {
                    asked.abortRequest();
                }
            };
        }

        @Override
        public void releaseConnection(ManagedClientConnection connection, long valid, TimeUnit unit) {
            super.releaseConnection(connection, valid, unit);
            leased.decrementAndGet();
        }
    }

    private static final class WithBody extends HttpEntityEnclosingRequestBase {
        private final String method;

        WithBody(String method) {
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method;
        }
    }

    @Override
    protected void open(AgentEngine of) {
        woven = new Apache40Execute(of);
        SchemeRegistry schemes = new SchemeRegistry();
        schemes.register(new Scheme("http", PlainSocketFactory.getSocketFactory(), 80));
        HttpParams params = new BasicHttpParams();
        ConnManagerParams.setMaxConnectionsPerRoute(params, new ConnPerRouteBean(2));
        pool = new Pool(params, schemes);
        client = new DefaultHttpClient(pool, params);
    }

    @Override
    protected boolean validatesBehind() {
        return true;
    }

    @Override
    protected void openAs(AgentEngine of, String what, String user) {
        open(of);
        switch (what) {
            case "cookie":
                client.getParams().setParameter(ClientPNames.COOKIE_POLICY, CookiePolicy.BROWSER_COMPATIBILITY);
                client.setCookieStore(Users.cookies(user));
                break;
            case "credentials":
                client.setCredentialsProvider(Users.credentials(user));
                break;
            case "realms":
                client.setCredentialsProvider(Users.credentialsForRealms(user));
                break;
            default:
                client.getParams()
                        .setParameter(ClientPNames.DEFAULT_HEADERS, List.of(new BasicHeader("X-Api-Key", user)));
        }
    }

    @Override
    protected void openAsUnknown(AgentEngine of) {
        open(of);
        client.addRequestInterceptor((HttpRequestInterceptor) (request, context) -> request.addHeader("X-Token", "a"));
    }

    @Override
    protected void closeClient() {
        client.getConnectionManager().shutdown();
    }

    @Override
    protected int leased() {
        return pool.leased.get();
    }

    @Override
    protected Got send(String method, String url, String... fields) throws Exception {
        WithBody request = new WithBody(method);
        request.setURI(URI.create(url));
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            request.addHeader(parts[0], parts[1]);
        }
        if (method.startsWith("P")) {
            request.setEntity(new StringEntity("change"));
        }
        return Users.got(execute(client, request, null));
    }

    /** As the woven method: asks the handler, and else does what it always did. */
    private HttpResponse execute(DefaultHttpClient asked, HttpUriRequest request, HttpContext context)
            throws Exception {
        URI uri = request.getURI();
        HttpHost target = new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme());
        Object[] answer = woven.enter(asked, target, request, context);
        if (answer == null) {
            return asked.execute(target, request, context);
        }
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (HttpResponse) answer[0];
    }

    private HttpGet get() {
        return new HttpGet(url("/x"));
    }

    @Test
    void anAnswerOfTheCacheIsLikeOneOfAServer() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH, "Content-Type", "text/plain");
        HttpGet asked = get();
        for (int i = 0; i < 2; i++) {
            BasicHttpContext context = new BasicHttpContext();
            HttpResponse response = execute(client, asked, context);
            assertThat(response.getProtocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
            assertThat(response.getStatusLine().getReasonPhrase()).isEqualTo("OK");
            assertThat(response.getEntity().getContentType().getValue()).isEqualTo("text/plain");
            assertThat(response.getEntity().getContentLength()).isEqualTo(4);
            assertThat(context.getAttribute("http.response")).isNotNull();
            assertThat(context.getAttribute("http.request")).isNotNull();
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            response.getEntity().writeTo(written);
            assertThat(written.toString()).isEqualTo("text");
            // Of 4.3 and later.
            if (response instanceof Closeable) {
                ((Closeable) response).close();
            }
        }
        assertThat(asked.getAllHeaders()).isEmpty();
        assertThat(origin.received()).hasSize(1);
    }

    /** Its one connection is the program's: a second request would take it away. */
    @Test
    void aClientOfOneConnectionAsksFirst() throws Exception {
        serve("cache.stale-while-revalidate=1h");
        DefaultHttpClient single = new DefaultHttpClient(
                new SingleClientConnManager(client.getParams(), pool.getSchemeRegistry()), client.getParams());
        origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
        for (int i = 1; i <= 5; i++) {
            assertThat(Users.got(execute(single, get(), null)).body).isEqualTo("text");
            assertThat(origin.received()).hasSize(i);
        }
        single.getConnectionManager().shutdown();
    }

    /** The client follows redirects below us: what it comes back with is another URL's. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfARedirectIsNotStored(boolean circular) throws Exception {
        client.getParams().setBooleanParameter(ClientPNames.ALLOW_CIRCULAR_REDIRECTS, circular);
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 302, "", "Cache-Control", FRESH, "Location", "/y");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", "Cache-Control", FRESH);
            }
        });
        for (int i = 0; i < 2; i++) {
            assertThat(Users.got(execute(client, get(), null)).body).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(4);
    }

    @Test
    void aBodyThatIsNotReadToItsEndIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        try (InputStream content = execute(client, get(), null).getEntity().getContent()) {
            assertThat(content.read()).isEqualTo('x');
        }
        try (InputStream content = execute(client, get(), null).getEntity().getContent()) {
            content.skip(10);
            content.readAllBytes();
        }
        HttpGet aborted = get();
        execute(client, aborted, null);
        aborted.abort();
        execute(client, get(), null).getEntity().consumeContent();
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isTrue();
    }

    /** The client itself does nothing about it. */
    @Test
    void whatIsEncodedStaysSo() throws Exception {
        origin.answering(200, "zipped", "Cache-Control", FRESH, "Content-Encoding", "gzip");
        for (int i = 0; i < 2; i++) {
            HttpGet asked = get();
            asked.setHeader("Accept-Encoding", "gzip");
            HttpResponse response = execute(client, asked, null);
            assertThat(response.getEntity().getContentEncoding().getValue()).isEqualTo("gzip");
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("zipped");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void whoseUserCannotBeKnownHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        DefaultHttpClient subclass = new DefaultHttpClient() {};
        client.addRequestInterceptor((HttpRequestInterceptor) (request, context) -> request.addHeader("X-Token", "a"));
        for (DefaultHttpClient unknown : List.of(client, subclass)) {
            int before = origin.received().size();
            for (int i = 0; i < 2; i++) {
                assertThat(Users.got(execute(unknown, get(), null)).body).isEqualTo("text");
            }
            assertThat(origin.received()).hasSize(before + 2);
        }
        subclass.getConnectionManager().shutdown();
    }

    @Test
    void whoIsAuthenticatedByAContextHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        BasicHttpContext context = new BasicHttpContext();
        context.setAttribute("http.user-token", "a");
        assertThat(Users.got(execute(client, get(), context)).body).isEqualTo("text");
        assertThat(origin.received()).hasSize(2);
    }
}
