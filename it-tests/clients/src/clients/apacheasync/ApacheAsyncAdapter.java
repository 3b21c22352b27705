package acme.suite.apacheasync;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.Callback;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.ssl.SSLContexts;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.conn.NoopIOSessionStrategy;
import org.apache.http.nio.conn.SchemeIOSessionStrategy;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.apache.http.nio.reactor.IOReactorException;

/** Apache HttpAsyncClient 4, as its builder makes it. */
@SuppressWarnings("deprecation")
public final class ApacheAsyncAdapter implements Adapter {
    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.CALL_TIMEOUT, "Apache HttpAsyncClient 4 has none")
                .lacks(Feature.HTTP2, "Apache HttpAsyncClient 4 speaks HTTP/1.1")
                .deviates(
                        "httpsName",
                        "the client checks a certificate by the name of the host that it connects to, so that https"
                                + " endpoints are asked by their own names");
    }

    @Override
    public ClientUnderTest open(Setup setup) throws IOReactorException {
        return new Client(setup);
    }

    private static final class Client implements ClientUnderTest {
        private final PoolingNHttpClientConnectionManager pool;
        private final RequestConfig config;
        private final CloseableHttpAsyncClient client;

        Client(Setup setup) throws IOReactorException {
            // Time-outs are looked at so often.
            IOReactorConfig reactor = IOReactorConfig.custom()
                    .setSelectInterval(100)
                    .setIoThreadCount(2)
                    .build();
            // By TLS 1.3 the oldest version sometimes waits for an answer that has come.
            SSLIOSessionStrategy secure = new SSLIOSessionStrategy(
                    SSLContexts.createDefault(),
                    new String[] {"TLSv1.2"},
                    null,
                    SSLIOSessionStrategy.BROWSER_COMPATIBLE_HOSTNAME_VERIFIER);
            pool = new PoolingNHttpClientConnectionManager(
                    new DefaultConnectingIOReactor(reactor),
                    RegistryBuilder.<SchemeIOSessionStrategy>create()
                            .register("http", NoopIOSessionStrategy.INSTANCE)
                            .register("https", secure)
                            .build());
            if (setup.connections > 0) {
                pool.setMaxTotal(setup.connections);
                pool.setDefaultMaxPerRoute(setup.connections);
            }
            config = RequestConfig.custom()
                    .setConnectTimeout(setup.connectMillis)
                    .setSocketTimeout(setup.readMillis)
                    .setRedirectsEnabled(setup.followRedirects)
                    .build();
            HttpAsyncClientBuilder builder =
                    HttpAsyncClientBuilder.create().setConnectionManager(pool).setDefaultRequestConfig(config);
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
            client.start();
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            HttpRequestBase request = request(ask);
            if (ask.reuse) {
                finish(start(request, new StreamedAnswer())).bytes();
                request.reset();
            }
            ask.abortable = request::abort;
            return finish(start(request, new StreamedAnswer()));
        }

        private static Answer finish(Call call) throws Exception {
            try {
                return call.consumer.head().get();
            } catch (InterruptedException interrupted) {
                call.future.cancel(true);
                throw interrupted;
            } catch (ExecutionException failure) {
                throw (Exception) failure.getCause();
            }
        }

        @Override
        public Pending start(Ask ask, Callback callback) {
            StreamedAnswer consumer = new StreamedAnswer();
            consumer.head().whenComplete((answer, failure) -> callback.done(answer, failure));
            Call call = start(request(ask), consumer);
            return () -> call.future.cancel(true);
        }

        private Call start(HttpRequestBase request, StreamedAnswer consumer) {
            Future<Void> future =
                    client.execute(HttpAsyncMethods.create(request), consumer, new FutureCallback<Void>() {
                        @Override
                        public void completed(Void nothing) {
                            consumer.completed();
                        }

                        @Override
                        public void failed(Exception failure) {
                            consumer.broken(failure);
                        }

                        @Override
                        public void cancelled() {
                            consumer.broken(new java.util.concurrent.CancellationException("cancelled"));
                        }
                    });
            return new Call(consumer, future);
        }

        private HttpRequestBase request(Ask ask) {
            HttpRequestBase request;
            if (ask.mayHaveBody()) {
                WithBody body = new WithBody(ask.method);
                if (ask.hasBody()) {
                    body.setEntity(
                            ask.kind == Ask.Body.REPEATABLE
                                    ? new ByteArrayEntity(ask.body)
                                    : new InputStreamEntity(ask.oneShot(), ask.length()));
                }
                request = body;
            } else {
                request = new Bodiless(ask.method);
            }
            request.setURI(URI.create(ask.url));
            for (String[] header : ask.headers) {
                request.addHeader(header[0], header[1]);
            }
            if (ask.expectContinue) {
                request.setConfig(RequestConfig.copy(config)
                        .setExpectContinueEnabled(true)
                        .build());
            }
            return request;
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

    private static final class Call {
        final StreamedAnswer consumer;
        final Future<Void> future;

        Call(StreamedAnswer consumer, Future<Void> future) {
            this.consumer = consumer;
            this.future = future;
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
