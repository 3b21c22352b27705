package dev.failover.agent.client.apacheasync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.apacheasync.ApacheAsyncFailoverTest.Kind;
import dev.failover.agent.client.apacheasync.ApacheAsyncFailoverTest.Running;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpHead;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program has its answer by the thread that reads it. */
@Timeout(60)
class AsyncThreadTest {
    private final CompletableFuture<Thread> told = new CompletableFuture<>();

    /** Does not come back from {@code execute} before there is an answer: so may any thread that gets no time. */
    private final class Slow extends CloseableHttpAsyncClient {
        private final Running own;

        Slow(Running own) {
            this.own = own;
        }

        @Override
        public <T> Future<T> execute(
                HttpAsyncRequestProducer producer,
                HttpAsyncResponseConsumer<T> consumer,
                HttpContext context,
                FutureCallback<T> callback) {
            Future<T> answer = own.client.execute(producer, consumer, context, callback);
            try {
                told.get(3, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException late) {
                // Whoever has made the call hears of it.
            }
            return answer;
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public void start() {
            // It runs.
        }

        @Override
        public void close() {
            // Whoever has started it does that.
        }
    }

    @ParameterizedTest
    @EnumSource
    void evenIfThatIsThereBeforeTheClientHasReturned(Kind kind) throws Exception {
        try (TestServer server = new TestServer("A");
                Running client = kind.start(1)) {
            new AsyncExecute(Engines.of(server.url()))
                    .enter(
                            new Slow(client),
                            HttpAsyncMethods.create(new HttpHead(server.url() + "/x")),
                            HttpAsyncMethods.createConsumer(),
                            null,
                            new FutureCallback<HttpResponse>() {
                                @Override
                                public void completed(HttpResponse result) {
                                    told.complete(Thread.currentThread());
                                }

                                @Override
                                public void failed(Exception failure) {
                                    told.completeExceptionally(failure);
                                }

                                @Override
                                public void cancelled() {
                                    told.cancel(false);
                                }
                            },
                            null,
                            null);
            assertThat(told.get(30, TimeUnit.SECONDS).getName()).startsWith("I/O dispatcher");
        }
    }
}
