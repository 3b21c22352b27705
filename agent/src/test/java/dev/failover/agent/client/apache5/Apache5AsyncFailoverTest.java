package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.BlackHole;
import dev.failover.agent.Engines;
import dev.failover.agent.Slammer;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.BusyCommonPool;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequests;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.StreamChannel;
import org.apache.hc.core5.http.nio.entity.AbstractCharAsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An asynchronous client of Apache HttpClient 5 with failover. */
class Apache5AsyncFailoverTest {
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
    }

    private AgentEngine engine() {
        return Engines.of(first.url(), second.url());
    }

    private static SimpleHttpResponse send(CloseableHttpAsyncClient client, SimpleHttpRequest request)
            throws Exception {
        return got(client.execute(request, null));
    }

    private static <T> T got(Future<T> future) throws Exception {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw (Exception) failure.getCause();
        }
    }

    private static SimpleHttpResponse send(AgentEngine engine, SimpleHttpRequest request) throws Exception {
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine)) {
            return send(client, request);
        }
    }

    private String send(SimpleHttpRequest request) throws Exception {
        return send(engine(), request).getBodyText();
    }

    private static SimpleHttpRequest post(String url, String body) {
        SimpleHttpRequest request = SimpleHttpRequests.post(url);
        request.setBody(body, ContentType.TEXT_PLAIN);
        return request;
    }

    private static SimpleHttpRequest put(String url, String body) {
        SimpleHttpRequest request = SimpleHttpRequests.put(url);
        request.setBody(body, ContentType.TEXT_PLAIN);
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "reset", "close", "garbage"})
    void aReadGoesOnAtTheNextEndpoint(String failing) throws Exception {
        first.answering(failing);
        SimpleHttpRequest request = SimpleHttpRequests.get(first.url() + "/x?y=%20z");
        request.addHeader("X-A", "1");
        assertThat(send(request)).isEqualTo("B /x?y=%20z");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).containsExactly("GET /x?y=%20z");
    }

    @Test
    void aRefusedPostGoesElsewhere() throws Exception {
        String down = TestServer.dead();
        assertThat(send(Engines.of(down, second.url()), post(down + "/x", "order"))
                        .getBodyText())
                .isEqualTo("B /x");
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"502", "reset", "redirect-nowhere"})
    void aPostIsSentOnce(String failing) {
        first.answering(failing);
        try {
            send(post(first.url() + "/x", "order"));
        } catch (Exception whatever) {
            // What it sees is not the point.
        }
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void anIdempotencyKeyMakesAPostRepeatable() throws Exception {
        first.answering("503");
        SimpleHttpRequest request = post(first.url() + "/x", "order");
        request.addHeader("Idempotency-Key", "1");
        assertThat(send(request)).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Test
    void aBodyThatCanBeProducedAgainIsSentAgain() throws Exception {
        first.answering("503");
        String body = "hello ".repeat(50_000);
        assertThat(send(put(first.url() + "/x", body))).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x " + body.length() + " bytes");
    }

    /** A body that can be produced once. */
    private static final class Once implements AsyncEntityProducer {
        private final AsyncEntityProducer body = new BasicAsyncEntityProducer("hello", ContentType.TEXT_PLAIN);

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public void failed(Exception cause) {
            body.failed(cause);
        }

        @Override
        public int available() {
            return body.available();
        }

        @Override
        public void produce(DataStreamChannel channel) throws IOException {
            body.produce(channel);
        }

        @Override
        public void releaseResources() {
            body.releaseResources();
        }

        @Override
        public long getContentLength() {
            return body.getContentLength();
        }

        @Override
        public String getContentType() {
            return body.getContentType();
        }

        @Override
        public String getContentEncoding() {
            return null;
        }

        @Override
        public boolean isChunked() {
            return false;
        }

        @Override
        public Set<String> getTrailerNames() {
            return Set.of();
        }
    }

    private static String putOnce(AgentEngine engine, String url) throws Exception {
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine)) {
            BasicHttpRequest request = new BasicHttpRequest("PUT", URI.create(url));
            return got(client.execute(
                            new BasicRequestProducer(request, new Once()), SimpleResponseConsumer.create(), null))
                    .getBodyText();
        }
    }

    /** What would follow is a request without its body. */
    @ParameterizedTest
    @ValueSource(strings = {"timeout.attempt=300ms", "hedge.delay=50ms;timeout.attempt=300ms"})
    void aBodyThatCanBeProducedOnceIsNotFollowedByNothing(String settings) {
        first.answering("nothing");
        AgentEngine engine = Engines.with(settings, first.url(), second.url());
        assertThatThrownBy(() -> putOnce(engine, first.url() + "/x")).isInstanceOf(IOException.class);
        assertThat(first.received()).containsExactly("PUT /x hello");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBodyThatCanBeProducedOnceIsSentOnce() throws Exception {
        first.answering("503");
        assertThat(putOnce(engine(), first.url() + "/x")).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBodyOfWhichNothingWasProducedGoesElsewhere() throws Exception {
        String down = TestServer.dead();
        assertThat(putOnce(Engines.of(down, second.url()), down + "/x")).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x hello");
    }

    @Test
    void theLastRealAnswerIsHandedOver() throws Exception {
        first.answering("502");
        second.answering("504");
        AgentEngine engine = Engines.with("retry.base-delay=1ms", first.url(), second.url());
        SimpleHttpResponse response = send(engine, SimpleHttpRequests.get(first.url() + "/x"));
        assertThat(response.getCode()).isEqualTo(502);
        assertThat(response.getBodyText()).isEqualTo("error of A");
        assertThat(first.received()).hasSize(2);
        assertThat(second.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"502", "502-long"})
    void anEarlierAnswerIsHandedOverWholeWhenTheOthersBringNone(String failing) throws Exception {
        first.answering(failing);
        second.answering("reset");
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), second.url());
        SimpleHttpResponse response = send(engine, SimpleHttpRequests.get(first.url() + "/x"));
        assertThat(response.getCode()).isEqualTo(502);
        assertThat(response.getBodyBytes()).hasSize(failing.equals("502") ? 10 : TestServer.LONG);
    }

    @Test
    void whenAllAreDownTheProgramSeesItsOwnClient() throws Exception {
        String down = TestServer.dead();
        try (CloseableHttpAsyncClient plain = AsyncClients.started(HttpAsyncClients.custom())) {
            Throwable own = catchThrowable(() -> send(plain, SimpleHttpRequests.get(down + "/x")));
            assertThatThrownBy(() -> send(Engines.of(down, TestServer.dead()), SimpleHttpRequests.get(down + "/x")))
                    .isExactlyInstanceOf(own.getClass())
                    .hasMessage(own.getMessage());
        }
    }

    @Test
    void whatIsTurnedAwayLooksLikeAHostThatIsDown() throws Exception {
        AgentEngine engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0ms", first.url());
        send(engine, SimpleHttpRequests.get(first.url() + "/x"));
        assertThatThrownBy(() -> send(engine, SimpleHttpRequests.get(first.url() + "/x")))
                .isExactlyInstanceOf(HttpHostConnectException.class);
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void aServerThatNeverAnswersIsLeftInTime() throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        assertThat(send(engine, SimpleHttpRequests.get(first.url() + "/x")).getBodyText())
                .isEqualTo("B /x");
    }

    @Test
    void aConnectionThatDoesNotComeAboutIsLeftInTime() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            AgentEngine engine = Engines.with("timeout.connect=300ms;" + Engines.AGAIN, hole.url(), second.url());
            assertThat(send(engine, post(hole.url() + "/x", "order")).getBodyText())
                    .isEqualTo("B /x");
        }
    }

    @Test
    void whenNoConnectionComesAboutTheProgramSeesTheClientsOwnTimeout() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            AgentEngine engine =
                    Engines.with("timeout.connect=300ms;retry.max-attempts=2", hole.url(), TestServer.dead());
            assertThatThrownBy(() -> send(engine, SimpleHttpRequests.get(hole.url() + "/x")))
                    .isExactlyInstanceOf(ConnectTimeoutException.class);
        }
    }

    /** The connection that is left may still ask for more of the body. */
    @Test
    void aServerThatReadsNothingIsLeftInTimeAndTheNextOneGetsTheWholeBody() throws Exception {
        first.answering("deaf");
        // As long as it takes the other one to read all of it, on whatever machine.
        AgentEngine engine = Engines.with("timeout.attempt=2s;retry.max-attempts=2", first.url(), second.url());
        String body = "hello ".repeat(500_000);
        SimpleHttpResponse response = send(engine, put(first.url() + "/x", body));
        assertThat(response.getBodyText()).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x " + body.length() + " bytes");
    }

    @Test
    void aHedgeLeavesTheBodyToWhoSendsIt() throws Exception {
        first.answering("slow");
        AgentEngine engine = Engines.with("hedge.delay=50ms", first.url(), second.url());
        String body = "hello ".repeat(50_000);
        assertThat(send(engine, put(first.url() + "/x", body)).getBodyText()).isEqualTo("A /x");
        assertThat(first.received()).containsExactly("PUT /x " + body.length() + " bytes");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aHedgeWithoutBodyMayAnswerFirst() throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("hedge.delay=50ms", first.url(), second.url());
        assertThat(send(engine, SimpleHttpRequests.get(first.url() + "/x")).getBodyText())
                .isEqualTo("B /x");
    }

    @Test
    void theProgramsShorterTimeoutEndsAnAttempt() throws Exception {
        first.answering("nothing");
        SimpleHttpRequest request = SimpleHttpRequests.get(first.url() + "/x");
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(300))
                .build());
        AgentEngine engine = Engines.with(Engines.AGAIN, first.url(), second.url());
        assertThat(send(engine, request).getBodyText()).isEqualTo("B /x");
    }

    @Test
    void whoNeverAnswersIsTimedOutAsByTheClient() {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("deadline=300ms", first.url(), second.url());
        assertThatThrownBy(() -> send(engine, SimpleHttpRequests.get(first.url() + "/x")))
                .isExactlyInstanceOf(SocketTimeoutException.class);
    }

    /** 20 calls through a pool of two: what was dropped must not stay out. */
    @ParameterizedTest
    @ValueSource(strings = {"503", "reset"})
    void aDroppedAnswerGivesItsConnectionBack(String failing) throws Exception {
        first.answering(failing);
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine)) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(client, SimpleHttpRequests.get(first.url() + "/x"))
                                .getBodyText())
                        .isEqualTo("B /x");
            }
        }
        assertThat(first.received()).hasSize(20);
    }

    /** Who held it would wait for himself: there is no other connection. */
    @ParameterizedTest
    @CsvSource({"503,false", "503,true", "503-long,false", "503-long,true", "503-dripping,false", "503-dripping,true"})
    @org.junit.jupiter.api.Timeout(20)
    void noAttemptWaitsForTheConnectionOfTheOneBefore(String failing, boolean another) throws Exception {
        AgentEngine engine =
                another ? Engines.impatient("", first.url(), TestServer.dead()) : Engines.impatient("", first.url());
        try (CloseableHttpAsyncClient client = AsyncClients.started(AsyncClients.builder(engine, 1))) {
            first.answering(failing);
            SimpleHttpResponse response = send(client, SimpleHttpRequests.get(first.url() + "/x"));
            assertThat(response.getCode()).isEqualTo(503);
            assertThat(response.getBodyBytes()).hasSize(TestServer.length(failing));
            first.answering("ok");
            assertThat(send(client, SimpleHttpRequests.get(first.url() + "/y")).getBodyText())
                    .isEqualTo("A /y");
        }
        if (!another) {
            // The one to the other endpoint would take its place in the pool.
            assertThat(first.connections()).isEqualTo(1);
        }
    }

    /** Nobody knows how long the next one takes to come. */
    @ParameterizedTest
    @ValueSource(strings = {"503-long", "503-dripping"})
    void anAnswerThatCannotBeHeldEndsTheCall(String failing) throws Exception {
        first.answering(failing);
        SimpleHttpResponse response =
                send(Engines.impatient("", first.url(), second.url()), SimpleHttpRequests.get(first.url() + "/x"));
        assertThat(response.getCode()).isEqualTo(503);
        assertThat(response.getBodyBytes()).hasSize(TestServer.length(failing));
        assertThat(second.received()).isEmpty();
    }

    @Test
    @org.junit.jupiter.api.Timeout(20)
    void anAnswerThatDoesNotComeIsDropped() throws Exception {
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpAsyncClient client = AsyncClients.started(AsyncClients.builder(engine, 1))) {
            for (int i = 0; i < 3; i++) {
                assertThat(send(client, SimpleHttpRequests.get(first.url() + "/x"))
                                .getBodyText())
                        .isEqualTo("B /x");
            }
        }
        assertThat(first.received()).hasSize(3);
    }

    @Test
    @org.junit.jupiter.api.Timeout(20)
    void anAnswerThatDoesNotComeIsTimedOutAsByTheClient() throws Exception {
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("retry.budget.ratio=0%;retry.budget.floor=0", first.url(), second.url());
        assertThatThrownBy(() -> send(engine, SimpleHttpRequests.get(first.url() + "/x")))
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("Read timed out");
        assertThat(second.received()).isEmpty();
    }

    /** Two programs that block there would keep the agent from breaking anything off. */
    @Test
    @org.junit.jupiter.api.Timeout(20)
    void nothingOfTheProgramsRunsOnTheThreadsThatBreakOff() throws Exception {
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("retry.budget.ratio=0%;retry.budget.floor=0", first.url(), second.url());
        assertThat(threadThatTellsOfTheFailure(engine, first.url())).doesNotStartWith("failover-chores");
        try (BlackHole hole = new BlackHole()) {
            engine = Engines.with(
                    "timeout.connect=300ms;retry.budget.ratio=0%;retry.budget.floor=0", hole.url(), second.url());
            assertThat(threadThatTellsOfTheFailure(engine, hole.url())).doesNotStartWith("failover-chores");
        }
    }

    private static String threadThatTellsOfTheFailure(AgentEngine engine, String url) throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine)) {
            client.execute(SimpleHttpRequests.get(url + "/x"), new FutureCallback<>() {
                @Override
                public void completed(SimpleHttpResponse result) {
                    thread.completeExceptionally(new AssertionError("it has no end"));
                }

                @Override
                public void failed(Exception failure) {
                    thread.complete(Thread.currentThread().getName());
                }

                @Override
                public void cancelled() {
                    thread.cancel(true);
                }
            });
            return thread.get(20, TimeUnit.SECONDS);
        }
    }

    /** The server answers before it has got the request, of which it wants no more. */
    @Test
    @org.junit.jupiter.api.Timeout(20)
    void anAnswerThatComesBeforeTheRequestIsSentIsDropped() throws Exception {
        first.answering("503-early");
        String body = "hello ".repeat(2_000_000);
        try (CloseableHttpAsyncClient client = AsyncClients.started(AsyncClients.builder(engine(), 1))) {
            assertThat(send(client, put(first.url() + "/x", body)).getBodyText())
                    .isEqualTo("B /x");
        }
        assertThat(second.received()).containsExactly("PUT /x " + body.length() + " bytes");
    }

    /** The program hears of it already when the time is over: nothing may be sent any more. */
    @Test
    @org.junit.jupiter.api.Timeout(20)
    void aTimeThatIsOverWhileTheAnswerIsToldSendsNothingAgain() throws Exception {
        first.answering("404");
        AgentEngine engine = Engines.with("timeout.attempt=300ms", first.url(), second.url());
        HttpAsyncClientBuilder builder = AsyncClients.builder(engine)
                .addExecInterceptorAfter(ChainElement.PROTOCOL.name(), "late", LateHead.after(engine, 900));
        try (CloseableHttpAsyncClient client = AsyncClients.started(builder)) {
            assertThat(send(client, SimpleHttpRequests.get(first.url() + "/x")).getBodyText())
                    .isEqualTo("error of A");
            assertThat(second.received()).isEmpty();
            assertThat(send(client, SimpleHttpRequests.get(first.url() + "/x")).getCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void cancellingTheFutureEndsTheCall() throws Exception {
        first.answering("nothing");
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine())) {
            CountDownLatch cancelled = new CountDownLatch(1);
            Future<SimpleHttpResponse> future = client.execute(
                    SimpleRequestProducer.create(SimpleHttpRequests.get(first.url() + "/x")),
                    SimpleResponseConsumer.create(),
                    onCancel(cancelled));
            first.awaitRequest();
            assertThat(future.cancel(true)).isTrue();
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
            first.awaitClosed();
        }
        assertThat(second.received()).isEmpty();
    }

    @Test
    void cancellingTheFutureEndsTheWaitForAnotherAttempt() throws Exception {
        first.answering("reset");
        AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", first.url());
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine)) {
            CountDownLatch cancelled = new CountDownLatch(1);
            Future<SimpleHttpResponse> future = client.execute(
                    SimpleRequestProducer.create(SimpleHttpRequests.get(first.url() + "/x")),
                    SimpleResponseConsumer.create(),
                    onCancel(cancelled));
            first.awaitRequest();
            future.cancel(true);
            assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void cancellingTheFutureEndsAnAnswerThatIsUnderWay() throws Exception {
        first.answering("503");
        second.answering("stalling");
        CountDownLatch head = new CountDownLatch(1);
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine())) {
            Future<String> future = client.execute(
                    SimpleRequestProducer.create(SimpleHttpRequests.get(first.url() + "/x")), seeing(head), null);
            assertThat(head.await(20, TimeUnit.SECONDS)).isTrue();
            future.cancel(true);
            second.awaitClosed();
        }
    }

    private static AbstractBinResponseConsumer<String> seeing(CountDownLatch head) {
        return new AbstractBinResponseConsumer<>() {
            @Override
            protected void start(HttpResponse response, ContentType type) {
                head.countDown();
            }

            @Override
            protected String buildResult() {
                return "";
            }

            @Override
            protected int capacityIncrement() {
                return Integer.MAX_VALUE;
            }

            @Override
            protected void data(ByteBuffer src, boolean end) {}

            @Override
            public void releaseResources() {}
        };
    }

    private static FutureCallback<SimpleHttpResponse> onCancel(CountDownLatch cancelled) {
        return new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse result) {}

            @Override
            public void failed(Exception failure) {}

            @Override
            public void cancelled() {
                cancelled.countDown();
            }
        };
    }

    @Test
    void theCallbackIsCalledOnAThreadThatMayBlock() throws Exception {
        first.answering("503");
        CompletableFuture<String> thread = new CompletableFuture<>();
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine())) {
            client.execute(SimpleHttpRequests.get(first.url() + "/x"), new FutureCallback<>() {
                @Override
                public void completed(SimpleHttpResponse result) {
                    thread.complete(Thread.currentThread().getName());
                }

                @Override
                public void failed(Exception failure) {
                    thread.completeExceptionally(failure);
                }

                @Override
                public void cancelled() {
                    thread.cancel(true);
                }
            });
            // Ours if the answer was there before the thread that had begun the attempt was done with that.
            assertThat(thread.get(20, TimeUnit.SECONDS)).matches("(httpclient-dispatch|failover-step-).*");
        }
    }

    @Test
    void anAddressIsAskedInTheNameThatTheProgramWrote() throws Exception {
        AgentEngine engine =
                Engines.with("match=http://orders.example:81/shop", TestServer.dead(), second.url() + "/v2");
        assertThat(send(engine, SimpleHttpRequests.get("http://orders.example:81/shop/x?y=1"))
                        .getBodyText())
                .isEqualTo("B /v2/x?y=1");
        assertThat(second.hosts()).containsExactly("orders.example:81");
    }

    @Test
    void aRedirectOfAnAddressStaysInTheService() throws Exception {
        AgentEngine engine = Engines.with("match=http://orders.example", TestServer.dead(), second.url());
        assertThat(send(engine, SimpleHttpRequests.get("http://orders.example/answer/redirect"))
                        .getBodyText())
                .isEqualTo("B /moved?x=1");
        assertThat(second.hosts()).containsExactly("orders.example", "orders.example");
    }

    @Test
    void anEndpointWithANameIsAskedByItsOwn() throws Exception {
        String down = TestServer.dead();
        String named = second.url().replace("127.0.0.1", "replica.example");
        assertThat(send(Engines.of(down, named), SimpleHttpRequests.get(down + "/x"))
                        .getBodyText())
                .isEqualTo("B /x");
        assertThat(second.hosts()).containsExactly(named.substring("http://".length()));
    }

    @Test
    void byWayOfAProxyTheEndpointIsAskedByItsOwnName() throws Exception {
        String down = TestServer.dead();
        SimpleHttpRequest request = SimpleHttpRequests.get("http://orders.example:81/x?y=1");
        request.setConfig(
                RequestConfig.custom().setProxy(HttpHost.create(second.url())).build());
        AgentEngine engine = Engines.with("match=http://orders.example:81", down);
        assertThat(send(engine, request).getBodyText()).isEqualTo("B " + down + "/x?y=1");
    }

    @Test
    void theProgramsOwnEndpointIsAskedAsWithoutUs() throws Exception {
        try (CloseableHttpAsyncClient plain = AsyncClients.started(HttpAsyncClients.custom());
                CloseableHttpAsyncClient ours = AsyncClients.client(engine())) {
            for (CloseableHttpAsyncClient client : List.of(plain, ours)) {
                SimpleHttpRequest request = post(first.url() + "/a%20b;c?d=%C3%A4", "order");
                request.addHeader("X-A", "1");
                send(client, request);
            }
        }
        assertThat(first.heads()).hasSize(2);
        assertThat(first.heads().get(1)).isEqualTo(first.heads().get(0));
    }

    @Test
    void theProgramsContextTellsOfTheCall() throws Exception {
        first.answering("503");
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute("mine", "kept");
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine())) {
            got(client.execute(SimpleHttpRequests.get(first.url() + "/x"), context, null));
        }
        assertThat(context.getAttribute("mine")).isEqualTo("kept");
        assertThat(context.getResponse().getCode()).isEqualTo(200);
    }

    @Test
    void otherHostsPass() throws Exception {
        first.answering("502");
        assertThat(send(Engines.of(second.url()), SimpleHttpRequests.get(first.url() + "/x"))
                        .getBodyText())
                .isEqualTo("error of A");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void observeModeSendsWhatTheProgramSent() throws Exception {
        first.answering("502");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        assertThat(send(engine, SimpleHttpRequests.get(first.url() + "/x")).getBodyText())
                .isEqualTo("error of A");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    /** The program has seen the head already. */
    @Test
    void aBodyThatBreaksOffIsNotBegunAgain() {
        first.answering("half");
        assertThatThrownBy(() -> send(SimpleHttpRequests.get(first.url() + "/x")))
                .isInstanceOf(IOException.class);
        assertThat(second.received()).isEmpty();
    }

    /** A parallel stream that waits for its calls keeps the threads of the common pool. */
    @Test
    void aCallGoesOnThoughTheCommonPoolIsBusy() throws Exception {
        first.answering("503");
        second.answering("503");
        try (BusyCommonPool busy = new BusyCommonPool();
                CloseableHttpAsyncClient client = AsyncClients.client(engine())) {
            assertThat(busy.threads()).isPositive();
            Future<SimpleHttpResponse> future = client.execute(SimpleHttpRequests.get(first.url() + "/x"), null);
            assertThat(future.get(20, TimeUnit.SECONDS).getCode()).isEqualTo(503);
        }
        // There was something to wait for.
        assertThat(first.received()).hasSizeGreaterThan(1);
    }

    /** As on the client's own threads, which have that of the thread that has started them. */
    @Test
    void callbacksSeeTheContextClassLoaderOfTheProgram() throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=100ms", first.url(), second.url());
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
        try (URLClassLoader programs = new URLClassLoader(new URL[0], outer)) {
            Thread.currentThread().setContextClassLoader(programs);
            try (CloseableHttpAsyncClient client = AsyncClients.client(engine)) {
                client.execute(SimpleHttpRequests.get(first.url() + "/x"), new FutureCallback<SimpleHttpResponse>() {
                    @Override
                    public void completed(SimpleHttpResponse response) {
                        seen.completeExceptionally(new AssertionError(response));
                    }

                    @Override
                    public void failed(Exception failure) {
                        seen.complete(Thread.currentThread().getContextClassLoader());
                    }

                    @Override
                    public void cancelled() {
                        seen.cancel(false);
                    }
                });
                assertThat(seen.get(60, TimeUnit.SECONDS)).isSameAs(programs);
            } finally {
                Thread.currentThread().setContextClassLoader(outer);
            }
        }
    }

    /** A body that cannot be read. */
    private static final class Unreadable extends AbstractCharAsyncEntityProducer {
        Unreadable() {
            super(4096, 4096, ContentType.TEXT_PLAIN);
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        protected int availableData() {
            return Integer.MAX_VALUE;
        }

        @Override
        protected void produceData(StreamChannel<CharBuffer> channel) throws IOException {
            throw new IOException("disk");
        }

        @Override
        public void failed(Exception cause) {}
    }

    @Test
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint() throws Exception {
        try (CloseableHttpAsyncClient client = AsyncClients.client(engine())) {
            for (int i = 0; i < 7; i++) {
                BasicRequestProducer request =
                        new BasicRequestProducer("POST", URI.create(first.url() + "/x"), new Unreadable());
                assertThatThrownBy(() -> got(client.execute(request, SimpleResponseConsumer.create(), null)))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage("disk")
                        .hasNoCause();
            }
            assertThat(send(client, SimpleHttpRequests.get(first.url() + "/ok")).getBodyText())
                    .isEqualTo("A /ok");
        }
    }

    @Test
    void aConnectionThatBreaksUnderABodyIsHeldAgainstTheEndpoint() throws Exception {
        try (Slammer slammer = new Slammer();
                CloseableHttpAsyncClient client = AsyncClients.client(Engines.of(slammer.url(), second.url()))) {
            for (int i = 0; i < 7; i++) {
                catchThrowable(() -> send(client, post(slammer.url() + "/x", "order ".repeat(2_000_000))));
            }
            assertThat(second.received()).isNotEmpty();
        }
    }
}
