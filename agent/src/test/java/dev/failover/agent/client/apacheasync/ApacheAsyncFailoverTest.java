package dev.failover.agent.client.apacheasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.failover.agent.Engines;
import dev.failover.agent.Eventually;
import dev.failover.agent.Slammer;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpPut;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.client.utils.URIUtils;
import org.apache.http.concurrent.Cancellable;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.nio.client.HttpAsyncClient;
import org.apache.http.nio.client.methods.AsyncByteConsumer;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.client.methods.ZeroCopyConsumer;
import org.apache.http.nio.client.methods.ZeroCopyPut;
import org.apache.http.nio.protocol.BasicAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An Apache HttpAsyncClient with failover, as the woven code calls it. */
class ApacheAsyncFailoverTest {
    private TestServer first;
    private TestServer second;

    /** A client that runs. */
    static final class Running implements Closeable {
        final HttpAsyncClient client;
        final PoolingNHttpClientConnectionManager pool;
        private final Closeable stop;

        Running(HttpAsyncClient client, Closeable stop, PoolingNHttpClientConnectionManager pool) {
            this.client = client;
            this.stop = stop;
            this.pool = pool;
        }

        @Override
        public void close() throws IOException {
            stop.close();
        }
    }

    /** The kinds of client. */
    enum Kind {
        BUILT {
            @Override
            Running start(int connections) throws IOException {
                PoolingNHttpClientConnectionManager pool = pool(connections);
                return run(HttpAsyncClients.custom().setConnectionManager(pool).build(), pool);
            }
        },
        MINIMAL {
            @Override
            Running start(int connections) throws IOException {
                PoolingNHttpClientConnectionManager pool = pool(connections);
                return run(HttpAsyncClients.createMinimal(pool), pool);
            }
        };

        abstract Running start(int connections) throws IOException;

        static PoolingNHttpClientConnectionManager pool(int connections) throws IOException {
            PoolingNHttpClientConnectionManager pool =
                    new PoolingNHttpClientConnectionManager(new DefaultConnectingIOReactor());
            pool.setMaxTotal(connections);
            pool.setDefaultMaxPerRoute(connections);
            return pool;
        }

        static Running run(CloseableHttpAsyncClient client, PoolingNHttpClientConnectionManager pool) {
            client.start();
            return new Running(client, client, pool);
        }
    }

    /** What the program hears, in order. */
    private static final class Heard<T> implements FutureCallback<T> {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final CountDownLatch once = new CountDownLatch(1);
        volatile String thread = "";

        private void heard(String what) {
            calls.add(what);
            thread = Thread.currentThread().getName();
            once.countDown();
        }

        @Override
        public void completed(T result) {
            heard("completed");
        }

        @Override
        public void failed(Exception failure) {
            heard("failed " + failure.getClass().getSimpleName());
        }

        @Override
        public void cancelled() {
            heard("cancelled");
        }

        void await() throws InterruptedException {
            assertThat(once.await(30, TimeUnit.SECONDS)).isTrue();
        }
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

    /** As the woven {@code execute} does. */
    @SuppressWarnings("unchecked")
    private static <T> Future<T> send(
            Kind kind,
            Running client,
            AgentEngine engine,
            HttpAsyncRequestProducer producer,
            HttpAsyncResponseConsumer<T> consumer,
            HttpContext context,
            FutureCallback<T> callback)
            throws Exception {
        Object[] answer =
                new AsyncExecute(engine).enter(client.client, producer, consumer, context, callback, null, null);
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (Future<T>) answer[0];
    }

    static Future<HttpResponse> send(
            Kind kind,
            Running client,
            AgentEngine engine,
            HttpUriRequest request,
            FutureCallback<HttpResponse> callback)
            throws Exception {
        return send(
                kind,
                client,
                engine,
                HttpAsyncMethods.create(request),
                HttpAsyncMethods.createConsumer(),
                HttpClientContext.create(),
                callback);
    }

    private static <T> T get(Future<T> future) throws Exception {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }

    private static HttpResponse send(Kind kind, Running client, AgentEngine engine, HttpUriRequest request)
            throws Exception {
        return get(send(kind, client, engine, request, null));
    }

    private static StringEntity body(String text) {
        return new StringEntity(text, ContentType.TEXT_PLAIN);
    }

    private static String body(HttpResponse response) throws IOException {
        return EntityUtils.toString(response.getEntity());
    }

    private String send(Kind kind, HttpUriRequest request) throws Exception {
        return once(kind, engine(), request);
    }

    /** By a client of its own. */
    private static String once(Kind kind, AgentEngine engine, HttpUriRequest request) throws Exception {
        try (Running client = kind.start(2)) {
            return body(send(kind, client, engine, request));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BUILT,503", "BUILT,reset", "BUILT,close",
        "MINIMAL,503", "MINIMAL,reset", "MINIMAL,close"
    })
    void aReadGoesOnAtTheNextEndpoint(Kind kind, String failing) throws Exception {
        first.answering(failing);
        HttpGet request = new HttpGet(first.url() + "/x?y=%20z");
        request.addHeader("X-A", "1");
        assertThat(send(kind, request)).endsWith("/x?y=%20z").startsWith("B ");
        assertThat(second.received()).hasSize(1);
        assertThat(second.received().get(0)).startsWith("GET ").endsWith("/x?y=%20z");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatNamesOnlyItsPathGoesOnToo(Kind kind) throws Exception {
        first.answering("503");
        HttpHost target = URIUtils.extractHost(URI.create(first.url()));
        try (Running client = kind.start(2)) {
            Future<HttpResponse> answer = send(
                    kind,
                    client,
                    engine(),
                    HttpAsyncMethods.create(target, new BasicHttpRequest("GET", "/x?y=%20z")),
                    HttpAsyncMethods.createConsumer(),
                    null,
                    null);
            assertThat(body(get(answer))).endsWith("/x?y=%20z").startsWith("B ");
        }
        assertThat(second.received()).containsExactly("GET /x?y=%20z");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedPostGoesElsewhere(Kind kind) throws Exception {
        String down = TestServer.dead();
        HttpPost request = new HttpPost(down + "/x");
        request.setEntity(new InputStreamEntity(new ByteArrayInputStream("order".getBytes()), 5));
        try (Running client = kind.start(2)) {
            HttpResponse response = send(kind, client, Engines.of(down, second.url()), request);
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(200);
        }
        assertThat(second.received()).hasSize(1);
        assertThat(second.received().get(0)).endsWith("/x order");
    }

    @ParameterizedTest
    @CsvSource({
        "BUILT,503", "BUILT,reset", "BUILT,close", "BUILT,redirect-nowhere",
        "MINIMAL,503", "MINIMAL,reset", "MINIMAL,close", "MINIMAL,redirect-nowhere"
    })
    void aPostIsSentOnce(Kind kind, String failing) {
        first.answering(failing);
        HttpPost request = new HttpPost(first.url() + "/x");
        request.setEntity(new ByteArrayEntity("order".getBytes()));
        try {
            send(kind, request);
        } catch (Exception whatever) {
            // What it sees is not the point.
        }
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    /** The client sends its head and is told that it is out only when there is a body. */
    @ParameterizedTest
    @CsvSource({"BUILT,reset", "BUILT,close"})
    void aPostWithoutABodyIsSentOnce(Kind kind, String failing) {
        first.answering(failing);
        HttpPost request = new HttpPost(first.url() + "/x");
        assertThatThrownBy(() -> send(kind, request)).isInstanceOf(IOException.class);
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPostWithoutABodyStaysOneThatCouldHaveOne(Kind kind) throws Exception {
        assertThat(send(kind, new HttpPost(first.url() + "/x"))).endsWith("/x");
        assertThat(first.heads()).singleElement(STRING).contains("Content-Length: 0");
    }

    /** The client follows a redirect of a read; that the next host is down proves nothing about the first one. */
    @ParameterizedTest
    @CsvSource({"BUILT"})
    void aRedirectToNowhereIsNoProofThatNothingWasSent(Kind kind) throws Exception {
        first.answering("redirect-nowhere");
        HttpPost request = new HttpPost(first.url() + "/x");
        request.addHeader("Idempotency-Key", "1");
        request.setEntity(body("order"));
        assertThat(send(kind, request)).isEqualTo("moved");
        HttpGet read = new HttpGet(first.url() + "/x");
        assertThat(send(kind, read)).endsWith("/x").startsWith("B ");
    }

    @ParameterizedTest
    @EnumSource(names = "BUILT")
    void redirectsAreFollowedByTheClient(Kind kind) throws Exception {
        try (Running client = kind.start(2)) {
            HttpResponse response = send(kind, client, engine(), new HttpGet(first.url() + "/answer/redirect"));
            assertThat(body(response)).startsWith("A /moved");
        }
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anIdempotencyKeyMakesAPostRepeatable(Kind kind) throws Exception {
        first.answering("503");
        HttpPost request = new HttpPost(first.url() + "/x");
        request.addHeader("Idempotency-Key", "1");
        request.setEntity(body("order"));
        send(kind, request);
        assertThat(second.received()).hasSize(1);
        assertThat(second.received().get(0)).endsWith("/x order");
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint(Kind kind) throws Exception {
        InputStream unreadable = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        };
        AgentEngine engine = engine();
        for (int i = 0; i < 7; i++) {
            HttpPost request = new HttpPost(first.url() + "/x");
            request.setEntity(new InputStreamEntity(unreadable, -1));
            assertThatThrownBy(() -> once(kind, engine, request))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("disk");
        }
        assertThat(once(kind, engine, new HttpGet(first.url() + "/ok"))).startsWith("A ");
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksUnderABodyIsHeldAgainstTheEndpoint(Kind kind) throws Exception {
        try (Slammer slammer = new Slammer()) {
            AgentEngine engine = Engines.of(slammer.url(), second.url());
            for (int i = 0; i < 7; i++) {
                HttpPost request = new HttpPost(slammer.url() + "/x");
                request.setEntity(new InputStreamEntity(new ByteArrayInputStream(new byte[20_000_000]), -1));
                catchThrowable(() -> once(kind, engine, request));
            }
            assertThat(second.received()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatCanBeReadOnceIsSentOnce(Kind kind) throws Exception {
        first.answering("503");
        HttpPut request = new HttpPut(first.url() + "/x");
        request.setEntity(new InputStreamEntity(new ByteArrayInputStream("hello".getBytes()), 5));
        assertThat(send(kind, request)).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatCanBeReadOnceIsSentOnceWhenTimeIsOver(Kind kind) throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms", first.url(), second.url());
        HttpPut request = new HttpPut(first.url() + "/x");
        request.setEntity(new InputStreamEntity(new ByteArrayInputStream("hello".getBytes()), 5));
        try (Running client = kind.start(2)) {
            assertThatThrownBy(() -> send(kind, client, engine, request))
                    .isExactlyInstanceOf(SocketTimeoutException.class);
        }
        assertThat(second.received()).isEmpty();
    }

    /** Two programs that block there would keep the agent from breaking anything off. */
    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void nothingOfTheProgramsRunsOnTheThreadsThatBreakOff(Kind kind) throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("deadline=300ms;retry.max-attempts=1", first.url());
        HttpPut request = new HttpPut(first.url() + "/x");
        request.setEntity(new InputStreamEntity(new ByteArrayInputStream("hello".getBytes()), 5));
        CompletableFuture<String> thread = new CompletableFuture<>();
        FutureCallback<HttpResponse> callback = new FutureCallback<>() {
            @Override
            public void completed(HttpResponse result) {
                thread.completeExceptionally(new AssertionError("nobody answers"));
            }

            @Override
            public void failed(Exception failure) {
                thread.complete(Thread.currentThread().getName());
            }

            @Override
            public void cancelled() {
                thread.cancel(true);
            }
        };
        try (Running client = kind.start(2)) {
            assertThatThrownBy(() -> get(send(kind, client, engine, request, callback)))
                    .isExactlyInstanceOf(SocketTimeoutException.class);
            assertThat(thread.get(20, TimeUnit.SECONDS)).doesNotStartWith("failover-chores");
        }
    }

    /** What no other attempt follows is the program's from its head, and so a matter of the client's own threads. */
    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsNotWorthAnotherAttemptIsToldAsWithoutUs(Kind kind) throws Exception {
        // Until the program's own thread has done its part.
        first.answering("kept-500");
        Heard<HttpResponse> heard = new Heard<>();
        try (Running client = kind.start(2)) {
            Future<HttpResponse> future = send(kind, client, engine(), new HttpGet(first.url() + "/x"), heard);
            first.release();
            assertThat(body(get(future))).isEqualTo("error of A");
            heard.await();
        }
        assertThat(heard.calls).containsExactly("completed");
        assertThat(heard.thread).startsWith("I/O dispatcher");
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theLastRealAnswerIsHandedOver(Kind kind) throws Exception {
        first.answering("503");
        second.answering("502");
        AgentEngine engine = Engines.with("retry.base-delay=1ms", first.url(), second.url());
        try (Running client = kind.start(2)) {
            HttpResponse response = send(kind, client, engine, new HttpGet(first.url() + "/x"));
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(503);
            assertThat(body(response)).isEqualTo("error of A");
        }
        assertThat(first.received()).hasSize(2);
        assertThat(second.received()).hasSize(1);
    }

    /** The answer that is handed over in the end was over before. */
    @ParameterizedTest
    @EnumSource
    void anAnswerThatWasHeldIsHandedOverWhenTheNextEndpointIsDown(Kind kind) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), TestServer.dead());
        Heard<HttpResponse> heard = new Heard<>();
        try (Running client = kind.start(1)) {
            HttpResponse response = get(send(kind, client, engine, new HttpGet(first.url() + "/x"), heard));
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(503);
            assertThat(body(response)).isEqualTo("error of A");
            heard.await();
        }
        assertThat(heard.calls).containsExactly("completed");
    }

    @ParameterizedTest
    @EnumSource
    void whenAllAreDownTheProgramSeesItsOwnClient(Kind kind) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.of(down, TestServer.dead());
        Heard<HttpResponse> heard = new Heard<>();
        try (Running client = kind.start(2)) {
            Throwable own = catchThrowable(
                    () -> get(client.client.execute(new HttpGet(down + "/x"), HttpClientContext.create(), null)));
            assertThatThrownBy(() -> get(send(kind, client, engine, new HttpGet(down + "/x"), heard)))
                    .isExactlyInstanceOf(own.getClass())
                    .hasMessage(own.getMessage());
            heard.await();
        }
        assertThat(heard.calls).containsExactly("failed ConnectException");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTurnedAwayLooksLikeAHostThatIsDown(Kind kind) throws Exception {
        AgentEngine engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0ms", first.url());
        try (Running client = kind.start(2)) {
            send(kind, client, engine, new HttpGet(first.url() + "/x"));
            assertThatThrownBy(() -> send(kind, client, engine, new HttpGet(first.url() + "/x")))
                    .isExactlyInstanceOf(ConnectException.class);
        }
        assertThat(first.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatNeverAnswersIsLeftInTime(Kind kind) throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        try (Running client = kind.start(2)) {
            assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                    .endsWith("/x")
                    .startsWith("B ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoNeverAnswersIsTimedOutAsByTheClient(Kind kind) throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("deadline=300ms", first.url(), second.url());
        try (Running client = kind.start(2)) {
            assertThatThrownBy(() -> send(kind, client, engine, new HttpGet(first.url() + "/x")))
                    .isExactlyInstanceOf(SocketTimeoutException.class);
        }
    }

    /** 20 calls through a pool of two, and of one: what was dropped must not stay out, and is used again. */
    @ParameterizedTest
    @CsvSource({"BUILT,2", "BUILT,1", "MINIMAL,2", "MINIMAL,1"})
    void aDroppedAnswerGivesItsConnectionBack(Kind kind, int connections) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        try (Running client = kind.start(connections)) {
            for (int i = 0; i < 20; i++) {
                assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                        .endsWith("/x")
                        .startsWith("B ");
                // It comes home a moment after the program has its answer.
                Eventually.holds(() -> client.pool.getTotalStats().getLeased() == 0);
            }
        }
        if (connections > 1) {
            assertThat(first.connections()).isEqualTo(1);
        }
    }

    /** Who held it would wait for himself: there is no other connection. */
    @ParameterizedTest
    @CsvSource({
        "BUILT,503,false", "BUILT,503-long,false", "BUILT,503-dripping,false",
        "BUILT,503,true", "BUILT,503-long,true", "BUILT,503-dripping,true",
        "MINIMAL,503,false", "MINIMAL,503-long,false", "MINIMAL,503-dripping,false",
        "MINIMAL,503,true", "MINIMAL,503-long,true", "MINIMAL,503-dripping,true"
    })
    @Timeout(20)
    void noAttemptWaitsForTheConnectionOfTheOneBefore(Kind kind, String failing, boolean another) throws Exception {
        AgentEngine engine =
                another ? Engines.impatient("", first.url(), TestServer.dead()) : Engines.impatient("", first.url());
        try (Running client = kind.start(1)) {
            first.answering(failing);
            HttpResponse response = send(kind, client, engine, new HttpGet(first.url() + "/x"));
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(503);
            assertThat(body(response)).hasSize(TestServer.length(failing));
            first.answering("ok");
            assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/y"))))
                    .startsWith("A ");
        }
        if (!another) {
            // The one to the other endpoint would take its place in the pool.
            assertThat(first.connections()).isEqualTo(1);
        }
    }

    /** Nobody knows how long the next one takes to come. */
    @ParameterizedTest
    @CsvSource({"BUILT,503-long", "BUILT,503-dripping", "MINIMAL,503-long", "MINIMAL,503-dripping"})
    void anAnswerThatCannotBeHeldEndsTheCall(Kind kind, String failing) throws Exception {
        first.answering(failing);
        AgentEngine engine = Engines.impatient("", first.url(), second.url());
        try (Running client = kind.start(2)) {
            assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                    .hasSize(TestServer.length(failing));
        }
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void anAnswerThatDoesNotComeIsDropped(Kind kind) throws Exception {
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("breaker.failure-threshold=100", first.url(), second.url());
        try (Running client = kind.start(1)) {
            for (int i = 0; i < 3; i++) {
                assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                        .startsWith("B ");
            }
        }
        assertThat(first.received()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void anAnswerThatDoesNotComeIsTimedOutAsByTheClient(Kind kind) throws Exception {
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("retry.budget.ratio=0%;retry.budget.floor=0", first.url(), second.url());
        try (Running client = kind.start(1)) {
            assertThatThrownBy(() -> send(kind, client, engine, new HttpGet(first.url() + "/x")))
                    .isExactlyInstanceOf(SocketTimeoutException.class)
                    .hasMessage("Read timed out");
        }
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasBrokenOffGivesItsConnectionBack(Kind kind) throws Exception {
        first.answering("nothing");
        // Long enough for the attempts that are answered, but for a machine that stands still.
        AgentEngine engine = Engines.with(
                "timeout.attempt=1s;breaker.failure-threshold=100;" + Engines.AGAIN, first.url(), second.url());
        try (Running client = kind.start(1)) {
            for (int i = 0; i < 2; i++) {
                assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                        .endsWith("/x")
                        .startsWith("B ");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancellingTheFutureEndsTheCall(Kind kind) throws Exception {
        first.answering("nothing");
        Heard<HttpResponse> heard = new Heard<>();
        try (Running client = kind.start(1)) {
            Future<HttpResponse> answer = send(kind, client, engine(), new HttpGet(first.url() + "/x"), heard);
            first.awaitRequest();
            assertThat(answer.cancel(true)).isTrue();
            assertThat(answer.isCancelled()).isTrue();
            heard.await();
            // Its connection is free for somebody else.
            first.answering("ok");
            assertThat(body(send(kind, client, engine(), new HttpGet(first.url() + "/y"))))
                    .endsWith("/y")
                    .startsWith("A ");
        }
        assertThat(heard.calls).containsExactly("cancelled");
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BUILT,true", "BUILT,false", "MINIMAL,true", "MINIMAL,false"})
    void cancellingEndsTheWaitForAnotherAttempt(Kind kind, boolean byRequest) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", first.url());
        HttpGet request = new HttpGet(first.url() + "/x");
        Heard<HttpResponse> heard = new Heard<>();
        try (Running client = kind.start(1)) {
            Future<HttpResponse> answer = send(kind, client, engine, request, heard);
            first.awaitRequest();
            if (byRequest) {
                request.abort();
            } else {
                answer.cancel(true);
            }
            heard.await();
            assertThat(answer.isCancelled()).isTrue();
        }
        assertThat(heard.calls).containsExactly("cancelled");
        assertThat(first.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void abortingTheProgramsRequestEndsTheCall(Kind kind) throws Exception {
        first.answering("nothing");
        HttpGet request = new HttpGet(first.url() + "/x");
        Heard<HttpResponse> heard = new Heard<>();
        try (Running client = kind.start(2)) {
            send(kind, client, engine(), request, heard);
            first.awaitRequest();
            request.abort();
            heard.await();
        }
        assertThat(heard.calls).containsExactly("cancelled");
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatWasAbortedBeforeIsNotSent(Kind kind) throws Exception {
        HttpPost request = new HttpPost(first.url() + "/x") {
            /** As newer versions do when it was aborted. */
            @Override
            public void setCancellable(Cancellable working) {
                working.cancel();
            }
        };
        AtomicInteger asked = new AtomicInteger();
        Heard<HttpResponse> heard = new Heard<>();
        try (Running own = kind.start(1)) {
            HttpAsyncClient counting = (HttpAsyncClient) Proxy.newProxyInstance(
                    HttpAsyncClient.class.getClassLoader(),
                    new Class<?>[] {HttpAsyncClient.class},
                    (proxy, method, arguments) -> {
                        asked.incrementAndGet();
                        return method.invoke(own.client, arguments);
                    });
            Future<HttpResponse> answer = send(kind, new Running(counting, own, own.pool), engine(), request, heard);
            heard.await();
            assertThat(answer.isCancelled()).isTrue();
        }
        assertThat(heard.calls).containsExactly("cancelled");
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void anAddressIsAskedInTheNameThatTheProgramWrote(Kind kind) throws Exception {
        AgentEngine engine =
                Engines.with("match=http://orders.example:81/shop", TestServer.dead(), second.url() + "/v2");
        try (Running client = kind.start(2)) {
            HttpGet request = new HttpGet("http://orders.example:81/shop/x?y=1");
            assertThat(body(send(kind, client, engine, request))).endsWith("/v2/x?y=1");
        }
        assertThat(second.hosts()).containsExactly("orders.example:81");
    }

    /** The program gives the host to connect to apart, and names another one in its URL. */
    @ParameterizedTest
    @EnumSource
    void anAddressIsAskedInTheNameThatStandsInTheUrl(Kind kind) throws Exception {
        HttpHost down = URIUtils.extractHost(URI.create(TestServer.dead()));
        AgentEngine engine = Engines.of(down.toURI(), second.url());
        try (Running client = kind.start(2)) {
            HttpGet request = new HttpGet("http://orders.example:81/x");
            HttpAsyncRequestProducer producer = HttpAsyncMethods.create(down, request);
            Future<HttpResponse> answer =
                    send(kind, client, engine, producer, HttpAsyncMethods.createConsumer(), null, null);
            assertThat(body(get(answer))).endsWith("/x");
        }
        assertThat(second.hosts()).containsExactly("orders.example:81");
    }

    @ParameterizedTest
    @EnumSource
    void theProgramsOwnEndpointIsAskedAsWithoutUs(Kind kind) throws Exception {
        String path = "/a%20b;c?d=%C3%A4";
        try (Running client = kind.start(2)) {
            client.client
                    .execute(new HttpGet(first.url() + path), HttpClientContext.create(), null)
                    .get(30, TimeUnit.SECONDS);
            send(kind, client, engine(), new HttpGet(first.url() + path));
        }
        assertThat(first.received()).hasSize(2);
        assertThat(first.received().get(1)).isEqualTo(first.received().get(0));
        assertThat(first.hosts().get(1)).isEqualTo(first.hosts().get(0));
    }

    @ParameterizedTest
    @CsvSource({"BUILT", "MINIMAL"})
    void theProgramsContextTellsOfTheCall(Kind kind) throws Exception {
        first.answering("503");
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute("mine", kind);
        RequestConfig config = RequestConfig.custom().setConnectTimeout(70_000).build();
        HttpGet request = new HttpGet(first.url() + "/x");
        request.setConfig(config);
        try (Running client = kind.start(2)) {
            get(send(
                    kind,
                    client,
                    engine(),
                    HttpAsyncMethods.create(request),
                    HttpAsyncMethods.createConsumer(),
                    context,
                    null));
        }
        assertThat(context.getAttribute("mine")).isSameAs(kind);
        assertThat(context.getResponse().getStatusLine().getStatusCode()).isEqualTo(200);
        assertThat(context.getTargetHost().getHostName()).isEqualTo("127.0.0.1");
        // The next call with this context must not have our bounds.
        assertThat(context.getRequestConfig()).isSameAs(config);
    }

    @ParameterizedTest
    @CsvSource({"BUILT,503", "BUILT,close", "MINIMAL,503", "MINIMAL,close"})
    void ourBoundsDoNotStayInTheContextOfAFailedCall(Kind kind, String failing) throws Exception {
        first.answering(failing);
        second.answering(failing);
        HttpClientContext context = HttpClientContext.create();
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), second.url());
        try (Running client = kind.start(2)) {
            Future<HttpResponse> answer = send(
                    kind,
                    client,
                    engine,
                    HttpAsyncMethods.create(new HttpGet(first.url() + "/x")),
                    HttpAsyncMethods.createConsumer(),
                    context,
                    null);
            catchThrowable(() -> get(answer));
        }
        assertThat(context.getRequestConfig().getConnectTimeout()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void otherHostsAndOurOwnAttemptsPass(Kind kind) throws Exception {
        HttpAsyncRequestProducer producer = HttpAsyncMethods.create(new HttpGet(first.url() + "/x"));
        HttpAsyncResponseConsumer<HttpResponse> consumer = HttpAsyncMethods.createConsumer();
        try (Running client = kind.start(2)) {
            AsyncExecute handler = new AsyncExecute(Engines.of(second.url().replace("127.0.0.1", "localhost")));
            assertThat(handler.enter(client.client, producer, consumer, null, null, null, null))
                    .isNull();
            assertThat(handler.enter(client.client, null, consumer, null, null, null, null))
                    .isNull();
            assertThat(new AsyncExecute(engine())
                            .enter(
                                    client.client,
                                    new GeneratedProducer(producer, null, null),
                                    consumer,
                                    null,
                                    null,
                                    null,
                                    null))
                    .isNull();
        }
    }

    /** To see where a request goes, it has to be made; it is made once. */
    @ParameterizedTest
    @EnumSource
    void aRequestThatIsNotOursIsMadeOnce(Kind kind) throws Exception {
        Counting programs =
                new Counting(URIUtils.extractHost(URI.create(first.url())), new HttpGet(first.url() + "/elsewhere"));
        try (Running client = kind.start(2)) {
            Future<HttpResponse> answer = send(
                    kind,
                    client,
                    Engines.of(first.url() + "/base"),
                    programs,
                    HttpAsyncMethods.createConsumer(),
                    null,
                    null);
            assertThat(body(get(answer))).endsWith("/elsewhere");
        }
        assertThat(programs.made).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void observeModeSendsWhatTheProgramSent(Kind kind) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        try (Running client = kind.start(2)) {
            assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                    .isEqualTo("error of A");
        }
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenConnectionIsTheClientsOwnFailure(Kind kind) {
        first.answering("close");
        HttpPost request = new HttpPost(first.url() + "/x");
        request.setEntity(body("order"));
        assertThatThrownBy(() -> send(kind, request)).isExactlyInstanceOf(ConnectionClosedException.class);
    }

    /** What the program has begun to read cannot be taken back. */
    @ParameterizedTest
    @EnumSource
    void anAnswerThatBreaksInTheMiddleIsNotRepeated(Kind kind) throws Exception {
        first.answering("half");
        List<String> seen = new CopyOnWriteArrayList<>();
        Heard<String> heard = new Heard<>();
        try (Running client = kind.start(2)) {
            Future<String> answer = send(
                    kind,
                    client,
                    engine(),
                    HttpAsyncMethods.create(new HttpGet(first.url() + "/x")),
                    new Bytes(seen),
                    HttpClientContext.create(),
                    heard);
            assertThatThrownBy(() -> get(answer)).isInstanceOf(IOException.class);
            heard.await();
        }
        assertThat(seen).containsExactly("head 200", "half", "closed");
        assertThat(heard.calls).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theProgramsConsumerSeesOneResponse(Kind kind) throws Exception {
        first.answering("503");
        List<String> seen = new CopyOnWriteArrayList<>();
        Heard<String> heard = new Heard<>();
        try (Running client = kind.start(2)) {
            Future<String> answer = send(
                    kind,
                    client,
                    engine(),
                    HttpAsyncMethods.create(new HttpGet(first.url() + "/x")),
                    new Bytes(seen),
                    HttpClientContext.create(),
                    heard);
            assertThat(get(answer)).isEqualTo("result");
            heard.await();
        }
        assertThat(seen).hasSize(4).startsWith("head 200").endsWith("complete", "closed");
        assertThat(seen.get(1)).endsWith("/x").startsWith("B ");
        assertThat(heard.calls).containsExactly("completed");
        // Ours if the answer was there before the thread that had begun the attempt was done with that.
        assertThat(heard.thread).matches("(I/O dispatcher|failover-step-).*");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProgramsConsumerThrowsIsItsOwnMatter(Kind kind) throws Exception {
        try (Running client = kind.start(2)) {
            Future<String> answer = send(
                    kind,
                    client,
                    engine(),
                    HttpAsyncMethods.create(new HttpGet(first.url() + "/x")),
                    new Bytes(new CopyOnWriteArrayList<>()) {
                        @Override
                        protected void onResponseReceived(HttpResponse response) {
                            throw new IllegalStateException("mine");
                        }
                    },
                    HttpClientContext.create(),
                    null);
            assertThatThrownBy(() -> get(answer)).hasMessage("mine");
        }
        assertThat(second.received()).isEmpty();
    }

    /** Once it was sent, the client's own producer has closed its file for good. */
    @ParameterizedTest
    @CsvSource({"true,B /x", "false,error of A"})
    void filesAreSentAndReceivedWithoutABuffer(boolean refused, String answered, @TempDir Path files) throws Exception {
        first.answering("503");
        String down = refused ? TestServer.dead() : first.url();
        Path sent = Files.writeString(files.resolve("sent"), "order");
        Path received = files.resolve("received");
        try (Running client = Kind.BUILT.start(2)) {
            Future<String> answer = send(
                    Kind.BUILT,
                    client,
                    Engines.of(down, second.url()),
                    new ZeroCopyPut(down + "/x", sent.toFile(), ContentType.TEXT_PLAIN),
                    new ZeroCopyConsumer<String>(received.toFile()) {
                        @Override
                        protected String process(HttpResponse response, java.io.File file, ContentType type)
                                throws IOException {
                            return Files.readString(file.toPath());
                        }
                    },
                    HttpClientContext.create(),
                    null);
            assertThat(get(answer)).isEqualTo(answered);
        }
        assertThat(refused ? second.received() : first.received()).containsExactly("PUT /x order");
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotRunSaysSoItself(Kind kind) throws Exception {
        Running client = kind.start(2);
        client.close();
        Throwable own = catchThrowable(() -> client.client
                .execute(new HttpGet(first.url() + "/x"), HttpClientContext.create(), null)
                .get(30, TimeUnit.SECONDS));
        assertThatThrownBy(() -> send(kind, client, engine(), new HttpGet(first.url() + "/x"), null)
                        .get(30, TimeUnit.SECONDS))
                .isExactlyInstanceOf(own.getClass())
                .hasMessage(own.getMessage());
        assertThat(own).isNotInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @CsvSource({"BUILT,GET,50ms,1m", "MINIMAL,GET,50ms,1m", "BUILT,PUT,2s,4s", "MINIMAL,PUT,2s,4s"})
    void aSlowEndpointIsHedged(Kind kind, String method, String delay, String time) throws Exception {
        first.answering("nothing");
        // With a body, the hedge begins when the time of the other attempt is over: long before its own is.
        AgentEngine engine = Engines.with(
                "hedge.delay=" + delay + ";timeout.attempt=" + time + ";retry.max-attempts=1",
                first.url(),
                second.url());
        HttpUriRequest request = new HttpGet(first.url() + "/x");
        if (method.equals("PUT")) {
            HttpPut put = new HttpPut(first.url() + "/x");
            put.setEntity(body("order"));
            request = put;
        }
        try (Running client = kind.start(2)) {
            assertThat(body(send(kind, client, engine, request))).endsWith("/x");
        }
        assertThat(second.received()).hasSize(1);
    }

    /** The hedge waits for the connection that the answer has: there is no other one. */
    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void anAnswerThatCannotBeHeldDoesNotWaitForItsHedge(Kind kind) throws Exception {
        first.answering("503-dripping");
        AgentEngine engine = Engines.impatient("hedge.delay=50ms;timeout.attempt=1m", first.url());
        try (Running client = kind.start(1)) {
            assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                    .hasSize(TestServer.DRIPS);
        }
        assertThat(first.received()).hasSize(1);
    }

    /** Many calls at once, from many threads, each with its own answer; more than a budget would let be repeated. */
    @ParameterizedTest
    @EnumSource
    void manyCallsAtOnceGetTheirOwnAnswers(Kind kind) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.with("retry.budget.floor=1000000", down, second.url());
        try (Running client = kind.start(8)) {
            List<CompletableFuture<String>> answers = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 50; i++) {
                String path = "/x" + i;
                answers.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return body(send(kind, client, engine, new HttpGet(down + path)));
                    } catch (Exception failure) {
                        throw new AssertionError(failure);
                    }
                }));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).endsWith("/x" + i);
            }
        }
    }

    /** A producer of the program. */
    private static final class Counting extends BasicAsyncRequestProducer {
        private int made;

        Counting(HttpHost target, HttpRequest request) {
            super(target, request);
        }

        @Override
        public synchronized HttpRequest generateRequest() {
            made++;
            return super.generateRequest();
        }
    }

    /** Notes what it is told. */
    private static class Bytes extends AsyncByteConsumer<String> {
        private final List<String> seen;

        Bytes(List<String> seen) {
            this.seen = seen;
        }

        @Override
        protected void onByteReceived(java.nio.ByteBuffer bytes, org.apache.http.nio.IOControl control) {
            seen.add(java.nio.charset.StandardCharsets.ISO_8859_1.decode(bytes).toString());
        }

        @Override
        protected void onResponseReceived(HttpResponse response) {
            seen.add("head " + response.getStatusLine().getStatusCode());
        }

        @Override
        protected String buildResult(HttpContext context) {
            seen.add("complete");
            return "result";
        }

        @Override
        protected void releaseResources() {
            seen.add("closed");
        }
    }
}
