package acme.suite.apache4;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.util.EntityUtils;

/** Apache HttpClient 4.3 and later, as its builder makes it. */
public final class Apache4Adapter implements Adapter {
    @Override
    public Traits traits() {
        Traits traits = new Traits()
                .lacks(Feature.ASYNC, "Apache HttpClient 4 has no asynchronous form; HttpAsyncClient has")
                .lacks(Feature.CANCEL, "Apache HttpClient 4 has no asynchronous form; HttpAsyncClient has")
                .lacks(Feature.INTERRUPT, "Apache HttpClient 4 does not listen to interrupts while it reads")
                .lacks(Feature.CALL_TIMEOUT, "Apache HttpClient 4 has none")
                .lacks(Feature.HTTP2, "Apache HttpClient 4 speaks HTTP/1.1");
        return canPin()
                ? traits
                : traits.skip(
                        "httpsName", "before HttpCore 4.4 a certificate is checked by the host that is connected to");
    }

    private static boolean canPin() {
        try {
            HttpHost.class.getConstructor(InetAddress.class, String.class, int.class, String.class);
            return true;
        } catch (NoSuchMethodException olderCore) {
            return false;
        }
    }

    @Override
    public ClientUnderTest open(Setup setup) {
        return new Client(setup);
    }

    private static final class Client implements ClientUnderTest {
        private final PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
        private final RequestConfig config;
        private final CloseableHttpClient client;

        Client(Setup setup) {
            if (setup.connections > 0) {
                pool.setMaxTotal(setup.connections);
                pool.setDefaultMaxPerRoute(setup.connections);
            }
            config = RequestConfig.custom()
                    .setConnectTimeout(setup.connectMillis)
                    .setSocketTimeout(setup.readMillis)
                    .setRedirectsEnabled(setup.followRedirects)
                    .build();
            HttpClientBuilder builder =
                    HttpClientBuilder.create().setConnectionManager(pool).setDefaultRequestConfig(config);
            if (!setup.cookies) {
                builder.disableCookieManagement();
            }
            if (setup.user != null) {
                BasicCredentialsProvider credentials = new BasicCredentialsProvider();
                credentials.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials(setup.user, setup.password));
                builder.setDefaultCredentialsProvider(credentials);
            }
            if (setup.proxyPort > 0) {
                builder.setProxy(new HttpHost("127.0.0.1", setup.proxyPort));
            }
            client = builder.build();
        }

        @Override
        public Answer send(Ask ask) throws IOException {
            Request request = new Request(ask);
            ask.abortable = request::abort;
            if (ask.expectContinue) {
                request.setConfig(RequestConfig.copy(config)
                        .setExpectContinueEnabled(true)
                        .build());
            }
            if (ask.reuse) {
                try (CloseableHttpResponse first = client.execute(request.plain())) {
                    EntityUtils.consume(first.getEntity());
                }
                request.reset();
            }
            CloseableHttpResponse response = client.execute(request.plain());
            HttpEntity entity = response.getEntity();
            Answer answer = new Answer(
                    response.getStatusLine().getStatusCode(), entity == null ? null : entity.getContent(), response);
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
        public int leased() {
            return pool.getTotalStats().getLeased();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    /** Of any method, with a body or without. */
    private static final class Request extends HttpEntityEnclosingRequestBase {
        private final String method;
        private final HttpRequestBase bodiless;

        Request(Ask ask) {
            method = ask.method;
            setURI(URI.create(ask.url));
            bodiless = ask.mayHaveBody() ? null : new Bodiless(method, getURI());
            for (String[] header : ask.headers) {
                plain().addHeader(header[0], header[1]);
            }
            if (ask.kind == Ask.Body.REPEATABLE) {
                setEntity(new ByteArrayEntity(ask.body));
            } else if (ask.hasBody()) {
                setEntity(new InputStreamEntity(ask.oneShot(), ask.length()));
            }
        }

        /** What is sent: a request that cannot have a body says so by its class. */
        HttpRequestBase plain() {
            return bodiless == null ? this : bodiless;
        }

        @Override
        public void abort() {
            if (bodiless == null) {
                super.abort();
            } else {
                bodiless.abort();
            }
        }

        @Override
        public String getMethod() {
            return method;
        }
    }

    private static final class Bodiless extends HttpRequestBase {
        private final String method;

        Bodiless(String method, URI uri) {
            this.method = method;
            setURI(uri);
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
