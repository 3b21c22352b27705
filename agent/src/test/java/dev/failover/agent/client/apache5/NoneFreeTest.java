package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.DeadlineTimeoutException;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

/** All connections that the program allows itself to an endpoint are taken: it is not to blame. */
@org.junit.jupiter.api.Timeout(60)
class NoneFreeTest {
    /** As often as it takes for a circuit breaker to open. */
    private static final int CALLS = 6;

    private static final int OVERDUE = 40;

    /** More than the client and a call need, and fewer than that many calls in one another. */
    private static final int FRAMES = 150;

    private static final RequestConfig SHORTLY = RequestConfig.custom()
            .setConnectionRequestTimeout(Timeout.ofMilliseconds(20))
            .build();

    private static AgentEngine patient(String... endpoints) {
        return Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", endpoints);
    }

    private static CloseableHttpClient classic(AgentEngine engine) {
        PoolingHttpClientConnectionManager pool = ClassicClients.pool();
        pool.setDefaultMaxPerRoute(1);
        return ClassicClients.builder(engine, pool).disableAutomaticRetries().build();
    }

    private static String get(CloseableHttpClient client, TestServer server) throws Exception {
        HttpGet request = new HttpGet(server.url() + "/x");
        request.setConfig(SHORTLY);
        try (CloseableHttpResponse response = client.execute(request)) {
            return EntityUtils.toString(response.getEntity());
        }
    }

    private static Future<SimpleHttpResponse> ask(CloseableHttpAsyncClient client, TestServer server) {
        SimpleHttpRequest request = SimpleHttpRequests.get(server.url() + "/x");
        request.setConfig(SHORTLY);
        return client.execute(request, null);
    }

    /**
     * How requests end that have no connection free. The asynchronous client's pool looks for overdue ones when a connection
     * comes back, and its clock is the real one.
     */
    private static List<Future<SimpleHttpResponse>> tooLate(
            int requests, CloseableHttpAsyncClient client, TestServer server) throws Exception {
        server.answering("kept-ok");
        Future<SimpleHttpResponse> busy = ask(client, server);
        server.awaitRequest();
        List<Future<SimpleHttpResponse>> waiting = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            waiting.add(ask(client, server));
        }
        Thread.sleep(30);
        server.release();
        assertThat(busy.get().getBodyText()).isEqualTo("A /x");
        return waiting;
    }

    @Test
    void anotherEndpointIsAskedAndNoneBlamed() throws Exception {
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B");
                CloseableHttpClient client = classic(Engines.of(first.url(), second.url()))) {
            first.answering("nothing");
            HttpGet busy = new HttpGet(first.url() + "/busy");
            ReadingThread reading = new ReadingThread(() -> client.execute(busy));
            reading.awaitReading();
            for (int i = 0; i < CALLS; i++) {
                assertThat(get(client, first)).isEqualTo("B /x");
            }
            busy.cancel();
            reading.failure().get();

            first.answering("ok");
            assertThat(get(client, first)).isEqualTo("A /x");
        }
    }

    @Test
    void theProgramWaitsNoLongerThanItHasSaid() throws Exception {
        try (TestServer only = new TestServer("A");
                CloseableHttpClient client = classic(patient(only.url()))) {
            only.answering("nothing");
            HttpGet busy = new HttpGet(only.url() + "/busy");
            ReadingThread reading = new ReadingThread(() -> client.execute(busy));
            reading.awaitReading();
            assertThatThrownBy(() -> get(client, only)).isInstanceOf(ConnectionRequestTimeoutException.class);
            busy.cancel();
            reading.failure().get();
        }
    }

    @Test
    void theSameOfTheAsynchronousClient() throws Exception {
        PoolingAsyncClientConnectionManager pool = AsyncClients.pool(CALLS + 1);
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B");
                CloseableHttpAsyncClient client =
                        AsyncClients.started(AsyncClients.builder(Engines.of(first.url(), second.url()), pool))) {
            pool.setMaxPerRoute(new HttpRoute(HttpHost.create(first.url())), 1);
            for (Future<SimpleHttpResponse> late : tooLate(CALLS, client, first)) {
                assertThat(late.get().getBodyText()).isEqualTo("B /x");
            }
            assertThat(ask(client, first).get().getBodyText()).isEqualTo("A /x");
        }
    }

    @Test
    void theAsynchronousClientWaitsNoLongerThanTheProgramHasSaid() throws Exception {
        PoolingAsyncClientConnectionManager pool = AsyncClients.pool(1);
        try (TestServer only = new TestServer("A");
                CloseableHttpAsyncClient client = AsyncClients.started(
                        AsyncClients.builder(patient(only.url()), pool).disableAutomaticRetries())) {
            Future<SimpleHttpResponse> late = tooLate(1, client, only).get(0);
            assertThatThrownBy(late::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(DeadlineTimeoutException.class);
        }
    }

    /** The pool tells of all that are overdue as soon as one of them asks it for the next endpoint's connection. */
    @Test
    void callsThatAreOverdueTogetherDoNotNest() throws Exception {
        AtomicInteger deepest = new AtomicInteger();
        PoolingAsyncClientConnectionManager pool = AsyncClients.pool(
                OVERDUE + 1, () -> deepest.accumulateAndGet(new Throwable().getStackTrace().length, Math::max));
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B");
                CloseableHttpAsyncClient client =
                        AsyncClients.started(AsyncClients.builder(Engines.of(first.url(), second.url()), pool))) {
            pool.setMaxPerRoute(new HttpRoute(HttpHost.create(first.url())), 1);
            for (Future<SimpleHttpResponse> late : tooLate(OVERDUE, client, first)) {
                try {
                    late.get();
                } catch (ExecutionException overdueAgain) {
                    // That is an end, too: the program does not wait for long.
                }
            }
            assertThat(deepest.get()).isLessThan(FRAMES);
        }
    }
}
