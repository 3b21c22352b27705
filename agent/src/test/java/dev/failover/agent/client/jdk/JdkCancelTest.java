package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
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
    private boolean exchangeIsFirst;

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
        public boolean cancel(boolean mayInterruptIfRunning) {
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
                    abort(source);
                    return super.cancel(mayInterruptIfRunning);
                }
            };
        }
    }

    private void abort(CompletableFuture<?> future) {
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

    @SuppressWarnings("unchecked")
    private CompletableFuture<HttpResponse<String>> send() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://a.test/x")).build();
        return (CompletableFuture<HttpResponse<String>>)
                new JdkSendAsync(Engines.with("", "http://a.test", "http://b.test"))
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

    /** Sends nothing. */
    private final class Client extends HttpClient {
        private int sent;

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
            sent++;
            return new ClientFuture<>();
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
            return sendAsync(request, handler);
        }

        @Override
        public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<CookieHandler> cookieHandler() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> connectTimeout() {
            return Optional.empty();
        }

        @Override
        public Redirect followRedirects() {
            return Redirect.NEVER;
        }

        @Override
        public Optional<ProxySelector> proxy() {
            return Optional.empty();
        }

        @Override
        public SSLContext sslContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SSLParameters sslParameters() {
            return new SSLParameters();
        }

        @Override
        public Optional<Authenticator> authenticator() {
            return Optional.empty();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }

        @Override
        public Optional<Executor> executor() {
            return Optional.empty();
        }

        @Override
        public java.net.http.WebSocket.Builder newWebSocketBuilder() {
            return HttpClient.newHttpClient().newWebSocketBuilder();
        }
    }
}
