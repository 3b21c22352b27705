package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.AgentEngine;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.resolver.AddressResolverGroup;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.HttpClientState;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;

/** Reactor Netty with a service that has a cache, as the woven code calls it. */
abstract class ReactorCaching {
    static final Duration LONG = Duration.ofSeconds(30);
    static final String FRESH = "Cache-Control: max-age=600";
    static final String STALE = "Cache-Control: max-age=0";

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private final List<Throwable> dropped = new CopyOnWriteArrayList<>();
    long faults = Bridge.failures();
    private final ConnectionProvider connections = ConnectionProvider.create("test", 2);
    final HttpClient client = HttpClient.create(new Watched(connections)).option(ChannelOption.ALLOCATOR, buffers);

    ScriptedOrigin origin;
    AgentEngine engine;

    /** Tells that a request begins to be sent, about where the woven code tells it. */
    private static final class Watched implements ConnectionProvider {
        private final ConnectionProvider connections;

        Watched(ConnectionProvider connections) {
            this.connections = connections;
        }

        @Override
        public Mono<? extends Connection> acquire(
                TransportConfig config,
                ConnectionObserver observer,
                Supplier<? extends SocketAddress> remote,
                AddressResolverGroup<?> resolver) {
            ConnectionObserver watching = (connection, state) -> {
                if (state == HttpClientState.REQUEST_PREPARED) {
                    new ReactorSending().enter(null, connection, null, null);
                }
            };
            return connections.acquire(config, observer.then(watching), remote, resolver);
        }
    }

    @BeforeEach
    void start() throws IOException {
        Hooks.onErrorDropped(dropped::add);
        origin = new ScriptedOrigin();
        engine = engine("");
    }

    @AfterEach
    void stop() throws InterruptedException {
        connections.disposeLater().block(LONG);
        Hooks.resetOnErrorDropped();
        origin.close();
        for (int i = 0; i < 500 && inUse() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(inUse()).as("bytes of buffers that nobody has released").isZero();
        assertThat(dropped).as("failures that nobody has heard of").isEmpty();
        assertThat(Bridge.failures()).as("faults of the agent").isEqualTo(faults);
    }

    private long inUse() {
        return buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory();
    }

    AgentEngine engine(String settings) {
        return Engines.with("cache.enabled=true;" + settings, origin.url());
    }

    HttpClient.ResponseReceiver<?> get(String path) {
        return client.get().uri(origin.url() + path);
    }

    @SuppressWarnings("unchecked")
    Mono<Connection> call(Object request) {
        Object[] answer = new ReactorConnect(engine).enter(request, null, null, null);
        return (Mono<Connection>) Objects.requireNonNull(answer)[0];
    }

    Answer send(Object request) {
        return call(request)
                .flatMap(connection -> connection
                        .inbound()
                        .receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer((HttpClientResponse) connection, text)))
                .block(LONG);
    }

    String body(String path) {
        return send(get(path)).text;
    }

    boolean isHit(Object request) {
        int before = origin.received().size();
        send(request);
        return origin.received().size() == before;
    }

    void numbering(String... fields) {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, "number " + origin.received().size(), fields));
    }

    static void inTwoParts(HttpExchange exchange, CountDownLatch between) throws IOException {
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

    CompletableFuture<String> future(Object request) {
        return call(request)
                .flatMap(
                        connection -> connection.inbound().receive().aggregate().asString())
                .toFuture();
    }

    static final class Answer {
        final HttpClientResponse response;
        final String text;

        Answer(HttpClientResponse response, String text) {
            this.response = response;
            this.text = text;
        }

        List<String> fields(String name) {
            return response.responseHeaders().getAll(name);
        }
    }
}
