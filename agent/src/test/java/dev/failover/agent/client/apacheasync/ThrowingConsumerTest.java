package dev.failover.agent.client.apacheasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.apacheasync.ApacheAsyncFailoverTest.Kind;
import dev.failover.agent.client.apacheasync.ApacheAsyncFailoverTest.Running;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.nio.ContentDecoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.BasicAsyncResponseConsumer;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A consumer of the program that fails at the very end of the response hears of its own failure. */
@Timeout(60)
class ThrowingConsumerTest {
    /** Reads all, and throws then. */
    private static final class Throwing implements HttpAsyncResponseConsumer<HttpResponse> {
        private final BasicAsyncResponseConsumer reading = new BasicAsyncResponseConsumer();
        final List<String> heard = new CopyOnWriteArrayList<>();
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void responseReceived(HttpResponse response) throws IOException, HttpException {
            heard.add("head");
            reading.responseReceived(response);
        }

        @Override
        public void consumeContent(ContentDecoder decoder, IOControl control) throws IOException {
            reading.consumeContent(decoder, control);
        }

        @Override
        public void responseCompleted(HttpContext context) {
            heard.add("completed");
            awaitBegun();
            throw new IllegalStateException("mine");
        }

        @Override
        public void failed(Exception failure) {
            heard.add("failed " + failure.getMessage());
        }

        @Override
        public Exception getException() {
            return null;
        }

        @Override
        public HttpResponse getResult() {
            return null;
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public boolean cancel() {
            heard.add("cancelled");
            return true;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        void awaitEnd(Future<?> future) throws InterruptedException {
            assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS)).hasMessageContaining("mine");
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Whoever begins an exchange looks last whether its connection is still open, and is the first to tell if it is not. */
    private static void awaitBegun() {
        while (Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getMethodName().equals("connectionAllocated"))) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"BUILT,ok", "MINIMAL,ok", "BUILT,503", "MINIMAL,503"})
    void hearsWhatItHearsWithoutUs(Kind kind, String answering) throws Exception {
        try (TestServer server = new TestServer("A").answering(answering);
                Running client = kind.start(2)) {
            HttpAsyncRequestProducer producer = HttpAsyncMethods.create(new HttpGet(server.url() + "/x"));
            Throwing plain = new Throwing();
            plain.awaitEnd(client.client.execute(producer, plain, HttpClientContext.create(), null));
            Throwing consumer = new Throwing();
            Object[] entered = new AsyncExecute(Engines.with("retry.max-attempts=2", server.url()))
                    .enter(client.client, producer, consumer, HttpClientContext.create(), null, null, null);
            consumer.awaitEnd((Future<?>) entered[0]);
            assertThat(consumer.heard).isEqualTo(plain.heard).contains("failed mine");
        }
    }
}
