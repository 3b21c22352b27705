package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failover.agent.Engines;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long an attempt may connect, as the woven client asks before it opens a connection. */
class JdkConnectingTest {
    private static final String TWO = "retry.max-attempts=2";

    private final Client client = new Client();
    private HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://a.test/x")).build();

    private void send(AgentEngine engine) {
        Object[] answer = new JdkSend(engine).enter(client, request, BodyHandlers.ofString(), null);
        assertThat(answer[1]).isInstanceOf(HttpConnectTimeoutException.class);
    }

    private List<String> sent(String settings) {
        send(Engines.with(settings, "http://a.test", "http://b.test"));
        return client.bounds;
    }

    @Test
    void onlyWhatAnotherAttemptMayFollowIsBoundByDefault() {
        assertThat(sent(TWO)).containsExactly("PT2S", "none");
    }

    @Test
    void aServiceWithOneEndpointIsNotBound() {
        send(Engines.of("http://a.test"));
        assertThat(client.bounds).containsOnly("none");
    }

    @Test
    void whatTheUserSaysHoldsForEachAttempt() {
        assertThat(sent(TWO + ";timeout.connect=300ms")).containsExactly("PT0.3S", "PT0.3S");
    }

    @Test
    void noBoundLeavesTheClientAlone() {
        assertThat(sent("timeout.connect=0")).containsOnly("none");
    }

    @Test
    void whoeverOnlyWatchesBindsNothing() {
        assertThat(sent("mode=observe;timeout.connect=300ms")).containsExactly("none");
    }

    /** The client includes the handshake. */
    @Test
    void tlsGetsThreeTimesAsMuch() {
        request = HttpRequest.newBuilder(URI.create("https://a.test/x")).build();
        send(Engines.with(TWO, "https://a.test", "https://b.test"));
        assertThat(client.bounds).containsExactly("PT6S", "none");
    }

    /** Nothing of ours has ended it, so that the program would know by now. */
    @Test
    void aHandshakeThatIsLateAndRefusedIsNotAskedForAgain() {
        client.refusal = new SSLHandshakeException("who are you");
        request = HttpRequest.newBuilder(URI.create("https://a.test/x")).build();
        AgentEngine engine = Engines.with(TWO, "https://a.test", "https://b.test");
        Object[] answer = new JdkSend(engine).enter(client, request, BodyHandlers.ofString(), null);
        assertThat(answer[1]).isInstanceOf(SSLHandshakeException.class);
        assertThat(client.bounds).containsExactly("PT6S", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1S", "PT2S", "PT0.000000001S"})
    void theClientsOwnOneCountsIfItIsNotLonger(String own) {
        client.own = Duration.parse(own);
        assertThat(sent(TWO)).containsExactly("none", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2.000000001S", "PT20S", "PT2562047788015215H30M7.999999999S"})
    void ofALongerOneTheLastAttemptHasAll(String own) {
        client.own = Duration.parse(own);
        assertThat(sent(TWO)).containsExactly("PT2S", "none");
    }

    /** There the client goes on counting from its first connection, and the request was sent before. */
    @Test
    void whereARedirectLeadsIsNotBound() {
        client.redirect = HttpRequest.newBuilder(URI.create("http://c.test/x")).build();
        assertThat(sent(TWO)).containsExactly("PT2S", "none", "none", "none");
    }

    /** Nothing could follow it. */
    @Test
    void whoHasBegunToSendABodyIsNotBound() {
        client.reads = true;
        request = HttpRequest.newBuilder(request.uri())
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertThat(sent(TWO)).containsExactly("PT2S", "none");
    }

    /**
     * The client takes notice of its connection on a thread of its executor: where there was none for long, it may have given up
     * and go on all the same.
     */
    @Test
    void noBodyIsBegunAfterTheTimeToConnect() {
        client.late = true;
        request = HttpRequest.newBuilder(request.uri())
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertThat(sent("retry.max-attempts=2;timeout.connect=20ms")).containsExactly("PT0.02S", "PT0.02S");
    }

    @Test
    void whoeverIsNotBoundSendsWhenever() {
        client.late = true;
        client.own = Duration.ofMillis(10);
        request = HttpRequest.newBuilder(request.uri())
                .POST(BodyPublishers.ofString("x"))
                .build();
        Object[] answer = new JdkSend(Engines.with(TWO, "http://a.test", "http://b.test"))
                .enter(client, request, BodyHandlers.ofString(), null);
        assertThat((Throwable) answer[1]).hasMessage("request timed out");
    }

    /** The connection may be there for long when a thread has time for it. */
    @Test
    void aClientThatMayHaveToWaitForAThreadIsNotBound() {
        ExecutorService few = Executors.newFixedThreadPool(2);
        client.executor = few;
        assertThat(sent(TWO)).isNotEmpty().containsOnly("none");
        few.shutdown();
        client.executor = Runnable::run;
        assertThat(sent(TWO)).containsOnly("none");
    }

    /** As the client's own would. */
    @Test
    void whatTheUserSaysHoldsForItAllTheSame() {
        client.executor = Runnable::run;
        assertThat(sent(TWO + ";timeout.connect=300ms")).containsExactly("PT0.3S", "PT0.3S");
    }

    @Test
    void aThreadForEachTaskIsThereAtOnce() {
        ExecutorService many = Executors.newCachedThreadPool();
        client.executor = many;
        assertThat(sent(TWO)).containsExactly("PT2S", "none");
        many.shutdown();
    }

    @Test
    void sendAsyncIsBoundToo() {
        AgentEngine engine = Engines.with(TWO, "http://a.test", "http://b.test");
        CompletableFuture<?> future = (CompletableFuture<?>)
                new JdkSendAsync(engine).enter(client, request, BodyHandlers.ofString(), null)[0];
        assertThatThrownBy(future::get).hasCauseInstanceOf(HttpConnectTimeoutException.class);
        assertThat(client.bounds).containsExactly("PT2S", "none");
    }

    @Test
    void requestsOfOthersAreNotBound() {
        assertThat(new JdkConnecting().enter(this, Optional.empty(), BodyHandlers.ofString(), request))
                .isNull();
    }

    /** Asks twice where it is told to, and never connects. */
    private static final class Client extends StubClient {
        private final List<String> bounds = new ArrayList<>();
        private @Nullable Duration own;
        private @Nullable HttpRequest redirect;
        private @Nullable Executor executor;
        private boolean reads;
        /** It begins to send long after it was to connect. */
        private boolean late;

        private @Nullable IOException refusal;

        private void connects(HttpRequest asking, BodyHandler<?> handler) {
            Object[] other = new JdkConnecting().enter(this, Optional.ofNullable(own), handler, asking);
            bounds.add(other == null ? "none" : String.valueOf(((Optional<?>) other[0]).get()));
        }

        private IOException fails(HttpRequest request, BodyHandler<?> handler) {
            connects(request, handler);
            if (redirect != null) {
                connects(redirect, handler);
            }
            if (reads) {
                request.bodyPublisher().orElseThrow().subscribe(new Reader());
                connects(request, handler);
            }
            if (refusal != null) {
                sleep(bounds.size() > 1 ? 0 : 2_100);
                return refusal;
            }
            return late ? sendsLate(request) : new HttpConnectTimeoutException("HTTP connect timed out");
        }

        private static void sleep(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        private static IOException sendsLate(HttpRequest request) {
            try {
                sleep(30);
                request.bodyPublisher().orElseThrow().contentLength();
                return new HttpTimeoutException("request timed out");
            } catch (Exception failure) {
                return failure instanceof IOException ? (IOException) failure : new IOException(failure);
            }
        }

        @Override
        public Optional<Executor> executor() {
            return Optional.ofNullable(executor);
        }

        @Override
        public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
            throw fails(request, handler);
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
            return CompletableFuture.failedFuture(fails(request, handler));
        }
    }

    private static final class Reader implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer part) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
