package acme.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a program that uses Vert.x may expect; every case in whichever version of it this class was loaded with. */
public final class VertxCases implements AutoCloseable {
    private static final String MANY = "breaker.failure-threshold=100;retry.budget.floor=100";

    /** An endpoint that has answered already is not waited for. */
    private static final String AT_ONCE = MANY + ";retry.base-delay=1ms";

    private final Consumer<AgentEngine> agent;
    private final TestServer first = new TestServer("A");
    private final TestServer second = new TestServer("B");
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = client(new HttpClientOptions());
    private Supplier<ClassLoader> adapter;

    /** A case, and the versions that have what it needs. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Case {
        String before() default "99";
    }

    public VertxCases(Consumer<AgentEngine> agent) throws IOException {
        this.agent = agent;
    }

    /** Where the adapter of this very copy of the library is defined. */
    public void adapter(Supplier<ClassLoader> loader) {
        adapter = loader;
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Vert.x 4 says itself how many connections there may be, 5 by options of their own. */
    private HttpClient client(HttpClientOptions options) {
        return client(options, 2);
    }

    private HttpClient client(HttpClientOptions options, int connections) {
        try {
            for (Method method : HttpClientOptions.class.getMethods()) {
                if (method.getName().equals("setMaxPoolSize")) {
                    method.invoke(options, connections);
                    return (HttpClient) Vertx.class
                            .getMethod("createHttpClient", HttpClientOptions.class)
                            .invoke(vertx, options);
                }
            }
            Class<?> pools = Class.forName("io.vertx.core.http.PoolOptions", true, Vertx.class.getClassLoader());
            Object pool = pools.getConstructor().newInstance();
            pools.getMethod("setHttp1MaxSize", int.class).invoke(pool, connections);
            return (HttpClient) Vertx.class
                    .getMethod("createHttpClient", HttpClientOptions.class, pools)
                    .invoke(vertx, options, pool);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private static void reset(HttpClientRequest request) {
        try {
            HttpClientRequest.class.getMethod("reset", long.class).invoke(request, 0L);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private void serve(String settings) {
        agent.accept(Engines.with(settings, first.url(), second.url()));
    }

    private void serveHastily(String settings) {
        agent.accept(Engines.hasty(settings, first.url(), second.url()));
    }

    private void serveImpatiently(String settings) {
        agent.accept(Engines.impatient(settings, first.url(), second.url()));
    }

    private static RequestOptions options(HttpMethod method, String url) {
        URI uri = URI.create(url);
        return new RequestOptions()
                .setMethod(method)
                .setHost(uri.getHost())
                .setPort(uri.getPort() < 0 ? 80 : uri.getPort())
                .setSsl(false)
                .setURI(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Throwable causeOf(Future<?> future) {
        Throwable failure = catchThrowable(() -> get(future));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        return failure.getCause();
    }

    private Future<String> text(RequestOptions options) {
        return client.request(options).compose(VertxCases::exchange);
    }

    private Future<String> text(RequestOptions options, String body) {
        return client.request(options).compose(request -> exchangeWith(request, Buffer.buffer(body)));
    }

    /** Listens before it sends: what comes of an answer that nobody listens to is lost. */
    private static Future<String> exchange(HttpClientRequest request) {
        Future<String> text = request.response().compose(VertxCases::read);
        request.end();
        return text;
    }

    private static Future<String> exchangeWith(HttpClientRequest request, Buffer body) {
        Future<String> text = request.response().compose(VertxCases::read);
        request.end(body);
        return text;
    }

    private static Future<String> read(HttpClientResponse response) {
        return response.body().map(body -> response.statusCode() + " " + body);
    }

    private RequestOptions get(String path) {
        return options(HttpMethod.GET, first.url() + path);
    }

    @Case
    void aReadGoesOnAtTheNextEndpoint() throws Exception {
        for (String failing : List.of("503", "reset", "close")) {
            serve(MANY);
            first.answering(failing);
            assertThat(get(text(get("/x?y=%20z").putHeader("X-A", "1")))).isEqualTo("200 B /x?y=%20z");
            assertThat(first.received()).last().isEqualTo("GET /x?y=%20z");
            assertThat(second.heads()).last().asString().containsIgnoringCase("x-a: 1");
            assertThat(second.hosts()).last().asString().isEqualTo(second.url().substring("http://".length()));
        }
    }

    @Case
    void anEndpointThatIsDownIsLeft() throws Exception {
        String down = TestServer.dead();
        agent.accept(Engines.of(down, second.url()));
        assertThat(get(text(options(HttpMethod.GET, down + "/x")))).isEqualTo("200 B /x");
    }

    @Case
    void theFirstRequestIsTheProgramsOwn() throws Exception {
        serve("");
        assertThat(get(text(get("/x")))).isEqualTo("200 A /x");
        assertThat(second.received()).isEmpty();
    }

    @Case
    void aRequestWithoutOptionsIsOneToo() throws Exception {
        serve("");
        first.answering("503");
        URI uri = URI.create(first.url());
        Future<HttpClientRequest> asked = client.request(HttpMethod.GET, uri.getPort(), uri.getHost(), "/x");
        assertThat(get(asked.compose(VertxCases::exchange))).isEqualTo("200 B /x");
    }

    @Case(before = "5")
    void callbacksAreToldAsWell() throws Exception {
        serve("");
        first.answering("503");
        CompletableFuture<HttpClientRequest> told = new CompletableFuture<>();
        Handler<AsyncResult<HttpClientRequest>> callback = result -> {
            if (result.succeeded()) {
                told.complete(result.result());
            } else {
                told.completeExceptionally(result.cause());
            }
        };
        HttpClient.class
                .getMethod("request", RequestOptions.class, Handler.class)
                .invoke(client, get("/x"), callback);
        assertThat(get(exchange(told.get(60, TimeUnit.SECONDS)))).isEqualTo("200 B /x");
    }

    @Case
    void aRefusedPostGoesElsewhereWhateverItsBody() throws Exception {
        String down = TestServer.dead();
        agent.accept(Engines.of(down, second.url()));
        HttpClientRequest request = get(client.request(options(HttpMethod.POST, down + "/x")));
        Future<String> text = request.response().compose(VertxCases::read);
        request.setChunked(true);
        request.write("or");
        request.end("der");
        assertThat(get(text)).isEqualTo("200 B /x");
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Case
    void aPostIsSentOnce() {
        for (String failing : List.of("503", "reset", "redirect-nowhere")) {
            serve(MANY);
            first.received().clear();
            first.answering(failing);
            catchThrowable(() -> get(text(options(HttpMethod.POST, first.url() + "/x"), "order")));
            assertThat(first.received()).containsExactly("POST /x order");
            assertThat(second.received()).isEmpty();
        }
    }

    /** A stream that fails, after it has brought something or before. */
    private static final class Unreadable implements ReadStream<Buffer> {
        private final boolean atOnce;
        private Handler<Throwable> failed;
        private Handler<Buffer> handler;

        Unreadable(boolean atOnce) {
            this.atOnce = atOnce;
        }

        private void run() {
            if (!atOnce && handler != null) {
                handler.handle(Buffer.buffer("order"));
            }
            if (failed != null) {
                failed.handle(new IOException("disk"));
            }
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(Handler<Throwable> told) {
            failed = told;
            return this;
        }

        @Override
        public ReadStream<Buffer> handler(Handler<Buffer> told) {
            handler = told;
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            run();
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            run();
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(Handler<Void> told) {
            return this;
        }
    }

    /** Some versions end the body then as if it were whole, and get an answer. */
    private String endOfUnreadable(String url, boolean atOnce) throws Exception {
        Future<String> text = client.request(options(HttpMethod.POST, url + "/x"))
                // Listens where it sends: from here it would come too late now and then.
                .compose(request ->
                        request.setChunked(true).send(new Unreadable(atOnce)).compose(VertxCases::read));
        AtomicReference<String> end = new AtomicReference<>();
        Throwable failure = catchThrowable(() -> end.set(get(text).replace("200 C", "200 A")));
        return failure == null ? end.get() : failure.toString();
    }

    @Case
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint() throws Exception {
        serve("");
        try (TestServer other = new TestServer("C")) {
            for (boolean atOnce : new boolean[] {true, false}) {
                String without = endOfUnreadable(other.url(), atOnce);
                for (int i = 0; i < 7; i++) {
                    assertThat(endOfUnreadable(first.url(), atOnce)).isEqualTo(without);
                }
            }
        }
        assertThat(get(text(get("/x")))).isEqualTo("200 A /x");
        assertThat(second.connections()).isZero();
    }

    @Case
    void anIdempotencyKeyMakesAPostRepeatable() throws Exception {
        serve("");
        first.answering("503");
        RequestOptions post = options(HttpMethod.POST, first.url() + "/x").putHeader("Idempotency-Key", "1");
        assertThat(get(text(post, "order"))).isEqualTo("200 B /x");
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Case
    void aBodyThatIsWrittenAtOnceIsWrittenAgain() throws Exception {
        serve("");
        first.answering("503");
        Buffer body = Buffer.buffer("order");
        HttpClientRequest request = get(client.request(options(HttpMethod.PUT, first.url() + "/x")));
        request.putHeader("X-Late", "2");
        assertThat(get(exchangeWith(request, body))).isEqualTo("200 B /x");
        assertThat(second.received()).containsExactly("PUT /x order");
        assertThat(second.heads().get(0)).containsIgnoringCase("x-late: 2").containsIgnoringCase("content-length: 5");
    }

    @Case
    void aBodyThatIsWrittenInPartsIsWrittenOnce() throws Exception {
        serve("");
        first.answering("503");
        HttpClientRequest request = get(client.request(options(HttpMethod.PUT, first.url() + "/x")));
        Future<String> text = request.response().compose(VertxCases::read);
        request.setChunked(true);
        request.write("or");
        request.end("der");
        assertThat(get(text)).isEqualTo("503 error of A");
        assertThat(second.received()).isEmpty();
    }

    @Case
    void whatWasChangedAfterwardsIsSentOnce() throws Exception {
        serve("");
        first.answering("503");
        HttpClientRequest request = get(client.request(get("/x")));
        request.setURI("/y");
        assertThat(get(exchange(request))).isEqualTo("503 error of A");
        assertThat(first.received()).containsExactly("GET /y");
        assertThat(second.received()).isEmpty();
    }

    @Case
    void theLastRealAnswerIsHandedOverWithItsBody() throws Exception {
        serve(MANY);
        first.answering("503-large");
        second.answering("503-large");
        String text = get(text(get("/x")));
        assertThat(text).startsWith("503 ").hasSize(TestServer.LARGE + 4);
    }

    @Case
    void anAnswerOutlivesALaterFailure() throws Exception {
        agent.accept(Engines.with("retry.max-attempts=2", first.url(), TestServer.dead()));
        first.answering("503-large");
        assertThat(get(text(get("/x")))).startsWith("503 ").hasSize(TestServer.LARGE + 4);
    }

    @Case
    void aHeldAnswerCanBeMadeToWaitAgain() throws Exception {
        for (String failing : List.of("503", "503-large", "503-long")) {
            agent.accept(Engines.with("retry.max-attempts=2", first.url(), TestServer.dead()));
            first.answering(failing);
            CompletableFuture<String> told = new CompletableFuture<>();
            client.request(get("/x"))
                    .onComplete(asked -> asked.result().send().onComplete(result -> {
                        HttpClientResponse response = result.result().pause();
                        vertx.setTimer(50, late -> {
                            read(response).onComplete(text -> told.complete(text.result()));
                            response.resume();
                        });
                    }));
            assertThat(told.get(60, TimeUnit.SECONDS)).startsWith("503 ").hasSize(4 + TestServer.length(failing));
        }
    }

    @Case
    void aHeldAnswerEndsAsItBrokeOff() throws Exception {
        for (String failing : List.of("503-half", "503-empty-half")) {
            agent.accept(Engines.with("retry.max-attempts=2", first.url(), TestServer.dead()));
            first.answering(failing);
            HttpClientRequest request = get(client.request(get("/x")));
            CompletableFuture<String> told = new CompletableFuture<>();
            request.send().onComplete(answered -> {
                Buffer known = Buffer.buffer();
                answered.result().handler(known::appendBuffer);
                answered.result().exceptionHandler(why -> told.complete(known + " broken"));
                answered.result().endHandler(end -> told.complete(known + " ended"));
            });
            assertThat(told.get(60, TimeUnit.SECONDS))
                    .isEqualTo(failing.equals("503-half") ? "half broken" : " broken");
        }
    }

    /** There is one connection only: who held it would wait for himself. */
    @Case
    void noAttemptWaitsForTheConnectionOfTheOneBefore() throws Exception {
        HttpClient narrow = client(new HttpClientOptions(), 1);
        for (String failing : List.of("503", "503-large", "503-long", "503-dripping")) {
            agent.accept(Engines.impatient(AT_ONCE, first.url()));
            first.answering(failing);
            assertThat(get(narrow.request(get("/x")).compose(VertxCases::exchange)))
                    .startsWith("503 ")
                    .hasSize(4 + TestServer.length(failing));
            first.answering("ok");
            assertThat(get(narrow.request(get("/x")).compose(VertxCases::exchange)))
                    .isEqualTo("200 A /x");
        }
    }

    /** The third attempt is for the first endpoint again. */
    @Case
    void noAttemptWaitsForTheConnectionOfTheOneBeforeTheLast() throws Exception {
        HttpClient narrow = client(new HttpClientOptions(), 1);
        for (String failing : List.of("503", "503-large", "503-long", "503-dripping")) {
            agent.accept(Engines.impatient(AT_ONCE, first.url(), TestServer.dead()));
            first.answering(failing);
            assertThat(get(narrow.request(get("/x")).compose(VertxCases::exchange)))
                    .startsWith("503 ")
                    .hasSize(4 + TestServer.length(failing));
        }
    }

    /** All that there is has an answer on it that takes its time: that is no time to connect. */
    @Case
    void theLastAttemptMayWaitForAConnectionInUse() throws Exception {
        for (String others : List.of("", TestServer.dead())) {
            try (TestServer busy = new TestServer("A")) {
                String settings = "timeout.connect=100ms;retry.base-delay=1ms;retry.max-delay=1ms";
                agent.accept(
                        others.isEmpty()
                                ? Engines.with(settings, busy.url())
                                : Engines.with(settings, busy.url(), others));
                HttpClient narrow = client(new HttpClientOptions(), 1);
                busy.answering("200-late");
                RequestOptions options = options(HttpMethod.GET, busy.url() + "/x");
                Future<String> late = narrow.request(options).compose(VertxCases::exchange);
                busy.awaitRequest();
                Future<String> waiting = narrow.request(options).compose(VertxCases::exchange);
                TimeUnit.SECONDS.sleep(1);
                assertThat(waiting.isComplete()).isFalse();
                busy.answering("ok");
                busy.release();
                assertThat(get(late)).isEqualTo("200 late");
                assertThat(get(waiting)).isEqualTo("200 A /x");
            }
        }
    }

    @Case
    void theProgramSetsThePaceOfAHeldAnswer() throws Exception {
        for (String failing : List.of("503-large", "503-dripping")) {
            agent.accept(Engines.impatient(AT_ONCE, first.url()));
            first.answering(failing);
            Buffer whole = Buffer.buffer();
            Promise<Buffer> told = Promise.promise();
            client.request(get("/x"))
                    .onComplete(asked -> asked.result().send().onComplete(result -> {
                        HttpClientResponse response = result.result().pause();
                        response.handler(part -> {
                            whole.appendBuffer(part);
                            vertx.setTimer(1, next -> response.fetch(1));
                        });
                        response.endHandler(end -> told.complete(whole));
                        response.fetch(1);
                    }));
            assertThat(get(told.future()).length()).isEqualTo(TestServer.length(failing));
        }
    }

    @Case
    void resettingReachesAnAnswerThatIsTooLongToBeHeld() throws Exception {
        serveImpatiently(MANY);
        first.answering("503-endless");
        HttpClientRequest request = get(client.request(get("/x")));
        HttpClientResponse response = get(request.send());
        Future<Buffer> body = response.body();
        reset(request);
        assertThat(causeOf(body)).isNotNull();
        first.awaitClosed();
        assertThat(second.received()).isEmpty();
    }

    @Case
    void resettingAfterTheEndOfAHeldAnswerDoesNoMoreThanTheClient() throws Exception {
        agent.accept(Engines.with(MANY, first.url()));
        first.answering("503");
        HttpClientRequest request = get(client.request(get("/x")));
        Future<String> text = request.send().compose(VertxCases::read);
        assertThat(get(text)).isEqualTo("503 error of A");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        vertx.setTimer(1, late -> thrown.complete(catchThrowable(() -> reset(request))));
        // Vert.x 4.0 throws by itself that the connection is used for others already.
        assertThat(thrown.get(60, TimeUnit.SECONDS))
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isNull(),
                        own -> assertThat(own).rootCause().isInstanceOf(IllegalStateException.class));
        first.answering("ok");
        assertThat(get(text(get("/x")))).isEqualTo("200 A /x");
    }

    @Case
    void resettingEndsACallWhoseAnswerIsReadAhead() throws Exception {
        serve(MANY);
        first.answering("503-stalling");
        HttpClientRequest request = get(client.request(get("/x")));
        Future<HttpClientResponse> response = request.send();
        first.awaitRequest();
        // The head of the answer comes meanwhile.
        vertx.setTimer(300, late -> reset(request));
        assertThat(causeOf(response)).hasMessageContaining("reset");
        first.awaitClosed();
        assertThat(second.received()).isEmpty();
    }

    @Case
    void whenAllAreDownTheProgramSeesItsOwnClient() throws Exception {
        String down = TestServer.dead();
        agent.accept(Engines.of(down, TestServer.dead()));
        assertThat(causeOf(client.request(options(HttpMethod.GET, down + "/x"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(down.substring("http://".length()));
    }

    @Case
    void whenAllBreakTheProgramSeesItsOwnClient() {
        serve(MANY);
        first.answering("close");
        second.answering("close");
        Throwable failure = causeOf(text(get("/x")));
        agent.accept(Engines.of("http://nobody.test"));
        assertThat(failure).hasSameClassAs(causeOf(text(get("/x"))));
    }

    @Case
    void whatIsTurnedAwayLooksLikeAHostThatIsDown() throws Exception {
        serve("limiter.rate=1/h;limiter.burst=1;limiter.wait=0ms");
        get(text(get("/x")));
        assertThat(causeOf(client.request(get("/x"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no attempt was made");
    }

    @Case
    void whatWaitsForItsTurnGetsIt() throws Exception {
        serve("limiter.rate=20/s;limiter.burst=1;limiter.wait=5s");
        for (int i = 0; i < 3; i++) {
            assertThat(get(text(get("/x")))).isEqualTo("200 A /x");
        }
    }

    @Case
    void aServerThatNeverAnswersIsLeftInTime() throws Exception {
        serve("timeout.attempt=300ms;" + Engines.AGAIN);
        first.answering("nothing");
        assertThat(get(text(get("/x")))).isEqualTo("200 B /x");
        first.awaitClosed();
    }

    @Case
    void theProgramsOwnTimeOutGoesElsewhere() throws Exception {
        serve(Engines.AGAIN);
        first.answering("nothing");
        assertThat(get(text(get("/x").setTimeout(300)))).isEqualTo("200 B /x");
    }

    @Case
    void theProgramsOwnTimeOutIsToldWhenAllAreSilent() throws Exception {
        serve("retry.max-attempts=2");
        first.answering("nothing");
        second.answering("nothing");
        assertThat(causeOf(text(get("/x").setTimeout(300))))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("300ms");
        // It may note the request later than the program hears that nothing came of it.
        second.awaitRequest();
        assertThat(second.received()).hasSize(1);
    }

    @Case
    void aDroppedAnswerGivesItsConnectionBack() throws Exception {
        serve(MANY);
        first.answering("503");
        for (int i = 0; i < 20; i++) {
            assertThat(get(text(get("/x")))).isEqualTo("200 B /x");
        }
        assertThat(first.received()).hasSize(20);
        assertThat(first.connections()).isLessThanOrEqualTo(2);
    }

    @Case
    void anAnswerThatIsTooLongToBeHeldEndsTheCall() throws Exception {
        serveImpatiently(MANY);
        for (String tooLong : List.of("503-long", "503-dripping")) {
            first.answering(tooLong);
            assertThat(get(text(get("/x")))).startsWith("503 ").hasSize(4 + TestServer.length(tooLong));
        }
        assertThat(second.received()).isEmpty();
    }

    @Case
    void anAnswerThatIsTooLongToBeHeldDoesNotWaitForItsHedge() throws Exception {
        serveImpatiently("hedge.delay=50ms;timeout.attempt=5m");
        first.answering("503-dripping");
        second.answering("nothing");
        assertThat(get(text(get("/x")))).hasSize(4 + TestServer.length("503-dripping"));
        second.awaitClosed();
    }

    @Case
    void anAnswerThatDoesNotComeIsBrokenOff() throws Exception {
        serveHastily(MANY);
        first.answering("503-stalling");
        assertThat(get(text(get("/x")))).isEqualTo("200 B /x");
        first.awaitClosed();
    }

    @Case
    void whoeverGetsAnAnswerThatDoesNotComeIsToldWhy() {
        serveHastily("retry.budget.ratio=0%;retry.budget.floor=0");
        first.answering("503-stalling");
        assertThat(causeOf(text(get("/x"))))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("nothing more came of the response");
        assertThat(second.received()).isEmpty();
    }

    /** There are none any more: the client's own response has ended, which the program cannot know. */
    @Case
    void handlersOfFramesCanBeSetOnAHeldAnswer() throws Exception {
        agent.accept(Engines.with(MANY, first.url()));
        first.answering("503");
        Future<String> text = client.request(get("/x"))
                .compose(HttpClientRequest::send)
                .compose(response -> {
                    response.customFrameHandler(frame -> {});
                    response.streamPriorityHandler(priority -> {});
                    return read(response);
                });
        assertThat(get(text)).isEqualTo("503 error of A");
    }

    @Case
    void resettingEndsTheCall() throws Exception {
        serve(MANY);
        first.answering("nothing");
        HttpClientRequest request = get(client.request(get("/x")));
        Future<HttpClientResponse> response = request.send();
        first.awaitRequest();
        reset(request);
        Throwable failure = causeOf(response);
        agent.accept(Engines.of("http://nobody.test"));
        HttpClientRequest other = get(client.request(get("/x")));
        response = other.send();
        reset(other);
        assertThat(failure)
                .hasSameClassAs(causeOf(response))
                .hasMessage(causeOf(response).getMessage());
        assertThat(second.received()).isEmpty();
    }

    @Case
    void resettingReachesTheAttemptUnderWay() throws Exception {
        serve(MANY);
        first.answering("503");
        second.answering("nothing");
        HttpClientRequest request = get(client.request(get("/x")));
        Future<HttpClientResponse> response = request.send();
        second.awaitRequest();
        reset(request);
        assertThat(causeOf(response)).hasMessageContaining("reset");
        second.awaitClosed();
    }

    @Case
    void resettingReachesTheAnswerOfAnotherEndpoint() throws Exception {
        serve(MANY);
        first.answering("503");
        second.answering("200-stalling");
        HttpClientRequest request = get(client.request(get("/x")));
        HttpClientResponse response = get(request.send());
        assertThat(response.statusCode()).isEqualTo(200);
        Future<Buffer> body = response.body();
        reset(request);
        assertThat(causeOf(body)).isNotNull();
        second.awaitClosed();
    }

    @Case
    void anAnswerThatBreaksOffIsNotAskedAgain() throws Exception {
        serve(MANY);
        first.answering("half");
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Future<Buffer> body = client.request(get("/x"))
                .compose(request -> request.send().compose(response -> {
                    status.complete(response.statusCode());
                    return response.body();
                }));
        assertThat(causeOf(body)).isNotNull();
        assertThat(status).isCompletedWithValue(200);
        assertThat(second.received()).isEmpty();
    }

    @Case
    void anAddressIsAskedInTheNameThatTheProgramWrote() throws Exception {
        serve("match=http://orders.test;" + MANY);
        first.answering("503");
        assertThat(get(text(options(HttpMethod.GET, "http://orders.test/x")))).isEqualTo("200 B /x");
        assertThat(get(text(options(HttpMethod.GET, "http://orders.test/y")))).isEqualTo("200 B /y");
        assertThat(first.hosts()).containsOnly("orders.test");
        assertThat(second.hosts()).containsOnly("orders.test");
    }

    @Case
    void aProxyIsToldWhereTheEndpointIs() throws Exception {
        serve("match=http://orders.test;" + MANY);
        try (TestServer proxy = new TestServer("P")) {
            HttpClient proxied = client(new HttpClientOptions()
                    .setProxyOptions(new ProxyOptions()
                            .setHost("127.0.0.1")
                            .setPort(URI.create(proxy.url()).getPort())));
            Future<HttpClientRequest> asked = proxied.request(options(HttpMethod.GET, "http://orders.test/x"));
            assertThat(get(asked.compose(VertxCases::exchange))).isEqualTo("200 P " + first.url() + "/x");
            assertThat(proxy.received()).containsExactly("GET " + first.url() + "/x");
        }
    }

    @Case
    void aClientThatIsClosedSaysSo() {
        serve("");
        client.close();
        Throwable failure = catchThrowable(() -> get(client.request(get("/x"))));
        agent.accept(Engines.of("http://nobody.test"));
        assertThat(failure).hasSameClassAs(catchThrowable(() -> get(client.request(get("/x")))));
        assertThat(failure.getMessage())
                .isEqualTo(catchThrowable(() -> get(client.request(get("/x")))).getMessage());
    }

    @Case
    void aClientThatIsClosedMeanwhileSaysWhatBecameOfTheRequest() throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        agent.accept(Engines.of("http://nobody.test"));
        Throwable without = whenClosedMeanwhile(second);
        serve(AT_ONCE);
        assertThat(whenClosedMeanwhile(first)).hasSameClassAs(without).hasMessage(without.getMessage());
    }

    private Throwable whenClosedMeanwhile(TestServer asked) throws Exception {
        HttpClient own = client(new HttpClientOptions());
        Future<String> text =
                own.request(options(HttpMethod.GET, asked.url() + "/x")).compose(VertxCases::exchange);
        asked.awaitRequest();
        own.close();
        return causeOf(text);
    }

    @Case
    void thePathGoesBelowTheBasePathOfTheEndpoint() throws Exception {
        agent.accept(Engines.of(first.url() + "/v1", second.url() + "/v2"));
        first.answering("503");
        assertThat(get(text(get("/v1/x?q=1")))).isEqualTo("200 B /v2/x?q=1");
    }

    @Case
    void redirectsAreFollowedFromWhicheverEndpoint() throws Exception {
        serve(MANY);
        first.answering("503");
        Future<HttpClientRequest> asked = client.request(get("/answer/redirect").setFollowRedirects(true));
        first.answering("503");
        String text = get(asked.compose(VertxCases::exchange));
        assertThat(text).isIn("200 B /moved?x=1", "200 A /moved?x=1");
    }

    @Case
    void redirectsThatTheRequestIsToFollowAreFollowed() throws Exception {
        serve(MANY);
        HttpClientRequest request = get(client.request(get("/answer/redirect")));
        request.setFollowRedirects(true);
        assertThat(get(exchange(request))).isEqualTo("200 A /moved?x=1");
    }

    @Case
    void everythingHappensOnTheProgramsContext() throws Exception {
        serve(MANY);
        first.answering("503");
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
                    told.complete(result.result());
                }));
        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo("200 B /x");
        assertThat(seen).hasSize(3).containsOnly(context);
    }

    @Case
    void outsideOfVertxEverythingHappensOnOneContext() throws Exception {
        String down = TestServer.dead();
        agent.accept(Engines.with(MANY, down, first.url(), second.url()));
        first.answering("503");
        List<Context> seen = new CopyOnWriteArrayList<>();
        Promise<String> told = Promise.promise();
        client.request(options(HttpMethod.GET, down + "/x"))
                .compose(request -> {
                    seen.add(Vertx.currentContext());
                    return request.send().compose(response -> {
                        seen.add(Vertx.currentContext());
                        return read(response);
                    });
                })
                .onComplete(result -> {
                    seen.add(Vertx.currentContext());
                    told.complete(result.result());
                });
        assertThat(get(told.future())).isEqualTo("200 B /x");
        assertThat(seen).hasSize(3).doesNotContainNull();
        assertThat(seen.stream().distinct()).hasSize(1);
    }

    @Case
    void aMistakeIsThrownAsItsClientThrowsIt() {
        serve("");
        RequestOptions nothing = get("/x").setMethod(null);
        assertThat(catchThrowable(() -> client.request(nothing))).isInstanceOf(NullPointerException.class);
        assertThat(first.received()).isEmpty();
    }

    @Case
    void aHedgeWaitsForWhatTheProgramWrites() throws Exception {
        serve("hedge.delay=50ms");
        first.answering("nothing");
        HttpClientRequest request = get(client.request(get("/x")));
        Promise<Void> late = Promise.promise();
        vertx.setTimer(200, hedged -> late.complete());
        get(late.future());
        assertThat(second.received()).isEmpty();
        assertThat(get(exchange(request))).isEqualTo("200 B /x");
    }

    @Case
    void observeModeSendsWhatTheProgramSent() throws Exception {
        serve("mode=observe");
        first.answering("503");
        assertThat(get(text(get("/x")))).isEqualTo("503 error of A");
        assertThat(second.received()).isEmpty();
    }

    @Case
    void nothingIsRememberedOfCallsThatHaveEnded() throws Exception {
        serve(MANY);
        first.answering("503");
        for (int i = 0; i < 5; i++) {
            get(text(get("/x")));
        }
        first.answering("ok");
        get(text(get("/x")));
        for (int i = 0; remembered() > 0 && i < 600; i++) {
            Promise<Void> later = Promise.promise();
            vertx.setTimer(100, done -> later.complete());
            get(later.future());
        }
        assertThat(remembered()).isZero();
    }

    private int remembered() throws ReflectiveOperationException {
        Class<?> requests = adapter.get().loadClass("dev.failover.agent.client.vertx.HandedRequests");
        Method size = requests.getDeclaredMethod("size");
        size.setAccessible(true);
        try {
            return (Integer) size.invoke(null);
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
