package dev.failover.agent.client.apacheasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.apacheasync.ApacheAsyncFailoverTest.Kind;
import dev.failover.agent.client.apacheasync.ApacheAsyncFailoverTest.Running;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.utils.URIUtils;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All connections that the program allows itself to an endpoint are taken: it is not to blame. */
@Timeout(60)
class NoneFreeTest {
    /** As often as it takes for a circuit breaker to open. */
    private static final int CALLS = 6;

    private static Future<HttpResponse> ask(Kind kind, Running client, AgentEngine engine, TestServer server)
            throws Exception {
        HttpGet request = new HttpGet(server.url() + "/x");
        request.setConfig(RequestConfig.custom().setConnectionRequestTimeout(20).build());
        return ApacheAsyncFailoverTest.send(kind, client, engine, request, null);
    }

    /**
     * How requests end that have no connection free. The client's pool looks for overdue ones when a connection comes back,
     * and its clock is the real one.
     */
    private static List<Future<HttpResponse>> tooLate(
            int requests, Kind kind, Running client, AgentEngine engine, TestServer server) throws Exception {
        server.answering("kept-ok");
        Future<HttpResponse> busy = ask(kind, client, engine, server);
        server.awaitRequest();
        List<Future<HttpResponse>> waiting = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            waiting.add(ask(kind, client, engine, server));
        }
        Thread.sleep(30);
        server.release();
        assertThat(body(busy)).startsWith("A ");
        return waiting;
    }

    private static String body(Future<HttpResponse> answer) throws Exception {
        return EntityUtils.toString(answer.get(30, TimeUnit.SECONDS).getEntity());
    }

    @ParameterizedTest
    @EnumSource
    void anotherEndpointIsAskedAndNoneBlamed(Kind kind) throws Exception {
        try (TestServer first = new TestServer("A");
                TestServer second = new TestServer("B");
                Running client = kind.start(CALLS + 1)) {
            client.pool.setMaxPerRoute(new HttpRoute(URIUtils.extractHost(URI.create(first.url()))), 1);
            AgentEngine engine = Engines.of(first.url(), second.url());
            for (Future<HttpResponse> late : tooLate(CALLS, kind, client, engine, first)) {
                assertThat(body(late)).startsWith("B ");
            }
            assertThat(body(ask(kind, client, engine, first))).startsWith("A ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theProgramWaitsNoLongerThanItHasSaid(Kind kind) throws Exception {
        try (TestServer only = new TestServer("A");
                Running client = kind.start(1)) {
            AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", only.url());
            Future<HttpResponse> late = tooLate(1, kind, client, engine, only).get(0);
            assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }
}
