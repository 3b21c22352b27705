package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.agent.bridge.v1.Bridge;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.LoopResources;
import reactor.util.context.Context;

/** Reactor Netty with the cache of its service, as the woven code calls it. */
@Timeout(60)
class ReactorCacheTest extends ReactorCaching {
    @Test
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() {
        origin.answering(203, "text", FRESH, "Content-Type: text/plain", "X-A: 1", "X-A: 2", "Set-Cookie: c=d");
        Answer miss = send(get("/x?y=%20z#f"));
        assertThat(miss.text).isEqualTo("text");
        assertThat(miss.fields("Cache-Status")).containsExactly("failover; fwd=uri-miss; stored");
        Answer hit = send(get("/x?y=%20z#f"));
        assertThat(hit.text).isEqualTo("text");
        assertThat(hit.response.status()).isEqualTo(miss.response.status());
        assertThat(hit.fields("X-A")).containsExactly("1", "2");
        assertThat(hit.fields("Age")).hasSize(1);
        assertThat(hit.fields("Cache-Status").get(0)).startsWith("failover; hit");
        assertThat(hit.response.cookies().keySet()).containsExactly("c");
        assertThat(hit.response.version()).isEqualTo(miss.response.version());
        assertThat(hit.response.method()).isEqualTo(miss.response.method());
        assertThat(hit.response.uri()).isEqualTo(miss.response.uri());
        assertThat(hit.response.fullPath()).isEqualTo(miss.response.fullPath());
        assertThat(hit.response.resourceUrl()).isEqualTo(miss.response.resourceUrl());
        assertThat(hit.response.redirectedFrom()).isEmpty();
        // Versions differ in whether they say by it that they send nothing.
        miss.response.requestHeaders().remove("Content-Length");
        hit.response.requestHeaders().remove("Content-Length");
        assertThat(hit.response.requestHeaders().entries().toString())
                .isEqualTo(miss.response.requestHeaders().entries().toString());
        assertThat(hit.response.getClass()).isEqualTo(miss.response.getClass());
        assertThat(origin.received()).containsExactly("GET /x?y=%20z");
    }

    @Test
    void aThreadOfTheClientTellsOfItInTheContextOfTheSubscriber() {
        origin.answering("text", FRESH);
        List<String> threads = new ArrayList<>();
        List<Object> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            call(get("/x"))
                    .flatMapMany(connection -> {
                        threads.add(Thread.currentThread().getName());
                        seen.add(((HttpClientResponse) connection)
                                .currentContextView()
                                .get("key"));
                        return connection.inbound().receive().asString();
                    })
                    .contextWrite(Context.of("key", "value"))
                    .blockLast(LONG);
        }
        assertThat(threads).allMatch(name -> name.startsWith("reactor-http"));
        assertThat(seen).containsExactly("value", "value");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void aBodyMayBeReadLaterOrNever() {
        origin.answering("text", FRESH);
        body("/x");
        Connection late = call(get("/x")).block(LONG);
        assertThat(late.inbound().receive().asString().collectList().block(LONG))
                .containsExactly("text");
        call(get("/x")).block(LONG).dispose();
        Connection unread = call(get("/x")).block(LONG);
        assertThat(unread).isNotNull();
        assertThat(body("/x")).isEqualTo("text");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void whatTheProgramWritesToIsItsOwn() {
        origin.answering("text", FRESH);
        body("/x");
        call(get("/x"))
                .flatMapMany(connection -> connection.inbound().receive().doOnNext(part -> part.setByte(0, 'X')))
                .blockLast(LONG);
        assertThat(body("/x")).isEqualTo("text");
    }

    @Test
    void whatIsStaleIsValidated() {
        AtomicReference<String> condition = new AtomicReference<>();
        origin.answering(exchange -> {
            condition.set(exchange.getRequestHeaders().getFirst("If-None-Match"));
            boolean isSame = condition.get() != null;
            ScriptedOrigin.respond(exchange, isSame ? 304 : 200, isSame ? "" : "text", STALE, "ETag: \"1\"");
        });
        // More often than the pool has connections.
        for (int i = 0; i < 5; i++) {
            Answer answer = send(get("/x"));
            assertThat(answer.response.status().code()).isEqualTo(200);
            assertThat(answer.text).isEqualTo("text");
            assertThat(answer.response.requestHeaders().contains("If-None-Match"))
                    .isFalse();
        }
        assertThat(condition.get()).isEqualTo("\"1\"");
        assertThat(origin.received()).hasSize(5);
    }

    @Test
    void whatTheProgramValidatesItselfItHearsItself() {
        origin.validating("\"1\"", "text", STALE);
        body("/x");
        HttpClient asking = client.headers(fields -> fields.set("If-None-Match", "\"1\""));
        assertThat(send(asking.get().uri(origin.url() + "/x")).response.status().code())
                .isEqualTo(304);
        origin.validating("\"1\"", "text", FRESH);
        body("/y");
        assertThat(isHit(asking.get().uri(origin.url() + "/y"))).isTrue();
        assertThat(send(asking.get().uri(origin.url() + "/y")).response.status().code())
                .isEqualTo(304);
    }

    @Test
    void aValidationOfSomethingElseIsAskedForAgainAsAWhole() {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStaleAnswersWhereNoEndpointDoes(boolean dead) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url(), TestServer.dead());
        origin.answering("text", STALE);
        assertThat(body("/x")).isEqualTo("text");
        if (dead) {
            origin.close();
        } else {
            origin.answering(503, "x".repeat(200_000));
        }
        // Until the breakers are open, and then.
        for (int i = 0; i < 12; i++) {
            Answer answer = send(get("/x"));
            assertThat(answer.response.status().code()).isEqualTo(200);
            assertThat(answer.text).isEqualTo("text");
        }
        if (dead) {
            assertThatThrownBy(() -> body("/never-asked")).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void whatMustBeValidatedIsNoAnswerWithoutTheOrigin() {
        engine = engine("cache.stale-if-error=1h");
        origin.answering("text", STALE + ", must-revalidate", "ETag: \"1\"");
        assertThat(body("/x")).isEqualTo("text");
        origin.close();
        assertThat(send(get("/x")).response.status().code()).isEqualTo(504);
    }

    @Test
    void aLongBodyIsStoredAsItStreams() {
        origin.answering("x".repeat(700_000), FRESH);
        assertThat(body("/x")).hasSize(700_000);
        assertThat(isHit(get("/x"))).isTrue();
        assertThat(body("/x")).hasSize(700_000);
    }

    @Test
    void whatIsTooLargeStreamsOnAndIsNotStored() {
        engine = engine("cache.max-object-size=1KB");
        origin.answering("x".repeat(5_000_000), FRESH);
        assertThat(body("/x")).hasSize(5_000_000);
        assertThat(body("/x")).hasSize(5_000_000);
        assertThat(origin.received()).hasSize(2);
    }

    /** The server sends the rest only when the program has seen the beginning. */
    @Test
    void theProgramNeedNotWaitForTheEndOfWhatIsStored() {
        CountDownLatch seen = new CountDownLatch(1);
        origin.answering(exchange -> inTwoParts(exchange, seen));
        assertThat(call(get("/x"))
                        .flatMapMany(
                                connection -> connection.inbound().receive().asString())
                        .doOnNext(part -> seen.countDown())
                        .collectList()
                        .map(parts -> String.join("", parts))
                        .block(LONG))
                .isEqualTo("beginend");
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Test
    void aTruncatedBodyIsNotStored() {
        origin.answering(exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH));
        assertThatThrownBy(() -> body("/x")).hasRootCauseInstanceOf(IOException.class);
        origin.answering("whole", FRESH);
        assertThat(body("/x")).isEqualTo("whole");
    }

    @Test
    void whatTheProgramCancelsIsNotStored() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<String> seen = new CompletableFuture<>();
        AtomicReference<Channel> channel = new AtomicReference<>();
        origin.answering(exchange -> inTwoParts(exchange, ended));
        Disposable reading = call(get("/x"))
                .flatMapMany(connection -> {
                    channel.set(connection.channel());
                    return connection.inbound().receive().asString();
                })
                .subscribe(seen::complete, seen::completeExceptionally);
        assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo("begin");
        reading.dispose();
        assertThat(channel.get().closeFuture().await(30, TimeUnit.SECONDS)).isTrue();
        ended.countDown();
        origin.answering("whole", FRESH);
        assertThat(body("/x")).isEqualTo("whole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void whatMayHaveChangedIsForgotten(String method) {
        numbering(FRESH);
        body("/x");
        send(client.request(HttpMethod.valueOf(method))
                .uri(origin.url() + "/x")
                .send(ByteBufFlux.fromString(Mono.just("change"))));
        assertThat(body("/x")).isEqualTo("number 3");
        assertThat(body("/x")).isEqualTo("number 3");
    }

    @Test
    void headAndRangesAreAnsweredByWhatGetHasStored() {
        origin.answering("0123456789", FRESH, "ETag: \"1\"");
        body("/x");
        Answer head = send(client.head().uri(origin.url() + "/x"));
        assertThat(head.fields("Content-Length")).containsExactly("10");
        assertThat(head.text).isEmpty();
        Answer part = send(
                client.headers(fields -> fields.set("Range", "bytes=2-4")).get().uri(origin.url() + "/x"));
        assertThat(part.response.status().code()).isEqualTo(206);
        assertThat(part.text).isEqualTo("234");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void fieldsThatItVariesByTellResponsesApart() {
        numbering(FRESH, "Vary: Accept-Language");
        assertThat(isHit(with("Accept-Language", "en"))).isFalse();
        assertThat(isHit(with("Accept-Language", "de"))).isFalse();
        assertThat(isHit(with("Accept-Language", "en"))).isTrue();
    }

    private Object with(String name, String value) {
        return client.headers(fields -> fields.set(name, value)).get().uri(origin.url() + "/x");
    }

    @Test
    void usersAreToldApart() {
        numbering(FRESH);
        for (String user : List.of("a", "b")) {
            for (Object request : List.of(
                    with("Authorization", "Bearer " + user),
                    client.cookie(new DefaultCookie("user", user)).get().uri(origin.url() + "/x"))) {
                assertThat(isHit(request)).isFalse();
                assertThat(isHit(request)).isTrue();
            }
        }
        assertThat(isHit(get("/x"))).isFalse();
    }

    /** As a program may sign what it sends. */
    private static final class Authorizing extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof HttpRequest) {
                ((HttpRequest) message).headers().set("Authorization", "Bearer a");
            }
            context.write(message, promise);
        }
    }

    @Test
    void whatIsAddedWhereItIsSentIsAskedForEachTime() {
        numbering(FRESH);
        body("/x");
        for (Object unknown : List.of(
                client.headersWhen(fields -> Mono.just(fields.set("Authorization", "Bearer a")))
                        .get()
                        .uri(origin.url() + "/x"),
                client.doOnRequest((request, connection) -> request.header("Authorization", "Bearer a"))
                        .get()
                        .uri(origin.url() + "/x"),
                client.doOnConnected(connection -> connection.addHandlerLast(new Authorizing()))
                        .get()
                        .uri(origin.url() + "/x"),
                client.doOnChannelInit((observer, channel, remote) ->
                                channel.pipeline().addLast(new Authorizing()))
                        .get()
                        .uri(origin.url() + "/x"),
                client.observe((connection, state) -> {
                            if (state == ConnectionObserver.State.CONFIGURED) {
                                connection.addHandlerLast(new Authorizing());
                            }
                        })
                        .get()
                        .uri(origin.url() + "/x"))) {
            assertThat(isHit(unknown)).isFalse();
            assertThat(isHit(unknown)).isFalse();
        }
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Test
    void whatARedirectLedToIsNotStoredUnderItsName() {
        origin.answering(exchange -> {
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            ScriptedOrigin.respond(
                    exchange, moved ? 301 : 200, moved ? "" : "there", moved ? "Location: /there" : FRESH, FRESH);
        });
        assertThat(send(get("/moved")).response.status().code()).isEqualTo(301);
        Object following = client.followRedirect(true).get().uri(origin.url() + "/moved");
        assertThat(send(following).text).isEqualTo("there");
        assertThat(send(following).text).isEqualTo("there");
        assertThat(origin.received()).hasSize(5);
    }

    @Test
    void equalCallsWaitForOne() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            inTwoParts(exchange, goOn);
        });
        List<CompletableFuture<String>> calls = new ArrayList<>();
        calls.add(future(get("/x")));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            calls.add(future(get("/x")));
        }
        origin.answering("other", "Cache-Control: no-store");
        assertThat(body("/other")).isEqualTo("other");
        goOn.countDown();
        for (CompletableFuture<String> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("beginend");
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
        CompletableFuture<String> first = future(get("/x"));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        AtomicReference<Object> told = new AtomicReference<>();
        call(get("/x")).subscribe(told::set, told::set).dispose();
        CompletableFuture<String> hurried =
                future(client.responseTimeout(Duration.ofMillis(200)).get().uri(origin.url() + "/x"));
        long begin = System.nanoTime();
        try {
            hurried.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException timedOut) {
            assertThat(timedOut).hasCauseInstanceOf(ReadTimeoutException.class);
        }
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(4));
        goOn.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("beginend");
        assertThat(told).hasValue(null);
    }

    @Test
    void whatTheClientDecodesIsStoredDecoded() {
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
        HttpClient decoding = client.compress(true);
        // As it came, and then for a client that decodes.
        send(with("Accept-Encoding", "gzip"));
        for (String path : List.of("/x", "/y", "/y")) {
            Answer answer = send(decoding.get().uri(origin.url() + path));
            assertThat(answer.text).isEqualTo("text".repeat(1000));
            assertThat(answer.fields("Content-Encoding")).isEmpty();
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void otherEndpointsOfTheServiceAnswerForEachOther() throws IOException {
        String dead = TestServer.dead();
        engine = Engines.with("cache.enabled=true", dead, origin.url());
        numbering(FRESH);
        assertThat(send(client.get().uri(dead + "/x")).text).isEqualTo("number 1");
        assertThat(send(client.get().uri(dead + "/x")).text).isEqualTo("number 1");
        assertThat(body("/x")).isEqualTo("number 1");
    }

    @Test
    void aFaultCostsTheBenefitAndNotTheCall() {
        origin.answering("text", FRESH);
        AtomicBoolean broken = new AtomicBoolean();
        LoopResources loops = LoopResources.create("test", 1, true);
        LoopResources breaking = new LoopResources() {
            @Override
            public EventLoopGroup onServer(boolean useNative) {
                return loops.onServer(useNative);
            }

            @Override
            public EventLoopGroup onClient(boolean useNative) {
                if (broken.getAndSet(false)) {
                    throw new IllegalStateException("test");
                }
                return loops.onClient(useNative);
            }
        };
        Object request = client.runOn(breaking).get().uri(origin.url() + "/x");
        assertThat(isHit(request)).isFalse();
        assertThat(isHit(request)).isTrue();
        broken.set(true);
        assertThat(send(request).text).isEqualTo("text");
        assertThat(origin.received()).hasSize(2);
        assertThat(Bridge.failures()).isEqualTo(faults + 1);
        faults++;
        loops.disposeLater().block(LONG);
    }

    @Test
    void withoutTheCacheEveryCallAsks() {
        engine = Engines.of(origin.url());
        numbering(FRESH);
        assertThat(body("/x")).isEqualTo("number 1");
        Answer second = send(get("/x"));
        assertThat(second.text).isEqualTo("number 2");
        assertThat(second.fields("Cache-Status")).isEmpty();
    }
}
