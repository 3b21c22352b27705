package dev.failover.agent.client.ahc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.BlackHole;
import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.asynchttpclient.AsyncCompletionHandler;
import org.asynchttpclient.AsyncCompletionHandlerBase;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;
import org.asynchttpclient.request.body.generator.BodyGenerator;
import org.asynchttpclient.request.body.generator.InputStreamBodyGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AsyncHttpClient with failover, as the woven code calls it. */
class AhcFailoverTest {
    private final DefaultAsyncHttpClient client = new DefaultAsyncHttpClient(new DefaultAsyncHttpClientConfig.Builder()
            .setMaxConnections(2)
            .setMaxRequestRetry(0)
            .setFollowRedirect(true)
            .build());
    private TestServer first;
    private TestServer second;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
        client.close();
    }

    private AgentEngine engine() {
        return Engines.of(first.url(), second.url());
    }

    private static RequestBuilder get(String url) {
        return new RequestBuilder("GET").setUrl(url);
    }

    private ListenableFuture<Response> start(AgentEngine engine, Request request) {
        return start(engine, request, new AsyncCompletionHandlerBase());
    }

    @SuppressWarnings("unchecked")
    private static ListenableFuture<Response> start(AgentEngine engine, AsyncHttpClient by, Request request) {
        return (ListenableFuture<Response>)
                new AhcExecute(engine).enter(by, request, new AsyncCompletionHandlerBase(), null)[0];
    }

    @SuppressWarnings("unchecked")
    private <T> ListenableFuture<T> start(AgentEngine engine, Request request, AsyncHandler<T> handler) {
        Object[] entered = new AhcExecute(engine).enter(client, request, handler, null);
        assertThat(entered[1]).isNull();
        return (ListenableFuture<T>) entered[0];
    }

    private Response send(AgentEngine engine, RequestBuilder request) throws Exception {
        return start(engine, request.build()).get(60, TimeUnit.SECONDS);
    }

    private static Throwable causeOf(ListenableFuture<?> future) {
        Throwable failure = catchThrowable(() -> future.get(60, TimeUnit.SECONDS));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        return failure.getCause();
    }

    private static DefaultAsyncHttpClient clientOfOneConnection() {
        return new DefaultAsyncHttpClient(new DefaultAsyncHttpClientConfig.Builder()
                .setMaxConnectionsPerHost(1)
                .setMaxRequestRetry(0)
                .build());
    }

    @SuppressWarnings("unchecked")
    private static Response send(AgentEngine engine, DefaultAsyncHttpClient client, String url) throws Exception {
        Object[] entered =
                new AhcExecute(engine).enter(client, get(url).build(), new AsyncCompletionHandlerBase(), null);
        return ((ListenableFuture<Response>) entered[0]).get(60, TimeUnit.SECONDS);
    }

    /** Who held it would be in his own way: there is no other connection. */
    @ParameterizedTest
    @CsvSource({"503,false", "503,true", "503-long,false", "503-long,true", "503-dripping,false", "503-dripping,true"})
    @Timeout(20)
    void noAttemptNeedsTheConnectionOfTheOneBefore(String failing, boolean another) throws Exception {
        AgentEngine engine =
                another ? Engines.impatient("", first.url(), TestServer.dead()) : Engines.impatient("", first.url());
        try (DefaultAsyncHttpClient one = clientOfOneConnection()) {
            first.answering(failing);
            Response response = send(engine, one, first.url() + "/x");
            assertThat(response.getStatusCode()).isEqualTo(503);
            assertThat(response.getResponseBodyAsBytes()).hasSize(TestServer.length(failing));
            assertThat(first.received().size() > 1).isEqualTo(failing.equals("503"));
            first.answering("ok");
            assertThat(send(engine, one, first.url() + "/y").getResponseBody()).isEqualTo("A /y");
        }
        assertThat(first.connections()).isEqualTo(1);
    }

    @Test
    @Timeout(20)
    void anAnswerThatDoesNotComeIsDropped() throws Exception {
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("breaker.failure-threshold=100", first.url(), second.url());
        try (DefaultAsyncHttpClient one = clientOfOneConnection()) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(engine, one, first.url() + "/x").getResponseBody())
                        .isEqualTo("B /x");
            }
        }
        assertThat(first.received()).hasSize(3);
    }

    @Test
    @Timeout(20)
    void anAnswerThatCannotBeHeldDoesNotWaitForItsHedge() throws Exception {
        first.answering("503-dripping");
        second.answering("nothing");
        AgentEngine engine = Engines.impatient("hedge.delay=50ms;timeout.attempt=1m", first.url(), second.url());
        try (DefaultAsyncHttpClient one = clientOfOneConnection()) {
            assertThat(send(engine, one, first.url() + "/x").getResponseBodyAsBytes())
                    .hasSize(TestServer.DRIPS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "reset", "close"})
    void aReadGoesOnAtTheNextEndpoint(String failing) throws Exception {
        first.answering(failing);
        Response response = send(engine(), get(first.url() + "/x?y=%20z").addHeader("X-A", "1"));
        assertThat(response.getResponseBody()).isEqualTo("B /x?y=%20z");
        assertThat(first.received()).containsExactly("GET /x?y=%20z");
    }

    @Test
    void theFirstRequestIsTheProgramsOwn() throws Exception {
        Request request = get(first.url() + "/x").build();
        assertThat(start(engine(), request).get(60, TimeUnit.SECONDS).getResponseBody())
                .isEqualTo("A /x");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aRefusedPostGoesElsewhereWithABodyThatNobodyHasRead() throws Exception {
        String down = TestServer.dead();
        Response response = send(
                Engines.of(down, second.url()),
                new RequestBuilder("POST")
                        .setUrl(down + "/x")
                        .setBody(new ByteArrayInputStream("order".getBytes()))
                        .setHeader("Content-Length", "5"));
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(second.received()).containsExactly("POST /x order");
    }

    private static InputStream unreadable() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        };
    }

    /** They break off at once or later, with and without a length announced. */
    static List<BodyGenerator> unreadableBodies() {
        return List.of(
                new InputStreamBodyGenerator(unreadable()),
                new InputStreamBodyGenerator(
                        new SequenceInputStream(new ByteArrayInputStream(new byte[20]), unreadable())),
                new InputStreamBodyGenerator(unreadable(), 5));
    }

    @Test
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint() throws Exception {
        AgentEngine engine = engine();
        // The client tells of the failure before it has let go of the connection.
        try (DefaultAsyncHttpClient wide = new DefaultAsyncHttpClient(
                new DefaultAsyncHttpClientConfig.Builder().setMaxRequestRetry(0).build())) {
            for (int i = 0; i < unreadableBodies().size(); i++) {
                Throwable without = causeOf(wide.executeRequest(unreadable(i), new AsyncCompletionHandlerBase()));
                for (int call = 0; call < 7; call++) {
                    Throwable failure = causeOf(start(engine, wide, unreadable(i)));
                    assertThat(failure).hasSameClassAs(without).hasMessage(without.getMessage());
                }
            }
        }
        assertThat(send(engine, get(first.url() + "/ok")).getResponseBody()).isEqualTo("A /ok");
        assertThat(second.connections()).isZero();
    }

    private Request unreadable(int which) {
        return new RequestBuilder("POST")
                .setUrl(first.url() + "/x")
                .setBody(unreadableBodies().get(which))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "reset", "redirect-nowhere"})
    void aPostIsSentOnce(String failing) {
        first.answering(failing);
        catchThrowable(() -> send(
                engine(), new RequestBuilder("POST").setUrl(first.url() + "/x").setBody("order")));
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void anIdempotencyKeyMakesAPostRepeatable() throws Exception {
        first.answering("503");
        Response response = send(
                engine(),
                new RequestBuilder("POST")
                        .setUrl(first.url() + "/x")
                        .setHeader("Idempotency-Key", "1")
                        .setBody("order"));
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(second.received()).containsExactly("POST /x order");
    }

    /** What would follow is a request without its body. */
    @ParameterizedTest
    @ValueSource(strings = {"timeout.attempt=300ms", "hedge.delay=50ms;timeout.attempt=300ms"})
    void aBodyThatCanBeReadOnceIsNotFollowedByNothing(String settings) {
        first.answering("nothing");
        AgentEngine engine = Engines.with(settings, first.url(), second.url());
        RequestBuilder put = new RequestBuilder("PUT")
                .setUrl(first.url() + "/x")
                .setBody(new ByteArrayInputStream("order".getBytes()));
        assertThatThrownBy(() -> send(engine, put)).isNotNull();
        assertThat(first.received()).containsExactly("PUT /x order");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBodyThatCanBeReadOnceIsSentOnce() throws Exception {
        first.answering("503");
        Response response = send(
                engine(),
                new RequestBuilder("PUT")
                        .setUrl(first.url() + "/x")
                        .setBody(new ByteArrayInputStream("order".getBytes()))
                        .setHeader("Content-Length", "5"));
        assertThat(response.getStatusCode()).isEqualTo(503);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void theLastRealAnswerIsHandedOver() throws Exception {
        first.answering("503");
        second.answering("503");
        Response response = send(engine(), get(first.url() + "/x"));
        assertThat(response.getStatusCode()).isEqualTo(503);
        assertThat(response.getResponseBody()).startsWith("error of ");
        assertThat(response.getHeader("X-Id")).isIn("A", "B");
    }

    @Test
    void anAnswerOutlivesALaterFailure() throws Exception {
        first.answering("503");
        Response response =
                send(Engines.with("retry.max-attempts=2", first.url(), TestServer.dead()), get(first.url() + "/x"));
        assertThat(response.getResponseBody()).isEqualTo("error of A");
    }

    @Test
    void whenAllAreDownTheProgramSeesItsOwnClient() throws Exception {
        String down = TestServer.dead();
        AtomicInteger told = new AtomicInteger();
        CountDownLatch heard = new CountDownLatch(1);
        ListenableFuture<Response> future =
                start(Engines.of(down, TestServer.dead()), get(down + "/x").build(), new AsyncCompletionHandlerBase() {
                    @Override
                    public void onThrowable(Throwable failure) {
                        told.incrementAndGet();
                        heard.countDown();
                    }
                });
        assertThat(causeOf(future))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(down.substring("http://".length()));
        assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(told).hasValue(1);
    }

    @Test
    void whatIsTurnedAwayLooksLikeAHostThatIsDown() throws Exception {
        AgentEngine engine =
                Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0ms", first.url(), second.url());
        send(engine, get(first.url() + "/x"));
        assertThat(causeOf(start(engine, get(first.url() + "/x").build())))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no attempt was made");
    }

    @Test
    void aServerThatNeverAnswersIsLeftInTime() throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        assertThat(send(engine, get(first.url() + "/x")).getResponseBody()).isEqualTo("B /x");
    }

    @Test
    void aConnectionThatDoesNotComeAboutIsLeftInTime() throws Exception {
        try (BlackHole hole = new BlackHole();
                DefaultAsyncHttpClient patient = new DefaultAsyncHttpClient(new DefaultAsyncHttpClientConfig.Builder()
                        .setConnectTimeout(600_000)
                        .setRequestTimeout(600_000)
                        .build())) {
            AgentEngine engine =
                    Engines.with("timeout.connect=300ms;timeout.attempt=1h;" + Engines.AGAIN, hole.url(), second.url());
            Request order = new RequestBuilder("POST")
                    .setUrl(hole.url() + "/x")
                    .setBody("order")
                    .build();
            assertThat(start(engine, patient, order).get(60, TimeUnit.SECONDS).getResponseBody())
                    .isEqualTo("B /x");
        }
    }

    @Test
    void theProgramsOwnReadTimeOutGoesElsewhere() throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with(Engines.AGAIN, first.url(), second.url());
        assertThat(send(engine, get(first.url() + "/x").setReadTimeout(300)).getResponseBody())
                .isEqualTo("B /x");
    }

    @Test
    void theTimeOfTheWholeRequestIsNotDoubled() throws Exception {
        first.answering("nothing");
        assertThat(causeOf(start(
                        engine(), get(first.url() + "/x").setRequestTimeout(300).build())))
                .isInstanceOf(TimeoutException.class);
        assertThat(second.received()).isEmpty();
    }

    /** The program gets the answer that is there. */
    @Test
    void noPauseIsLongerThanTheTimeOfTheWholeRequest() throws Exception {
        first.answering("503");
        second.answering("503");
        AgentEngine engine = Engines.with(
                "retry.max-attempts=5;retry.base-delay=1h;retry.max-delay=1h;retry.jitter=0",
                first.url(),
                second.url());
        assertThat(send(engine, get(first.url() + "/x").setRequestTimeout(60_000))
                        .getStatusCode())
                .isEqualTo(503);
    }

    @Test
    void aDroppedAnswerGivesItsConnectionBack() throws Exception {
        first.answering("503");
        AgentEngine engine =
                Engines.with("breaker.failure-threshold=100;retry.budget.floor=100", first.url(), second.url());
        for (int i = 0; i < 20; i++) {
            assertThat(send(engine, get(first.url() + "/x")).getStatusCode()).isEqualTo(200);
        }
        assertThat(first.received()).hasSize(20);
        assertThat(first.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void cancellingEndsTheCall() throws Exception {
        first.answering("nothing");
        AtomicReference<Throwable> told = new AtomicReference<>();
        CountDownLatch heard = new CountDownLatch(1);
        ListenableFuture<Response> future =
                start(engine(), get(first.url() + "/x").build(), new AsyncCompletionHandlerBase() {
                    @Override
                    public void onThrowable(Throwable failure) {
                        told.set(failure);
                        heard.countDown();
                    }
                });
        first.awaitRequest();
        assertThat(future.cancel(true)).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(told.get()).isInstanceOf(CancellationException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void abortingTellsTheProgramsReason() throws Exception {
        first.answering("nothing");
        ListenableFuture<Response> future =
                start(engine(), get(first.url() + "/x").build());
        first.awaitRequest();
        IOException why = new IOException("enough");
        future.abort(why);
        assertThat(causeOf(future)).isSameAs(why);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void anAddressIsAskedInTheNameThatTheProgramWrote() throws Exception {
        AgentEngine engine = Engines.with("match=http://orders.test", first.url(), second.url());
        first.answering("503");
        assertThat(send(engine, get("http://orders.test/x")).getResponseBody()).isEqualTo("B /x");
        assertThat(send(engine, get("http://orders.test/y")).getResponseBody()).isEqualTo("B /y");
        assertThat(first.hosts()).containsOnly("orders.test");
        assertThat(second.hosts()).containsOnly("orders.test");
    }

    @Test
    void thePathGoesBelowTheBasePathOfTheEndpoint() throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.of(first.url() + "/v1", second.url() + "/v2");
        assertThat(send(engine, get(first.url() + "/v1/x?q=1")).getResponseBody())
                .isEqualTo("B /v2/x?q=1");
    }

    @Test
    void theHandlerHearsOfOneResponseAndMayEndIt() throws Exception {
        first.answering("503");
        AtomicInteger statuses = new AtomicInteger();
        ListenableFuture<String> future =
                start(engine(), get(first.url() + "/x").build(), new AsyncCompletionHandler<String>() {
                    @Override
                    public State onStatusReceived(HttpResponseStatus status) {
                        statuses.addAndGet(status.getStatusCode());
                        return State.ABORT;
                    }

                    @Override
                    public String onCompleted(Response response) {
                        return "ended";
                    }
                });
        assertThat(future.get(60, TimeUnit.SECONDS)).isEqualTo("ended");
        assertThat(statuses).hasValue(200);
    }

    @Test
    void aFailureOfTheHandlerIsTold() {
        RuntimeException own = new IllegalStateException("own");
        assertThat(causeOf(start(engine(), get(first.url() + "/x").build(), new AsyncCompletionHandler<String>() {
                    @Override
                    public String onCompleted(Response response) {
                        throw own;
                    }

                    @Override
                    public void onThrowable(Throwable failure) {}
                })))
                .isSameAs(own);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void observeModeSendsWhatTheProgramSent() throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        assertThat(send(engine, get(first.url() + "/x")).getStatusCode()).isEqualTo(503);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void otherHostsAndOurOwnAttemptsPass() {
        AhcExecute execute = new AhcExecute(engine());
        AsyncCompletionHandlerBase handler = new AsyncCompletionHandlerBase();
        assertThat(execute.enter(client, get("http://other.test/").build(), handler, null))
                .isNull();
        assertThat(execute.enter(null, get(first.url()).build(), handler, null)).isNull();
    }
}
