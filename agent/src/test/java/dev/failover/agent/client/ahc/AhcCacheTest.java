package dev.failover.agent.client.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.asynchttpclient.AsyncCompletionHandlerBase;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.AsyncHttpClientConfig;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Realm;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;
import org.asynchttpclient.filter.FilterContext;
import org.asynchttpclient.filter.RequestFilter;
import org.asynchttpclient.filter.ResponseFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AsyncHttpClient with the cache of its service. */
@Timeout(60)
class AhcCacheTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final String STALE = "Cache-Control: max-age=0";

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private final long faults = Bridge.failures();
    private ScriptedOrigin origin;
    private DefaultAsyncHttpClient client;
    private AgentEngine engine;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
        client = client(config());
        engine = engine("");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        origin.close();
        for (int i = 0; i < 500 && inUse() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(inUse()).as("bytes of buffers that nobody has released").isZero();
        assertThat(Bridge.failures()).as("faults of the agent").isEqualTo(faults);
    }

    private long inUse() {
        return buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory();
    }

    private DefaultAsyncHttpClientConfig.Builder config() {
        return new DefaultAsyncHttpClientConfig.Builder()
                .setMaxConnections(2)
                .setMaxRequestRetry(0)
                .setFollowRedirect(true)
                .setAllocator(buffers);
    }

    private static DefaultAsyncHttpClient client(DefaultAsyncHttpClientConfig.Builder config) {
        return new DefaultAsyncHttpClient(config.build());
    }

    private AgentEngine engine(String settings) {
        return Engines.with("cache.enabled=true;" + settings, origin.url());
    }

    private RequestBuilder get(String path) {
        return new RequestBuilder("GET").setUrl(origin.url() + path);
    }

    @SuppressWarnings("unchecked")
    private <T> ListenableFuture<T> start(DefaultAsyncHttpClient by, Request request, AsyncHandler<T> handler) {
        Object[] entered = new AhcExecute(engine).enter(by, request, handler, null);
        return (ListenableFuture<T>) entered[0];
    }

    private Response send(DefaultAsyncHttpClient by, RequestBuilder request) throws Exception {
        return start(by, request.build(), new AsyncCompletionHandlerBase()).get(30, TimeUnit.SECONDS);
    }

    private Response send(RequestBuilder request) throws Exception {
        return send(client, request);
    }

    private String body(String path) throws Exception {
        return send(get(path)).getResponseBody();
    }

    private boolean isHit(DefaultAsyncHttpClient by, RequestBuilder request) throws Exception {
        int before = origin.received().size();
        send(by, request);
        return origin.received().size() == before;
    }

    private boolean isHit(RequestBuilder request) throws Exception {
        return isHit(client, request);
    }

    /** Numbers its answers. */
    private void numbering(String... fields) {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, "number " + origin.received().size(), fields));
    }

    @ParameterizedTest
    @EnumSource(AsyncHttpClientConfig.ResponseBodyPartFactory.class)
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer(AsyncHttpClientConfig.ResponseBodyPartFactory parts)
            throws Exception {
        origin.answering(203, "text", FRESH, "Content-Type: text/plain", "X-A: 1", "X-A: 2");
        try (DefaultAsyncHttpClient own = client(config().setResponseBodyPartFactory(parts))) {
            Told miss = new Told();
            assertThat(start(own, get("/x?y=%20z").build(), miss).get(30, TimeUnit.SECONDS))
                    .isEqualTo("203 text");
            assertThat(miss.headers.getAll("Cache-Status")).containsExactly("failover; fwd=uri-miss; stored");
            Told hit = new Told();
            assertThat(start(own, get("/x?y=%20z").build(), hit).get(30, TimeUnit.SECONDS))
                    .isEqualTo("203 text");
            assertThat(hit.events).containsExactly("status", "headers", "body", "completed");
            assertThat(hit.status.getUri().toUrl()).isEqualTo(origin.url() + "/x?y=%20z");
            assertThat(hit.status.getStatusText()).isEqualTo("Non-Authoritative Information");
            assertThat(hit.status.getProtocolText()).isEqualTo("HTTP/1.1");
            assertThat(hit.headers.getAll("X-A")).containsExactly("1", "2");
            assertThat(hit.headers.get("Age")).isNotNull();
            assertThat(hit.headers.get("Cache-Status")).startsWith("failover; hit");
            assertThat(pool(hit.thread)).as("a thread of the client").isEqualTo(pool(miss.thread));
        }
        assertThat(origin.received()).containsExactly("GET /x?y=%20z");
    }

    private static String pool(String thread) {
        return thread.substring(0, thread.lastIndexOf('-'));
    }

    @Test
    void aResponseIsThatOfTheClient() throws Exception {
        origin.answering("text", FRESH, "Content-Type: text/plain;charset=utf-8");
        body("/x");
        Response hit = send(get("/x"));
        assertThat(hit.getStatusCode()).isEqualTo(200);
        assertThat(hit.getStatusText()).isEqualTo("OK");
        assertThat(hit.getContentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(hit.getUri().toUrl()).isEqualTo(origin.url() + "/x");
        assertThat(hit.getResponseBodyAsStream().readAllBytes()).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
        // What it gets is the program's own.
        hit.getResponseBodyAsBytes()[0] = 'X';
        assertThat(body("/x")).isEqualTo("text");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void whatIsStaleIsValidatedAndTheProgramsRequestStaysAsItIs() throws Exception {
        AtomicReference<String> condition = new AtomicReference<>();
        origin.answering(exchange -> {
            condition.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
            ScriptedOrigin.respond(
                    exchange,
                    condition.get() == null ? 200 : 304,
                    condition.get() == null ? "text" : "",
                    STALE,
                    "ETag: \"1\"");
        });
        Request asked = get("/x").build();
        // More often than the pool has connections.
        for (int i = 0; i < 5; i++) {
            Response response =
                    start(client, asked, new AsyncCompletionHandlerBase()).get(30, TimeUnit.SECONDS);
            assertThat(response.getStatusCode()).isEqualTo(200);
            assertThat(response.getResponseBody()).isEqualTo("text");
        }
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(asked.getHeaders().isEmpty()).isTrue();
        assertThat(origin.received()).hasSize(5);
    }

    @Test
    void whatTheProgramValidatesItselfItHearsItself() throws Exception {
        origin.validating("\"1\"", "text", STALE);
        body("/x");
        assertThat(send(get("/x").addHeader("If-None-Match", "\"1\"")).getStatusCode())
                .isEqualTo(304);
        origin.validating("\"1\"", "text", FRESH);
        body("/y");
        assertThat(isHit(get("/y").addHeader("If-None-Match", "\"1\""))).isTrue();
        assertThat(send(get("/y").addHeader("If-None-Match", "\"1\"")).getStatusCode())
                .isEqualTo(304);
    }

    @Test
    void aValidationOfSomethingElseIsAskedForAgainAsAWhole() throws Exception {
        origin.answering("old", STALE, "ETag: \"1\"");
        assertThat(body("/x")).isEqualTo("old");
        origin.answering(exchange -> {
            boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(
                    exchange,
                    conditional ? 304 : 200,
                    conditional ? "" : "new",
                    FRESH,
                    conditional ? "ETag: \"9\"" : "ETag: \"2\"");
        });
        assertThat(body("/x")).isEqualTo("new");
        assertThat(origin.received()).hasSize(3);
    }

    @Test
    void aStaleOneAnswersWhileItIsValidatedBehindIt() throws Exception {
        engine = engine("cache.stale-while-revalidate=1m");
        CountDownLatch validated = new CountDownLatch(1);
        origin.answering(exchange -> {
            boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(
                    exchange,
                    conditional ? 304 : 200,
                    conditional ? "" : "text",
                    conditional ? FRESH : STALE,
                    "ETag: \"1\"");
            if (conditional) {
                validated.countDown();
            }
        });
        body("/x");
        assertThat(send(get("/x")).getHeader("Cache-Status")).startsWith("failover; hit; ttl=");
        assertThat(validated.await(20, TimeUnit.SECONDS)).isTrue();
        String status = "";
        for (int i = 0; i < 500 && !status.matches("failover; hit; ttl=[1-9].*"); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
            status = send(get("/x")).getHeader("Cache-Status");
        }
        assertThat(status).matches("failover; hit; ttl=[1-9].*");
        assertThat(origin.received()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStaleAnswersWhereNoEndpointDoes(boolean dead) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url(), TestServer.dead());
        origin.answering("text", STALE);
        assertThat(body("/x")).isEqualTo("text");
        if (dead) {
            origin.close();
        } else {
            origin.answering(503, "error");
        }
        // Until the breakers are open, and then.
        for (int i = 0; i < 12; i++) {
            Response response = send(get("/x"));
            assertThat(response.getStatusCode()).isEqualTo(200);
            assertThat(response.getResponseBody()).isEqualTo("text");
        }
        if (dead) {
            assertThatThrownBy(() -> body("/never-asked")).hasCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void anErrorThatNobodyRepeatsIsCovered() throws Exception {
        engine = engine("cache.stale-if-error=1h");
        origin.answering("text", STALE);
        body("/x");
        origin.answering(500, "x".repeat(200_000));
        Response covered = send(get("/x"));
        assertThat(covered.getResponseBody()).isEqualTo("text");
        assertThat(covered.getHeader("Cache-Status")).contains("fwd-status=500").endsWith("stale-if-error");
    }

    @Test
    void whatMustBeValidatedIsNoAnswerWithoutTheOrigin() throws Exception {
        engine = engine("cache.stale-if-error=1h");
        origin.answering("text", STALE + ", must-revalidate", "ETag: \"1\"");
        assertThat(body("/x")).isEqualTo("text");
        origin.close();
        Response none = send(get("/x"));
        assertThat(none.getStatusCode()).isEqualTo(504);
        assertThat(none.getHeader("Cache-Status")).contains("fwd=stale");
    }

    @Test
    void aLongBodyIsStoredAsItStreams() throws Exception {
        origin.answering("x".repeat(700_000), FRESH);
        assertThat(body("/x")).hasSize(700_000);
        assertThat(isHit(get("/x"))).isTrue();
        assertThat(body("/x")).hasSize(700_000);
    }

    @Test
    void whatIsTooLargeStreamsOnAndIsNotStored() throws Exception {
        engine = engine("cache.max-object-size=1KB");
        origin.answering("x".repeat(5000), FRESH);
        assertThat(body("/x")).hasSize(5000);
        assertThat(body("/x")).hasSize(5000);
        assertThat(origin.received()).hasSize(2);
    }

    /** The server sends the rest only when the program has seen the beginning. */
    @Test
    void theProgramNeedNotWaitForTheEndOfWhatIsStored() throws Exception {
        Told told = new Told();
        origin.answering(exchange -> inTwoParts(exchange, told.seen));
        assertThat(start(client, get("/x").build(), told).get(30, TimeUnit.SECONDS))
                .isEqualTo("200 beginend");
        assertThat(isHit(get("/x"))).isTrue();
    }

    private static void inTwoParts(HttpExchange exchange, CountDownLatch between) throws IOException {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        try {
            if (!between.await(30, TimeUnit.SECONDS)) {
                throw new IOException("the program saw nothing");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
        exchange.getResponseBody().write("end".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTruncatedBodyIsNotStored() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH));
        assertThatThrownBy(() -> body("/x")).hasCauseInstanceOf(IOException.class);
        origin.answering("whole", FRESH);
        assertThat(body("/x")).isEqualTo("whole");
    }

    /** The client asks again when the connection breaks in the middle of a body: without the question of the cache. */
    @Test
    void whatTheClientItselfAsksForAgainIsWhatTheProgramWants() throws Exception {
        try (DefaultAsyncHttpClient stubborn = client(config().setMaxRequestRetry(3))) {
            origin.answering("old", STALE, "ETag: \"1\"");
            assertThat(send(stubborn, get("/x")).getResponseBody()).isEqualTo("old");
            List<String> conditions = new ArrayList<>();
            origin.answering(exchange -> {
                String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
                conditions.add(condition);
                if (conditions.size() == 1) {
                    ScriptedOrigin.truncate(exchange, "half", FRESH, "ETag: \"2\"");
                } else {
                    ScriptedOrigin.respond(
                            exchange,
                            condition == null ? 200 : 304,
                            condition == null ? "new" : "",
                            FRESH,
                            "ETag: \"3\"");
                }
            });
            Response response = send(stubborn, get("/x"));
            assertThat(response.getStatusCode()).isEqualTo(200);
            assertThat(response.getResponseBody()).isEqualTo("new");
            assertThat(conditions).containsExactly("\"1\"", null);
            // The fields were those of another response than the body.
            assertThat(isHit(stubborn, get("/x"))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void whatMayHaveChangedIsForgotten(String method) throws Exception {
        numbering(FRESH);
        body("/x");
        send(new RequestBuilder(method).setUrl(origin.url() + "/x").setBody("change"));
        assertThat(body("/x")).isEqualTo("number 3");
        assertThat(body("/x")).isEqualTo("number 3");
    }

    @Test
    void headAndRangesAreAnsweredByWhatGetHasStored() throws Exception {
        origin.answering("0123456789", FRESH, "ETag: \"1\"");
        body("/x");
        Response head = send(new RequestBuilder("HEAD").setUrl(origin.url() + "/x"));
        assertThat(head.getHeader("Content-Length")).isEqualTo("10");
        assertThat(head.getResponseBody()).isEmpty();
        Response part = send(get("/x").addHeader("Range", "bytes=2-4"));
        assertThat(part.getStatusCode()).isEqualTo(206);
        assertThat(part.getResponseBody()).isEqualTo("234");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void fieldsThatItVariesByTellResponsesApart() throws Exception {
        numbering(FRESH, "Vary: Accept-Language");
        assertThat(isHit(get("/x").addHeader("Accept-Language", "en"))).isFalse();
        assertThat(isHit(get("/x").addHeader("Accept-Language", "de"))).isFalse();
        assertThat(isHit(get("/x").addHeader("Accept-Language", "en"))).isTrue();
        try (DefaultAsyncHttpClient other = client(config().setUserAgent("other"))) {
            numbering(FRESH, "Vary: User-Agent");
            assertThat(isHit(get("/y"))).isFalse();
            assertThat(isHit(other, get("/y"))).isFalse();
            assertThat(isHit(get("/y"))).isTrue();
        }
    }

    @Test
    void usersAreToldApart() throws Exception {
        numbering(FRESH);
        // Connections are kept apart by virtual host, too.
        client.close();
        client = client(config().setMaxConnections(10));
        for (String user : List.of("a", "b")) {
            isHitTheSecondTime(client, get("/x").addHeader("Authorization", "Bearer " + user));
            isHitTheSecondTime(client, get("/x").addCookie(new DefaultCookie("user", user)));
            isHitTheSecondTime(client, get("/x").setVirtualHost(user + ".example"));
            isHitTheSecondTime(client, get("/x").setRealm(realm(user).setUsePreemptiveAuth(true)));
            try (DefaultAsyncHttpClient own =
                    client(config().setRealm(realm("own " + user).setUsePreemptiveAuth(true)))) {
                isHitTheSecondTime(own, get("/x"));
            }
            try (DefaultAsyncHttpClient own = client(config())) {
                own.getConfig().getCookieStore().add(get("/").build().getUri(), new DefaultCookie("session", user));
                isHitTheSecondTime(own, get("/x"));
            }
        }
        assertThat(isHit(get("/x"))).isFalse();
    }

    private void isHitTheSecondTime(DefaultAsyncHttpClient by, RequestBuilder request) throws Exception {
        assertThat(isHit(by, request)).isFalse();
        assertThat(isHit(by, request)).isTrue();
    }

    private static Realm.Builder realm(String user) {
        return new Realm.Builder(user, "secret")
                .setScheme(Realm.AuthScheme.BASIC)
                .setUsePreemptiveAuth(false);
    }

    @Test
    void whatWasSentAgainWithCredentialsIsNotStored() throws Exception {
        origin.answering(exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            ScriptedOrigin.respond(
                    exchange, known ? 200 : 401, known ? "secret" : "", FRESH, "WWW-Authenticate: Basic realm=\"r\"");
        });
        for (int i = 1; i <= 2; i++) {
            assertThat(send(get("/x").setRealm(realm("a"))).getResponseBody()).isEqualTo("secret");
            assertThat(origin.received()).hasSize(2 * i);
        }
    }

    @Test
    void clientsThatNobodyKnowsTheUserOfHaveNoCacheButForget() throws Exception {
        numbering(FRESH);
        assertThat(body("/x")).isEqualTo("number 1");
        RequestFilter naming = new RequestFilter() {
            @Override
            public <T> FilterContext<T> filter(FilterContext<T> context) {
                return context;
            }
        };
        ResponseFilter watching = new ResponseFilter() {
            @Override
            public <T> FilterContext<T> filter(FilterContext<T> context) {
                return context;
            }
        };
        for (DefaultAsyncHttpClientConfig.Builder config : List.of(
                config().addRequestFilter(naming),
                config().addResponseFilter(watching),
                config().setRealm(realm("a")
                        .setScheme(Realm.AuthScheme.NTLM)
                        .setNtlmDomain("d")
                        .setNtlmHost("h")))) {
            try (DefaultAsyncHttpClient unknown = client(config)) {
                assertThat(isHit(unknown, get("/x"))).isFalse();
                assertThat(isHit(unknown, get("/x"))).isFalse();
                assertThat(isHit(get("/x"))).isTrue();
                send(unknown, new RequestBuilder("DELETE").setUrl(origin.url() + "/x"));
                assertThat(isHit(get("/x"))).isFalse();
            }
        }
    }

    @Test
    void whatARedirectLedToIsNotStoredUnderItsName() throws Exception {
        origin.answering(exchange -> {
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            ScriptedOrigin.respond(
                    exchange, moved ? 302 : 200, moved ? "" : "there", moved ? "Location: /there" : FRESH, FRESH);
        });
        assertThat(body("/moved")).isEqualTo("there");
        assertThat(body("/moved")).isEqualTo("there");
        assertThat(origin.received()).containsExactly("GET /moved", "GET /there", "GET /moved", "GET /there");
    }

    /** A client that follows none might have stored it. */
    @Test
    void aClientThatFollowsRedirectsFollowsThemStill() throws Exception {
        origin.answering(exchange -> {
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            ScriptedOrigin.respond(
                    exchange, moved ? 301 : 200, moved ? "" : "there", moved ? "Location: /there" : FRESH, FRESH);
        });
        try (DefaultAsyncHttpClient following = client(config())) {
            client.close();
            client = client(config().setFollowRedirect(false));
            assertThat(send(get("/moved")).getStatusCode()).isEqualTo(301);
            assertThat(send(following, get("/moved")).getResponseBody()).isEqualTo("there");
            assertThat(send(client, get("/moved").setFollowRedirect(true)).getResponseBody())
                    .isEqualTo("there");
        }
    }

    @Test
    void theQuestionOfTheCacheStaysWithItsUrl() throws Exception {
        origin.answering("old", STALE, "ETag: \"1\"");
        body("/moved");
        List<String> asked = new ArrayList<>();
        origin.answering(exchange -> {
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            asked.add(exchange.getRequestHeaders().getFirst("If-None-Match"));
            ScriptedOrigin.respond(
                    exchange, moved ? 302 : 200, moved ? "" : "there", moved ? "Location: /there" : FRESH);
        });
        assertThat(body("/moved")).isEqualTo("there");
        assertThat(asked).containsExactly("\"1\"", null);
    }

    @Test
    void equalCallsWaitForOne() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            inTwoParts(exchange, goOn);
        });
        List<ListenableFuture<Response>> calls = new ArrayList<>();
        calls.add(start(client, get("/x").build(), new AsyncCompletionHandlerBase()));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            calls.add(start(client, get("/x").build(), new AsyncCompletionHandlerBase()));
        }
        // The threads that read are free.
        origin.answering("other", "Cache-Control: no-store");
        assertThat(body("/other")).isEqualTo("other");
        goOn.countDown();
        for (ListenableFuture<Response> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS).getResponseBody()).isEqualTo("beginend");
        }
        assertThat(origin.received()).containsExactlyInAnyOrder("GET /x", "GET /other");
    }

    @Test
    void whoWaitsMayHaveEnough() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            inTwoParts(exchange, goOn);
        });
        ListenableFuture<Response> first = start(client, get("/x").build(), new AsyncCompletionHandlerBase());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        Told told = new Told();
        ListenableFuture<String> cancelled = start(client, get("/x").build(), told);
        assertThat(cancelled.cancel(true)).isTrue();
        assertThat(told.failure).isInstanceOf(CancellationException.class);
        // Not even a first attempt of its own is left the time that it has waited.
        long begin = System.nanoTime();
        ListenableFuture<Response> hurried =
                start(client, get("/x").setRequestTimeout(300).build(), new AsyncCompletionHandlerBase());
        assertThat(catchThrowable(() -> hurried.get(30, TimeUnit.SECONDS)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(4));
        goOn.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).getResponseBody()).isEqualTo("beginend");
        assertThat(told.events).containsExactly("failed");
        assertThat(origin.received()).containsExactly("GET /x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "throw", "cancel"})
    void whatTheProgramBreaksOffIsNotStored(String how) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        origin.answering(exchange -> inTwoParts(exchange, ended));
        Told told = new Told();
        told.atBody = how;
        ListenableFuture<String> call = start(client, get("/x").build(), told);
        assertThat(told.seen.await(30, TimeUnit.SECONDS)).isTrue();
        if (how.equals("cancel")) {
            call.cancel(true);
        }
        catchThrowable(() -> call.get(30, TimeUnit.SECONDS));
        ended.countDown();
        origin.answering("whole", FRESH);
        assertThat(body("/x")).isEqualTo("whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "throw"})
    void whatIsStoredMayBeBrokenOffAsWell(String how) throws Exception {
        origin.answering("text", FRESH);
        body("/x");
        Told told = new Told();
        told.atHead = how;
        ListenableFuture<String> call = start(client, get("/x").build(), told);
        Throwable failure = catchThrowable(() -> call.get(30, TimeUnit.SECONDS));
        assertThat(failure == null).isEqualTo(how.equals("abort"));
        assertThat(told.ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(told.events).containsExactly("status", "headers", how.equals("abort") ? "completed" : "failed");
    }

    @Test
    void whatTheClientDecodesIsStoredDecoded() throws Exception {
        origin.answering(exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write("text".repeat(1000).getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().set("Cache-Control", "max-age=600");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        for (int i = 0; i < 2; i++) {
            Response response = send(get("/x").addHeader("Accept-Encoding", "gzip"));
            assertThat(response.getResponseBody()).isEqualTo("text".repeat(1000));
            assertThat(response.getHeader("Content-Encoding")).isNull();
        }
        assertThat(origin.received()).hasSize(1);
        try (DefaultAsyncHttpClient keeping = client(config().setKeepEncodingHeader(true))) {
            for (int i = 0; i < 2; i++) {
                Response response = send(keeping, get("/y").addHeader("Accept-Encoding", "gzip"));
                assertThat(response.getResponseBody()).isEqualTo("text".repeat(1000));
                assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
            }
        }
        assertThat(origin.received()).hasSize(3);
    }

    @Test
    void otherEndpointsOfTheServiceAnswerForEachOther() throws Exception {
        String dead = TestServer.dead();
        engine = Engines.with("cache.enabled=true", dead, origin.url());
        numbering(FRESH);
        RequestBuilder atDead = new RequestBuilder("GET").setUrl(dead + "/x");
        assertThat(send(atDead).getResponseBody()).isEqualTo("number 1");
        Response hit = send(atDead);
        assertThat(hit.getResponseBody()).isEqualTo("number 1");
        assertThat(hit.getUri().toUrl()).isEqualTo(dead + "/x");
        assertThat(body("/x")).isEqualTo("number 1");
    }

    @Test
    void aClientThatIsClosedAnswersNothing() throws Exception {
        origin.answering("text", FRESH);
        body("/x");
        client.close();
        assertThatThrownBy(() -> body("/x")).isInstanceOf(ExecutionException.class);
    }

    @Test
    void withoutTheCacheEveryCallAsks() throws Exception {
        engine = Engines.of(origin.url());
        numbering(FRESH);
        assertThat(body("/x")).isEqualTo("number 1");
        Response second = send(get("/x"));
        assertThat(second.getResponseBody()).isEqualTo("number 2");
        assertThat(second.getHeader("Cache-Status")).isNull();
    }

    /** Notes what it is told. */
    private static final class Told implements AsyncHandler<String> {
        final List<String> events = new CopyOnWriteArrayList<>();
        final CountDownLatch ended = new CountDownLatch(1);
        final CountDownLatch seen = new CountDownLatch(1);
        private final StringBuilder text = new StringBuilder();
        volatile String atHead = "";
        volatile String atBody = "";
        volatile String thread;
        volatile HttpResponseStatus status;
        volatile HttpHeaders headers;
        volatile Throwable failure;

        @Override
        public State onStatusReceived(HttpResponseStatus told) {
            events.add("status");
            thread = Thread.currentThread().getName();
            status = told;
            text.append(told.getStatusCode()).append(' ');
            return State.CONTINUE;
        }

        @Override
        public State onHeadersReceived(HttpHeaders told) throws Exception {
            events.add("headers");
            headers = told;
            return then(atHead);
        }

        @Override
        public State onBodyPartReceived(HttpResponseBodyPart part) throws Exception {
            events.add("body");
            if (part instanceof org.asynchttpclient.netty.LazyResponseBodyPart) {
                // As a program does that reads the buffer itself.
                ByteBuf buffer = ((org.asynchttpclient.netty.LazyResponseBodyPart) part).getBuf();
                byte[] bytes = new byte[buffer.readableBytes()];
                buffer.readBytes(bytes);
                text.append(new String(bytes, StandardCharsets.UTF_8));
            } else {
                text.append(new String(part.getBodyPartBytes(), StandardCharsets.UTF_8));
            }
            seen.countDown();
            return then(atBody);
        }

        private static State then(String what) throws IOException {
            if (what.equals("throw")) {
                throw new IOException("the program's own");
            }
            return what.equals("abort") ? State.ABORT : State.CONTINUE;
        }

        @Override
        public void onThrowable(Throwable told) {
            failure = told;
            events.add("failed");
            ended.countDown();
        }

        @Override
        public String onCompleted() {
            events.add("completed");
            ended.countDown();
            return text.toString();
        }
    }
}
