package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program's own publishers and subscribers do wrong is told to the program, and held against no endpoint. */
@Timeout(60)
class JdkOwnFaultTest {
    /** More than open a breaker. */
    private static final int MANY = 7;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestServer first;
    private TestServer second;
    private AgentEngine engine;

    /** Bodies of requests that never come to a good end. */
    enum Body {
        FAILS_AT_ONCE {
            @Override
            BodyPublisher publisher() {
                return BodyPublishers.ofInputStream(() -> Objects.requireNonNull(null, "mine"));
            }
        },
        FAILS_TO_BE_READ {
            @Override
            BodyPublisher publisher() {
                return BodyPublishers.fromPublisher(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        subscriber.onError(new IOException("disk"));
                    }

                    @Override
                    public void cancel() {}
                }));
            }
        },
        IS_TOO_LONG {
            @Override
            BodyPublisher publisher() {
                return BodyPublishers.fromPublisher(BodyPublishers.ofString("abc"), 2);
            }
        },
        IS_TOO_SHORT {
            @Override
            BodyPublisher publisher() {
                return BodyPublishers.fromPublisher(BodyPublishers.ofString("abc"), 5);
            }
        };

        abstract BodyPublisher publisher();
    }

    /** Readers of answers that never come to a good end. */
    enum Reader implements BodyHandler<String> {
        CANNOT_MAKE_ANYTHING_OF_IT {
            @Override
            public BodySubscriber<String> apply(HttpResponse.ResponseInfo info) {
                return BodySubscribers.mapping(
                        BodySubscribers.ofString(StandardCharsets.UTF_8), text -> Objects.requireNonNull(null, "json"));
            }
        },
        CANNOT_STORE_IT {
            @Override
            public BodySubscriber<String> apply(HttpResponse.ResponseInfo info) {
                return new Full();
            }
        },
        THROWS {
            @Override
            public BodySubscriber<String> apply(HttpResponse.ResponseInfo info) {
                return new Full() {
                    @Override
                    public void onNext(List<ByteBuffer> item) {
                        Objects.requireNonNull(null, "next");
                    }
                };
            }
        }
    }

    /** Gives up, as what writes to a full disk does. */
    private static class Full implements BodySubscriber<String> {
        private final CompletableFuture<String> body = new CompletableFuture<>();
        private Flow.Subscription subscription;

        @Override
        public CompletionStage<String> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription source) {
            subscription = source;
            source.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            subscription.cancel();
            body.completeExceptionally(new IOException("full"));
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete("");
        }
    }

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
        engine = Engines.of(first.url(), second.url());
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(first.url() + path));
    }

    private HttpRequest request(Body body) {
        return request("/x").POST(body.publisher()).build();
    }

    private HttpResponse<String> send(HttpRequest request, BodyHandler<String> handler) throws Exception {
        return send(client, request, handler);
    }

    @SuppressWarnings("unchecked")
    private HttpResponse<String> send(HttpClient by, HttpRequest request, BodyHandler<String> handler)
            throws Exception {
        Object[] answer = new JdkSend(engine).enter(by, request, handler, null);
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (HttpResponse<String>) answer[0];
    }

    @SuppressWarnings("unchecked")
    private HttpResponse<String> sendAsync(HttpRequest request, BodyHandler<String> handler) throws Exception {
        Object[] answer = new JdkSendAsync(engine).enter(client, request, handler, null);
        try {
            return ((CompletableFuture<HttpResponse<String>>) answer[0]).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw (Exception) failure.getCause();
        }
    }

    private void assertStillAnsweredByTheFirst() throws Exception {
        assertThat(send(request("/ok").build(), BodyHandlers.ofString()).body()).isEqualTo("A /ok");
        assertThat(second.received()).isEmpty();
    }

    private static void assertSame(Throwable seen, Throwable without) {
        assertThat(seen).hasSameClassAs(without);
        assertThat(message(seen)).isEqualTo(message(without));
        if (without.getCause() == null) {
            assertThat(seen).hasNoCause();
        } else {
            assertThat(seen.getCause()).hasSameClassAs(without.getCause());
            assertThat(message(seen.getCause())).isEqualTo(message(without.getCause()));
        }
    }

    /** Without the number of the connection, and the thread. */
    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("SocketTube\\(\\d+\\) \\[[^]]*] ", "");
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatFailsIsHeldAgainstNoEndpoint(Body body) throws Exception {
        Throwable without = catchThrowable(() -> client.send(request(body), BodyHandlers.ofString()));
        for (int i = 0; i < MANY; i++) {
            assertSame(catchThrowable(() -> send(request(body), BodyHandlers.ofString())), without);
        }
        assertStillAnsweredByTheFirst();
    }

    @ParameterizedTest
    @EnumSource
    void norIsOneThatIsSentAsynchronously(Body body) throws Exception {
        Throwable without = catchThrowable(() ->
                        client.sendAsync(request(body), BodyHandlers.ofString()).get(20, TimeUnit.SECONDS))
                .getCause();
        for (int i = 0; i < MANY; i++) {
            assertSame(catchThrowable(() -> sendAsync(request(body), BodyHandlers.ofString())), without);
        }
        assertStillAnsweredByTheFirst();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotReadTheAnswerIsHeldAgainstNoEndpoint(Reader reader) throws Exception {
        Throwable without = catchThrowable(() -> client.send(request("/x").build(), reader));
        for (int i = 0; i < MANY; i++) {
            assertSame(catchThrowable(() -> send(request("/x").build(), reader)), without);
        }
        assertStillAnsweredByTheFirst();
    }

    /** The endpoint has answered; who asks again with the same password may be locked out. */
    @ParameterizedTest
    @ValueSource(strings = {"challenge", "challenge-none"})
    void anAuthorizationThatIsRefusedIsTheProgramsMatter(String answer) throws Exception {
        HttpClient known = HttpClient.newBuilder()
                .authenticator(new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication("ann", "wrong".toCharArray());
                    }
                })
                .build();
        HttpRequest request = request("/answer/" + answer).build();
        Throwable without = catchThrowable(() -> known.send(request, BodyHandlers.ofString()));
        int requests = first.received().size();
        assertThat(without).isInstanceOf(IOException.class);
        for (int i = 1; i <= MANY; i++) {
            assertSame(catchThrowable(() -> send(known, request, BodyHandlers.ofString())), without);
            assertThat(first.received().size())
                    .as("requests of " + i + " calls")
                    .isLessThanOrEqualTo((i + 1) * (requests + 1));
        }
        assertStillAnsweredByTheFirst();
    }

    /** It is the endpoint that breaks the answer off, whoever reads it. */
    @Test
    void anAnswerThatBreaksOffIsHeldAgainstTheEndpoint() throws Exception {
        for (int i = 0; i < MANY; i++) {
            catchThrowable(() -> send(
                    request("/answer/half").build(),
                    info -> BodySubscribers.mapping(BodySubscribers.ofString(StandardCharsets.UTF_8), text -> text)));
        }
        assertThat(send(request("/ok").build(), BodyHandlers.ofString()).body()).isEqualTo("B /ok");
    }

    /** A server that breaks the connection while the body is on its way, which is none of the body's doing. */
    @Test
    void aConnectionThatBreaksUnderABodyIsHeldAgainstTheEndpoint() throws Exception {
        for (int i = 0; i < MANY; i++) {
            InputStream endless = new InputStream() {
                private int left = 10_000_000;

                @Override
                public int read() {
                    return left-- > 0 ? 1 : -1;
                }
            };
            catchThrowable(() -> send(
                    request("/answer/reset")
                            .POST(BodyPublishers.ofInputStream(() -> endless))
                            .build(),
                    BodyHandlers.ofString()));
        }
        assertThat(send(request("/ok").build(), BodyHandlers.ofString()).body()).isEqualTo("B /ok");
    }
}
