package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** A subscriber of a call gets a connection when it asks for one, and not before. */
@Timeout(60)
class ReactorSubscribingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ConnectionProvider one = ConnectionProvider.create("one", 1);
    private final Semaphore answers = new Semaphore(0);
    private final HttpClient client = HttpClient.create(one)
            .doOnRequest((request, connection) -> new ReactorSending().enter(null, request, null, null))
            // When the thread that reads it has told all who have to hear of it.
            .doOnResponse(
                    (response, connection) -> connection.channel().eventLoop().execute(answers::release));

    private TestServer server;
    private AgentEngine engine;

    /** Asks only when it is told to. */
    private static final class Late extends BaseSubscriber<Connection> {
        final List<Connection> got = new CopyOnWriteArrayList<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // Nothing is asked for yet.
        }

        @Override
        protected void hookOnNext(Connection connection) {
            got.add(connection);
        }

        @Override
        protected void hookOnComplete() {
            ended.complete(null);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = new TestServer("A");
        engine = Engines.of(server.url());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        one.disposeLater().block(LONG);
    }

    @SuppressWarnings("unchecked")
    private Mono<Connection> call(String path) {
        Object request = client.get().uri(server.url() + path);
        return (Mono<Connection>) new ReactorConnect(engine).enter(request, null, null, null)[0];
    }

    private static String text(Connection connection) {
        return connection.inbound().receive().aggregate().asString().block(LONG);
    }

    /** A call that the server has answered. */
    private Late answered() throws InterruptedException {
        Late late = new Late();
        call("/x").subscribe(late);
        answers.acquire();
        return late;
    }

    @Test
    void whatIsThereWaitsUntilItIsAskedFor() throws Exception {
        Late late = answered();
        assertThat(late.got).isEmpty();
        late.request(1);
        late.ended.get(30, TimeUnit.SECONDS);
        late.request(1);
        assertThat(late.got).hasSize(1);
        assertThat(text(late.got.get(0))).isEqualTo("A /x");
    }

    /** Else there would be no connection for the next call. */
    @Test
    void whatIsNotWantedIsGone() throws InterruptedException {
        Late late = answered();
        late.cancel();
        assertThat(text(call("/y").block(LONG))).isEqualTo("A /y");
        assertThat(late.got).isEmpty();
    }

    @Test
    void whoHasGotItMayCancel() throws Exception {
        Late late = answered();
        late.request(1);
        late.ended.get(30, TimeUnit.SECONDS);
        late.cancel();
        assertThat(text(late.got.get(0))).isEqualTo("A /x");
    }
}
