package acme.suite.apache5;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/** The classic client of Apache HttpClient 5, as its builder makes it. */
@SuppressWarnings("deprecation")
public final class Apache5Adapter implements Adapter {
    @Override
    public Traits traits() {
        Traits traits = new Traits()
                .lacks(Feature.ASYNC, "the classic client has no asynchronous form")
                .lacks(Feature.CANCEL, "the classic client has no asynchronous form")
                .lacks(Feature.INTERRUPT, "the classic client does not listen to interrupts while it reads")
                .lacks(Feature.CALL_TIMEOUT, "Apache HttpClient 5 has none")
                .lacks(Feature.HTTP2, "the classic client speaks HTTP/1.1");
        return isFrom56()
                ? traits.skip("gzip", "from 5.6 on a body is decoded, but its header left as it was")
                        .skip(
                                "redirectAway",
                                "from 5.6 on what bears an Authorization is not redirected to another host")
                : traits;
    }

    private static boolean isFrom56() {
        try {
            HttpRoute.class.getMethod("getUnixDomainSocket");
            return true;
        } catch (NoSuchMethodException older) {
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
                    .setConnectTimeout(Timeout.ofMilliseconds(setup.connectMillis))
                    .setResponseTimeout(Timeout.ofMilliseconds(setup.readMillis))
                    .setRedirectsEnabled(setup.followRedirects)
                    .build();
            HttpClientBuilder builder =
                    HttpClientBuilder.create().setConnectionManager(pool).setDefaultRequestConfig(config);
            // By itself it asks again after a 503, whatever the method is.
            builder.disableAutomaticRetries();
            if (!setup.cookies) {
                builder.disableCookieManagement();
            }
            if (setup.user != null) {
                BasicCredentialsProvider credentials = new BasicCredentialsProvider();
                credentials.setCredentials(
                        new AuthScope(null, -1),
                        new UsernamePasswordCredentials(setup.user, setup.password.toCharArray()));
                builder.setDefaultCredentialsProvider(credentials);
            }
            if (setup.proxyPort > 0) {
                builder.setProxy(new HttpHost("127.0.0.1", setup.proxyPort));
            }
            client = builder.build();
        }

        @Override
        public Answer send(Ask ask) throws IOException {
            HttpUriRequestBase request = request(ask);
            ask.abortable = request::abort;
            if (ask.reuse) {
                try (CloseableHttpResponse first = client.execute(request)) {
                    EntityUtils.consume(first.getEntity());
                }
            }
            CloseableHttpResponse response = client.execute(request);
            HttpEntity entity = response.getEntity();
            Answer answer = new Answer(response.getCode(), entity == null ? null : entity.getContent(), response);
            answer.note(
                            "line",
                            () -> response.getVersion() + " " + response.getCode() + " " + response.getReasonPhrase())
                    .note(
                            "entity",
                            () -> entity == null
                                    ? "none"
                                    : entity.getContentLength() + " " + entity.isChunked() + " " + entity.isRepeatable()
                                            + " "
                                            + entity.isStreaming() + " " + entity.getContentType() + " "
                                            + entity.getContentEncoding() + " " + entity.getTrailerNames())
                    .note(
                            "trailers",
                            () -> entity == null || entity.getTrailers() == null
                                    ? "none"
                                    : entity.getTrailers().get());
            for (Header header : response.getHeaders()) {
                answer.header(header.getName(), header.getValue());
            }
            return answer;
        }

        private HttpUriRequestBase request(Ask ask) {
            HttpUriRequestBase request = new HttpUriRequestBase(ask.method, URI.create(ask.url));
            for (String[] header : ask.headers) {
                request.addHeader(header[0], header[1]);
            }
            if (ask.hasBody()) {
                request.setEntity(ask.trailers ? new Trailed(body(ask)) : body(ask));
            }
            if (ask.expectContinue) {
                request.setConfig(RequestConfig.copy(config)
                        .setExpectContinueEnabled(true)
                        .build());
            }
            return request;
        }

        private static HttpEntity body(Ask ask) {
            return ask.kind == Ask.Body.REPEATABLE
                    ? new ByteArrayEntity(ask.body, null, null, ask.trailers)
                    : new InputStreamEntity(ask.oneShot(), ask.length(), null);
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

    /** Fields follow the body. */
    private static final class Trailed extends HttpEntityWrapper {
        Trailed(HttpEntity body) {
            super(body);
        }

        @Override
        public Supplier<List<? extends Header>> getTrailers() {
            return () -> Stream.of(Ask.TRAILERS)
                    .map(field -> new BasicHeader(field[0], field[1]))
                    .collect(Collectors.toList());
        }

        @Override
        public Set<String> getTrailerNames() {
            return Stream.of(Ask.TRAILERS).map(field -> field[0]).collect(Collectors.toSet());
        }
    }
}
