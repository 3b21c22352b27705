package acme.suite.reactor;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.Callback;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.Loggers;

/** Reactor Netty's {@code HttpClient}. */
public final class ReactorAdapter implements Adapter {
    private static final String SENT = "nobody can tell whether a body's publisher can be asked twice";
    private static final String UNTOLD =
            "1.3.0 does not always tell of a body that breaks off, without the agent neither";
    private static final String REDIRECTS = "where it follows redirects, another port is not asked in the kept name";

    static {
        // What it logs by otherwise is a map that its threads do not share well.
        Loggers.useJdkLoggers();
    }

    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.ABORT, "who waits for a subscription is interrupted, or cancels it")
                .lacks(Feature.EXPECT_CONTINUE, "HttpClient does not wait for a 100")
                .lacks(Feature.CREDENTIALS, "HttpClient answers no challenge by itself")
                .lacks(Feature.COOKIES, "HttpClient keeps none")
                .lacks(Feature.PROXY, "HttpClient only opens tunnels by CONNECT")
                .lacks(Feature.POOL_STATISTICS, "HttpClient counts them with Micrometer only")
                .skip("brokenAnswerIsNotRetried", UNTOLD)
                .skip("brokenChunksAreNotRetried", UNTOLD)
                .deviates("sameRequestElsewhere", SENT)
                .deviates("postWithKeyIsResent", SENT)
                .deviates("brokenUpload", SENT)
                .deviates("http2PutElsewhere", SENT)
                .deviates("name", REDIRECTS)
                .deviates("httpsName", REDIRECTS);
    }

    @Override
    public ClientUnderTest open(Setup setup) {
        ConnectionProvider.Builder pool = ConnectionProvider.builder("suite");
        if (setup.connections > 0) {
            pool.maxConnections(setup.connections).pendingAcquireMaxCount(-1);
        }
        ConnectionProvider connections = pool.build();
        HttpClient client = HttpClient.create(connections).followRedirect(setup.followRedirects);
        if (setup.connectMillis > 0) {
            client = client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, setup.connectMillis);
        }
        if (setup.readMillis > 0) {
            client = client.responseTimeout(Duration.ofMillis(setup.readMillis));
        }
        if (setup.http2) {
            client = client.protocol(HttpProtocol.H2, HttpProtocol.HTTP11);
        }
        return new Client(client, connections);
    }

    private static final class Client implements ClientUnderTest {
        private final HttpClient client;
        private final ConnectionProvider connections;

        Client(HttpClient client, ConnectionProvider connections) {
            this.client = client;
            this.connections = connections;
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            Mono<Answer> answer = answer(ask);
            if (ask.reuse) {
                wait(answer).bytes();
            }
            return wait(answer);
        }

        private static Answer wait(Mono<Answer> answer) throws Exception {
            CompletableFuture<Answer> future = answer.toFuture();
            try {
                return future.get();
            } catch (InterruptedException interrupted) {
                future.cancel(true);
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
            CompletableFuture<Answer> future = answer(ask).toFuture();
            future.whenComplete(callback::done);
            return () -> future.cancel(true);
        }

        private Mono<Answer> answer(Ask ask) {
            HttpClient.RequestSender request = client.headers(headers -> {
                        for (String[] header : ask.headers) {
                            headers.add(header[0], header[1]);
                        }
                        if (ask.kind == Ask.Body.REPEATABLE || ask.kind == Ask.Body.ONE_SHOT) {
                            headers.set("Content-Length", ask.length());
                        }
                    })
                    .request(HttpMethod.valueOf(ask.method))
                    .uri(ask.url);
            InputStream once = ask.oneShot();
            HttpClient.ResponseReceiver<?> receiver = request;
            if (ask.kind == Ask.Body.REPEATABLE) {
                receiver = request.send((sent, out) -> out.sendByteArray(Mono.just(ask.body)));
            } else if (ask.hasBody()) {
                receiver = request.send((sent, out) -> out.sendByteArray(chunks(once)));
            }
            Mono<Answer> answer = receiver.responseConnection(
                            (response, connection) -> Mono.just(answer(response, connection)))
                    .next();
            return ask.callMillis > 0 ? answer.timeout(Duration.ofMillis(ask.callMillis)) : answer;
        }

        private static Flux<byte[]> chunks(InputStream once) {
            return Flux.generate(sink -> {
                try {
                    byte[] chunk = new byte[8192];
                    int n = once.read(chunk);
                    if (n < 0) {
                        sink.complete();
                    } else {
                        sink.next(Arrays.copyOf(chunk, n));
                    }
                } catch (IOException broken) {
                    sink.error(broken);
                }
            });
        }

        private static Answer answer(HttpClientResponse response, Connection connection) {
            Answer answer = new Answer(response.status().code(), new Body(connection), null)
                    .note("line", () -> response.version() + " " + response.status())
                    .note("url", () -> response.method() + " " + response.resourceUrl() + " " + response.fullPath())
                    .note("redirected", () -> Arrays.toString(response.redirectedFrom()))
                    .note("cookies", () -> response.cookies().keySet());
            for (Map.Entry<String, String> header : response.responseHeaders()) {
                answer.header(header.getKey(), header.getValue());
            }
            return answer;
        }

        @Override
        public void close() {
            connections.disposeLater().block();
        }
    }

    /** What is received, for a thread that waits. */
    private static final class Body extends InputStream {
        private final Connection connection;
        private final Iterator<byte[]> parts;
        private InputStream part = new ByteArrayInputStream(new byte[0]);
        private boolean atEnd;

        Body(Connection connection) {
            this.connection = connection;
            // At once, but no more than a few parts ahead: who asks later may not hear of the end.
            parts = connection.inbound().receive().asByteArray().toIterable(4).iterator();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                int n = part.read(into, from, length);
                while (n < 0 && parts.hasNext()) {
                    part = new ByteArrayInputStream(parts.next());
                    n = part.read(into, from, length);
                }
                atEnd = n < 0;
                return n;
            } catch (UncheckedIOException broken) {
                throw broken.getCause();
            } catch (RuntimeException broken) {
                Throwable failure = Exceptions.unwrap(broken);
                throw failure instanceof IOException ? (IOException) failure : new IOException(failure);
            }
        }

        @Override
        public void close() {
            if (!atEnd) {
                connection.dispose();
            }
        }
    }
}
