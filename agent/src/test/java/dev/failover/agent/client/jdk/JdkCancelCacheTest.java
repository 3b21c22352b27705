package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.failover.agent.Engines;
import dev.failover.agent.Eventually;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left in the cache of a call of the JDK's client that its program does not want any more: nothing, and nobody who waits. */
@Timeout(60)
class JdkCancelCacheTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    /** Whoever waits for another call does so for 5 s, if that does not tell him. */
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(4_500);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private ScriptedOrigin origin;
    private AgentEngine engine;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
        engine = Engines.with("cache.enabled=true", origin.url());
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        origin.close();
    }

    private HttpRequest get() {
        return HttpRequest.newBuilder(URI.create(origin.url() + "/x")).build();
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<HttpResponse<T>> async(BodyHandler<T> body) {
        return (CompletableFuture<HttpResponse<T>>) new JdkSendAsync(engine).enter(client, get(), body, null)[0];
    }

    /** A program's thread in {@code send}: what that returned or threw. */
    private final class Sending<T> {
        final CompletableFuture<Object[]> ended = new CompletableFuture<>();
        final Thread thread;

        Sending(BodyHandler<T> body) {
            thread = new Thread(() -> ended.complete(new JdkSend(engine).enter(client, get(), body, null)));
            thread.start();
        }

        Object interrupt() throws Exception {
            thread.interrupt();
            return ended.get(20, TimeUnit.SECONDS)[1];
        }
    }

    /** The answer to whoever asks next, and waits for nobody. */
    private void nextAsksAlone() throws Exception {
        origin.answering("next", FRESH);
        int before = origin.received().size();
        long begin = System.nanoTime();
        assertThat(async(BodyHandlers.ofString()).get(20, TimeUnit.SECONDS).body())
                .isEqualTo("next");
        assertThat(System.nanoTime() - begin).isLessThan(AT_ONCE);
        assertThat(origin.received()).hasSize(before + 1);
        assertThat(async(BodyHandlers.ofString()).get(20, TimeUnit.SECONDS).body())
                .isEqualTo("next");
        assertThat(origin.received()).hasSize(before + 1);
    }

    private void stall() throws IOException {
        try {
            goOn.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private void headLate(HttpExchange exchange) throws IOException {
        asked.countDown();
        stall();
        ScriptedOrigin.respond(exchange, 200, "first", FRESH);
    }

    private void inTwoParts(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        stall();
        exchange.getResponseBody().write("end".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWaitsForAnothersFetchMayHaveEnough(boolean blocks) throws Exception {
        origin.answering(this::headLate);
        CompletableFuture<HttpResponse<String>> first = async(BodyHandlers.ofString());
        asked.await();
        if (blocks) {
            Sending<String> waiting = new Sending<>(BodyHandlers.ofString());
            Eventually.holds(() -> waiting.thread.getState() == Thread.State.TIMED_WAITING);
            assertThat(waiting.interrupt()).isInstanceOf(InterruptedException.class);
        } else {
            CompletableFuture<HttpResponse<String>> waiting = async(BodyHandlers.ofString());
            waiting.cancel(true);
            assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
        }
        goOn.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS).body()).isEqualTo("first");
        assertThat(async(BodyHandlers.ofString()).get(20, TimeUnit.SECONDS).body())
                .isEqualTo("first");
        assertThat(origin.received()).hasSize(1);
    }

    /** Tells when the body begins, and when it has come to its end; the program never has it. */
    private static final class Reading implements BodySubscriber<String> {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch whole = new CountDownLatch(1);

        @Override
        public CompletionStage<String> getBody() {
            return new CompletableFuture<>();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> item) {
            begun.countDown();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {
            whole.countDown();
        }
    }

    private void giveUp(boolean blocks, Reading reading, CountDownLatch when) throws Exception {
        if (blocks) {
            Sending<String> sending = new Sending<>(info -> reading);
            assertThat(when.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sending.interrupt()).isInstanceOf(InterruptedException.class);
        } else {
            CompletableFuture<HttpResponse<String>> cancelled = async(info -> reading);
            assertThat(when.await(20, TimeUnit.SECONDS)).isTrue();
            cancelled.cancel(true);
            assertThatThrownBy(cancelled::join).isInstanceOfAny(CancellationException.class, CompletionException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsGivenUpWhileItsBodyComesIsNotStored(boolean blocks) throws Exception {
        origin.answering(this::inTwoParts);
        Reading reading = new Reading();
        giveUp(blocks, reading, reading.begun);
        nextAsksAlone();
    }

    /** The client itself has nothing more to break off then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsGivenUpBeforeTheProgramHasItsBodyIsNotStored(boolean blocks) throws Exception {
        origin.answering("first", FRESH);
        Reading reading = new Reading();
        giveUp(blocks, reading, reading.whole);
        nextAsksAlone();
    }

    /** Those who wait go on alone, each of them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyWaitsForWhatIsGivenUp(boolean blocks) throws Exception {
        origin.answering(this::headLate);
        Sending<String> sending = blocks ? new Sending<>(BodyHandlers.ofString()) : null;
        CompletableFuture<HttpResponse<String>> first = blocks ? null : async(BodyHandlers.ofString());
        asked.await();
        origin.answering("next", FRESH);
        CompletableFuture<HttpResponse<String>> waiting = async(BodyHandlers.ofString());
        long begin = System.nanoTime();
        if (sending != null) {
            assertThat(sending.interrupt()).isInstanceOf(InterruptedException.class);
        } else {
            first.cancel(true);
        }
        assertThat(waiting.get(20, TimeUnit.SECONDS).body()).isEqualTo("next");
        assertThat(System.nanoTime() - begin).isLessThan(AT_ONCE);
        assertThat(origin.received()).hasSize(2);
    }

    /** What comes late does not take its place. */
    @Test
    void whatWasStoredBeforeStaysAsItWas() throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url());
        origin.answering("stored", "Cache-Control: max-age=0");
        async(BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);
        origin.answering(this::headLate);
        CompletableFuture<HttpResponse<String>> cancelled = async(BodyHandlers.ofString());
        asked.await();
        cancelled.cancel(true);
        assertThatThrownBy(cancelled::join).isInstanceOfAny(CancellationException.class, CompletionException.class);
        goOn.countDown();
        origin.answering(503, "error");
        assertThat(async(BodyHandlers.ofString()).get(20, TimeUnit.SECONDS).body())
                .isEqualTo("stored");
    }
}
