package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.BlackHole;
import dev.failover.agent.Engines;
import dev.failover.agent.Ports;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that speaks nothing but HTTP/2: many requests of it share one connection. */
class Apache5H2FailoverTest {
    private Replica first;
    private Replica second;

    /** Answers over HTTP/2, in the clear, with one status. */
    private static final class Replica implements AsyncServerRequestHandler<Message<HttpRequest, String>> {
        final List<String> received = new CopyOnWriteArrayList<>();
        final HttpAsyncServer server;
        final int port;
        final int status;
        /** What comes after the port. */
        volatile String more = "";

        Replica(int status) throws Exception {
            this.status = status;
            server = H2ServerBootstrap.bootstrap()
                    .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                    .registerVirtual("127.0.0.1", "*", this)
                    .registerVirtual("orders.example", "*", this)
                    .create();
            server.start();
            int got;
            do {
                Future<ListenerEndpoint> listening =
                        server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                got = ((InetSocketAddress) listening.get(20, TimeUnit.SECONDS).getAddress()).getPort();
            } while (!Ports.isNew(got));
            port = got;
        }

        String url() {
            return "http://127.0.0.1:" + port;
        }

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
                HttpRequest request, EntityDetails body, HttpContext context) {
            return new BasicRequestConsumer<>(body == null ? null : new StringAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, String> message, ResponseTrigger responseTrigger, HttpContext context)
                throws HttpException, IOException {
            HttpRequest request = message.getHead();
            received.add(
                    request.getMethod() + " " + request.getAuthority() + request.getPath() + " " + message.getBody());
            responseTrigger.submitResponse(
                    AsyncResponseBuilder.create(status)
                            .setEntity("from " + port + more, ContentType.TEXT_PLAIN)
                            .build(),
                    context);
        }
    }

    @BeforeEach
    void start() throws Exception {
        first = new Replica(503);
        second = new Replica(200);
    }

    @AfterEach
    void stop() {
        first.server.close(CloseMode.IMMEDIATE);
        second.server.close(CloseMode.IMMEDIATE);
    }

    private static CloseableHttpAsyncClient client(AgentEngine engine) {
        CloseableHttpAsyncClient client = AsyncClients.woven(
                        H2AsyncClientBuilder.create().setDnsResolver(new Loopback()), engine)
                .build();
        client.start();
        return client;
    }

    private static SimpleHttpResponse send(CloseableHttpAsyncClient client, SimpleHttpRequest request)
            throws Exception {
        return client.execute(request, null).get(60, TimeUnit.SECONDS);
    }

    @Test
    void aReadGoesOnAtTheNextEndpoint() throws Exception {
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpAsyncClient client = client(engine)) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(client, SimpleHttpRequests.get(first.url() + "/x"))
                                .getBodyText())
                        .isEqualTo("from " + second.port);
            }
        }
        assertThat(first.received).hasSize(20);
    }

    /** More than the client is ready to receive before it is asked. */
    @Test
    void aLongAnswerIsHeldToItsEnd() throws Exception {
        first.more = "x".repeat(200_000);
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpAsyncClient client = client(engine)) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(client, SimpleHttpRequests.get(first.url() + "/x"))
                                .getBodyText())
                        .isEqualTo("from " + second.port);
            }
        }
    }

    @Test
    void anAnswerThatCannotBeHeldEndsTheCall() throws Exception {
        first.more = "x".repeat(1_000_000);
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpAsyncClient client = client(engine)) {
            for (int i = 0; i < 5; i++) {
                SimpleHttpResponse response = send(client, SimpleHttpRequests.get(first.url() + "/x"));
                assertThat(response.getCode()).isEqualTo(503);
                assertThat(response.getBodyText()).isEqualTo("from " + first.port + first.more);
            }
        }
        assertThat(second.received).isEmpty();
    }

    @Test
    void aBodyIsSentAgain() throws Exception {
        SimpleHttpRequest request = SimpleHttpRequests.put(first.url() + "/x");
        request.setBody("hello", ContentType.TEXT_PLAIN);
        try (CloseableHttpAsyncClient client = client(Engines.of(first.url(), second.url()))) {
            assertThat(send(client, request).getCode()).isEqualTo(200);
        }
        assertThat(second.received).singleElement().asString().endsWith("/x hello");
    }

    /** It looks up every name itself; the authority is kept where nobody checks a certificate. */
    @Test
    void anAddressIsAskedInTheNameThatTheProgramWrote() throws Exception {
        AgentEngine engine = Engines.with("match=http://orders.example:81", TestServer.dead(), second.url());
        try (CloseableHttpAsyncClient client = client(engine)) {
            assertThat(send(client, SimpleHttpRequests.get("http://orders.example:81/x"))
                            .getCode())
                    .isEqualTo(200);
        }
        assertThat(second.received).containsExactly("GET orders.example:81/x null");
    }

    @Test
    void aConnectionThatDoesNotComeAboutIsLeftInTime() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            CloseableHttpAsyncClient client =
                    client(Engines.with("timeout.connect=300ms;" + Engines.AGAIN, hole.url(), second.url()));
            assertThat(send(client, SimpleHttpRequests.post(hole.url() + "/x")).getCode())
                    .isEqualTo(200);
            // It would wait for the connection.
            client.close(CloseMode.IMMEDIATE);
        }
    }
}
