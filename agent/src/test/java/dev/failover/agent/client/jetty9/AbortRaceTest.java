package dev.failover.agent.client.jetty9;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpDestination;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program breaks a request off while its answer arrives. */
class AbortRaceTest {
    private static final int TRIALS = 1500;

    /** Calls the client as the woven code does. */
    private static final class Woven extends HttpClient {
        private final AgentEngine engine;

        Woven(AgentEngine engine) {
            this.engine = engine;
        }

        @Override
        protected void send(HttpRequest request, List<Response.ResponseListener> listeners) {
            Object[] answer = new JettySend(engine).enter(this, request, listeners, null);
            if (answer == null) {
                super.send(request, listeners);
            } else if (answer[1] != null) {
                throw (RuntimeException) answer[1];
            }
        }
    }

    /** Whoever is told that the request is broken off gets no good answer afterwards. */
    @Test
    void whatWasBrokenOffHasFailed() throws Exception {
        int lost = 0;
        try (TestServer server = new TestServer("A")) {
            HttpClient client = new Woven(Engines.of(server.url()));
            client.start();
            for (int i = 0; i < TRIALS; i++) {
                AtomicBoolean broken = new AtomicBoolean();
                CompletableFuture<Result> end = new CompletableFuture<>();
                Request request = client.newRequest(server.url() + "/x");
                long pause = (i % 50) * 10_000L;
                request.onRequestCommit(committed -> {
                            long begin = System.nanoTime();
                            while (System.nanoTime() - begin < pause) {
                                Thread.onSpinWait();
                            }
                            broken.set(abort(committed));
                        })
                        .send(end::complete);
                Result result = end.get(30, TimeUnit.SECONDS);
                if (result.isSucceeded() && broken.get()) {
                    lost++;
                }
            }
            client.stop();
        }
        assertThat(lost).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverBreaksItOffFirstIsTold(boolean matches) throws Exception {
        try (TestServer server = new TestServer("A")) {
            HttpClient client = new Woven(Engines.of(matches ? server.url() : "http://127.0.0.1:1"));
            client.start();
            Request request = client.newRequest(server.url() + "/x");
            IOException first = new IOException("the first");
            abort(request, first);
            abort(request, new IOException("the second"));
            CompletableFuture<Result> end = new CompletableFuture<>();
            request.send(end::complete);

            assertThat(end.get(30, TimeUnit.SECONDS).getFailure()).isSameAs(first);
            client.stop();
        }
    }

    /** The client tells it when its pool has let go of the connection, and so does a call. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverHearsOfItFindsThePoolWithoutTheConnection(boolean matches) throws Exception {
        int early = 0;
        try (TestServer server = new TestServer("A")) {
            AgentEngine engine = Engines.of(matches ? server.url() : "http://127.0.0.1:1");
            for (int i = 0; i < TRIALS / 15; i++) {
                HttpClient client = new Woven(engine);
                client.start();
                CompletableFuture<Boolean> broken = new CompletableFuture<>();
                CompletableFuture<Result> end = new CompletableFuture<>();
                client.newRequest(server.url() + "/x")
                        .onRequestCommit(committed -> broken.complete(abort(committed)))
                        .send(end::complete);
                end.get(30, TimeUnit.SECONDS);
                if (broken.get(30, TimeUnit.SECONDS) && connections(client) > 0) {
                    early++;
                }
                client.stop();
            }
        }
        assertThat(early).isZero();
    }

    private static int connections(HttpClient client) {
        return client.getDestinations().stream()
                .map(destination -> ((HttpDestination) destination).getConnectionPool())
                .mapToInt(pool -> ((DuplexConnectionPool) pool).getConnectionCount())
                .sum();
    }

    /** As the woven {@code abort} does. */
    private static boolean abort(Request request) {
        return abort(request, new IOException("enough"));
    }

    private static boolean abort(Request request, IOException cause) {
        Object[] answer = new JettyAbort().enter(request, cause, null, null);
        return answer == null ? request.abort(cause) : (Boolean) answer[0];
    }
}
