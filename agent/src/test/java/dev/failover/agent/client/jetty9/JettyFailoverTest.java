package dev.failover.agent.client.jetty9;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.ContentProvider;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BasicAuthentication;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.client.util.DeferredContentProvider;
import org.eclipse.jetty.client.util.FutureResponseListener;
import org.eclipse.jetty.client.util.InputStreamContentProvider;
import org.eclipse.jetty.client.util.StringContentProvider;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jetty's client with failover, as the woven code calls it. */
@Timeout(60)
class JettyFailoverTest {
    private TestServer first;
    private TestServer second;
    private Woven client;

    /** Does what weaving makes of {@link HttpClient}. */
    static final class Woven extends HttpClient {
        volatile AgentEngine engine;
        /** Runs when it is decided that the program's own request is the first attempt, and nothing of it is sent. */
        volatile Runnable meanwhile = () -> {};

        @Override
        protected void send(HttpRequest request, List<Response.ResponseListener> listeners) {
            Object[] answer = engine == null ? null : new JettySend(engine).enter(this, request, listeners, null);
            if (request.getClass() == HttpRequest.class) {
                meanwhile.run();
            }
            if (answer == null) {
                super.send(request, listeners);
            } else if (answer[1] != null) {
                throw (RuntimeException) answer[1];
            }
        }
    }

    /** Notes what it is told. */
    private static class Notes extends Response.Listener.Adapter {
        final List<String> told = new CopyOnWriteArrayList<>();
        final CompletableFuture<Result> end = new CompletableFuture<>();
        final CompletableFuture<Thread> thread = new CompletableFuture<>();

        @Override
        public void onBegin(Response response) {
            told.add("begin " + response.getStatus());
        }

        @Override
        public boolean onHeader(Response response, HttpField field) {
            told.add("field " + field.getName());
            return !field.getName().equals("X-Id");
        }

        @Override
        public void onHeaders(Response response) {
            told.add("headers");
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            told.add("content " + StandardCharsets.ISO_8859_1.decode(content));
        }

        @Override
        public void onContent(Response response, ByteBuffer content, Callback callback) {
            onContent(response, content);
            callback.succeeded();
        }

        @Override
        public void onSuccess(Response response) {
            told.add("success");
        }

        @Override
        public void onFailure(Response response, Throwable failure) {
            told.add("failure");
        }

        @Override
        public void onComplete(Result result) {
            told.add("complete");
            thread.complete(Thread.currentThread());
            end.complete(result);
        }

        Result await() throws Exception {
            return end.get(30, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void start() throws Exception {
        first = new TestServer("A");
        second = new TestServer("B");
        client = new Woven();
        client.setMaxConnectionsPerDestination(2);
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        first.close();
        second.close();
    }

    private Request get(String base) {
        return client.newRequest(base + "/x?q=1");
    }

    private void engine() {
        client.engine = Engines.of(first.url(), second.url());
    }

    /** Breaks a request off as the woven {@code abort} does. */
    private static boolean abort(Request request, Throwable cause) {
        Object[] answer = new JettyAbort().enter(request, cause, null, null);
        return answer == null ? request.abort(cause) : (Boolean) answer[0];
    }

    @Test
    void requestsOfNoServiceAreLeftAlone() throws Exception {
        client.engine = Engines.of("http://127.0.0.1:1");

        assertThat(get(first.url()).send().getContentAsString()).isEqualTo("A /x?q=1");
    }

    private ContentProvider unreadable(boolean atOnce) {
        InputStream disk = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        };
        return new InputStreamContentProvider(
                atOnce ? disk : new SequenceInputStream(new ByteArrayInputStream(new byte[20]), disk));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint(boolean atOnce) throws Exception {
        Throwable without = catchThrowable(() ->
                client.POST(first.url() + "/x").content(unreadable(atOnce)).send());
        engine();
        for (int i = 0; i < 7; i++) {
            Throwable failure = catchThrowable(() ->
                    client.POST(first.url() + "/x").content(unreadable(atOnce)).send());
            assertThat(failure).hasSameClassAs(without).hasMessage(without.getMessage());
            assertThat(failure.getCause())
                    .hasSameClassAs(without.getCause())
                    .hasMessage(without.getCause().getMessage());
        }
        assertThat(get(first.url()).send().getContentAsString()).isEqualTo("A /x?q=1");
        assertThat(second.connections()).isZero();
    }

    @Test
    void theAddressedEndpointIsAskedFirstByTheProgramsOwnRequest() throws Exception {
        engine();
        Request request = get(first.url());

        ContentResponse response = request.send();

        assertThat(response.getContentAsString()).isEqualTo("A /x?q=1");
        assertThat(response.getRequest()).isSameAs(request);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void anotherEndpointIsAskedWhenTheFirstOneRefuses() throws Exception {
        String dead = TestServer.dead();
        client.engine = Engines.of(dead, second.url());

        assertThat(get(dead).send().getContentAsString()).isEqualTo("B /x?q=1");
    }

    @Test
    void anotherEndpointIsAskedAfter503AndTheListenersSeeOnlyIts() throws Exception {
        engine();
        first.answering("503");
        Notes notes = new Notes();

        get(first.url()).send(notes);

        assertThat(notes.await().isSucceeded()).isTrue();
        assertThat(notes.told)
                .containsExactly(
                        "begin 200",
                        "field X-Id",
                        "field Content-Type",
                        "field Content-Length",
                        "headers",
                        "content B /x?q=1",
                        "success",
                        "complete");
        assertThat(notes.await().getResponse().getHeaders().get("X-Id")).isNull();
    }

    @Test
    void allListenersOfTheProgramAreToldInTheirOrder() throws Exception {
        engine();
        first.answering("503");
        List<String> told = new CopyOnWriteArrayList<>();
        Notes notes = new Notes();

        get(first.url())
                .onResponseBegin(response -> told.add("begin"))
                .onResponseHeaders(response -> told.add("1"))
                .onResponseHeaders(response -> told.add("2"))
                .onResponseContent((response, content) -> told.add("content"))
                .onResponseSuccess(response -> told.add("success"))
                .send(notes);
        notes.await();

        assertThat(told).containsExactly("begin", "1", "2", "content", "success");
        assertThat(notes.told).hasSize(8);
    }

    /** As without us the client notes that, and goes on; a field that a listener fails to take is refused. */
    @Test
    void aListenerThatFailsIsToldTheRest() throws Exception {
        engine();
        Notes notes = new Notes() {
            @Override
            public void onBegin(Response response) {
                super.onBegin(response);
                throw new IllegalStateException("begin");
            }

            @Override
            public boolean onHeader(Response response, HttpField field) {
                super.onHeader(response, field);
                throw new IllegalStateException("field");
            }

            @Override
            public void onHeaders(Response response) {
                super.onHeaders(response);
                throw new IllegalStateException("head");
            }
        };
        get(first.url()).send(notes);

        Result result = notes.await();
        assertThat(result.isSucceeded()).isTrue();
        assertThat(result.getResponse().getHeaders()).isEmpty();
        assertThat(notes.told)
                .startsWith("begin 200")
                .contains("headers", "content A /x?q=1")
                .endsWith("success", "complete");
    }

    @Test
    void aRequestNeedsNoListeners() throws Exception {
        engine();
        first.answering("503");

        get(first.url()).send(null);
        second.awaitRequest();

        assertThat(get(second.url()).send().getContentAsString()).isEqualTo("B /x?q=1");
    }

    @Test
    void anotherEndpointIsAskedWhenTheConnectionBreaks() throws Exception {
        engine();
        first.answering("close");
        assertThat(get(first.url()).send().getContentAsString()).isEqualTo("B /x?q=1");

        first.answering("reset");
        assertThat(get(first.url()).send().getContentAsString()).isEqualTo("B /x?q=1");
    }

    @Test
    void anotherEndpointIsAskedWhenNoAnswerComesInTime() throws Exception {
        client.engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        first.answering("nothing");

        assertThat(get(first.url()).send().getContentAsString()).isEqualTo("B /x?q=1");
    }

    @Test
    void theClientsOwnIdleTimeoutIsAFailureOfTheEndpoint() throws Exception {
        client.engine = Engines.with(Engines.AGAIN, first.url(), second.url());
        first.answering("nothing");

        ContentResponse response =
                get(first.url()).idleTimeout(300, TimeUnit.MILLISECONDS).send();

        assertThat(response.getContentAsString()).isEqualTo("B /x?q=1");
    }

    @Test
    void aPostGoesElsewhereOnlyIfItWasNotSent() throws Exception {
        engine();
        first.answering("503");
        ContentResponse response = client.POST(first.url() + "/x")
                .content(new StringContentProvider("body"))
                .send();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(second.received()).isEmpty();

        String dead = TestServer.dead();
        client.engine = Engines.of(dead, second.url());
        response = client.POST(dead + "/x")
                .content(new StringContentProvider("body"))
                .send();

        assertThat(response.getContentAsString()).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("POST /x body");
    }

    @Test
    void aPostWithAKeyMayBeSentTwice() throws Exception {
        engine();
        first.answering("503");

        ContentResponse response = client.POST(first.url() + "/x")
                .header("Idempotency-Key", "1")
                .content(new BytesContentProvider("text/plain", new byte[100]))
                .send();

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(first.received()).containsExactly("POST /x 100 bytes");
        assertThat(second.received()).containsExactly("POST /x 100 bytes");
    }

    @Test
    void aBodyThatIsThereOnlyOnceIsSentOnce() throws Exception {
        engine();
        first.answering("503");

        ContentResponse response = client.newRequest(first.url() + "/x")
                .method("PUT")
                .content(new InputStreamContentProvider(new ByteArrayInputStream(new byte[100])))
                .send();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBodyThatIsThereOnlyOnceIsNotSentAgainAfterATimeOutOfOurs() throws Exception {
        client.engine = Engines.with("timeout.attempt=300ms", first.url(), second.url());
        first.answering("nothing");

        Throwable failure = catchThrowable(() -> client.newRequest(first.url() + "/x")
                .method("PUT")
                .content(new InputStreamContentProvider(new ByteArrayInputStream(new byte[100])))
                .send());

        assertThat(failure).hasCauseInstanceOf(TimeoutException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBodyThatIsWrittenWhileItIsSentReachesTheFirstEndpoint() throws Exception {
        engine();
        DeferredContentProvider body = new DeferredContentProvider();
        Notes notes = new Notes();

        client.newRequest(first.url() + "/x").method("PUT").content(body).send(notes);
        body.offer(ByteBuffer.wrap(new byte[] {'h', 'i'}));
        body.close();

        assertThat(notes.await().isSucceeded()).isTrue();
        assertThat(first.received()).containsExactly("PUT /x hi");
    }

    @Test
    void whenAllFailTheProgramGetsTheFailureOfTheFirst() throws Exception {
        String dead = TestServer.dead();
        client.engine = Engines.of(dead, second.url());
        second.answering("close");
        Notes notes = new Notes();
        Request request = get(dead);

        request.send(notes);

        assertThat(notes.await().getFailure()).isInstanceOf(ConnectException.class);
        assertThat(notes.await().getRequest()).isSameAs(request);
        assertThat(notes.told).containsExactly("failure", "complete");
        assertThatThrownBy(() -> get(dead).send())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ConnectException.class);

        first.answering("close");
        client.engine = Engines.of(first.url(), dead);
        assertThatThrownBy(() -> get(first.url()).send())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(EOFException.class);
    }

    @Test
    void theLastRealResponseIsHandedOverWhenNothingBetterComes() throws Exception {
        String dead = TestServer.dead();
        client.engine = Engines.of(first.url(), dead);
        first.answering("503");
        Notes notes = new Notes();

        get(first.url()).send(notes);

        assertThat(notes.await().isSucceeded()).isTrue();
        assertThat(notes.told)
                .containsExactly(
                        "begin 503",
                        "field X-Id",
                        "field Content-Length",
                        "headers",
                        "content error of A",
                        "success",
                        "complete");
        ContentResponse response = get(first.url()).send();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).isEqualTo("error of A");
    }

    @Test
    void whenAllAnswer503TheLastAnswerIsHandedOver() throws Exception {
        engine();
        first.answering("503");
        second.answering("503");

        assertThat(get(first.url()).send().getStatus()).isEqualTo(503);
    }

    @Test
    void aResponseThatBreaksOffAfterItsHeadIsNotRepeated() throws Exception {
        engine();
        first.answering("half");
        Notes notes = new Notes();

        get(first.url()).send(notes);

        assertThat(notes.await().getResponseFailure()).isInstanceOf(IOException.class);
        assertThat(notes.told).contains("begin 200", "content half", "failure");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void droppedResponsesLeaveThePoolWhole() throws Exception {
        client.engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        first.answering("503");

        for (int i = 0; i < 20; i++) {
            assertThat(get(first.url()).send().getContentAsString()).isEqualTo("B /x?q=1");
        }

        assertThat(first.received()).hasSize(20);
        assertThat(first.connections()).isLessThanOrEqualTo(2);
        assertThat(second.connections()).isLessThanOrEqualTo(2);
    }

    /** There is one connection only: who held it would wait for himself. */
    @ParameterizedTest
    @ValueSource(strings = {"503", "503-large", "503-long", "503-dripping"})
    void noAttemptWaitsForTheConnectionOfTheOneBefore(String failing) throws Exception {
        client.setMaxConnectionsPerDestination(1);
        client.engine = Engines.impatient("", first.url());
        first.answering(failing);
        ContentResponse response = get(first.url()).send();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContent()).hasSize(TestServer.length(failing));
        first.answering("ok");
        assertThat(get(first.url()).send().getContentAsString()).isEqualTo("A /x?q=1");
    }

    /** The third attempt is for the first endpoint again. */
    @ParameterizedTest
    @ValueSource(strings = {"503", "503-large", "503-long", "503-dripping"})
    void noAttemptWaitsForTheConnectionOfTheOneBeforeTheLast(String failing) throws Exception {
        client.setMaxConnectionsPerDestination(1);
        client.engine = Engines.impatient("", first.url(), TestServer.dead());
        first.answering(failing);

        ContentResponse response = get(first.url()).send();

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContent()).hasSize(TestServer.length(failing));
    }

    @Test
    void aResponseThatDoesNotComeIsBrokenOff() throws Exception {
        client.engine = Engines.hasty("", first.url(), second.url());
        first.answering("503-stalling");

        assertThat(get(first.url()).send().getContentAsString()).isEqualTo("B /x?q=1");
        first.awaitClosed();
    }

    /** Who begins an attempt may have to wait for something, and those threads are needed to break others off. */
    @Test
    void whatFollowsAResponseThatDoesNotComeBeginsElsewhere() throws Exception {
        client.engine = Engines.hasty("", first.url(), second.url());
        first.answering("503-stalling");
        List<String> threads = new CopyOnWriteArrayList<>();

        get(first.url())
                .onRequestQueued(request -> threads.add(Thread.currentThread().getName()))
                .send();

        assertThat(threads).hasSize(2).noneMatch(name -> name.startsWith("failover-chores"));
    }

    @Test
    @Timeout(20)
    void aResponseThatIsTooLongToBeHeldDoesNotWaitForItsHedge() throws Exception {
        client.engine = Engines.impatient("hedge.delay=50ms;timeout.attempt=1m", first.url(), second.url());
        first.answering("503-dripping");
        second.answering("nothing");

        assertThat(get(first.url()).send().getContent()).hasSize(TestServer.DRIPS);
        second.awaitClosed();
    }

    /** The client itself aborts what is longer than it wants to read of a challenge. */
    @Test
    void whatTheClientBreaksOffItselfIsToldAsWithoutUs() throws Exception {
        first.answering("401-long");
        Notes alone = new Notes();
        get(first.url()).send(alone);
        alone.await();
        engine();
        Notes notes = new Notes();

        get(first.url()).send(notes);

        assertThat(notes.await().getFailure()).hasSameClassAs(alone.await().getFailure());
        assertThat(notes.told).isEqualTo(alone.told).contains("begin 401");
    }

    @Test
    void aResponseThatIsTooLongToBeHeldEndsTheCall() throws Exception {
        client.engine = Engines.impatient("", first.url(), second.url());
        for (String tooLong : List.of("503-long", "503-dripping")) {
            first.answering(tooLong);

            ContentResponse response = get(first.url()).send();

            assertThat(response.getStatus()).isEqualTo(503);
            assertThat(response.getContent()).hasSize(TestServer.length(tooLong));
            first.answering("ok");
            assertThat(get(first.url()).send().getContentAsString()).isEqualTo("A /x?q=1");
        }
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aLargeResponseIsHandedOverWholeWhenNothingBetterComes() throws Exception {
        String dead = TestServer.dead();
        client.engine = Engines.of(first.url(), dead);
        first.answering("503-large");
        int[] bytes = {0};
        Notes notes = new Notes();

        get(first.url())
                .onResponseContentAsync((response, content, callback) -> {
                    bytes[0] += content.remaining();
                    callback.succeeded();
                })
                .send(result -> notes.onComplete(result));

        assertThat(notes.await().isSucceeded()).isTrue();
        assertThat(bytes[0]).isEqualTo(TestServer.LARGE);
    }

    @Test
    void breakingOffTheRequestEndsTheWaitAndTheCall() throws Exception {
        client.engine = Engines.with("retry.base-delay=30s;retry.max-delay=30s", first.url());
        first.answering("503");
        Notes notes = new Notes();
        Request request = get(first.url());
        request.send(notes);
        first.awaitRequest();
        IOException mine = new IOException("enough");
        while (!abort(request, mine)) {
            Thread.onSpinWait();
        }

        assertThat(notes.await().getFailure()).isSameAs(mine);
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void breakingOffTheRequestBreaksTheAttemptOffThatIsUnderWay() throws Exception {
        String dead = TestServer.dead();
        client.engine = Engines.of(dead, second.url());
        second.answering("nothing");
        Notes notes = new Notes();
        Request request = get(dead);
        request.send(notes);
        second.awaitRequest();

        assertThat(abort(request, new IOException("enough"))).isTrue();

        assertThat(notes.await().getFailure()).hasMessage("enough");
        assertThat(notes.told).containsExactly("failure", "complete");
    }

    @Test
    void breakingOffTheFirstAttemptEndsTheCall() throws Exception {
        engine();
        first.answering("nothing");
        Notes notes = new Notes();
        Request request = get(first.url());
        request.send(notes);
        first.awaitRequest();

        assertThat(abort(request, new TimeoutException("mine"))).isTrue();

        assertThat(notes.await().getFailure()).hasMessage("mine");
        assertThat(notes.told).containsExactly("failure", "complete");
        assertThat(second.received()).isEmpty();
    }

    /** The client has nothing to do with the request yet, and nothing in it leads to the call. */
    @Test
    void breakingOffTheRequestBeforeItIsSentEndsTheCall() throws Exception {
        engine();
        Notes notes = new Notes();
        Request request = get(first.url());
        client.meanwhile = () -> abort(request, new IOException("mine"));
        request.send(notes);

        assertThat(notes.await().getFailure()).hasMessage("mine");
        assertThat(notes.told).containsExactly("failure", "complete");
        assertThat(first.received()).isEmpty();
        assertThat(second.received()).isEmpty();
    }

    /** Whatever the agent breaks off, its own threads are not for the program's code. */
    @Test
    void listenersAreToldOnThreadsOfTheClient() throws Exception {
        client.engine = Engines.with("timeout.attempt=100ms;retry.max-attempts=1", first.url());
        first.answering("nothing");
        Notes silent = new Notes();
        client.newRequest(first.url() + "/x")
                .method("PUT")
                .content(new BytesContentProvider(new byte[10]))
                .send(silent);
        assertThat(silent.await().getFailure()).isInstanceOf(TimeoutException.class);

        client.engine = Engines.hasty("retry.max-attempts=2", first.url(), TestServer.dead());
        first.answering("503-stalling");
        Notes stalling = new Notes();
        get(first.url()).send(stalling);
        stalling.await();

        String ofClient = ((QueuedThreadPool) client.getExecutor()).getName();
        assertThat(silent.thread.get().getName()).startsWith(ofClient);
        assertThat(stalling.thread.get().getName()).startsWith(ofClient);
    }

    @Test
    void aRejectedCallFailsAsIfNobodyListened() throws Exception {
        client.engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0s", first.url());
        assertThat(get(first.url()).send().getStatus()).isEqualTo(200);

        assertThatThrownBy(() -> get(first.url()).send())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ConnectException.class);
        DeferredContentProvider body = new DeferredContentProvider();
        Request put = client.newRequest(first.url() + "/x").method("PUT").content(body);
        FutureResponseListener listener = new FutureResponseListener(put);
        put.send(listener);
        assertThat(catchThrowable(listener::get)).hasCauseInstanceOf(ConnectException.class);
        assertThat(body.offer(ByteBuffer.allocate(1))).isFalse();
    }

    @Test
    void theProgramsOwnTimeoutHoldsForTheWholeCall() throws Exception {
        engine();
        first.answering("nothing");
        second.answering("nothing");

        Throwable failure = catchThrowable(
                () -> get(first.url()).timeout(400, TimeUnit.MILLISECONDS).send());

        assertThat(failure).isInstanceOf(TimeoutException.class);
    }

    @Test
    void anotherEndpointIsAskedByItsOwnNameAndPath() throws Exception {
        client.engine = Engines.with("match=http://orders.test/shop/*", first.url() + "/a", second.url() + "/b");
        first.answering("503");

        ContentResponse response = client.newRequest("http://orders.test/shop/x?q=1")
                .header("Host", "orders.test")
                .send();

        assertThat(response.getContentAsString()).isEqualTo("B /b/x?q=1");
        assertThat(first.received()).containsExactly("GET /a/x?q=1");
        assertThat(first.hosts()).containsExactly(first.url().substring("http://".length()));
        assertThat(second.hosts()).containsExactly(second.url().substring("http://".length()));
    }

    @Test
    void anotherHostThanThatOfTheUrlIsMeantForAll() throws Exception {
        engine();
        first.answering("503");

        get(first.url()).header("Host", "virtual.test").send();

        assertThat(first.hosts()).containsExactly("virtual.test");
        assertThat(second.hosts()).containsExactly("virtual.test");
    }

    @Test
    void redirectsBelongToTheAttemptThatLedThere() throws Exception {
        engine();
        String url = first.url() + "/answer/redirect";
        assertThat(client.newRequest(url).send().getContentAsString()).isEqualTo("A /moved?x=1");

        first.answering("503");

        assertThat(client.newRequest(url).send().getContentAsString()).isEqualTo("B /moved?x=1");
        assertThat(second.received()).containsExactly("GET /answer/redirect", "GET /moved?x=1");
    }

    @Test
    void aRedirectToNowhereIsNoProofThatNothingWasSent() throws Exception {
        engine();

        assertThatThrownBy(() -> client.POST(first.url() + "/answer/redirect-nowhere")
                        .content(new StringContentProvider("body"))
                        .send())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ConnectException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void everythingOfTheRequestIsInTheNextAttempt() throws Exception {
        engine();
        first.answering("503");
        client.getAuthenticationStore()
                .addAuthenticationResult(
                        new BasicAuthentication.BasicResult(URI.create(first.url()), "user", "secret"));
        Object token = new Object();

        ContentResponse response = client.newRequest(first.url() + "/a%20b?x=%2F&y")
                .method("PUT")
                .header("X-Two", "1")
                .header("X-Two", "2")
                .agent("mine")
                .cookie(new java.net.HttpCookie("c", "v"))
                .attribute("token", token)
                .content(new StringContentProvider("body"))
                .send();

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(second.received()).containsExactly("PUT /a%20b?x=%2F&y body");
        Request sent = response.getRequest();
        assertThat(sent.getHeaders().getValuesList("X-Two")).containsExactly("1", "2");
        assertThat(sent.getHeaders().getValuesList("User-Agent")).containsExactly("mine");
        assertThat(sent.getHeaders().getValuesList("Cookie")).containsExactly("c=v");
        assertThat(sent.getHeaders().getValuesList("Host"))
                .containsExactly(second.url().substring("http://".length()));
        assertThat(sent.getHeaders().containsKey("Authorization")).isFalse();
        assertThat(sent.getAttributes()).containsEntry("token", token);
    }

    @Test
    void whileObservingNothingIsChanged() throws Exception {
        client.engine = Engines.with("mode=observe", first.url(), second.url());
        first.answering("503");

        assertThat(get(first.url()).send().getStatus()).isEqualTo(503);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void whatTheClientDoesNotEvenBeginItRefusesAtOnce() throws Exception {
        engine();
        Request request = get(first.url());
        client.stop();

        Notes notes = new Notes();
        request.send(notes);

        assertThat(notes.await().getFailure()).isInstanceOf(java.util.concurrent.RejectedExecutionException.class);
        assertThat(second.received()).isEmpty();
    }
}
