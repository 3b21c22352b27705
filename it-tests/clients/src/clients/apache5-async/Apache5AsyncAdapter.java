package acme.suite.apache5async;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.Callback;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** The asynchronous client of Apache HttpClient 5, as its builder makes it. */
@SuppressWarnings("deprecation")
public final class Apache5AsyncAdapter implements Adapter {
    @Override
    public Traits traits() {
        Traits traits = new Traits().lacks(Feature.CALL_TIMEOUT, "Apache HttpClient 5 has none");
        if (AsyncExecChain.class.getDeclaredClasses().length == 1) {
            traits.lacks(Feature.HTTP2, "5.0 agrees upon HTTP/2 by ALPN, and then speaks HTTP/1.1");
        }
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
        private final PoolingAsyncClientConnectionManager pool = new PoolingAsyncClientConnectionManager();
        private final RequestConfig config;
        private final CloseableHttpAsyncClient client;

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
            HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create()
                    .setVersionPolicy(setup.http2 ? HttpVersionPolicy.NEGOTIATE : HttpVersionPolicy.FORCE_HTTP_1)
                    .setConnectionManager(pool)
                    .setDefaultRequestConfig(config);
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
            client.start();
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            BasicHttpRequest request = request(ask);
            if (ask.reuse) {
                finish(start(request, ask, new StreamedAnswer())).bytes();
            }
            Call call = start(request, ask, new StreamedAnswer());
            ask.abortable = () -> call.future.cancel(true);
            return finish(call);
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
            Call call = start(request(ask), ask, consumer);
            return () -> call.future.cancel(true);
        }

        private Call start(BasicHttpRequest request, Ask ask, StreamedAnswer consumer) {
            Future<Void> future = client.execute(
                    new BasicRequestProducer(request, body(ask)),
                    consumer,
                    HttpClientContext.create(),
                    new FutureCallback<Void>() {
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
                            consumer.broken(new CancellationException("cancelled"));
                        }
                    });
            consumer.stoppedBy(() -> future.cancel(true));
            return new Call(consumer, future);
        }

        private BasicHttpRequest request(Ask ask) {
            SimpleHttpRequest request = new SimpleHttpRequest(ask.method, URI.create(ask.url));
            for (String[] header : ask.headers) {
                request.addHeader(header[0], header[1]);
            }
            request.setConfig(
                    ask.expectContinue
                            ? RequestConfig.copy(config)
                                    .setExpectContinueEnabled(true)
                                    .build()
                            : config);
            return request;
        }

        private static AsyncEntityProducer body(Ask ask) {
            if (ask.kind == Ask.Body.NONE) {
                return null;
            }
            Header[] trailers = trailers(ask);
            if (ask.kind != Ask.Body.REPEATABLE) {
                return new StreamedBody(ask.oneShot(), ask.length(), trailers);
            }
            return trailers.length == 0
                    ? new BasicAsyncEntityProducer(ask.body, null)
                    : AsyncEntityProducers.create(ask.body, null, trailers);
        }

        private static Header[] trailers(Ask ask) {
            return ask.trailers
                    ? Stream.of(Ask.TRAILERS)
                            .map(field -> new BasicHeader(field[0], field[1]))
                            .toArray(Header[]::new)
                    : new Header[0];
        }

        @Override
        public int leased() {
            return pool.getTotalStats().getLeased();
        }

        @Override
        public void close() {
            client.close(CloseMode.IMMEDIATE);
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
}
