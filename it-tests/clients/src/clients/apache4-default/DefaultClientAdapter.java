package acme.suite.apache4;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.IOException;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.client.params.HttpClientParams;
import org.apache.http.client.protocol.RequestAddCookies;
import org.apache.http.client.protocol.ResponseProcessCookies;
import org.apache.http.conn.params.ConnManagerParams;
import org.apache.http.conn.params.ConnPerRouteBean;
import org.apache.http.conn.params.ConnRoutePNames;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpConnectionParams;
import org.apache.http.params.HttpParams;
import org.apache.http.params.HttpProtocolParams;

/** {@code DefaultHttpClient}, the client of Apache HttpClient 4.0 to 4.2, which later versions still have. */
@SuppressWarnings("deprecation")
public final class DefaultClientAdapter implements Adapter {
    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.ASYNC, "Apache HttpClient 4 has no asynchronous form; HttpAsyncClient has")
                .lacks(Feature.CANCEL, "Apache HttpClient 4 has no asynchronous form; HttpAsyncClient has")
                .lacks(Feature.INTERRUPT, "Apache HttpClient 4 does not listen to interrupts while it reads")
                .lacks(Feature.CALL_TIMEOUT, "Apache HttpClient 4 has none")
                .lacks(Feature.POOL_STATISTICS, "the pool of Apache HttpClient 4.0 counts open connections only")
                .lacks(Feature.HTTP2, "Apache HttpClient 4 speaks HTTP/1.1")
                .skip("httpsName", "DefaultHttpClient checks a certificate by the host that it connects to");
    }

    @Override
    public ClientUnderTest open(Setup setup) {
        return new Client(setup);
    }

    private static final class Client implements ClientUnderTest {
        private final DefaultHttpClient client;

        Client(Setup setup) {
            HttpParams params = new BasicHttpParams();
            HttpConnectionParams.setConnectionTimeout(params, setup.connectMillis);
            HttpConnectionParams.setSoTimeout(params, setup.readMillis);
            HttpClientParams.setRedirecting(params, setup.followRedirects);
            if (setup.connections > 0) {
                ConnManagerParams.setMaxTotalConnections(params, setup.connections);
                ConnManagerParams.setMaxConnectionsPerRoute(params, new ConnPerRouteBean(setup.connections));
            }
            if (setup.proxyPort > 0) {
                params.setParameter(ConnRoutePNames.DEFAULT_PROXY, new HttpHost("127.0.0.1", setup.proxyPort));
            }
            // What the client registers by itself, whatever its version.
            SchemeRegistry schemes =
                    new DefaultHttpClient(params).getConnectionManager().getSchemeRegistry();
            client = new DefaultHttpClient(new ThreadSafeClientConnManager(params, schemes), params);
            if (!setup.cookies) {
                // 4.0 has no policy that ignores them.
                client.removeRequestInterceptorByClass(RequestAddCookies.class);
                client.removeResponseInterceptorByClass(ResponseProcessCookies.class);
            }
            if (setup.user != null) {
                client.getCredentialsProvider()
                        .setCredentials(AuthScope.ANY, new UsernamePasswordCredentials(setup.user, setup.password));
            }
        }

        @Override
        public Answer send(Ask ask) throws IOException {
            HttpRequestBase request = request(ask);
            ask.abortable = request::abort;
            HttpProtocolParams.setUseExpectContinue(request.getParams(), ask.expectContinue);
            if (ask.reuse) {
                answer(client.execute(request)).bytes();
            }
            return answer(client.execute(request));
        }

        private static HttpRequestBase request(Ask ask) {
            HttpRequestBase request;
            if (ask.mayHaveBody()) {
                Enclosing enclosing = new Enclosing(ask.method);
                if (ask.hasBody()) {
                    enclosing.setEntity(
                            ask.kind == Ask.Body.REPEATABLE
                                    ? new ByteArrayEntity(ask.body)
                                    : new InputStreamEntity(ask.oneShot(), ask.length()));
                }
                request = enclosing;
            } else {
                request = new Bodiless(ask.method);
            }
            request.setURI(URI.create(ask.url));
            for (String[] header : ask.headers) {
                request.addHeader(header[0], header[1]);
            }
            return request;
        }

        private static Answer answer(HttpResponse response) throws IOException {
            HttpEntity entity = response.getEntity();
            Answer answer = new Answer(
                    response.getStatusLine().getStatusCode(), entity == null ? null : entity.getContent(), null);
            answer.note("line", response::getStatusLine)
                    .note("locale", response::getLocale)
                    .note(
                            "entity",
                            () -> entity == null
                                    ? "none"
                                    : entity.getContentLength() + " " + entity.isChunked() + " " + entity.isRepeatable()
                                            + " "
                                            + entity.isStreaming() + " " + entity.getContentType() + " "
                                            + entity.getContentEncoding());
            for (Header header : response.getAllHeaders()) {
                answer.header(header.getName(), header.getValue());
            }
            return answer;
        }

        @Override
        public void close() {
            client.getConnectionManager().shutdown();
        }
    }

    private static final class Enclosing extends HttpEntityEnclosingRequestBase {
        private final String method;

        Enclosing(String method) {
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method;
        }
    }

    private static final class Bodiless extends HttpRequestBase {
        private final String method;

        Bodiless(String method) {
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
