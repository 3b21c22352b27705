package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code HttpClient} with the cache of a service, as the woven code calls it. */
@Timeout(60)
class JdkCacheTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final String STALE = "Cache-Control: max-age=0";

    private HttpClient client = client(Redirect.NEVER);
    private ScriptedOrigin origin;
    private AgentEngine engine;

    /** The two ways of sending. */
    enum Way {
        SEND {
            @Override
            <T> Object[] enter(JdkCacheTest test, HttpRequest request, BodyHandler<T> body) {
                return new JdkSend(test.engine).enter(test.client, request, body, null);
            }
        },
        SEND_ASYNC {
            @Override
            <T> Object[] enter(JdkCacheTest test, HttpRequest request, BodyHandler<T> body) {
                try {
                    return new Object[] {test.async(request, body).get(50, TimeUnit.SECONDS), null};
                } catch (ExecutionException failure) {
                    return new Object[] {null, failure.getCause()};
                } catch (Exception failure) {
                    throw new AssertionError(failure);
                }
            }
        };

        abstract <T> Object[] enter(JdkCacheTest test, HttpRequest request, BodyHandler<T> body);

        @SuppressWarnings("unchecked")
        <T> HttpResponse<T> send(JdkCacheTest test, HttpRequest request, BodyHandler<T> body) throws Exception {
            Object[] answer = enter(test, request, body);
            if (answer[1] != null) {
                throw (Exception) answer[1];
            }
            return (HttpResponse<T>) answer[0];
        }

        HttpResponse<String> send(JdkCacheTest test, HttpRequest request) throws Exception {
            return send(test, request, BodyHandlers.ofString());
        }
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<HttpResponse<T>> async(HttpRequest request, BodyHandler<T> body) {
        return (CompletableFuture<HttpResponse<T>>) new JdkSendAsync(engine).enter(client, request, body, null)[0];
    }

    private static HttpClient client(Redirect redirects) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(redirects)
                .build();
    }

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
        engine = Engines.with("cache.enabled=true", origin.url());
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin.url() + path));
    }

    private HttpRequest get() {
        return request("/x?y=%20z").build();
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("none");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFreshAnswersWithoutAnEndpoint(Way way) throws Exception {
        origin.answering("body", FRESH, "Content-Type: text/plain", "X-Twice: a", "X-Twice: b");
        HttpResponse<String> network = way.send(this, get());
        HttpRequest request = get();
        HttpResponse<String> stored = way.send(this, request);

        assertThat(origin.received()).hasSize(1);
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(stored.body()).isEqualTo("body");
        network.headers().map().forEach((name, values) -> {
            if (!name.equals("Cache-Status")) {
                assertThat(stored.headers().allValues(name)).isEqualTo(values);
            }
        });
        assertThat(stored.headers().allValues("Age")).hasSize(1);
        assertThat(status(stored)).contains("hit");
        assertThat(stored.uri()).isEqualTo(request.uri());
        assertThat(stored.request()).isSameAs(request);
        assertThat(stored.previousResponse()).isEmpty();
        assertThat(stored.sslSession()).isEmpty();
        assertThat(stored.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(stored).hasToString(network.toString());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStaleIsValidated(Way way) throws Exception {
        origin.validating("\"1\"", "body", STALE);
        way.send(this, get());
        HttpRequest request = get();
        HttpResponse<String> validated = way.send(this, request);

        assertThat(origin.received()).hasSize(2);
        assertThat(validated.statusCode()).isEqualTo(200);
        assertThat(validated.body()).isEqualTo("body");
        assertThat(validated.request()).isSameAs(request);
        assertThat(validated.request().headers().map()).isEmpty();
        assertThat(status(validated)).contains("fwd-status=304");
    }

    /** A 304 that says nothing of what is stored is not for a program that has asked no question. */
    @ParameterizedTest
    @EnumSource
    void aStrangeAnswerToOurQuestionHasTheWholeAskedFor(Way way) throws Exception {
        origin.answering("old", STALE, "ETag: \"1\"");
        way.send(this, get());
        origin.answering(exchange -> {
            boolean asks = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(exchange, asks ? 304 : 200, asks ? "" : "new", "ETag: \"2\"");
        });
        HttpResponse<String> answer = way.send(this, get());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("new");
        assertThat(origin.received()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionOfTheProgramIsAnsweredToTheProgram(Way way) throws Exception {
        origin.validating("\"1\"", "body", FRESH);
        way.send(this, get());
        HttpResponse<String> same = way.send(
                this, request("/x?y=%20z").header("If-None-Match", "\"1\"").build());
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(origin.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredDoesWhenNoEndpointCanBeReached(Way way) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url());
        origin.answering("body", STALE);
        way.send(this, get());
        origin.close();
        HttpResponse<String> standby = way.send(this, get());
        assertThat(standby.body()).isEqualTo("body");
        assertThat(status(standby)).contains("unreachable");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredDoesWhenAFailureFollowsAnAnswer(Way way) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url(), TestServer.dead());
        origin.answering("body", STALE);
        way.send(this, get());
        origin.answering(exchange -> ScriptedOrigin.respond(exchange, 503, "sorry"));
        HttpResponse<String> standby = way.send(this, get());
        assertThat(standby.body()).isEqualTo("body");
        assertThat(status(standby)).contains("fwd-status=503");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredDoesWhenEndpointsFail(Way way) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url());
        origin.answering("body", STALE);
        way.send(this, get());
        origin.answering(exchange -> ScriptedOrigin.respond(exchange, 500, "sorry"));
        assertThat(way.send(this, get()).body()).isEqualTo("body");
        origin.answering(exchange -> ScriptedOrigin.respond(exchange, 503, "sorry"));
        assertThat(way.send(this, get()).body()).isEqualTo("body");
    }

    @ParameterizedTest
    @EnumSource
    void whatMustBeValidatedIsNotUsedWithoutTheOrigin(Way way) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url());
        origin.answering("body", STALE + ", must-revalidate", "ETag: \"1\"");
        way.send(this, get());
        origin.close();
        assertThat(way.send(this, get()).statusCode()).isEqualTo(504);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureWithoutAnythingStoredIsTheClientsOwn(Way way) {
        origin.close();
        assertThatThrownBy(() -> way.send(this, get())).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsClosedEarlyIsNotStored(Way way) throws Exception {
        String large = "x".repeat(400_000);
        origin.answering(large, FRESH);
        try (InputStream in =
                way.send(this, get(), BodyHandlers.ofInputStream()).body()) {
            assertThat(in.read()).isEqualTo('x');
        }
        assertThat(way.send(this, get()).body()).isEqualTo(large);
        assertThat(origin.received()).hasSize(2);
        assertThat(way.send(this, get()).body()).isEqualTo(large);
        assertThat(origin.received()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsReadAsItComesIsStored(Way way) throws Exception {
        origin.answering("x".repeat(400_000), FRESH);
        for (int i = 0; i < 2; i++) {
            try (InputStream in =
                    way.send(this, get(), BodyHandlers.ofInputStream()).body()) {
                assertThat(in.readAllBytes()).hasSize(400_000);
            }
        }
        assertThat(origin.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsTooLargeStreamsOn(Way way) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.max-object-size=1KB", origin.url());
        String large = "x".repeat(40_000);
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(large.getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().close();
        });
        assertThat(way.send(this, get()).body()).isEqualTo(large);
        assertThat(way.send(this, get()).body()).isEqualTo(large);
        assertThat(origin.received()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatBreaksOffIsNotStored(Way way) throws Exception {
        origin.answering(exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH));
        InputStream in = way.send(this, get(), BodyHandlers.ofInputStream()).body();
        assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        origin.answering("whole", FRESH);
        assertThat(way.send(this, get()).body()).isEqualTo("whole");
    }

    /** As without a cache: whoever gets a body as a whole gets it from the next endpoint, and that one is stored. */
    @ParameterizedTest
    @EnumSource
    void anAttemptThatBreaksInTheMiddleIsRepeated(Way way) throws Exception {
        client = client(Redirect.NORMAL);
        try (ScriptedOrigin second = new ScriptedOrigin()) {
            engine = Engines.with("cache.enabled=true", origin.url(), second.url());
            origin.answering(exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH));
            second.answering("whole", FRESH);
            assertThat(way.send(this, get(), BodyHandlers.ofByteArray()).body())
                    .asString()
                    .isEqualTo("whole");
            assertThat(way.send(this, get()).body()).isEqualTo("whole");
            assertThat(second.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPostInvalidates(Way way) throws Exception {
        origin.answering("body", FRESH);
        way.send(this, get());
        way.send(
                this,
                request("/x?y=%20z").POST(BodyPublishers.ofString("order")).build());
        assertThat(status(way.send(this, get()))).doesNotContain("hit");
        assertThat(origin.received()).containsExactly("GET /x?y=%20z", "POST /x?y=%20z", "GET /x?y=%20z");
    }

    @ParameterizedTest
    @EnumSource
    void headAndRangesComeOfWhatAGetHasStored(Way way) throws Exception {
        origin.answering("0123456789", FRESH);
        way.send(this, get());
        HttpResponse<String> head = way.send(
                this,
                request("/x?y=%20z").method("HEAD", BodyPublishers.noBody()).build());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("10");
        HttpResponse<String> part =
                way.send(this, request("/x?y=%20z").header("Range", "bytes=2-4").build());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 2-4/10");
        assertThat(origin.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void usersAreKeptApart(Way way) throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, exchange.getRequestHeaders().getFirst("Authorization"), FRESH));
        for (String user : List.of("a", "b", "a", "b")) {
            HttpRequest request =
                    request("/me").header("Authorization", "Bearer " + user).build();
            assertThat(way.send(this, request).body()).isEqualTo("Bearer " + user);
        }
        assertThat(origin.received()).hasSize(2);
    }

    private HttpClient withCookie(String value) {
        CookieManager cookies = new CookieManager();
        HttpCookie cookie = new HttpCookie("id", value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(origin.url()), cookie);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void cookiesThatTheClientAddsKeepUsersApart(Way way) throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, exchange.getRequestHeaders().getFirst("Cookie"), FRESH));
        HttpClient a = withCookie("a");
        HttpClient b = withCookie("b");
        for (HttpClient user : List.of(a, b, a, b)) {
            client = user;
            assertThat(way.send(this, get()).body()).isEqualTo(user == a ? "id=a" : "id=b");
        }
        assertThat(origin.received()).hasSize(2);
    }

    /** Which of them is sent depends on the endpoint, so that it is not known for whom the response is. */
    @ParameterizedTest
    @EnumSource
    void cookiesThatGoToOneEndpointOnlyKeepTheCallFromTheCache(Way way) throws Exception {
        client = withCookie("a");
        origin.answering("body", FRESH);
        engine = Engines.with("cache.enabled=true", origin.url(), "http://localhost:1");
        way.send(this, get());
        way.send(this, get());
        assertThat(origin.received()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnAuthenticatorMayAddKeepsTheCallFromTheCache(Way way) throws Exception {
        origin.answering("body", FRESH);
        way.send(this, get());
        HttpClient plain = client;
        client = HttpClient.newBuilder().authenticator(new Authenticator() {}).build();
        way.send(this, get());
        way.send(this, get());
        assertThat(origin.received()).hasSize(3);
        // But it tells what has changed.
        way.send(this, request("/x?y=%20z").DELETE().build());
        client = plain;
        way.send(this, get());
        assertThat(origin.received()).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void whatARedirectLedToIsNotStored(Way way) throws Exception {
        client = client(Redirect.NORMAL);
        origin.answering(exchange -> {
            boolean isOld = exchange.getRequestURI().getPath().equals("/old");
            ScriptedOrigin.respond(exchange, isOld ? 302 : 200, isOld ? "" : "new", isOld ? "Location: /new" : FRESH);
        });
        for (int i = 0; i < 2; i++) {
            for (BodyHandler<?> handler : List.of(BodyHandlers.ofString(), BodyHandlers.ofByteArray())) {
                HttpResponse<?> response = way.send(this, request("/old").build(), handler);
                assertThat(response.uri().getPath()).isEqualTo("/new");
                assertThat(response.previousResponse()).isPresent();
            }
            try (InputStream in = way.send(this, request("/old").build(), BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(in.readAllBytes()).asString().isEqualTo("new");
            }
        }
        assertThat(origin.received()).hasSize(12);
        // A client that follows redirects stores what comes without one.
        way.send(this, request("/new").build());
        way.send(this, request("/new").build());
        assertThat(origin.received()).hasSize(13);
    }

    /** What is asked elsewhere says nothing of what is stored. */
    /** What another part of the program has stored, which wants to see redirects. */
    @ParameterizedTest
    @EnumSource
    void whatAnEndpointGaveSaysSo(Way way) throws Exception {
        origin.answering("body", FRESH, "Cache-Status: other; fwd=miss");
        HttpResponse<String> network = way.send(this, get());
        assertThat(network.headers().allValues("cache-status"))
                .containsExactly("other; fwd=miss", "failover; fwd=uri-miss; stored");
        assertThat(network.headers().firstValue("cache-control")).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void aStoredRedirectIsForThoseWhoDoNotFollowIt(Way way) throws Exception {
        origin.answering(exchange -> {
            boolean isOld = exchange.getRequestURI().getPath().equals("/old");
            ScriptedOrigin.respond(exchange, isOld ? 301 : 200, isOld ? "" : "new", FRESH, "Location: /new");
        });
        for (int i = 0; i < 2; i++) {
            assertThat(way.send(this, request("/old").build()).statusCode()).isEqualTo(301);
        }
        assertThat(origin.received()).containsExactly("GET /old");
        client = client(Redirect.NORMAL);
        assertThat(way.send(this, request("/old").build()).body()).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionThatWasRedirectedIsAskedAgainWithoutTheCache(Way way) throws Exception {
        client = client(Redirect.NORMAL);
        origin.answering("old", STALE, "ETag: \"1\"");
        way.send(this, request("/old").build());
        origin.answering(exchange -> {
            boolean isOld = exchange.getRequestURI().getPath().equals("/old");
            boolean asks = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(
                    exchange,
                    isOld ? 302 : asks ? 304 : 200,
                    isOld || asks ? "" : "new",
                    isOld ? "Location: /new" : "ETag: \"1\"");
        });
        HttpResponse<String> answer = way.send(this, request("/old").build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("new");
        assertThat(answer.request().headers().map()).isEmpty();
    }

    private static RuntimeException thrownBy(String who) {
        try {
            Objects.requireNonNull(null, who);
        } catch (NullPointerException thrown) {
            return thrown;
        }
        throw new AssertionError();
    }

    /** What the handler or its subscriber throws comes to the program as it does from the network. */
    @ParameterizedTest
    @EnumSource
    void whatTheProgramsHandlerThrowsTheProgramGets(Way way) throws Exception {
        origin.answering("body", FRESH);
        BodyHandler<String> throwing = info -> {
            // By the JDK: what our own package throws counts as our fault.
            throw thrownBy("handler");
        };
        BodyHandler<Void> choking = info -> BodySubscribers.fromSubscriber(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(List<ByteBuffer> item) {
                throw thrownBy("subscriber");
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        for (BodyHandler<?> handler : List.of(throwing, choking)) {
            Throwable network = catchThrowable(() -> way.send(this, get(), handler));
            way.send(this, get());
            int sent = origin.received().size();
            Throwable stored = catchThrowable(() -> way.send(this, get(), handler));
            assertThat(origin.received()).hasSize(sent);
            assertThat(network).isNotNull();
            assertThat(stored).hasSameClassAs(network).hasMessage(network.getMessage());
            assertThat(way.send(this, request("/x?y=%20z").DELETE().build()).statusCode())
                    .isEqualTo(200);
        }
    }

    /** The body comes as the program asks for it, and cannot be written to. */
    @ParameterizedTest
    @EnumSource
    void aStoredBodyComesAsItIsAskedFor(Way way) throws Exception {
        String large = "x".repeat(100_000);
        origin.answering(large, FRESH);
        way.send(this, get());
        Flow.Publisher<List<ByteBuffer>> body =
                way.send(this, get(), BodyHandlers.ofPublisher()).body();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        List<Integer> items = new ArrayList<>();
        CompletableFuture<String> all = new CompletableFuture<>();
        body.subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription source;
            private int asked;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                source = subscription;
                asked = 1;
                subscription.request(1);
            }

            @Override
            public void onNext(List<ByteBuffer> item) {
                asked--;
                assertThat(asked).isZero();
                items.add(item.size());
                for (ByteBuffer buffer : item) {
                    assertThat(buffer.isReadOnly()).isTrue();
                    byte[] bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    read.writeBytes(bytes);
                }
                asked++;
                source.request(1);
            }

            @Override
            public void onError(Throwable failure) {
                all.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                all.complete(read.toString(StandardCharsets.US_ASCII));
            }
        });
        assertThat(all.get(20, TimeUnit.SECONDS)).isEqualTo(large);
        assertThat(items).hasSizeGreaterThan(1);
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void manyCallsThatWantTheSameMakeOneRequest() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            ScriptedOrigin.respond(exchange, 200, "body", FRESH);
        });
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        all.add(async(get(), BodyHandlers.ofString()));
        asked.await();
        for (int i = 0; i < 5; i++) {
            all.add(async(get(), BodyHandlers.ofString()));
        }
        CompletableFuture<HttpResponse<String>> cancelled = async(get(), BodyHandlers.ofString());
        cancelled.cancel(true);
        assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
        CompletableFuture<HttpResponse<String>> blocking = CompletableFuture.supplyAsync(() -> {
            try {
                return Way.SEND.send(this, get());
            } catch (Exception failure) {
                throw new CompletionException(failure);
            }
        });
        go.countDown();
        for (CompletableFuture<HttpResponse<String>> each : all) {
            assertThat(each.get(20, TimeUnit.SECONDS).body()).isEqualTo("body");
        }
        assertThat(blocking.get(20, TimeUnit.SECONDS).body()).isEqualTo("body");
        assertThat(origin.received()).hasSize(1);
    }

    /** Whoever waits for it goes on alone. */
    @Test
    void whatIsCancelledIsNotStored() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            ScriptedOrigin.respond(exchange, 200, "body", FRESH);
        });
        CompletableFuture<HttpResponse<String>> first = async(get(), BodyHandlers.ofString());
        asked.await();
        CompletableFuture<HttpResponse<String>> second = async(get(), BodyHandlers.ofString());
        first.cancel(true);
        go.countDown();
        assertThat(second.get(20, TimeUnit.SECONDS).body()).isEqualTo("body");
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void aStoredAnswerIsToldOnAThreadThatTheProgramWouldSeeWithoutUs() throws Exception {
        origin.answering("body", FRESH);
        Way.SEND.send(this, get());
        CountDownLatch said = new CountDownLatch(1);
        CompletableFuture<String> seen = async(get(), info -> {
                    try {
                        // Not before the program has said what is to follow.
                        said.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                    return BodySubscribers.ofString(StandardCharsets.UTF_8);
                })
                .thenApply(response -> Thread.currentThread().getName());
        said.countDown();
        assertThat(seen.get(20, TimeUnit.SECONDS)).matches("ForkJoinPool\\.commonPool-worker-.*|Thread-.*");
        assertThat(origin.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void withoutACacheEveryCallIsSent(Way way) throws Exception {
        engine = Engines.of(origin.url());
        origin.answering("body", FRESH);
        way.send(this, get());
        assertThat(status(way.send(this, get()))).isEqualTo("none");
        assertThat(origin.received()).hasSize(2);
    }
}
