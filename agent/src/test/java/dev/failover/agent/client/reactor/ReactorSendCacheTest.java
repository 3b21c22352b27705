package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;

/** Requests whose fields are written by a function of the program's own, as those of Spring's {@code WebClient} are. */
@Timeout(60)
class ReactorSendCacheTest extends ReactorCaching {
    private static final AttributeKey<String> ATTRIBUTE = AttributeKey.valueOf("dev.failover.test");

    private final AtomicInteger runs = new AtomicInteger();

    private interface Function extends BiFunction<HttpClientRequest, NettyOutbound, Publisher<Void>> {}

    private Object sending(HttpClient client, HttpMethod method, Function function) {
        return client.request(method).uri(origin.url() + "/x").send((request, outbound) -> {
            runs.incrementAndGet();
            return function.apply(request, outbound);
        });
    }

    private Object sending(Function function) {
        return sending(client, HttpMethod.GET, function);
    }

    /** Writes its fields when it is subscribed to, as Spring does. */
    private Object with(String name, String value) {
        return sending((request, outbound) -> Mono.<Void>fromRunnable(
                        () -> request.requestHeaders().set(name, value))
                .then(Mono.defer(outbound::then)));
    }

    @Test
    void whatTheFunctionWritesTellsUsersApart() {
        numbering(FRESH);
        for (String user : List.of("a", "b")) {
            Object request = with("Authorization", "Bearer " + user);
            assertThat(isHit(request)).isFalse();
            assertThat(runs.getAndSet(0)).as("asked, and sent").isEqualTo(2);
            assertThat(isHit(request)).isTrue();
            assertThat(runs.getAndSet(0)).as("asked").isOne();
        }
        assertThat(isHit(get("/x"))).isFalse();
    }

    @Test
    void cookiesOfTheFunctionTellUsersApart() {
        numbering(FRESH);
        for (String user : List.of("a", "b")) {
            Object request = sending((asked, outbound) -> {
                asked.addCookie(new DefaultCookie("user", user));
                return outbound.then();
            });
            assertThat(isHit(request)).isFalse();
            assertThat(isHit(request)).isTrue();
        }
    }

    @Test
    void anAnswerIsToTheRequestOfTheFunction() {
        origin.answering("text", FRESH);
        Object request = sending((asked, outbound) -> {
            asked.header("X-Asked", "yes");
            ((ChannelOperations<?, ?>) asked).channel().attr(ATTRIBUTE).set("there");
            return outbound.then();
        });
        List<String> seen = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2; i++) {
            call(request)
                    .doOnNext(connection -> seen.add(
                            String.valueOf(connection.channel().attr(ATTRIBUTE).get())))
                    .flatMapMany(connection -> connection.inbound().receive())
                    .blockLast(LONG);
        }
        assertThat(seen).containsExactly("there", "there");
        assertThat(origin.received()).hasSize(1);
        origin.answering("text", "Cache-Control: no-store");
        Answer miss = send(get("/other"));
        Answer hit = send(request);
        assertThat(hit.fields("Cache-Status").get(0)).startsWith("failover; hit");
        assertThat(hit.text).isEqualTo("text");
        assertThat(hit.response.getClass()).isEqualTo(miss.response.getClass());
        assertThat(hit.response.requestHeaders().get("X-Asked")).isEqualTo("yes");
        assertThat(hit.response.requestHeaders().get("Host"))
                .isEqualTo(miss.response.requestHeaders().get("Host"));
        assertThat(hit.response.resourceUrl()).isEqualTo(origin.url() + "/x");
    }

    @Test
    void aFunctionMayEndInEachWayThatSendsNoMore() {
        numbering(FRESH);
        List<Function> ways = List.of(
                (request, outbound) -> outbound,
                (request, outbound) -> outbound.then(),
                (request, outbound) -> Mono.empty(),
                (request, outbound) -> Mono.delay(Duration.ofMillis(20)).then(Mono.defer(outbound::then)));
        assertThat(isHit(sending(ways.get(0)))).isFalse();
        for (Function way : ways) {
            assertThat(isHit(sending(way))).isTrue();
        }
        assertThat(isHit(sending(client.responseTimeout(Duration.ofSeconds(20)), HttpMethod.HEAD, ways.get(1))))
                .isTrue();
    }

    @Test
    void itSeesTheContextOfTheSubscriberOnAThreadOfTheClient() {
        origin.answering("text", FRESH);
        List<String> seen = new CopyOnWriteArrayList<>();
        Object request = sending((asked, outbound) -> Mono.deferContextual(context -> {
            seen.add(context.get("user"));
            assertThat(Thread.currentThread().getName()).startsWith("reactor-http");
            asked.header("Authorization", context.get("user"));
            return outbound.then();
        }));
        for (String user : List.of("a", "b", "a")) {
            call(request)
                    .flatMapMany(connection -> connection.inbound().receive())
                    .contextWrite(Context.of("user", user))
                    .blockLast(LONG);
        }
        assertThat(seen).containsExactly("a", "a", "b", "b", "a");
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void whatIsStaleIsValidatedWhateverTheFunctionWrites() {
        List<String> conditions = new CopyOnWriteArrayList<>();
        origin.answering(exchange -> {
            String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
            conditions.add(String.valueOf(condition));
            boolean isSame = "\"1\"".equals(condition);
            ScriptedOrigin.respond(exchange, isSame ? 304 : 200, isSame ? "" : "text", STALE, "ETag: \"1\"");
        });
        Object request = with("Accept", "text/plain");
        for (int i = 0; i < 3; i++) {
            Answer answer = send(request);
            assertThat(answer.response.status().code()).isEqualTo(200);
            assertThat(answer.text).isEqualTo("text");
        }
        assertThat(conditions).containsExactly("null", "\"1\"", "\"1\"");
        assertThat(send(with("If-None-Match", "\"1\"")).response.status().code())
                .isEqualTo(304);
        assertThat(send(with("If-None-Match", "\"9\"")).response.status().code())
                .isEqualTo(200);
    }

    @Test
    void whatIsStaleAnswersWhereNoEndpointDoes() throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url(), TestServer.dead());
        origin.answering("text", STALE);
        Object request = with("Accept", "text/plain");
        assertThat(send(request).text).isEqualTo("text");
        origin.close();
        for (int i = 0; i < 12; i++) {
            Answer answer = send(request);
            assertThat(answer.text).isEqualTo("text");
            assertThat(answer.response.requestHeaders().get("Accept")).isEqualTo("text/plain");
        }
        assertThatThrownBy(() -> send(with("Authorization", "x"))).hasRootCauseInstanceOf(IOException.class);
    }

    /** As a proxy hands a body on: it can be asked for once. */
    @Test
    void whatHasABodyIsSentOnceAndNotCached() {
        List<String> bodies = new CopyOnWriteArrayList<>();
        origin.answering(exchange -> {
            bodies.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Length")));
            ScriptedOrigin.respond(exchange, 200, "text", FRESH);
        });
        for (int i = 0; i < 2; i++) {
            AtomicInteger subscriptions = new AtomicInteger();
            Flux<ByteBuf> once = Flux.defer(() -> subscriptions.getAndIncrement() == 0
                    ? Mono.just(Unpooled.copiedBuffer("body", StandardCharsets.UTF_8))
                    : Mono.error(new IllegalStateException("only once")));
            assertThat(send(sending((request, outbound) -> outbound.send(once))).text)
                    .isEqualTo("text");
            assertThat(send(sending((request, outbound) -> outbound.sendString(Mono.just("body")))).text)
                    .isEqualTo("text");
            assertThat(send(sending((request, outbound) ->
                                    outbound.send(Mono.empty()).then(Mono.empty())))
                            .text)
                    .isEqualTo("text");
            assertThat(send(sending((request, outbound) -> Mono.defer(() -> outbound.sendObject(
                                            outbound.alloc().buffer().writeBytes(new byte[4]))
                                    .then())))
                            .text)
                    .isEqualTo("text");
            assertThat(subscriptions).hasValue(1);
        }
        assertThat(bodies).hasSize(8);
        assertThat(bodies.subList(0, 2)).containsExactly("4", "4");
    }

    @Test
    void whoGetsAtTheConnectionIsAskedForEachTime() {
        numbering(FRESH);
        for (Function function : List.<Function>of(
                (request, outbound) -> {
                    ((ChannelOperations<?, ?>) request).addHandlerLast("test", new ChannelDuplexHandler());
                    return outbound.then();
                },
                (request, outbound) -> {
                    outbound.withConnection(
                            connection -> connection.addHandlerLast("test", new ChannelDuplexHandler()));
                    return outbound.then();
                },
                (request, outbound) -> ((NettyOutbound) request).sendString(Mono.just("body")),
                (request, outbound) -> outbound.then(Mono.empty()))) {
            assertThat(isHit(sending(function))).isFalse();
            assertThat(isHit(sending(function))).isFalse();
        }
    }

    @Test
    void whatIsAnotherRequestEachTimeIsNotStored() {
        numbering(FRESH);
        Object request = sending((asked, outbound) -> {
            asked.header("Authorization", "Bearer " + runs.get());
            return outbound.then();
        });
        assertThat(isHit(request)).isFalse();
        runs.set(0);
        assertThat(isHit(request)).isFalse();
        runs.set(1);
        assertThat(isHit(request)).isFalse();
    }

    @Test
    void itsFailureIsTheProgramsToHear() {
        origin.answering("text", FRESH);
        for (Function failing : List.<Function>of(
                (request, outbound) -> Mono.fromCallable(() -> Integer.valueOf("of the program"))
                        .then(),
                (request, outbound) ->
                        Mono.just(Integer.valueOf("of the program")).then())) {
            assertThatThrownBy(() -> send(sending(failing))).hasMessageContaining("of the program");
        }
        assertThat(isHit(with("Accept", "x"))).isFalse();
    }

    @Test
    void aFunctionThatWaitsForSomethingDoesItOnce() {
        origin.answering("text", FRESH);
        AtomicInteger cancelled = new AtomicInteger();
        Object request = sending((asked, outbound) ->
                runs.get() == 1 ? Mono.<Void>never().doOnCancel(cancelled::incrementAndGet) : outbound.then());
        assertThat(send(request).text).isEqualTo("text");
        assertThat(cancelled).hasPositiveValue();
    }

    @Test
    void whoCancelsMeanwhileHearsNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicReference<Object> told = new AtomicReference<>();
        var reading = call(sending((asked, outbound) -> Mono.<Void>never()
                        .doOnSubscribe(any -> begun.countDown())
                        .doOnCancel(cancelled::countDown)))
                .subscribe(told::set, told::set);
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        reading.dispose();
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasValue(null);
        assertThat(origin.received()).isEmpty();
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
        calls.add(future(with("Accept", "x")));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            calls.add(future(with("Accept", "x")));
        }
        goOn.countDown();
        for (CompletableFuture<String> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("beginend");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void whatItWritesMattersForWhatVaries() {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange,
                200,
                exchange.getRequestHeaders().getFirst("Accept-Language"),
                FRESH,
                "Vary: Accept-Language"));
        for (Map.Entry<String, Boolean> each :
                List.of(Map.entry("en", false), Map.entry("de", false), Map.entry("en", true), Map.entry("de", true))) {
            int before = origin.received().size();
            assertThat(send(with("Accept-Language", each.getKey())).text).isEqualTo(each.getKey());
            assertThat(origin.received().size() == before).isEqualTo(each.getValue());
        }
    }

    @Test
    void withoutTheCacheItRunsOnce() {
        engine = Engines.of(origin.url());
        send(with("Accept", "x"));
        assertThat(runs).hasValue(1);
    }

    @Test
    void otherEndpointsOfTheServiceAnswerForEachOther() throws Exception {
        String dead = TestServer.dead();
        engine = Engines.with("cache.enabled=true", dead, origin.url());
        numbering(FRESH);
        Object toDead = client.request(HttpMethod.GET).uri(dead + "/x").send((request, outbound) -> outbound.then());
        assertThat(send(toDead).text).isEqualTo("number 1");
        assertThat(send(toDead).text).isEqualTo("number 1");
        assertThat(send(sending((request, outbound) -> outbound.then())).text).isEqualTo("number 1");
        HttpClientResponse hit = send(toDead).response;
        assertThat(hit.requestHeaders().get("Host")).isEqualTo(dead.substring("http://".length()));
    }
}
