package dev.failover.agent.client.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import io.netty.resolver.AddressResolverGroup;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;

/** The program has its response before the thread that reads it reads on. */
@Timeout(60)
class ReactorThreadTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch answered = new CountDownLatch(1);

    /** Whoever asks for a connection does not come back before there is an answer: so may any thread that gets no time. */
    private final class SlowPool implements ConnectionProvider {
        private final ConnectionProvider own = ConnectionProvider.create("slow", 2);
        private final Runnable whenSlow;
        /** How often it is quick before that. */
        private int quick;

        SlowPool(int quick, Runnable whenSlow) {
            this.quick = quick;
            this.whenSlow = whenSlow;
        }

        @Override
        public Mono<? extends Connection> acquire(
                TransportConfig config,
                ConnectionObserver observer,
                Supplier<? extends SocketAddress> remote,
                AddressResolverGroup<?> resolver) {
            Mono<? extends Connection> acquired = own.acquire(config, observer, remote, resolver);
            if (quick-- > 0) {
                return acquired;
            }
            whenSlow.run();
            Publisher<Connection> slowly = subscriber -> {
                acquired.subscribe(subscriber);
                awaitAnswer();
            };
            return Mono.from(slowly);
        }

        private void awaitAnswer() {
            try {
                answered.await(3, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        @Override
        public Mono<Void> disposeLater() {
            return own.disposeLater();
        }
    }

    @SuppressWarnings("unchecked")
    private static Mono<Connection> call(HttpClient client, String url) {
        return (Mono<Connection>)
                new ReactorConnect(Engines.of(url)).enter(client.get().uri(url + "/x"), null, null, null)[0];
    }

    private String seen(TestServer server, SlowPool pool) {
        try {
            return call(HttpClient.create(pool), server.url())
                    .map(connection -> {
                        answered.countDown();
                        boolean reads = connection.channel().eventLoop().inEventLoop();
                        return (reads ? "by its own thread" : "late") + ", open: "
                                + connection.channel().isActive();
                    })
                    .block(LONG);
        } finally {
            pool.disposeLater().block(LONG);
        }
    }

    @Test
    void aThreadThatIsSlowToComeBackFromAskingHoldsNoAnswerUp() throws Exception {
        try (TestServer server = new TestServer("A")) {
            assertThat(seen(server, new SlowPool(0, () -> {}))).isEqualTo("by its own thread, open: true");
        }
    }

    @Test
    void norThatOfAnAttemptThatFollows() throws Exception {
        try (TestServer server = new TestServer("A").answering("503")) {
            SlowPool pool = new SlowPool(1, () -> server.answering("ok"));
            assertThat(seen(server, pool)).isEqualTo("by its own thread, open: true");
            assertThat(server.received()).hasSize(2);
        }
    }
}
