package dev.failover.agent.client.commons3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ApacheCacheCases;
import dev.failover.http.Headers;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.httpclient.ConnectionPoolTimeoutException;
import org.apache.commons.httpclient.Cookie;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HostConfiguration;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpConnection;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.HttpState;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.SimpleHttpConnectionManager;
import org.apache.commons.httpclient.UsernamePasswordCredentials;
import org.apache.commons.httpclient.auth.AuthScope;
import org.apache.commons.httpclient.auth.BasicScheme;
import org.apache.commons.httpclient.auth.CredentialsProvider;
import org.apache.commons.httpclient.methods.DeleteMethod;
import org.apache.commons.httpclient.methods.EntityEnclosingMethod;
import org.apache.commons.httpclient.methods.GetMethod;
import org.apache.commons.httpclient.methods.HeadMethod;
import org.apache.commons.httpclient.methods.PostMethod;
import org.apache.commons.httpclient.methods.PutMethod;
import org.apache.commons.httpclient.methods.StringRequestEntity;
import org.apache.commons.httpclient.params.HostParams;
import org.junit.jupiter.api.Test;

/** A Commons HttpClient with the cache of its service. */
class CommonsCacheTest extends ApacheCacheCases {
    private Pool pool;
    private HttpClient client;
    private CommonsExecute woven;

    /** Counts what it has given away. */
    private static final class Pool extends MultiThreadedHttpConnectionManager {
        final AtomicInteger leased = new AtomicInteger();

        @Override
        public HttpConnection getConnectionWithTimeout(HostConfiguration hosts, long timeout)
                throws ConnectionPoolTimeoutException {
            HttpConnection given = super.getConnectionWithTimeout(hosts, timeout);
            leased.incrementAndGet();
            return given;
        }

        @Override
        public void releaseConnection(HttpConnection connection) {
            super.releaseConnection(connection);
            leased.decrementAndGet();
        }
    }

    @Override
    protected void open(AgentEngine of) {
        woven = new CommonsExecute(of);
        pool = new Pool();
        pool.getParams().setDefaultMaxConnectionsPerHost(2);
        client = new HttpClient(pool);
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
                client.getState().addCookie(new Cookie("127.0.0.1", "user", user, "/", null, false));
                break;
            case "credentials":
                client.getState().setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("user", user));
                break;
            case "realms":
                for (String realm : List.of("a", "b", "c", "d", "x")) {
                    client.getState()
                            .setCredentials(
                                    new AuthScope(AuthScope.ANY_HOST, AuthScope.ANY_PORT, realm),
                                    new UsernamePasswordCredentials("user", realm.equals("x") ? user : "same"));
                }
                break;
            default:
                client.getHostConfiguration()
                        .getParams()
                        .setParameter(HostParams.DEFAULT_HEADERS, List.of(new Header("X-Api-Key", user)));
        }
    }

    @Override
    protected void openAsUnknown(AgentEngine of) {
        open(of);
        client.getParams().setParameter(CredentialsProvider.PROVIDER, (CredentialsProvider)
                (scheme, host, port, proxy) -> new UsernamePasswordCredentials("a", "a"));
    }

    @Override
    protected void closeClient() {
        pool.shutdown();
    }

    @Override
    protected int leased() {
        return pool.leased.get();
    }

    private static HttpMethodBase method(String name, String url) {
        switch (name) {
            case "GET":
                return new GetMethod(url);
            case "HEAD":
                return new HeadMethod(url);
            case "DELETE":
                return new DeleteMethod(url);
            case "PUT":
                return new PutMethod(url);
            default:
                return new PostMethod(url);
        }
    }

    @Override
    protected Got send(String name, String url, String... fields) throws Exception {
        HttpMethodBase method = method(name, url);
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            method.addRequestHeader(parts[0], parts[1]);
        }
        if (method instanceof EntityEnclosingMethod) {
            ((EntityEnclosingMethod) method).setRequestEntity(new StringRequestEntity("change", "text/plain", "UTF-8"));
        }
        return send(method, null);
    }

    private Got send(HttpMethodBase method, HttpState state) throws Exception {
        try {
            int status = execute(method, state);
            Headers.Builder fields = Headers.builder();
            for (Header field : method.getResponseHeaders()) {
                fields.add(field.getName(), field.getValue());
            }
            String body = method.getResponseBodyAsString();
            return new Got(status, fields.build(), body == null ? "" : body);
        } finally {
            method.releaseConnection();
        }
    }

    /** As the woven {@code executeMethod} does. */
    private int execute(HttpMethodBase method, HttpState state) throws Exception {
        Object[] answer = woven.enter(client, null, method, state);
        if (answer == null) {
            return client.executeMethod(null, method, state);
        }
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (Integer) answer[0];
    }

    /** Its one connection is the program's. */
    @Test
    void aClientOfOneConnectionAsksFirst() throws Exception {
        serve("cache.stale-while-revalidate=1h");
        HttpClient pooled = client;
        client = new HttpClient(new SimpleHttpConnectionManager());
        try {
            origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
            for (int i = 1; i <= 5; i++) {
                assertThat(body("/x")).isEqualTo("text");
                assertThat(origin.received()).hasSize(i);
            }
        } finally {
            client = pooled;
        }
    }

    @Test
    void aMethodThatTheCacheAnswersIsLikeAnyOther() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        for (int i = 0; i < 2; i++) {
            GetMethod method = new GetMethod(url("/x?y=%20z"));
            assertThat(execute(method, null)).isEqualTo(200);
            assertThat(method.getStatusLine().toString()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(method.getStatusText()).isEqualTo("OK");
            assertThat(method.getEffectiveVersion().toString()).isEqualTo("HTTP/1.1");
            assertThat(method.getResponseContentLength()).isEqualTo(4);
            assertThat(method.hasBeenUsed()).isTrue();
            assertThat(method.getURI().toString()).isEqualTo(url("/x?y=%20z"));
            try (InputStream content = method.getResponseBodyAsStream()) {
                assertThat(new String(content.readAllBytes())).isEqualTo("text");
            }
            method.releaseConnection();
        }
        assertThat(origin.received()).containsExactly("GET /x?y=%20z");
    }

    @Test
    void theMethodKeepsItsOwnFields() throws Exception {
        origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
        body("/x");
        GetMethod method = new GetMethod(url("/x"));
        assertThat(send(method, null).body).isEqualTo("text");
        assertThat(method.getRequestHeader("If-None-Match")).isNull();
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void aMethodCanBeUsedAgain() throws Exception {
        origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
        GetMethod method = new GetMethod(url("/x"));
        for (int i = 0; i < 4; i++) {
            assertThat(send(method, null).body).isEqualTo("text");
            String url = url("/x");
            method.recycle();
            method.setURI(new org.apache.commons.httpclient.URI(url, true));
        }
        assertThat(origin.received()).hasSize(4);
    }

    @Test
    void aMethodThatNamesOnlyItsPathHasTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        client.getHostConfiguration()
                .setHost("127.0.0.1", URI.create(origin.url()).getPort(), "http");
        for (int i = 0; i < 2; i++) {
            assertThat(send(new GetMethod("/x"), null).body).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(1);
    }

    /** Nobody knows what it writes, and as whom. */
    @Test
    void aMethodOfTheProgramsOwnForgetsWhatIsStored() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        PutMethod own = new PutMethod(url("/x")) {};
        send(own, null);
        body("/x");
        assertThat(origin.received()).hasSize(3);
    }

    /** The client follows redirects below us: what it comes back with is another URL's. */
    @Test
    void theEndOfARedirectIsNotStored() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body("/x")).isEqualTo("old");
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 302, "", "Cache-Control", FRESH, "Location", url("/y"));
            } else {
                // Of something else, which has the same tag.
                boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
                ScriptedOrigin.respond(
                        exchange, conditional ? 304 : 200, "new", "ETag", "\"1\"", "Cache-Control", FRESH);
            }
        });
        assertThat(body("/x")).isEqualTo("new");
        assertThat(body("/x")).isEqualTo("new");
        assertThat(isHit("/x")).isFalse();
    }

    @Test
    void aBodyThatIsNotReadToItsEndIsNotStored() throws Exception {
        origin.answering(200, "x".repeat(100_000), "Cache-Control", FRESH);
        GetMethod method = new GetMethod(url("/x"));
        execute(method, null);
        assertThat(method.getResponseBodyAsStream().read()).isEqualTo('x');
        method.abort();
        method.releaseConnection();
        GetMethod unread = new GetMethod(url("/x"));
        execute(unread, null);
        unread.releaseConnection();
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isTrue();
    }

    @Test
    void usersAreToldApartByTheStateThatACallIsGiven() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, "" + exchange.getRequestHeaders().getFirst("Cookie"), "Cache-Control", FRESH));
        for (String user : List.of("a", "b")) {
            HttpState state = new HttpState();
            state.addCookie(new Cookie("127.0.0.1", "user", user, "/", null, false));
            for (int i = 0; i < 2; i++) {
                assertThat(send(new GetMethod(url("/x")), state).body).contains("user=" + user);
            }
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void whoseUserCannotBeKnownHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        GetMethod authenticated = new GetMethod(url("/x"));
        authenticated.getHostAuthState().setAuthScheme(new BasicScheme());
        for (HttpMethodBase unknown : List.of(new GetMethod(url("/x")) {}, authenticated)) {
            assertThat(send(unknown, null).body).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(3);
    }
}
