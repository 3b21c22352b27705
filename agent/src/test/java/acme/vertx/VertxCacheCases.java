package acme.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import acme.vertx.VertxCases.Case;
import com.sun.net.httpserver.HttpExchange;
import dev.failover.agent.Engines;
import dev.failover.agent.Eventually;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** What a program that uses Vert.x may expect of the cache; in whichever version of it this class was loaded with. */
public final class VertxCacheCases implements AutoCloseable {
    private static final String ON = "cache.enabled=true;";
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final String STALE = "Cache-Control: max-age=0";
    private static final String COVERED = "Cache-Control: max-age=0, stale-if-error=600";
    private static final int LARGE = 300_000;

    private final Consumer<AgentEngine> agent;
    private final ScriptedOrigin origin = new ScriptedOrigin();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = client(new HttpClientOptions());

    public VertxCacheCases(Consumer<AgentEngine> agent) throws IOException {
        this.agent = agent;
    }

    /** Of no use here. */
    public void adapter(Supplier<ClassLoader> loader) {}

    @Override
    public void close() {
        origin.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** What it returns is called otherwise in Vert.x 5. */
    private HttpClient client(HttpClientOptions options) {
        try {
            return (HttpClient) Vertx.class
                    .getMethod("createHttpClient", HttpClientOptions.class)
                    .invoke(vertx, options);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private void serve(String settings) {
        agent.accept(Engines.with(ON + settings, origin.url()));
    }

    private RequestOptions options(HttpMethod method, String path) {
        return new RequestOptions().setMethod(method).setAbsoluteURI(origin.url() + path);
    }

    private RequestOptions get(String path) {
        return options(HttpMethod.GET, path);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Throwable causeOf(Future<?> future) {
        Throwable failure = catchThrowable(() -> get(future));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        return failure.getCause();
    }

    /** What the program has of a response. */
    private static final class Read {
        final HttpClientResponse response;
        final String body;

        Read(HttpClientResponse response, Buffer body) {
            this.response = response;
            this.body = body.toString();
        }

        String cacheStatus() {
            return String.join(" | ", response.headers().getAll("Cache-Status"));
        }
    }

    private Future<Read> send(RequestOptions options) {
        return send(client, options);
    }

    private static Future<Read> send(HttpClient client, RequestOptions options) {
        return client.request(options).compose(VertxCacheCases::exchange);
    }

    /** Listens before it sends: what comes of an answer that nobody listens to is lost. */
    private static Future<Read> exchange(HttpClientRequest request) {
        Future<Read> read = request.response().compose(VertxCacheCases::read);
        request.end();
        return read;
    }

    private static Future<Read> exchangeWith(HttpClientRequest request, String body) {
        Future<Read> read = request.response().compose(VertxCacheCases::read);
        request.end(Buffer.buffer(body));
        return read;
    }

    private static Future<Read> read(HttpClientResponse response) {
        return response.body().map(body -> new Read(response, body));
    }

    private String body(String path) throws Exception {
        return get(send(get(path))).body;
    }

    private boolean isHit(RequestOptions options) throws Exception {
        int before = origin.received().size();
        get(send(options));
        return origin.received().size() == before;
    }

    @Case
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() throws Exception {
        serve("");
        origin.answering(203, "text", FRESH, "Content-Type: text/plain", "X-A: 1", "X-A: 2", "Set-Cookie: a=b");
        Read miss = get(send(get("/x?q=1")));
        assertThat(miss.body).isEqualTo("text");
        assertThat(miss.cacheStatus()).isEqualTo("failover; fwd=uri-miss; stored");
        HttpClientRequest asked = get(client.request(get("/x?q=1")));
        Read hit = get(exchange(asked));
        assertThat(hit.body).isEqualTo("text");
        assertThat(hit.cacheStatus()).startsWith("failover; hit; ttl=");
        assertThat(hit.response.statusCode()).isEqualTo(203);
        assertThat(hit.response.statusMessage()).isEqualTo("Non-Authoritative Information");
        assertThat(hit.response.version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(hit.response.request()).isSameAs(asked);
        assertThat(hit.response.headers().getAll("X-A")).containsExactly("1", "2");
        assertThat(hit.response.getHeader("Age")).isNotNull();
        assertThat(hit.response.getHeader("content-type")).isEqualTo("text/plain");
        assertThat(hit.response.cookies()).containsExactly("a=b");
        assertThat(hit.response.trailers().isEmpty()).isTrue();
        assertThat(body("/x?q=2")).isEqualTo("text");
        assertThat(origin.received()).containsExactly("GET /x?q=1", "GET /x?q=2");
    }

    @Case
    void aRequestWithoutOptionsIsOneToo() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        int port = Integer.parseInt(origin.url().substring(origin.url().lastIndexOf(':') + 1));
        Future<Read> plain =
                client.request(HttpMethod.GET, port, "127.0.0.1", "/x").compose(VertxCacheCases::exchange);
        assertThat(get(plain).body).isEqualTo("text");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void aHitIsReadAtThePaceOfTheProgram() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        CompletableFuture<String> told = new CompletableFuture<>();
        client.request(get("/x"))
                .onComplete(asked -> asked.result().send().onComplete(answered -> {
                    StringBuilder events = new StringBuilder();
                    HttpClientResponse response = answered.result().pause();
                    response.handler(part -> events.append(part).append(';'));
                    response.endHandler(end -> told.complete(events + "end"));
                    vertx.setTimer(50, late -> {
                        events.append("late;");
                        response.fetch(1);
                        response.resume();
                    });
                }));
        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("late;text;end");
    }

    @Case
    void aHitComesOnTheProgramsContext() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        List<Context> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<String> told = new CompletableFuture<>();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(start -> client.request(get("/x"))
                .compose(request -> {
                    seen.add(Vertx.currentContext());
                    return request.send();
                })
                .compose(response -> {
                    seen.add(Vertx.currentContext());
                    return read(response);
                })
                .onComplete(result -> {
                    seen.add(Vertx.currentContext());
                    told.complete(result.result().body);
                }));
        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("text");
        assertThat(seen).hasSize(3).containsOnly(context);
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void whatTheProgramSetsLateTellsRequestsApart() throws Exception {
        serve("");
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, exchange.getRequestHeaders().getFirst("X-Lang"), FRESH, "Vary: X-Lang"));
        for (String language : List.of("de", "en", "de", "en")) {
            HttpClientRequest request = get(client.request(get("/x")));
            request.putHeader("X-Lang", language);
            assertThat(get(exchange(request)).body).isEqualTo(language);
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void usersAreToldApart() throws Exception {
        serve("");
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, exchange.getRequestHeaders().getFirst("Authorization"), FRESH));
        for (String user : List.of("one", "two", "one", "two")) {
            HttpClientRequest request = get(client.request(get("/x")));
            request.headers().set("Authorization", user);
            assertThat(get(exchange(request)).body).isEqualTo(user);
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void whatIsStaleIsValidated() throws Exception {
        serve("");
        origin.validating("\"1\"", "text", STALE);
        assertThat(body("/x")).isEqualTo("text");
        Read again = get(send(get("/x")));
        assertThat(again.body).isEqualTo("text");
        assertThat(again.response.statusCode()).isEqualTo(200);
        assertThat(again.cacheStatus()).startsWith("failover; fwd=stale; fwd-status=304");
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void theProgramsOwnQuestionIsAnswered() throws Exception {
        serve("");
        origin.validating("\"1\"", "text", FRESH);
        body("/x");
        Read same = get(send(get("/x").putHeader("If-None-Match", "\"1\"")));
        assertThat(same.response.statusCode()).isEqualTo(304);
        assertThat(same.body).isEmpty();
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void aStaleOneAnswersWhileItIsValidatedBehindIt() throws Exception {
        serve("cache.stale-while-revalidate=1m");
        origin.answering("old", STALE);
        body("/x");
        origin.answering("new", FRESH);
        assertThat(body("/x")).isEqualTo("old");
        Eventually.holds(() -> body("/x").equals("new"));
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void whenNobodyAnswersAStaleOneDoes() throws Exception {
        serve("retry.max-attempts=2");
        origin.answering("text", COVERED);
        body("/x");
        origin.answering("never", "Cache-Control: max-age=0, must-revalidate", "ETag: \"1\"");
        body("/never");
        origin.close();
        Read stale = get(send(get("/x")));
        assertThat(stale.body).isEqualTo("text");
        assertThat(stale.cacheStatus()).contains("fwd=stale").endsWith("detail=unreachable");
        Read refused = get(send(get("/never")));
        assertThat(refused.response.statusCode()).isEqualTo(504);
        assertThat(causeOf(send(get("/nothing")))).isInstanceOf(ConnectException.class);
    }

    @Case
    void anErrorIsCovered() throws Exception {
        serve("");
        origin.answering("text", COVERED);
        body("/x");
        origin.answering(503, "x".repeat(LARGE));
        Read stale = get(send(get("/x")));
        assertThat(stale.body).isEqualTo("text");
        assertThat(stale.cacheStatus()).contains("fwd-status=503");
        assertThat(get(send(get("/y"))).body).hasSize(LARGE);
    }

    @Case
    void whatIsBrokenOffIsNotStored() throws Exception {
        serve("");
        origin.answering(exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH));
        HttpClientRequest request = get(client.request(get("/x")));
        assertThat(causeOf(exchange(request))).isNotNull();
        origin.answering("whole", FRESH);
        assertThat(body("/x")).isEqualTo("whole");
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void whatIsResetIsNotStored() throws Exception {
        serve("cache.max-object-size=10MB");
        origin.answering("x".repeat(10 * LARGE), FRESH);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        client.request(get("/x"))
                .onComplete(asked -> asked.result().send().onComplete(answered -> {
                    HttpClientResponse response = answered.result();
                    response.exceptionHandler(told::complete);
                    response.endHandler(end -> told.complete(null));
                    response.handler(part -> reset(asked.result()));
                }));
        assertThat(told.get(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(body("/x")).hasSize(10 * LARGE);
        assertThat(origin.received()).hasSize(2);
        assertThat(body("/x")).hasSize(10 * LARGE);
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void aPutForgets() throws Exception {
        for (HttpMethod method : List.of(HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE)) {
            serve("");
            origin.answering("text", FRESH);
            body("/x");
            assertThat(isHit(get("/x"))).isTrue();
            Read changed = get(client.request(options(method, "/x")).compose(request -> exchangeWith(request, "new")));
            assertThat(changed.cacheStatus()).isEqualTo("failover; fwd=method");
            assertThat(isHit(get("/x"))).as("after " + method).isFalse();
        }
    }

    @Case
    void aMethodThatIsSetLateForgetsAsWell() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        HttpClientRequest request = get(client.request(get("/x")));
        request.setMethod(HttpMethod.PUT).putHeader("X-A", "1");
        assertThat(get(exchangeWith(request, "new")).body).isEqualTo("text");
        assertThat(origin.received()).containsExactly("GET /x", "PUT /x");
        assertThat(isHit(get("/x"))).isFalse();
    }

    @Case
    void aHeadIsAnsweredByWhatAGetHasBrought() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        Read head = get(send(options(HttpMethod.HEAD, "/x")));
        assertThat(head.body).isEmpty();
        assertThat(head.response.getHeader("Content-Length")).isEqualTo("4");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void aRangeIsCutFromTheWhole() throws Exception {
        serve("");
        origin.answering("number 1", FRESH);
        body("/x");
        Read part = get(send(get("/x").putHeader("Range", "bytes=0-5")));
        assertThat(part.response.statusCode()).isEqualTo(206);
        assertThat(part.body).isEqualTo("number");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void equalCallsWaitForOneAnother() throws Exception {
        serve("");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            await(go);
            ScriptedOrigin.respond(exchange, 200, "text", FRESH);
        });
        List<Future<Read>> calls = new ArrayList<>();
        calls.add(send(get("/x")));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            calls.add(send(get("/x")));
        }
        // Nobody's event loop waits meanwhile.
        Promise<Void> turn = Promise.promise();
        vertx.runOnContext(next -> turn.complete());
        get(turn.future());
        go.countDown();
        for (Future<Read> call : calls) {
            assertThat(get(call).body).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Case
    void whatARedirectLedToIsNotStoredUnderItsName() throws Exception {
        serve("");
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/moved")) {
                ScriptedOrigin.respond(exchange, 302, "", FRESH, "Location: /elsewhere");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", FRESH);
            }
        });
        for (int i = 0; i < 2; i++) {
            assertThat(get(send(get("/moved").setFollowRedirects(true))).body).isEqualTo("text");
        }
        assertThat(origin.received()).containsExactly("GET /moved", "GET /elsewhere", "GET /moved", "GET /elsewhere");
        assertThat(get(send(get("/moved"))).response.statusCode()).isEqualTo(302);
        assertThat(isHit(get("/moved"))).isTrue();
        assertThat(get(send(get("/moved").setFollowRedirects(true))).body).isEqualTo("text");
    }

    @Case
    void aPostIsLedToWhatIsRead() throws Exception {
        serve("");
        origin.answering(exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                ScriptedOrigin.respond(exchange, 303, "", "Location: /read");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", FRESH);
            }
        });
        body("/read");
        RequestOptions post = options(HttpMethod.POST, "/x").setFollowRedirects(true);
        // Without a body: Vert.x 4.0 sends its length once more, and not the body.
        Future<Read> led = client.request(post).compose(VertxCacheCases::exchange);
        assertThat(get(led).body).isEqualTo("text");
        assertThat(origin.received()).containsExactly("GET /read", "POST /x", "GET /read");
    }

    /** By a request that is asked for elsewhere, which the client takes for its own. */
    @Case
    void theProgramMayFollowARedirectByItself() throws Exception {
        Method redirectHandler = Arrays.stream(HttpClientRequest.class.getMethods())
                .filter(method -> method.getName().equals("redirectHandler"))
                .findAny()
                .orElse(null);
        if (redirectHandler == null) {
            return;
        }
        serve("");
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/moved")) {
                ScriptedOrigin.respond(exchange, 303, "", "Location: /read");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", FRESH);
            }
        });
        Function<HttpClientResponse, Future<HttpClientRequest>> follow = moved -> {
            Promise<HttpClientRequest> next = Promise.promise();
            new Thread(() -> client.request(get("/read")).onComplete(asked -> next.complete(asked.result()))).start();
            return next.future();
        };
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.GET)) {
            HttpClientRequest request =
                    get(client.request(options(method, "/moved").setFollowRedirects(true)));
            redirectHandler.invoke(request, follow);
            // Its body comes on another context, and may be gone before anybody listens.
            Future<Integer> status = request.response().map(HttpClientResponse::statusCode);
            request.end();
            assertThat(get(status)).isEqualTo(200);
        }
    }

    @Case
    void whatTheClientDecodesIsKeptDecoded() throws Exception {
        serve("");
        origin.answering(exchange -> {
            boolean isWanted = String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                    .contains("gzip");
            if (isWanted) {
                zipped(exchange, "text");
            } else {
                ScriptedOrigin.respond(exchange, 200, "text", FRESH, "Vary: Accept-Encoding");
            }
        });
        HttpClient decoding = client(decoding());
        for (int i = 0; i < 2; i++) {
            assertThat(get(send(decoding, get("/x"))).body).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(1);
        assertThat(get(send(get("/x"))).body).isEqualTo("text");
        Future<Buffer> encoded = client.request(get("/x").putHeader("Accept-Encoding", "gzip"))
                .compose(request -> {
                    Future<Buffer> body = request.response().compose(HttpClientResponse::body);
                    request.end();
                    return body;
                });
        byte[] raw = get(encoded).getBytes();
        assertThat(raw).startsWith(0x1f, 0x8b);
        assertThat(get(send(decoding, get("/x").putHeader("Accept-Encoding", "gzip"))).body)
                .isEqualTo("text");
    }

    private static HttpClientOptions decoding() throws Exception {
        HttpClientOptions options = new HttpClientOptions();
        try {
            HttpClientOptions.class
                    .getMethod("setDecompressionSupported", boolean.class)
                    .invoke(options, true);
        } catch (NoSuchMethodException older) {
            HttpClientOptions.class
                    .getMethod("setTryUseCompression", boolean.class)
                    .invoke(options, true);
        }
        return options;
    }

    private static void zipped(HttpExchange exchange, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseHeaders().set("Cache-Control", "max-age=600");
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, bytes.size());
        exchange.getResponseBody().write(bytes.toByteArray());
    }

    @Case
    void whatIsWrittenInPartsIsSentWithoutTheCache() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        HttpClientRequest request = get(client.request(get("/x")));
        Future<Read> text = request.response().compose(VertxCacheCases::read);
        request.setChunked(true);
        request.write("or");
        request.end("der");
        assertThat(get(text).body).isEqualTo("text");
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void whatIsPipedIsSentWithoutTheCache() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        // The body of a hit is what is piped: it has parts, and an end.
        HttpClientRequest request = get(client.request(get("/y")));
        Future<Read> text = request.response().compose(VertxCacheCases::read);
        get(client.request(get("/x")).compose(HttpClientRequest::send).compose(request::send));
        assertThat(get(text).body).isEqualTo("text");
        assertThat(origin.received()).containsExactly("GET /x", "GET /y");
    }

    @Case
    void aHitCanBePiped() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        HttpClientRequest request = get(client.request(options(HttpMethod.PUT, "/y")));
        request.setChunked(true);
        Future<Read> text = request.response().compose(VertxCacheCases::read);
        get(client.request(get("/x")).compose(HttpClientRequest::send).compose(response -> response.pipeTo(request)));
        assertThat(get(text).body).isEqualTo("text");
        assertThat(origin.received()).containsExactly("GET /x", "PUT /y");
    }

    @Case
    void whatIsPipedIntoARequestThatIsNotConnectedArrives() throws Exception {
        serve("");
        origin.answering("x".repeat(10 * LARGE), FRESH);
        HttpClientRequest request = get(client.request(get("/y")));
        request.setChunked(true);
        Future<Read> text = request.response().compose(VertxCacheCases::read);
        get(client.request(get("/x")).compose(source -> {
            Future<Void> piped = source.response().compose(response -> response.pipeTo(request));
            source.end();
            return piped;
        }));
        assertThat(get(text).body).hasSize(10 * LARGE);
        assertThat(origin.received()).containsExactly("GET /x", "GET /y");
    }

    @Case
    void aRequestKnowsWhatItIs() throws Exception {
        serve("");
        HttpClientRequest late = get(client.request(get("/x?q=1").putHeader("X-A", "1")));
        agent.accept(Engines.of("http://nobody.test"));
        HttpClientRequest own = get(client.request(get("/x?q=1").putHeader("X-A", "1")));
        assertThat(late.absoluteURI()).isEqualTo(own.absoluteURI());
        assertThat(late.getURI()).isEqualTo(own.getURI());
        assertThat(late.path()).isEqualTo(own.path());
        assertThat(late.query()).isEqualTo(own.query());
        assertThat(late.getMethod()).isEqualTo(own.getMethod());
        assertThat(late.version()).isEqualTo(own.version());
        assertThat(late.isChunked()).isEqualTo(own.isChunked());
        assertThat(late.writeQueueFull()).isEqualTo(own.writeQueueFull());
        assertThat(late.headers().get("x-a")).isEqualTo(own.headers().get("x-a"));
        for (String name : List.of(
                "getHost",
                "getPort",
                "authority",
                "isFollowRedirects",
                "getMaxRedirects",
                "numberOfRedirections",
                "maxRedirectBufferSize",
                "traceOperation")) {
            Object expected = value(own, name);
            if (expected != NONE) {
                assertThat(value(late, name)).as(name).isEqualTo(expected);
            }
        }
        assertThat(late).isEqualTo(late).isNotEqualTo(own);
        reset(own);
    }

    private static final Object NONE = new Object();

    private static Object value(HttpClientRequest request, String name) throws ReflectiveOperationException {
        try {
            return HttpClientRequest.class.getMethod(name).invoke(request);
        } catch (NoSuchMethodException otherVersion) {
            return NONE;
        }
    }

    @Case
    void aRequestThatIsResetSaysSo() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        HttpClientRequest unsent = get(client.request(get("/x")));
        Future<HttpClientResponse> never = unsent.response();
        reset(unsent);
        assertThat(causeOf(never)).hasMessageContaining("reset");
        assertThat(causeOf(unsent.send())).hasMessageContaining("reset");
        assertThat(causeOf(unsent.end())).hasMessageContaining("reset");
        body("/x");
        HttpClientRequest hit = get(client.request(get("/x")));
        CompletableFuture<Throwable> broken = new CompletableFuture<>();
        hit.send().onComplete(answered -> {
            HttpClientResponse response = answered.result().pause();
            response.exceptionHandler(broken::complete);
            reset(hit);
        });
        assertThat(broken.get(60, TimeUnit.SECONDS)).hasMessageContaining("reset");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void aRequestThatIsSentAndResetIsBrokenOff() throws Exception {
        serve("");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            await(go);
        });
        HttpClientRequest request = get(client.request(get("/x")));
        Future<HttpClientResponse> response = request.send();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        reset(request);
        assertThat(causeOf(response)).hasMessageContaining("reset");
        go.countDown();
        origin.answering("text", FRESH);
        assertThat(body("/x")).isEqualTo("text");
    }

    private static void reset(HttpClientRequest request) {
        try {
            HttpClientRequest.class.getMethod("reset", long.class).invoke(request, 0L);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    @Case
    void aFailureOfTheFirstEndpointGoesElsewhere() throws Exception {
        String dead = TestServer.dead();
        agent.accept(Engines.with(ON, dead, origin.url()));
        origin.answering("text", FRESH);
        for (int i = 0; i < 2; i++) {
            assertThat(get(send(new RequestOptions().setAbsoluteURI(dead + "/x"))).body)
                    .isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Case(before = "5")
    void callbacksAreToldAsWell() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<String> told = new CompletableFuture<>();
            HttpClientRequest request = get(client.request(get("/x")));
            HttpClientRequest.class
                    .getMethod("send", io.vertx.core.Handler.class)
                    .invoke(request, (io.vertx.core.Handler<io.vertx.core.AsyncResult<HttpClientResponse>>)
                            answered -> answered.result()
                                    .body()
                                    .onComplete(
                                            body -> told.complete(body.result().toString())));
            assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("text");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void withoutTheCacheTheRequestIsTheClientsOwn() throws Exception {
        agent.accept(Engines.with("", origin.url()));
        HttpClientRequest request = get(client.request(get("/x")));
        assertThat(request.getClass().getSimpleName()).isEqualTo("HttpClientRequestImpl");
        assertThat(request.connection()).isNotNull();
    }

    @Case
    void whoWantsTheConnectionIsConnected() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        HttpClientRequest request = get(client.request(get("/x")));
        Promise<Void> closed = Promise.promise();
        request.connection().closeHandler(closed::complete);
        assertThat(get(exchange(request)).body).isEqualTo("text");
        assertThat(origin.received()).hasSize(2);
        assertThat(request.connection().localAddress()).isNotNull();
        request.connection().close();
        get(closed.future());
    }

    /** As a session of a web client asks, for its cookies. */
    @Case
    void whatEverybodyKnowsOfTheConnectionConnectsNobody() throws Exception {
        serve("");
        origin.answering("text", FRESH);
        body("/x");
        HttpClientRequest request = get(client.request(get("/x")));
        assertThat(request.connection().isSsl()).isFalse();
        assertThat(request.connection().remoteAddress().port())
                .isEqualTo(Integer.parseInt(origin.url().substring(origin.url().lastIndexOf(':') + 1)));
        assertThat(get(exchange(request)).body).isEqualTo("text");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void connectionsComeBack() throws Exception {
        serve("");
        origin.validating("\"1\"", "text", COVERED);
        // There are few: who kept one would keep the next one waiting.
        for (int i = 0; i < 30; i++) {
            assertThat(body("/x")).isEqualTo("text");
        }
        for (Map.Entry<String, String> field : get(send(get("/x"))).response.headers()) {
            assertThat(field.getKey()).isNotNull();
        }
    }
}
