package dev.failover.agent.client.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.Ports;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.BusyCommonPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code HttpClient} with failover, as the woven code calls it; blocking and asynchronous do the same. */
class JdkFailoverTest {
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private TestServer first;
    private TestServer second;

    /** The two ways of sending. */
    enum Way {
        SEND {
            @Override
            <T> HttpResponse<T> send(JdkFailoverTest test, AgentEngine engine, HttpRequest request, BodyHandler<T> body)
                    throws Exception {
                Object[] answer = new JdkSend(engine).enter(test.client, request, body, null);
                return result(answer);
            }
        },
        SEND_ASYNC {
            @Override
            <T> HttpResponse<T> send(JdkFailoverTest test, AgentEngine engine, HttpRequest request, BodyHandler<T> body)
                    throws Exception {
                try {
                    return test.async(engine, request, body).join();
                } catch (CompletionException failure) {
                    throw (Exception) failure.getCause();
                }
            }
        };

        abstract <T> HttpResponse<T> send(
                JdkFailoverTest test, AgentEngine engine, HttpRequest request, BodyHandler<T> body) throws Exception;

        @SuppressWarnings("unchecked")
        static <T> HttpResponse<T> result(Object[] answer) throws Exception {
            if (answer[1] != null) {
                throw (Exception) answer[1];
            }
            return (HttpResponse<T>) answer[0];
        }
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<HttpResponse<T>> async(AgentEngine engine, HttpRequest request, BodyHandler<T> body) {
        return (CompletableFuture<HttpResponse<T>>) new JdkSendAsync(engine).enter(client, request, body, null)[0];
    }

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
    }

    private AgentEngine engine() {
        return Engines.of(first.url(), second.url());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(first.url() + path));
    }

    private String send(Way way, HttpRequest request) throws Exception {
        return way.send(this, engine(), request, BodyHandlers.ofString()).body();
    }

    @ParameterizedTest
    @CsvSource({"SEND,503", "SEND,reset", "SEND,half", "SEND_ASYNC,503", "SEND_ASYNC,reset", "SEND_ASYNC,half"})
    void aReadGoesOnAtTheNextEndpoint(Way way, String failing) throws Exception {
        first.answering(failing);
        HttpRequest request = request("/x?y=%20z").header("X-A", "1").build();
        HttpResponse<String> response = way.send(this, engine(), request, BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("B /x?y=%20z");
        assertThat(response.uri()).isEqualTo(request.uri());
        assertThat(response.request()).isSameAs(request);
        assertThat(response).hasToString("(GET " + request.uri() + ") 200");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedPostGoesElsewhere(Way way) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.of(down, second.url());
        HttpRequest request = HttpRequest.newBuilder(URI.create(down + "/x"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream("order".getBytes())))
                .build();
        assertThat(way.send(this, engine, request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @ParameterizedTest
    @CsvSource({
        "SEND,503",
        "SEND,reset",
        "SEND,redirect-nowhere",
        "SEND_ASYNC,503",
        "SEND_ASYNC,reset",
        "SEND_ASYNC,redirect-nowhere"
    })
    void aPostIsSentOnce(Way way, String failing) {
        first.answering(failing);
        try {
            send(way, request("/x").POST(BodyPublishers.ofString("order")).build());
        } catch (Exception whatever) {
            // What it sees is not the point.
        }
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anIdempotencyKeyMakesAPostRepeatable(Way way) throws Exception {
        first.answering("503");
        send(
                way,
                request("/x")
                        .header("Idempotency-Key", "1")
                        .POST(BodyPublishers.ofString("order"))
                        .build());
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatCanBeReadOnceIsSentOnce(Way way) throws Exception {
        first.answering("503");
        InputStream once = new ByteArrayInputStream("hello".getBytes());
        HttpRequest request =
                request("/x").PUT(BodyPublishers.ofInputStream(() -> once)).build();
        assertThat(send(way, request)).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    /** Apache CXF has a publisher of its own for every request, those without a body among them. */
    @ParameterizedTest
    @EnumSource
    void aPublisherOfNothingKeepsNoReadFromTheNextEndpoint(Way way) throws Exception {
        first.answering("503");
        BodyPublisher nothing = new BodyPublisher() {
            @Override
            public long contentLength() {
                return 0;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                BodyPublishers.noBody().subscribe(subscriber);
            }
        };
        HttpRequest request = request("/x").method("GET", nothing).build();
        try (InputStream answer =
                way.send(this, engine(), request, BodyHandlers.ofInputStream()).body()) {
            assertThat(answer).hasContent("B /x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatCanBeReadAgainIsSentAgain(Way way) throws Exception {
        first.answering("503");
        assertThat(send(way, request("/x").PUT(BodyPublishers.ofString("hello")).build()))
                .isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x hello");
    }

    /** The head decides, and each attempt can have a connection of its own. */
    @ParameterizedTest
    @CsvSource({
        "SEND,503-long,false",
        "SEND,503-dripping,true",
        "SEND,503-stalling,false",
        "SEND,503-stalling,true",
        "SEND_ASYNC,503-long,true",
        "SEND_ASYNC,503-dripping,false",
        "SEND_ASYNC,503-stalling,true"
    })
    @Timeout(20)
    void whoOnlyWantsTheStatusDoesNotWaitForTheBody(Way way, String failing, boolean another) throws Exception {
        first.answering(failing);
        AgentEngine engine = another ? Engines.of(first.url(), TestServer.dead()) : Engines.of(first.url());
        HttpResponse<InputStream> response =
                way.send(this, engine, request("/x").build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(503);
        if (failing.equals("503-long")) {
            assertThat(response.body().readAllBytes()).hasSize(TestServer.LONG);
        }
        response.body().close();
        assertThat(first.received()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource
    void theLastRealAnswerReachesTheProgramsHandlerWhole(Way way) throws Exception {
        first.answering("503");
        second.answering("502");
        AgentEngine engine = Engines.with("retry.base-delay=1ms", first.url(), second.url());
        HttpResponse<InputStream> response =
                way.send(this, engine, request("/x").build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(new String(response.body().readAllBytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo("error of A");
        assertThat(first.received()).hasSize(2);
        assertThat(second.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whenAllAreDownTheProgramSeesItsOwnClient(Way way) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.of(down, TestServer.dead());
        HttpRequest request = HttpRequest.newBuilder(URI.create(down + "/x")).build();
        assertThatThrownBy(() -> way.send(this, engine, request, BodyHandlers.ofString()))
                .isExactlyInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatNeverAnswersIsLeftInTime(Way way) throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        assertThat(way.send(this, engine, request("/x").build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("B /x");
    }

    @ParameterizedTest
    @EnumSource
    void theProgramsOwnTimeoutBoundsTheWholeCall(Way way) {
        first.answering("nothing");
        HttpRequest request = request("/x").timeout(Duration.ofMillis(300)).build();
        assertThatThrownBy(() -> send(way, request))
                .isExactlyInstanceOf(HttpTimeoutException.class)
                .hasMessage("request timed out");
        assertThat(second.received()).isEmpty();
    }

    /** Only the client knows which of its time-outs it was: here no connection has come about. */
    @ParameterizedTest
    @EnumSource
    void theProgramsOwnTimeoutIsToldAsTheClientTellsIt(Way way) throws Exception {
        try (ServerSocket silent = Ports.listen(50)) {
            String url = "https://127.0.0.1:" + silent.getLocalPort();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/x"))
                    .timeout(Duration.ofMillis(300))
                    .build();
            Throwable without = catchThrowable(() -> client.send(request, BodyHandlers.ofString()));
            AgentEngine engine = Engines.of(url);
            for (int i = 0; i < 3; i++) {
                assertThat(catchThrowable(() -> way.send(this, engine, request, BodyHandlers.ofString())))
                        .hasSameClassAs(without)
                        .hasMessage(without.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRedirectAtTheOtherEndpointLooksLikeOneAtTheAddressed(Way way) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.of(down, second.url());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(down + "/answer/redirect")).build();
        HttpResponse<String> response = way.send(this, engine, request, BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("B /moved?x=1");
        assertThat(response.uri()).isEqualTo(URI.create(down + "/moved?x=1"));
        assertThat(response.previousResponse()).isPresent();
    }

    /** A URL can be written in several ways; which one, the server has chosen. */
    @ParameterizedTest
    @EnumSource
    void aRedirectOfTheAddressedEndpointIsShownAsItWasWritten(Way way) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(first.url() + "/answer/redirect-odd"))
                .build();

        HttpResponse<String> response = way.send(this, Engines.of(first.url()), request, BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("A /moved");
        assertThat(response.uri().toString()).startsWith("HTTP://me@");
        assertThat(response.request().uri()).isEqualTo(response.uri());
    }

    @Test
    void anInterruptEndsTheCall() throws Exception {
        first.answering("nothing");
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread sending = new Thread(() -> {
            try {
                send(Way.SEND, request("/x").build());
                failed.complete(null);
            } catch (Throwable failure) {
                failed.complete(failure);
            }
        });
        sending.start();
        first.awaitRequest();
        sending.interrupt();
        assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancellingTheFutureOrWhatDependsOnItEndsTheCall(boolean dependent) throws Exception {
        first.answering("nothing");
        CompletableFuture<HttpResponse<String>> future =
                async(engine(), request("/x").build(), BodyHandlers.ofString());
        first.awaitRequest();
        assertThat((dependent ? future.thenApply(HttpResponse::body) : future).cancel(true))
                .isTrue();
        assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
        assertThat(second.received()).isEmpty();
    }

    /** Swallowed, it would leave a program that is being stopped waiting for an answer. */
    @Test
    void anInterruptEndsTheWaitBeforeTheFirstAttempt() {
        AgentEngine engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=2h", first.url());
        HttpRequest request = request("/x").build();
        new JdkSend(engine).enter(client, request, BodyHandlers.ofString(), null);
        int sent = first.received().size();

        Thread.currentThread().interrupt();
        Object[] answer = new JdkSend(engine).enter(client, request, BodyHandlers.ofString(), null);

        assertThat(answer).isNotNull();
        assertThat(answer[1]).isInstanceOf(InterruptedException.class);
        assertThat(first.received()).hasSize(sent);
    }

    @Test
    void whatTheClientRefusesAtOnceItRefusesAtOnce() {
        HttpRequest request = new RoutedRequest(request("/x").build(), URI.create(first.url()), null, null) {
            @Override
            public String method() {
                return "CONNECT";
            }
        };
        Object[] answer = new JdkSendAsync(engine()).enter(client, request, BodyHandlers.ofString(), null);
        assertThat(answer[0]).isNull();
        assertThat(answer[1]).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherHostsAndOurOwnAttemptsPass() {
        JdkSend send = new JdkSend(Engines.of(second.url()));
        assertThat(send.enter(client, request("/x").build(), BodyHandlers.ofString(), null))
                .isNull();
        assertThat(new JdkSend(engine()).enter(client, null, BodyHandlers.ofString(), null))
                .isNull();
        assertThat(new JdkSend(engine()).enter(client, request("/x").build(), null, null))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void observeModeSendsWhatTheProgramSent(Way way) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        assertThat(way.send(this, engine, request("/x").build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("error of A");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    /** The client itself completes its futures there if there are threads enough, but what leads to that must not wait. */
    @Test
    void attemptsFollowThoughTheCommonPoolIsBusy() throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=100ms;" + Engines.AGAIN, first.url(), second.url());
        CountDownLatch followed = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> answer;
        try (BusyCommonPool busy = new BusyCommonPool()) {
            assertThat(busy.threads()).isPositive();
            answer = async(engine, request("/x").build(), info -> {
                followed.countDown();
                return BodySubscribers.ofString(StandardCharsets.UTF_8);
            });
            assertThat(followed.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(answer.get(60, TimeUnit.SECONDS).body()).isEqualTo("B /x");
    }

    /** Of the kind on which the client itself completes it. */
    @Test
    void aTimeOutIsToldOnAThreadThatTheProgramWouldSeeWithoutUs() throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=100ms", first.url(), second.url());
        // From when there is no other endpoint left, until the call gives up.
        CompletableFuture<String> seen = async(engine, request("/x").build(), BodyHandlers.ofString())
                .handle((response, failure) ->
                        failure == null ? "" : Thread.currentThread().getName());
        assertThat(seen.get(60, TimeUnit.SECONDS)).matches("ForkJoinPool\\.commonPool-worker-.*|Thread-.*");
    }
}
