package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The program says what its request is only when that is about to be sent. */
@Timeout(60)
class ReactorDeferredTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ConnectionProvider connections = ConnectionProvider.create("test", 2);
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.create(connections)
            .headersWhen(fields -> Mono.fromSupplier(() -> fields.add("X-Token", "t" + asked.incrementAndGet())));

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

    @SuppressWarnings("unchecked")
    private static Mono<String> call(AgentEngine engine, Object request) {
        Mono<Connection> answer = (Mono<Connection>) new ReactorConnect(engine).enter(request, null, null, null)[0];
        return answer.flatMap(connection ->
                connection.inbound().receive().aggregate().asString().defaultIfEmpty(""));
    }

    private static List<String> fields(TestServer server, String name) {
        List<String> found = new ArrayList<>();
        for (String head : server.heads()) {
            for (String line : head.split("\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name + ": ")) {
                    found.add(line.substring(name.length() + 2));
                }
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "timeout.connect=2s"})
    void eachAttemptSaysItOnce(String settings) {
        first.answering("503");
        AgentEngine engine = Engines.with(settings, first.url(), second.url());
        Mono<String> call = call(engine, client.get().uri(first.url() + "/x"));
        assertThat(call.block(LONG)).isEqualTo("B /x");
        assertThat(call.block(LONG)).isEqualTo("B /x");
        assertThat(fields(first, "x-token")).containsExactly("t1", "t2");
        assertThat(fields(second, "x-token")).containsExactly("t1", "t2");
    }

    @Test
    void soDoesOneAtTheSameEndpoint() {
        first.answering("503");
        String answer = call(Engines.of(first.url()), client.get().uri(first.url() + "/x"))
                .block(LONG);
        assertThat(answer).hasSize(TestServer.length("503"));
        assertThat(fields(first, "x-token")).hasSizeGreaterThan(1).containsOnly("t1");
    }

    @Test
    void cookiesToo() {
        first.answering("503");
        HttpClient baking = HttpClient.create(connections)
                .cookie(new DefaultCookie("a", "1"))
                .cookiesWhen(
                        "b", cookie -> Mono.fromSupplier(() -> new DefaultCookie("b", "" + asked.incrementAndGet())));
        String answer = call(Engines.of(first.url(), second.url()), baking.get().uri(first.url() + "/x"))
                .block(LONG);
        assertThat(answer).isEqualTo("B /x");
        assertThat(fields(first, "cookie")).containsExactly("a=1", "b=1");
        assertThat(fields(second, "cookie")).containsExactly("a=1", "b=1");
    }

    @Test
    void whoHasNotSaidItYetIsAskedAgain() {
        // A pool that was never asked counts as disposed of.
        HttpClient.create(connections).get().uri(second.url()).response().block(LONG);
        HttpClient slow = HttpClient.create(connections)
                .headersWhen(
                        fields -> asked.incrementAndGet() == 1 ? Mono.never() : Mono.just(fields.add("X-Token", "t")));
        AgentEngine engine = Engines.with("hedge.delay=50ms", first.url(), second.url());
        assertThat(call(engine, slow.get().uri(first.url() + "/x")).block(LONG)).isEqualTo("B /x");
        assertThat(asked).hasValue(2);
    }

    /** The client has kept the URL of the request before. */
    @Test
    void aUrlThatComesLateIsAskedForAsItIs() {
        first.answering("503");
        HttpClient.ResponseReceiver<?> request = HttpClient.create(connections)
                .get()
                .uri(Mono.fromSupplier(() -> first.url() + "/" + asked.incrementAndGet()));
        request.response().block(LONG);
        String answer = call(Engines.of(first.url(), second.url()), request).block(LONG);
        assertThat(answer).hasSize(TestServer.length("503"));
        assertThat(first.received()).startsWith("GET /1", "GET /2", "GET /2");
        assertThat(second.received()).isEmpty();
    }
}
