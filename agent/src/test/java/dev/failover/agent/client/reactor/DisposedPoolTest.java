package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.resources.ConnectionProvider;

/** The program disposes of the connections of its client under a call: that makes no further attempt. */
@Timeout(60)
class DisposedPoolTest {
    private static final Duration LONG = Duration.ofSeconds(30);

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
    }

    /** The status, or how the call has failed. */
    private CompletableFuture<Object> ask(AgentEngine engine, HttpClient client) {
        HttpClient woven =
                client.doOnRequest((request, connection) -> new ReactorSending().enter(null, request, null, null));
        Object[] answer = new ReactorConnect(engine).enter(woven.get().uri(first.url() + "/x"), null, null, null);
        @SuppressWarnings("unchecked")
        Mono<Connection> call = (Mono<Connection>) answer[0];
        CompletableFuture<Object> told = new CompletableFuture<>();
        call.subscribe(
                head -> told.complete(((HttpClientResponse) head).status().code()), told::complete);
        return told;
    }

    private static Object end(CompletableFuture<Object> told) throws Exception {
        return told.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFailureOfTheAttemptUnderWayIsTheProgramsOwn(boolean another) throws Exception {
        ConnectionProvider pool = ConnectionProvider.create("mine", 2);
        first.answering("kept-close");
        AgentEngine engine = another ? Engines.of(first.url(), second.url()) : Engines.of(first.url());
        CompletableFuture<Object> told = ask(engine, HttpClient.create(pool));
        first.awaitRequest();
        // What is under way keeps its connection.
        pool.dispose();
        first.release();

        assertThat(end(told)).isInstanceOf(PrematureCloseException.class);
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void soIsTheAnswerThatAnotherAttemptMightHaveBettered() throws Exception {
        ConnectionProvider pool = ConnectionProvider.create("mine", 2);
        first.answering("kept-503");
        CompletableFuture<Object> told = ask(Engines.of(first.url(), second.url()), HttpClient.create(pool));
        first.awaitRequest();
        pool.dispose();
        first.release();

        assertThat(end(told)).isEqualTo(503);
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void poolsThatAreUsedAgainAreNotDisposedOf() throws Exception {
        ConnectionProvider pool = ConnectionProvider.create("mine", 2);
        pool.disposeLater().block(LONG);
        first.answering("close");

        assertThat(end(ask(Engines.of(first.url(), second.url()), HttpClient.create(pool))))
                .isEqualTo(200);
        pool.dispose();
    }

    @Test
    void clientsWithoutAPoolGoOn() throws Exception {
        first.answering("close");

        assertThat(end(ask(Engines.of(first.url(), second.url()), HttpClient.newConnection())))
                .isEqualTo(200);
    }

    @Test
    void clientsOfTheSharedPoolGoOn() throws Exception {
        first.answering("close");

        assertThat(end(ask(Engines.of(first.url(), second.url()), HttpClient.create())))
                .isEqualTo(200);
    }
}
