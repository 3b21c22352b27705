package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.H2AsyncClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client for HTTP/2 alone has one connection for all: who gives a request up takes nobody else's with it. */
@Timeout(60)
class SharedConnectionTest {
    /** Answers when it is told to. */
    private static final class Server
            implements AsyncServerRequestHandler<Message<HttpRequest, String>>, AutoCloseable {
        final List<String> received = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
        private final HttpAsyncServer server;
        private final int port;

        Server() throws Exception {
            server = H2ServerBootstrap.bootstrap()
                    .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                    .registerVirtual("127.0.0.1", "*", this)
                    .create();
            server.start();
            int got;
            do {
                got = ((InetSocketAddress) server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .get(20, TimeUnit.SECONDS)
                                .getAddress())
                        .getPort();
            } while (!Ports.isNew(got));
            port = got;
        }

        String url() {
            return "http://127.0.0.1:" + port;
        }

        void answer(int requests) throws InterruptedException {
            for (int i = 0; i < requests; i++) {
                answers.take().run();
            }
        }

        void awaitRequests(int count) throws InterruptedException {
            while (received.size() < count) {
                Thread.sleep(1);
            }
        }

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
                HttpRequest request, EntityDetails body, HttpContext context) {
            return new BasicRequestConsumer<>(body == null ? null : new StringAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, String> message, ResponseTrigger trigger, HttpContext context) {
            answers.add(() -> {
                try {
                    trigger.submitResponse(
                            AsyncResponseBuilder.create(200)
                                    .setEntity("answer", ContentType.TEXT_PLAIN)
                                    .build(),
                            context);
                } catch (Exception gone) {
                    throw new IllegalStateException(gone);
                }
            });
            received.add(message.getHead().getMethod());
        }

        @Override
        public void close() {
            server.close(CloseMode.IMMEDIATE);
        }
    }

    private static CloseableHttpAsyncClient client(String settings, Server first, Server second) {
        CloseableHttpAsyncClient client = AsyncClients.woven(
                        H2AsyncClientBuilder.create().setDnsResolver(new Loopback()),
                        Engines.with(settings, first.url(), second.url()))
                .build();
        client.start();
        return client;
    }

    private static String body(Future<SimpleHttpResponse> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS).getBodyText();
    }

    @Test
    void theProgramCancelsOneOfTwo() throws Exception {
        try (Server first = new Server();
                Server second = new Server();
                CloseableHttpAsyncClient client = client("", first, second)) {
            Future<SimpleHttpResponse> warm = client.execute(SimpleHttpRequests.get(first.url() + "/warm"), null);
            first.answer(1);
            assertThat(body(warm)).isEqualTo("answer");

            Future<SimpleHttpResponse> posted = client.execute(SimpleHttpRequests.post(first.url() + "/x"), null);
            first.awaitRequests(2);
            Future<SimpleHttpResponse> given = client.execute(SimpleHttpRequests.get(first.url() + "/x"), null);
            first.awaitRequests(3);
            given.cancel(true);
            first.answer(2);
            assertThat(body(posted)).isEqualTo("answer");
            assertThat(given.isCancelled()).isTrue();
        }
    }

    @Test
    void theTimeOfOneOfTwoIsOver() throws Exception {
        try (Server first = new Server();
                Server second = new Server();
                CloseableHttpAsyncClient client = client("timeout.attempt=4s", first, second)) {
            Future<SimpleHttpResponse> late = client.execute(SimpleHttpRequests.get(first.url() + "/x"), null);
            first.awaitRequests(1);
            // The other one begins so much later that its own time is not over by then.
            Thread.sleep(2_500);
            Future<SimpleHttpResponse> posted = client.execute(SimpleHttpRequests.post(first.url() + "/x"), null);
            first.awaitRequests(2);
            second.awaitRequests(1);
            second.answer(1);
            assertThat(body(late)).isEqualTo("answer");
            first.answer(2);
            assertThat(body(posted)).isEqualTo("answer");
        }
    }
}
