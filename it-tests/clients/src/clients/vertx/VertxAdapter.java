package acme.suite.vertx;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.Callback;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Vert.x 4 and 5. */
public final class VertxAdapter implements Adapter {
    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.EXPECT_CONTINUE, "a program of Vert.x waits for the 100 itself")
                .lacks(Feature.CREDENTIALS, "Vert.x answers no challenge by itself")
                .lacks(Feature.COOKIES, "Vert.x keeps none")
                .lacks(Feature.POOL_STATISTICS, "Vert.x counts connections for metrics only");
    }

    @Override
    public ClientUnderTest open(Setup setup) throws Exception {
        HttpClientOptions options = new HttpClientOptions();
        if (setup.connectMillis > 0) {
            options.setConnectTimeout(setup.connectMillis);
        }
        if (setup.proxyPort > 0) {
            options.setProxyOptions(new ProxyOptions()
                    .setType(ProxyType.HTTP)
                    .setHost("127.0.0.1")
                    .setPort(setup.proxyPort));
        }
        if (setup.http2) {
            options.setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(true);
        }
        Vertx vertx = Vertx.vertx();
        return new Client(vertx, pooled(vertx, options, setup.connections), setup);
    }

    /** Vert.x 4 says it in the options of the client, 5 in some of their own. */
    private static HttpClient pooled(Vertx vertx, HttpClientOptions options, int connections) throws Exception {
        if (connections == 0) {
            return vertx.createHttpClient(options);
        }
        for (Method method : HttpClientOptions.class.getMethods()) {
            if (method.getName().equals("setMaxPoolSize")) {
                method.invoke(options, connections);
                return vertx.createHttpClient(options);
            }
        }
        Class<?> type = Class.forName("io.vertx.core.http.PoolOptions");
        Object pool = type.getConstructor().newInstance();
        type.getMethod("setHttp1MaxSize", int.class).invoke(pool, connections);
        return (HttpClient) Vertx.class
                .getMethod("createHttpClient", HttpClientOptions.class, type)
                .invoke(vertx, options, pool);
    }

    private static final class Client implements ClientUnderTest {
        private final Vertx vertx;
        private final HttpClient client;
        private final Setup setup;

        Client(Vertx vertx, HttpClient client, Setup setup) {
            this.vertx = vertx;
            this.client = client;
            this.setup = setup;
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            RequestOptions options = options(ask);
            if (ask.reuse) {
                wait(new Exchange(ask, options)).bytes();
            }
            Exchange exchange = new Exchange(ask, options);
            ask.abortable = exchange::giveUp;
            return wait(exchange);
        }

        private static Answer wait(Exchange exchange) throws Exception {
            try {
                return exchange.answer.get();
            } catch (InterruptedException interrupted) {
                exchange.giveUp();
                throw interrupted;
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Exception) {
                    throw (Exception) failed.getCause();
                }
                throw failed;
            }
        }

        @Override
        public Pending start(Ask ask, Callback callback) {
            Exchange exchange = new Exchange(ask, options(ask));
            exchange.answer.whenComplete(callback::done);
            return exchange::giveUp;
        }

        private RequestOptions options(Ask ask) {
            RequestOptions options = new RequestOptions()
                    .setAbsoluteURI(ask.url)
                    .setMethod(HttpMethod.valueOf(ask.method))
                    .setFollowRedirects(setup.followRedirects);
            if (setup.readMillis > 0) {
                options.setTimeout(setup.readMillis);
            }
            for (String[] header : ask.headers) {
                options.addHeader(header[0], header[1]);
            }
            return options;
        }

        @Override
        public void close() throws IOException {
            try {
                vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            } catch (Exception failed) {
                throw new IOException(failed);
            }
        }

        /** One request. */
        private final class Exchange {
            final CompletableFuture<Answer> answer = new CompletableFuture<>();
            private final Ask ask;
            private volatile HttpClientRequest request;
            private volatile Throwable givenUp;

            Exchange(Ask ask, RequestOptions options) {
                this.ask = ask;
                if (ask.callMillis > 0) {
                    vertx.setTimer(ask.callMillis, late -> giveUp(new TimeoutException("the call's timeout")));
                }
                client.request(options).onComplete(asked -> {
                    if (asked.failed()) {
                        answer.completeExceptionally(asked.cause());
                        return;
                    }
                    request = asked.result();
                    if (givenUp != null) {
                        request.reset(0, givenUp);
                        answer.completeExceptionally(givenUp);
                        return;
                    }
                    request.response().onComplete(answered -> {
                        if (answered.failed()) {
                            answer.completeExceptionally(answered.cause());
                        } else {
                            answer.complete(answer(answered.result()));
                        }
                    });
                    try {
                        write();
                    } catch (IOException | RuntimeException broken) {
                        request.reset(0, broken);
                    }
                });
            }

            private void write() throws IOException {
                if (!ask.hasBody()) {
                    request.end();
                    return;
                }
                if (ask.kind == Ask.Body.REPEATABLE) {
                    request.end(Buffer.buffer(ask.body));
                    return;
                }
                if (ask.kind == Ask.Body.ONE_SHOT) {
                    request.putHeader("Content-Length", String.valueOf(ask.length()));
                } else {
                    request.setChunked(true);
                }
                InputStream once = ask.oneShot();
                byte[] chunk = new byte[8192];
                for (int n; (n = once.read(chunk)) >= 0; ) {
                    request.write(Buffer.buffer(Arrays.copyOf(chunk, n)));
                }
                request.end();
            }

            void giveUp() {
                giveUp(new IOException("given up"));
            }

            private void giveUp(Throwable why) {
                givenUp = why;
                HttpClientRequest asked = request;
                if (asked != null) {
                    asked.reset(0, why);
                } else {
                    answer.completeExceptionally(why);
                }
            }

            private Answer answer(HttpClientResponse response) {
                Body body = new Body();
                response.exceptionHandler(body::end);
                response.endHandler(end -> body.end(null));
                response.handler(part -> body.add(part.getBytes()));
                Answer read = new Answer(response.statusCode(), body, null)
                        .note("line", () -> response.version() + " " + response.statusMessage())
                        .note(
                                "request",
                                () -> response.request().getMethod() + " "
                                        + response.request().absoluteURI())
                        .note("cookies", response::cookies)
                        .note("trailers", () -> response.trailers().entries());
                for (Map.Entry<String, String> header : response.headers()) {
                    read.header(header.getKey(), header.getValue());
                }
                return read;
            }
        }
    }
}
