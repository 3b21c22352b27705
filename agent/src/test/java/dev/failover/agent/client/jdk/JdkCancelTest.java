package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A call of {@code sendAsync} that its program cancels: the client's exchange, which is aborted, and the program's thread
 * race for who says how it ends, and the program sees who was first, as it does without us.
 */
class JdkCancelTest {
    private static final String EXCHANGE = "Request cancelled";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch said = new CountDownLatch(1);
    private final Client client = new Client();
    private final AtomicInteger aborted = new AtomicInteger();
    private boolean exchangeIsFirst;
    /** Comes as the call is cancelled. */
    private @Nullable Answer answer;

    /** What the client makes of it; that which depends on it only knows the exchange. */
    private class ClientFuture<T> extends CompletableFuture<T> {
        private boolean isHeard;

        /** The thread of the exchange is not done with who listens first when the program's goes on. */
        @Override
        public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> listener) {
            if (isHeard) {
                return super.whenComplete(listener);
            }
            isHeard = true;
            return super.whenComplete((response, failure) -> {
                if (failure instanceof IOException) {
                    said.countDown();
                    await(goOn);
                }
                listener.accept(response, failure);
            });
        }

        @Override
        @SuppressWarnings("unchecked")
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (answer != null) {
                return !complete((T) answer);
            }
            if (exchangeIsFirst) {
                abort(this);
            }
            return super.cancel(mayInterruptIfRunning) || exchangeIsFirst;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            ClientFuture<T> source = this;
            return new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean mayInterruptIfRunning) {
                    if (!isDone()) {
                        abort(source);
                    }
                    return super.cancel(mayInterruptIfRunning);
                }
            };
        }
    }

    private void abort(CompletableFuture<?> future) {
        aborted.incrementAndGet();
        if (future.isDone()) {
            return;
        }
        new Thread(() -> future.completeExceptionally(new IOException(EXCHANGE))).start();
        await(said);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @AfterEach
    void end() {
        goOn.countDown();
    }

    private CompletableFuture<HttpResponse<String>> send() {
        return send("", "http://a.test", "http://b.test");
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<HttpResponse<String>> send(String settings, String... endpoints) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://a.test/x")).build();
        return (CompletableFuture<HttpResponse<String>>) new JdkSendAsync(Engines.with(settings, endpoints))
                .enter(client, request, BodyHandlers.ofString(), null)[0];
    }

    @Test
    void theExchangeIsFirst() {
        exchangeIsFirst = true;
        CompletableFuture<HttpResponse<String>> future = send();
        assertThat(future.cancel(true)).isTrue();
        assertThat(future).isCompletedExceptionally();
        assertThat(future).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining(EXCHANGE);
        assertThat(future.isCancelled()).isFalse();
        assertThat(client.sent).isEqualTo(1);
    }

    @Test
    void theProgramIsFirst() {
        CompletableFuture<HttpResponse<String>> future = send();
        assertThat(future.cancel(true)).isTrue();
        assertThat(future).isCancelled();
        assertThat(said.getCount()).isEqualTo(1);
        assertThat(client.sent).isEqualTo(1);
    }

    /** Its thread takes part for the stage alone. */
    @Test
    void theProgramCancelsWhatDependsOnIt() {
        CompletableFuture<HttpResponse<String>> future = send();
        CompletableFuture<Integer> stage = future.thenApply(HttpResponse::statusCode);
        goOn.countDown();
        assertThat(stage.cancel(true)).isTrue();
        assertThat(future)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining(EXCHANGE);
        assertThat(client.sent).isEqualTo(1);
    }

    @Test
    void itIsSaidOnce() {
        exchangeIsFirst = true;
        CompletableFuture<HttpResponse<String>> future = send();
        future.cancel(true);
        goOn.countDown();
        future.cancel(true);
        assertThat(future.handle((response, failure) -> failure).join())
                .isNotInstanceOf(CancellationException.class)
                .hasMessageContaining(EXCHANGE);
    }

    /** Its stream would keep the connection open: without us the exchange is aborted, or the program has the stream. */
    @Test
    void theAnswerIsThereAsTheCallIsCancelled() {
        answer = new Answer(200, new ByteArrayInputStream(new byte[1]));
        CompletableFuture<?> future = send();
        future.cancel(true);
        assertThat(future).isCancelled();
        assertThat(aborted).hasPositiveValue();
    }

    /** Its connection may be that of another call by then, and the client would close it. */
    @Test
    void anAttemptThatIsOverIsLeftAlone() {
        ClientFuture<HttpResponse<Object>> clients = new ClientFuture<>();
        client.future = clients;
        CompletableFuture<HttpResponse<String>> future =
                send("retry.base-delay=1h;retry.max-delay=1h", "http://a.test");
        clients.complete(new Answer(503, "busy"));
        assertThat(future).isNotDone();
        assertThat(client.sent).isEqualTo(1);
        assertThat(future.cancel(true)).isTrue();
        assertThat(aborted).hasValue(0);
    }

    /** The program's subscriber has not asked for it yet, and the connection is free. */
    @Test
    void anAnswerThatWasHeldToItsEndIsLeftAlone() {
        ClientFuture<HttpResponse<Object>> clients = new ClientFuture<>();
        client.future = clients;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://a.test/x"))
                .timeout(Duration.ofSeconds(60))
                .build();
        BodyHandler<Object> asksForNothing = info -> new StubSubscriber();
        CompletableFuture<?> future = (CompletableFuture<?>)
                new JdkSendAsync(Engines.with("retry.base-delay=1h;retry.max-delay=1h", "http://a.test"))
                        .enter(client, request, asksForNothing, null)[0];
        HttpResponse.BodySubscriber<?> held = client.reading.apply(new Head(503));
        held.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        held.onNext(List.of(ByteBuffer.wrap(new byte[1])));
        held.onComplete();
        clients.complete(new Answer(503, "busy"));
        assertThat(future).isNotDone();
        assertThat(future.cancel(true)).isTrue();
        assertThat(aborted).hasValue(0);
    }

    private static final class StubSubscriber implements HttpResponse.BodySubscriber<Object> {
        @Override
        public CompletableFuture<Object> getBody() {
            return new CompletableFuture<>();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(List<ByteBuffer> part) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** Its body was held back and is let go of, which the client may hear before it tells of its head. */
    @Test
    void whatBecomesOfABodyThatIsLetGoOfIsNotTheEnd() {
        ClientFuture<HttpResponse<Object>> clients = new ClientFuture<>();
        client.future = clients;
        goOn.countDown();
        CompletableFuture<HttpResponse<String>> future =
                send("retry.base-delay=1h;retry.max-delay=1h", "http://a.test");
        client.reading.apply(new Head(503)).onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                clients.completeExceptionally(new IOException("subscription cancelled"));
            }
        });
        assertThat(future.thenApply(HttpResponse::statusCode).cancel(true)).isTrue();
        assertThat(clients).isCompletedExceptionally();
        assertThat(future).isCancelled();
    }

    /** Its body is still being read, by what depends on it. */
    @Test
    void theProgramCancelsWhatReadsTheAnswer() {
        ClientFuture<HttpResponse<Object>> clients = new ClientFuture<>();
        client.future = clients;
        CompletableFuture<HttpResponse<String>> future = send();
        CompletableFuture<?> reads = future.thenCompose(response -> new CompletableFuture<>());
        clients.complete(new Answer(200, new ByteArrayInputStream(new byte[1])));
        assertThat(future).isCompleted();
        assertThat(aborted).hasValue(0);
        assertThat(reads.cancel(true)).isTrue();
        assertThat(aborted).hasPositiveValue();
    }

    /** A program may keep for long what it has made of an answer, as in a cache of futures. */
    @Test
    void whatDependsOnAnAnswerDoesNotKeepIt() throws Exception {
        ClientFuture<HttpResponse<Object>> clients = new ClientFuture<>();
        client.future = clients;
        CompletableFuture<Integer> kept = send().thenApply(HttpResponse::statusCode);
        WeakReference<Answer> answered = complete(clients);
        assertThat(kept).isCompletedWithValue(200);
        client.forget();
        clients = null;
        collect(answered);
        assertThat(kept.cancel(true)).isFalse();
    }

    private static void collect(WeakReference<?> unused) throws InterruptedException {
        for (long begin = System.nanoTime(); unused.get() != null; System.gc()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            Thread.sleep(10);
        }
    }

    private static WeakReference<Answer> complete(CompletableFuture<HttpResponse<Object>> clients) {
        Answer whole = new Answer(200, "whole");
        clients.complete(whole);
        return new WeakReference<>(whole);
    }

    /** The client holds what reads its answers, and that whom to tell of a stage that is cancelled. */
    @Test
    void whatDependsOnACallCancelsItAsLongAsTheClientHasIt() throws Exception {
        CompletableFuture<Integer> stage = send().thenApply(HttpResponse::statusCode);
        collect(new WeakReference<>(new Object()));
        goOn.countDown();
        assertThat(stage.cancel(true)).isTrue();
        assertThat(aborted).hasPositiveValue();
    }

    /** What the client tells whoever reads. */
    private static final class Head implements HttpResponse.ResponseInfo {
        private final int status;

        Head(int status) {
            this.status = status;
        }

        @Override
        public int statusCode() {
            return status;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    /** With a body that is read from the connection. */
    private static final class Answer implements HttpResponse<Object> {
        private final int status;
        private final Object body;

        Answer(int status, Object body) {
            this.status = status;
            this.body = body;
        }

        @Override
        public int statusCode() {
            return status;
        }

        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri()).build();
        }

        @Override
        public Optional<HttpResponse<Object>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public Object body() {
            return body;
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return URI.create("http://a.test/x");
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private final class Client extends StubClient {
        private int sent;
        private @Nullable CompletableFuture<?> future;
        /** As long as the answer comes. */
        private @Nullable BodyHandler<?> reading;

        void forget() {
            future = null;
            reading = null;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
            sent++;
            reading = handler;
            return future == null ? new ClientFuture<>() : (CompletableFuture<HttpResponse<T>>) future;
        }

        @Override
        public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
            throw new UnsupportedOperationException();
        }
    }
}
