package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty with failover, as the woven code calls it. */
class ReactorFailoverTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ConnectionProvider connections = ConnectionProvider.create("test", 2);
    /** That a request begins to be sent is told where the woven code tells it. */
    private final HttpClient client = HttpClient.create(connections)
            .doOnRequest((request, connection) -> new ReactorSending().enter(null, request, null, null));

    private TestServer first;
    private TestServer second;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
        connections.disposeLater().block(LONG);
    }

    private AgentEngine engine() {
        return Engines.of(first.url(), second.url());
    }

    @SuppressWarnings("unchecked")
    private static Mono<Connection> connect(AgentEngine engine, Object request) {
        Object[] answer = new ReactorConnect(engine).enter(request, null, null, null);
        return answer == null ? null : (Mono<Connection>) answer[0];
    }

    private static String text(Connection connection) {
        return connection
                .inbound()
                .receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .block(LONG);
    }

    private String body(AgentEngine engine, Object request) {
        return text(connect(engine, request).block(LONG));
    }

    private static int status(Connection connection) {
        return ((HttpClientResponse) connection).status().code();
    }

    private static Throwable failure(Mono<Connection> call) throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        call.subscribe(answer -> failure.complete(null), failure::complete);
        return failure.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whatBelongsToNoServiceIsLeftAlone() {
        AgentEngine engine = engine();
        assertThat(connect(engine, client.get().uri("http://elsewhere.example/x")))
                .isNull();
        assertThat(connect(engine, client.get().uri(Mono.just(first.url())))).isNull();
        assertThat(connect(engine, client.websocket().uri(first.url()))).isNull();
        assertThat(connect(engine, client)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "reset", "close"})
    void aReadGoesOnAtTheNextEndpoint(String failing) {
        first.answering(failing);
        assertThat(body(engine(), client.get().uri(first.url() + "/x?y=%20z#f")))
                .isEqualTo("B /x?y=%20z");
    }

    /** Who held it would wait for himself: there is no other connection. */
    @ParameterizedTest
    @CsvSource({"503,false", "503,true", "503-long,false", "503-long,true", "503-dripping,false", "503-dripping,true"})
    @Timeout(20)
    void noAttemptWaitsForTheConnectionOfTheOneBefore(String failing, boolean another) throws IOException {
        ConnectionProvider one = ConnectionProvider.create("one", 1);
        HttpClient narrow = HttpClient.create(one)
                .doOnRequest((request, connection) -> new ReactorSending().enter(null, request, null, null));
        AgentEngine engine = another ? Engines.of(first.url(), TestServer.dead()) : Engines.of(first.url());
        first.answering(failing);
        Connection answer =
                connect(engine, narrow.get().uri(first.url() + "/x")).block(LONG);
        assertThat(status(answer)).isEqualTo(503);
        assertThat(text(answer)).hasSize(TestServer.length(failing));
        first.answering("ok");
        assertThat(body(engine, narrow.get().uri(first.url() + "/y"))).isEqualTo("A /y");
        one.disposeLater().block(LONG);
    }

    private Object unreadable(boolean atOnce) {
        Flux<String> body = Flux.error(new IOException("disk"));
        return client.headers(fields -> fields.set("Content-Length", 9))
                .post()
                .uri(first.url() + "/x")
                .send(ByteBufFlux.fromString(atOnce ? body : Flux.concat(Flux.just("order"), body)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint(boolean atOnce) throws Exception {
        Throwable without = catchThrowable(() ->
                ((HttpClient.ResponseReceiver<?>) unreadable(atOnce)).response().block(LONG));
        AgentEngine engine = engine();
        for (int i = 0; i < 7; i++) {
            assertThat(failure(connect(engine, unreadable(atOnce))))
                    .hasSameClassAs(Exceptions.unwrap(without))
                    .hasMessage(Exceptions.unwrap(without).getMessage());
        }
        assertThat(body(engine, client.get().uri(first.url() + "/ok"))).isEqualTo("A /ok");
        assertThat(second.connections()).isZero();
    }

    @Test
    void everyWayToWriteTheUrlIsUnderstood() {
        first.answering("503");
        AgentEngine engine = engine();
        URI uri = URI.create(first.url());
        String authority = uri.getRawAuthority();
        assertThat(body(engine, client.get().uri(URI.create(uri + "/a")))).isEqualTo("B /a");
        assertThat(body(engine, client.get().uri(authority + "/b"))).isEqualTo("B /b");
        assertThat(body(engine, client.baseUrl(uri + "/c/").get().uri("/d"))).isEqualTo("B /c/d");
        assertThat(body(
                        engine,
                        client.host("127.0.0.1").port(uri.getPort()).get().uri("/e")))
                .isEqualTo("B /e");
        assertThat(body(engine, client.get().uri(uri + "?f"))).isEqualTo("B /?f");
    }

    @Test
    void eachSubscriptionIsACall() {
        first.answering("503");
        Mono<Connection> call = connect(engine(), client.get().uri(first.url() + "/x"));
        assertThat(first.received()).isEmpty();
        assertThat(text(call.block(LONG))).isEqualTo("B /x");
        assertThat(text(call.block(LONG))).isEqualTo("B /x");
        assertThat(second.received()).hasSize(2);
    }

    @Test
    void theOwnAttemptPassesButWhatTheProgramAsksForMeanwhileDoesNot() {
        AgentEngine engine = engine();
        AtomicReference<Object> nested = new AtomicReference<>();
        ReactorConnect woven = new ReactorConnect(engine);
        HttpClient asking = client.mapConnect(connection -> {
            // Where the woven connect of the attempt itself would ask first.
            assertThat(woven.enter(client.get().uri(first.url()), null, null, null))
                    .isNull();
            nested.set(woven.enter(client.get().uri(first.url()), null, null, null));
            return connection;
        });
        assertThat(body(engine, asking.get().uri(first.url() + "/x"))).isEqualTo("A /x");
        assertThat(nested.get()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "close"})
    void whatTheProgramsFunctionSwallowsIsNoFault(String answering) {
        first.answering(answering);
        HttpClient swallowing = client.mapConnect(connecting -> connecting
                .doOnNext(Connection::dispose)
                .then(Mono.<Connection>empty())
                .onErrorResume(failure -> Mono.empty()));
        Mono<Connection> call = connect(engine(), swallowing.get().uri(first.url() + "/x"));
        assertThat(call.blockOptional(LONG)).isEmpty();
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aRefusedPostGoesElsewhereWithItsBody() throws IOException {
        String down = TestServer.dead();
        AgentEngine engine = Engines.of(down, second.url());
        Object request = client.post().uri(down + "/x").send(ByteBufFlux.fromString(Mono.just("order")));
        assertThat(status(connect(engine, request).block(LONG))).isEqualTo(200);
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "nothing"})
    void aPostIsSentOnce(String failing) throws Exception {
        first.answering(failing);
        Object request = client.responseTimeout(Duration.ofMillis(300))
                .post()
                .uri(first.url() + "/x")
                .send(ByteBufFlux.fromString(Mono.just("order")));
        Throwable failure = failure(connect(engine(), request));
        assertThat(failure == null).isEqualTo(failing.equals("503"));
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aConnectionThatIsRefusedAfterTheRequestWasSentProvesNothing() throws Exception {
        // By then, the client looks up a name that there is not.
        first.answering("redirect-nowhere");
        Object request = client.followRedirect(true)
                .post()
                .uri(first.url() + "/x")
                .send(ByteBufFlux.fromString(Mono.just("order")));
        assertThat(failure(connect(engine(), request))).isInstanceOf(IOException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBodyThatWasSentIsNotAskedForAgain() {
        first.answering("503");
        AtomicInteger asked = new AtomicInteger();
        Object request = client.put()
                .uri(first.url() + "/x")
                .send(ByteBufFlux.fromString(Mono.fromSupplier(() -> "order " + asked.incrementAndGet())));
        assertThat(body(engine(), request)).isEqualTo("error of A");
        assertThat(asked).hasValue(1);
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout.attempt=300ms", "hedge.delay=50ms;timeout.attempt=300ms"})
    void aBodyThatWasSentIsNotAskedForAgainWhenTimeIsOver(String settings) throws Exception {
        first.answering("nothing");
        AtomicInteger asked = new AtomicInteger();
        Object request = client.put()
                .uri(first.url() + "/x")
                .send(ByteBufFlux.fromString(Mono.fromSupplier(() -> "order " + asked.incrementAndGet())));
        AgentEngine engine = Engines.with(settings, first.url(), second.url());
        assertThat(failure(connect(engine, request))).isNotNull();
        assertThat(asked).hasValue(1);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void theLastRealAnswerIsHandedOverWhole() {
        first.answering("503");
        second.answering("502");
        AgentEngine engine = Engines.with("retry.base-delay=1ms", first.url(), second.url());
        Connection answer =
                connect(engine, client.get().uri(first.url() + "/x")).block(LONG);
        assertThat(status(answer)).isEqualTo(503);
        assertThat(text(answer)).isEqualTo("error of A");
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void whenAllFailTheFirstExceptionIsTheClientsOwn() throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.with("retry.base-delay=1ms", down, TestServer.dead());
        assertThat(failure(connect(engine, client.get().uri(down + "/x"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(down.substring("http://".length()));
    }

    @Test
    void aReadTimeOutGoesElsewhere() {
        first.answering("nothing");
        Object request = client.responseTimeout(Duration.ofMillis(200)).get().uri(first.url() + "/x");
        AgentEngine engine = Engines.with(Engines.AGAIN, first.url(), second.url());
        assertThat(body(engine, request)).isEqualTo("B /x");
    }

    @Test
    void ourTimeOutIsTheClientsException() throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=200ms", first.url(), second.url());
        assertThat(failure(connect(engine, client.get().uri(first.url() + "/x"))))
                .isInstanceOf(ReadTimeoutException.class);
    }

    @Test
    void droppedResponsesLeaveThePoolWhole() {
        first.answering("503");
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        for (int i = 0; i < 20; i++) {
            assertThat(body(engine, client.get().uri(first.url() + "/x"))).isEqualTo("B /x");
        }
        assertThat(first.received()).hasSize(20);
        assertThat(first.connections()).isLessThanOrEqualTo(2);
        assertThat(second.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void cancellingEndsTheAttemptAndNothingIsSentAfterwards() throws Exception {
        first.answering("nothing");
        Disposable call =
                connect(engine(), client.get().uri(first.url() + "/x")).subscribe(answer -> {}, failure -> {});
        first.awaitRequest();
        call.dispose();
        assertThatThrownBy(() -> connect(
                                Engines.of(first.url()),
                                client.responseTimeout(Duration.ofMillis(200))
                                        .get()
                                        .uri(first.url()))
                        .block(LONG))
                .isInstanceOf(ReadTimeoutException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aRejectedCallGetsTheClientsConnectException() throws Exception {
        AgentEngine engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0s", first.url());
        assertThat(body(engine, client.get().uri(first.url() + "/x"))).isEqualTo("A /x");
        assertThat(failure(connect(engine, client.get().uri(first.url() + "/x"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("no attempt was made");
    }

    @Test
    void ourTimeToConnectIsOnlyEverShorter() throws Exception {
        // Nobody routes to it.
        String nowhere = "http://192.0.2.1:81";
        AgentEngine engine = Engines.with("timeout.connect=100ms;" + Engines.AGAIN, nowhere, second.url());
        assertThat(body(engine, client.get().uri(nowhere + "/x"))).isEqualTo("B /x");
        AgentEngine patient = Engines.with("timeout.connect=1h", nowhere);
        assertThat(failure(connect(
                        patient,
                        client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 100)
                                .get()
                                .uri(nowhere + "/x"))))
                .isInstanceOfAny(ConnectTimeoutException.class, IOException.class);
    }

    @Test
    void anEndpointThatIsAnAddressIsAskedInTheProgramsName() throws IOException {
        String down = TestServer.dead();
        int port = URI.create(down).getPort();
        AgentEngine engine = Engines.with("match=http://orders.example:" + port, down, second.url());
        String name = "orders.example:" + port;
        assertThat(body(engine, client.get().uri("http://" + name + "/x?y"))).isEqualTo("B /x?y");
        assertThat(body(engine, client.baseUrl("http://" + name).get().uri("/z")))
                .isEqualTo("B /z");
        assertThat(second.hosts()).containsExactly(name, name);
    }

    @Test
    void anotherBasePathIsPutInPlaceOfTheAddressedOne() {
        first.answering("503");
        AgentEngine engine = Engines.of(first.url() + "/one", second.url() + "/two");
        assertThat(body(engine, client.get().uri(first.url() + "/one/x"))).isEqualTo("B /two/x");
        assertThat(second.hosts()).containsExactly(URI.create(second.url()).getRawAuthority());
    }

    @Test
    void inObserveModeNothingChanges() {
        first.answering("503");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        assertThat(body(engine, client.get().uri(first.url() + "/x"))).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void theProgramsContextReachesItsFunctionsInEveryAttempt() {
        first.answering("503");
        StringBuffer seen = new StringBuffer();
        HttpClient asking = client.doOnRequest((request, connection) ->
                seen.append(request.currentContextView().<String>get("who")));
        Mono<Connection> call = connect(engine(), asking.get().uri(first.url() + "/x"));
        assertThat(text(call.contextWrite(context -> context.put("who", "me")).block(LONG)))
                .isEqualTo("B /x");
        assertThat(seen).hasToString("meme");
    }
}
