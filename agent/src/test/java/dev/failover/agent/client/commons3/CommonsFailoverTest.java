package dev.failover.agent.client.commons3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.Slammer;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.httpclient.DefaultHttpMethodRetryHandler;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HostConfiguration;
import org.apache.commons.httpclient.HttpClient;
import org.apache.commons.httpclient.HttpConnectionManager;
import org.apache.commons.httpclient.HttpMethodBase;
import org.apache.commons.httpclient.MultiThreadedHttpConnectionManager;
import org.apache.commons.httpclient.NoHttpResponseException;
import org.apache.commons.httpclient.ProtocolException;
import org.apache.commons.httpclient.RedirectException;
import org.apache.commons.httpclient.SimpleHttpConnectionManager;
import org.apache.commons.httpclient.methods.GetMethod;
import org.apache.commons.httpclient.methods.InputStreamRequestEntity;
import org.apache.commons.httpclient.methods.PostMethod;
import org.apache.commons.httpclient.methods.PutMethod;
import org.apache.commons.httpclient.methods.StringRequestEntity;
import org.apache.commons.httpclient.params.HostParams;
import org.apache.commons.httpclient.params.HttpMethodParams;
import org.apache.commons.httpclient.protocol.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Commons HttpClient with failover, as the woven code calls it. */
class CommonsFailoverTest {
    /** What the client throws when its connection goes away, in the midst of reading or a moment before. */
    private static final Class<?>[] ABORTED = {IOException.class, IllegalStateException.class};

    private TestServer first;
    private TestServer second;
    private MultiThreadedHttpConnectionManager pool;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        first = new TestServer("A");
        second = new TestServer("B");
        pool = new MultiThreadedHttpConnectionManager();
        pool.getParams().setMaxTotalConnections(2);
        pool.getParams().setDefaultMaxConnectionsPerHost(2);
        client = new HttpClient(pool);
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
    }

    private AgentEngine engine() {
        return Engines.of(first.url(), second.url());
    }

    /** As the woven {@code executeMethod} does. */
    static int send(AgentEngine engine, HttpClient client, HostConfiguration hosts, HttpMethodBase method)
            throws Exception {
        Object[] answer = new CommonsExecute(engine).enter(client, hosts, method, null);
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (Integer) answer[0];
    }

    private int send(AgentEngine engine, HttpMethodBase method) throws Exception {
        return send(engine, client, null, method);
    }

    private String body(HttpMethodBase method) throws Exception {
        return body(engine(), method);
    }

    private String body(AgentEngine engine, HttpMethodBase method) throws Exception {
        try {
            assertThat(send(engine, method)).isEqualTo(method.getStatusCode());
            return method.getResponseBodyAsString();
        } finally {
            method.releaseConnection();
        }
    }

    private PutMethod put(String body) throws IOException {
        PutMethod method = new PutMethod(first.url() + "/x");
        method.setRequestEntity(new StringRequestEntity(body, "text/plain", "UTF-8"));
        return method;
    }

    private static PostMethod post(String url) throws IOException {
        PostMethod method = new PostMethod(url + "/x");
        method.setRequestEntity(new StringRequestEntity("order", "text/plain", "UTF-8"));
        return method;
    }

    private static HttpMethodBase once(String url) {
        PutMethod method = new PutMethod(url + "/x");
        method.setRequestEntity(new InputStreamRequestEntity(new ByteArrayInputStream("hello".getBytes()), 5));
        return method;
    }

    /** Who held it would wait for himself: there is no other connection. */
    @ParameterizedTest
    @CsvSource({"503,false", "503,true", "503-long,false", "503-long,true", "503-dripping,false", "503-dripping,true"})
    @Timeout(20)
    void noAttemptWaitsForTheConnectionOfTheOneBefore(String failing, boolean another) throws Exception {
        pool.getParams().setDefaultMaxConnectionsPerHost(1);
        AgentEngine engine =
                another ? Engines.impatient("", first.url(), TestServer.dead()) : Engines.impatient("", first.url());
        first.answering(failing);
        GetMethod method = new GetMethod(first.url() + "/x");
        assertThat(body(engine, method)).hasSize(TestServer.length(failing));
        assertThat(method.getStatusCode()).isEqualTo(503);
        first.answering("ok");
        assertThat(body(engine, new GetMethod(first.url() + "/y"))).isEqualTo("A /y");
        if (!another) {
            assertThat(first.connections()).isEqualTo(1);
        }
    }

    /** The client adds those of a response to those that the method has, which is good for one response only without us. */
    @Test
    void theTrailersAreThoseOfTheLastAttempt() throws Exception {
        first.answering("503-trailer");
        GetMethod method = new GetMethod(first.url() + "/x");
        assertThat(body(Engines.of(first.url()), method)).isEqualTo("error");
        assertThat(first.received()).hasSizeGreaterThan(1);
        assertThat(method.getResponseFooters()).hasSize(1);
    }

    /** Nobody knows how long the next one takes to come. */
    @ParameterizedTest
    @ValueSource(strings = {"503-long", "503-dripping"})
    void anAnswerThatCannotBeHeldEndsTheCall(String failing) throws Exception {
        first.answering(failing);
        assertThat(body(Engines.impatient("", first.url(), second.url()), new GetMethod(first.url() + "/x")))
                .hasSize(TestServer.length(failing));
        assertThat(second.received()).isEmpty();
    }

    @Test
    @Timeout(20)
    void anAnswerThatDoesNotComeIsDropped() throws Exception {
        pool.getParams().setDefaultMaxConnectionsPerHost(1);
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("breaker.failure-threshold=100", first.url(), second.url());
        for (int i = 0; i < 3; i++) {
            assertThat(body(engine, new GetMethod(first.url() + "/x"))).isEqualTo("B /x");
        }
        assertThat(first.received()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "reset", "close"})
    void aReadGoesOnAtTheNextEndpoint(String failing) throws Exception {
        first.answering(failing);
        GetMethod method = new GetMethod(first.url() + "/x?y=%20z");
        method.addRequestHeader("X-A", "1");
        assertThat(body(method)).isEqualTo("B /x?y=%20z");
        assertThat(method.getStatusLine().getStatusCode()).isEqualTo(200);
        assertThat(method.getResponseHeader("X-Id").getValue()).isEqualTo("B");
        assertThat(method.getURI().toString()).isEqualTo(first.url() + "/x?y=%20z");
        assertThat(second.received()).containsExactly("GET /x?y=%20z");
        // Three times again by the client itself when a connection ends without an answer.
        assertThat(first.received()).hasSize(failing.equals("close") ? 4 : 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMethodThatNamesOnlyItsPathGoesOnToo(boolean ofClient) throws Exception {
        first.answering("503");
        HostConfiguration hosts = ofClient ? client.getHostConfiguration() : new HostConfiguration();
        hosts.setHost("127.0.0.1", URI.create(first.url()).getPort(), "http");
        GetMethod method = new GetMethod("/x?y=%20z");
        assertThat(send(engine(), client, ofClient ? null : hosts, method)).isEqualTo(200);
        assertThat(method.getResponseBodyAsString()).isEqualTo("B /x?y=%20z");
        assertThat(method.getURI().toString()).isEqualTo("/x?y=%20z");
        assertThat(hosts.getPort()).isEqualTo(URI.create(first.url()).getPort());
    }

    @ParameterizedTest
    @EnumSource
    void aBodyIsSentAgainWholeAndOnce(BodyKind kind) throws Exception {
        first.answering("503");
        PutMethod method = new PutMethod(first.url() + "/x");
        kind.give(method);
        assertThat(body(method)).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x hello");
    }

    /** The ways to give a body that can be read twice. */
    @SuppressWarnings("deprecation")
    enum BodyKind {
        ENTITY {
            @Override
            void give(PutMethod method) throws IOException {
                method.setRequestEntity(new StringRequestEntity("hello", null, null));
            }
        },
        TEXT {
            @Override
            void give(PutMethod method) {
                method.setRequestBody("hello");
            }
        },
        /** The client keeps it to know its length. */
        STREAM_OF_UNKNOWN_LENGTH {
            @Override
            void give(PutMethod method) {
                method.setRequestBody(new ByteArrayInputStream("hello".getBytes()));
            }
        };

        abstract void give(PutMethod method) throws IOException;
    }

    @Test
    void aRefusedPostGoesElsewhere() throws Exception {
        String down = TestServer.dead();
        assertThat(body(Engines.of(down, second.url()), post(down))).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Test
    void aBodyThatCanBeReadOnceGoesElsewhereWhenRefused() throws Exception {
        String down = TestServer.dead();
        assertThat(body(Engines.of(down, second.url()), once(down))).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"503", "reset"})
    void aPostIsSentOnce(String failing) throws Exception {
        first.answering(failing);
        PostMethod method = post(first.url());
        catchThrowable(() -> send(engine(), method));
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    /** The client itself sends a POST again when there is no answer at all; that is its own matter. */
    @Test
    void aPostWithoutAnAnswerStaysAtItsEndpoint() throws Exception {
        first.answering("close");
        PostMethod method = post(first.url());
        assertThatThrownBy(() -> send(engine(), method)).isExactlyInstanceOf(NoHttpResponseException.class);
        assertThat(second.received()).isEmpty();
    }

    /** The client follows a redirect of a read; that the next host is down proves nothing about the first one. */
    @Test
    void aRedirectToNowhereIsNoProofThatNothingWasSent() throws Exception {
        first.answering("redirect-nowhere");
        GetMethod method = new GetMethod(first.url() + "/x");
        assertThat(body(method)).isEqualTo("B /x");
        assertThat(method.getURI().toString()).isEqualTo(first.url() + "/x");
    }

    @Test
    void aRedirectStaysAtTheEndpointThatGaveIt() throws Exception {
        String down = TestServer.dead();
        GetMethod method = new GetMethod(down + "/answer/redirect");
        assertThat(body(Engines.of(down, second.url()), method)).isEqualTo("B /moved?x=1");
        assertThat(second.received()).containsExactly("GET /answer/redirect", "GET /moved?x=1");
        assertThat(method.getURI().toString()).isEqualTo(second.url() + "/moved?x=1");
    }

    @Test
    void anIdempotencyKeyMakesAPostRepeatable() throws Exception {
        first.answering("503");
        PostMethod method = post(first.url());
        method.addRequestHeader("Idempotency-Key", "1");
        send(engine(), method);
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Test
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint() throws Exception {
        InputStream unreadable = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        };
        AgentEngine engine = engine();
        // Two failures each; not so many that the other endpoint would be held responsible, too, and nobody preferred.
        for (int i = 0; i < 3; i++) {
            PostMethod method = new PostMethod(first.url() + "/x");
            method.setRequestEntity(new InputStreamRequestEntity(unreadable, 5));
            // As without us: the client tries once more by itself.
            assertThatThrownBy(() -> send(engine, method))
                    .isExactlyInstanceOf(ProtocolException.class)
                    .hasMessageContaining("can not be repeated");
            PostMethod once = new PostMethod(first.url() + "/x");
            once.setRequestEntity(new InputStreamRequestEntity(unreadable, 5));
            once.getParams().setParameter(HttpMethodParams.RETRY_HANDLER, new DefaultHttpMethodRetryHandler(0, false));
            assertThatThrownBy(() -> send(engine, once))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("disk");
        }
        assertThat(body(engine, new GetMethod(first.url() + "/ok"))).isEqualTo("A /ok");
    }

    @Test
    void aConnectionThatBreaksUnderABodyIsHeldAgainstTheEndpoint() throws Exception {
        try (Slammer slammer = new Slammer()) {
            AgentEngine engine = Engines.of(slammer.url(), second.url());
            for (int i = 0; i < 7; i++) {
                PostMethod method = new PostMethod(slammer.url() + "/x");
                method.setRequestEntity(new InputStreamRequestEntity(new ByteArrayInputStream(new byte[20_000_000])));
                catchThrowable(() -> send(engine, method));
            }
            assertThat(second.received()).isNotEmpty();
        }
    }

    @Test
    void aBodyThatCanBeReadOnceIsSentOnce() throws Exception {
        first.answering("503");
        assertThat(body(once(first.url()))).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLastRealAnswerIsHandedOver(boolean simple) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), TestServer.dead());
        if (simple) {
            client = new HttpClient(new SimpleHttpConnectionManager());
        }
        GetMethod method = new GetMethod(first.url() + "/x");
        assertThat(body(engine, method)).isEqualTo("error of A");
        assertThat(method.getStatusText()).isEqualTo("Status");
        assertThat(method.getResponseHeader("X-Id").getValue()).isEqualTo("A");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void theLatestOfTwoAnswersIsHandedOver() throws Exception {
        first.answering("503");
        second.answering("502");
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), second.url());
        GetMethod method = new GetMethod(first.url() + "/x");
        assertThat(body(engine, method)).isEqualTo("error of B");
        assertThat(method.getStatusCode()).isEqualTo(502);
    }

    @Test
    void whenAllAreDownTheProgramSeesItsOwnClient() throws Exception {
        String down = TestServer.dead();
        Throwable own = catchThrowable(() -> client.executeMethod(new GetMethod(down + "/x")));
        assertThatThrownBy(() -> send(Engines.of(down, TestServer.dead()), new GetMethod(down + "/x")))
                .isExactlyInstanceOf(own.getClass())
                .hasMessage(own.getMessage());
    }

    @Test
    void whatIsTurnedAwayLooksLikeAHostThatIsDown() throws Exception {
        AgentEngine engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0ms", first.url());
        body(engine, new GetMethod(first.url() + "/x"));
        assertThatThrownBy(() -> send(engine, new GetMethod(first.url() + "/x")))
                .isExactlyInstanceOf(ConnectException.class);
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void aServerThatNeverAnswersIsLeftInTime() throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms", first.url(), second.url());
        assertThat(body(engine, new GetMethod(first.url() + "/x"))).isEqualTo("B /x");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void whoNeverAnswersIsTimedOutAsByTheClient() throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("deadline=300ms", first.url(), second.url());
        assertThatThrownBy(() -> send(engine, new GetMethod(first.url() + "/x")))
                .isExactlyInstanceOf(SocketTimeoutException.class);
    }

    /** 20 calls through a pool of two, and of the one connection of the simple kind: none may stay out. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDroppedAnswerGivesItsConnectionBack(boolean simple) throws Exception {
        first.answering("503");
        if (simple) {
            client = new HttpClient(new SimpleHttpConnectionManager());
        }
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        for (int i = 0; i < 20; i++) {
            assertThat(body(engine, new GetMethod(first.url() + "/x"))).isEqualTo("B /x");
        }
        if (!simple) {
            assertThat(first.connections()).isOne();
            assertThat(second.connections()).isOne();
        }
    }

    @Test
    void abortingTheProgramsMethodEndsTheCall() throws Exception {
        first.answering("nothing");
        GetMethod method = new GetMethod(first.url() + "/x");
        CompletableFuture<Throwable> failed = failureOf(() -> send(engine(), method));
        first.awaitRequest();
        method.abort();
        assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOfAny(ABORTED);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void abortingTheProgramsMethodEndsTheWaitForAnotherAttempt() throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", first.url());
        GetMethod method = new GetMethod(first.url() + "/x");
        ReadingThread sending = new ReadingThread(() -> send(engine, method));
        sending.awaitPause();
        method.abort();
        assertThat(sending.failure().get(20, TimeUnit.SECONDS)).isInstanceOfAny(ABORTED);
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void abortingTheProgramsMethodWhileAnAnswerIsReadAheadEndsTheCall() throws Exception {
        first.answering("503-stalling");
        GetMethod method = new GetMethod(first.url() + "/x");
        CompletableFuture<Throwable> failed = failureOf(() -> {
            assertThat(send(engine(), method)).isEqualTo(503);
            return method.getResponseBodyAsString();
        });
        first.awaitRequest();
        while (method.getStatusLine() == null) {
            Thread.onSpinWait();
        }
        method.abort();
        assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOfAny(ABORTED);
        assertThat(second.received()).isEmpty();
    }

    /** What was there before is not handed over: nobody waits for it. */
    @Test
    void abortingTheProgramsMethodInALaterAttemptEndsTheCall() throws Exception {
        first.answering("503");
        second.answering("nothing");
        GetMethod method = new GetMethod(first.url() + "/x");
        CompletableFuture<Throwable> failed = failureOf(() -> send(engine(), method));
        second.awaitRequest();
        method.abort();
        assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOfAny(ABORTED);
    }

    /** It tries once more by itself, and fails otherwise. */
    @Test
    void whoseBodyCanBeReadOnceSeesItsOwnClient() throws Exception {
        first.answering("close");
        Throwable own = catchThrowable(() -> client.executeMethod(once(first.url())));
        assertThatThrownBy(() -> send(engine(), once(first.url())))
                .isExactlyInstanceOf(own.getClass())
                .hasMessage(own.getMessage());
        assertThat(second.received()).isEmpty();
    }

    @Test
    void redirectsInACircleAreTheProgramsMatter() {
        first.answering("redirect");
        assertThatThrownBy(() -> send(engine(), new GetMethod(first.url() + "/x")))
                .isInstanceOf(RedirectException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitForAnotherAttempt() throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", down);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread sending = new Thread(() -> {
            try {
                send(engine, new GetMethod(down + "/x"));
            } catch (Exception failure) {
                flag.complete(Thread.currentThread().isInterrupted());
                failed.complete(failure);
            }
        });
        sending.start();
        ReadingThread.awaitPause(sending);
        sending.interrupt();
        assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOf(ConnectException.class);
        assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
    }

    private interface Sending {
        Object run() throws Exception;
    }

    private static CompletableFuture<Throwable> failureOf(Sending sending) {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        failed.complete(new AssertionError("answered: " + sending.run()));
                    } catch (Exception failure) {
                        failed.complete(failure);
                    }
                })
                .start();
        return failed;
    }

    @Test
    void anAddressIsAskedInTheNameThatTheProgramWrote() throws Exception {
        AgentEngine engine =
                Engines.with("match=http://orders.example:81/shop", TestServer.dead(), second.url() + "/v2");
        GetMethod method = new GetMethod("http://orders.example:81/shop/x?y=1");
        assertThat(body(engine, method)).isEqualTo("B /v2/x?y=1");
        assertThat(second.hosts()).containsExactly("orders.example:81");
        assertThat(method.getURI().toString()).isEqualTo("http://orders.example:81/shop/x?y=1");
    }

    @Test
    void theProgramsOwnEndpointIsAskedAsWithoutUs() throws Exception {
        String path = "/a%20b;c?d=%C3%A4";
        client.executeMethod(new GetMethod(first.url() + path));
        body(new GetMethod(first.url() + path));
        assertThat(first.received()).containsExactly("GET " + path, "GET " + path);
        assertThat(first.hosts().get(1)).isEqualTo(first.hosts().get(0));
    }

    /** The limits of a host are found by its configuration, and its connections are the same ones. */
    @Test
    void ourAttemptsTakeTheProgramsOwnConnections() throws Exception {
        body(new GetMethod(first.url() + "/1"));
        GetMethod own = new GetMethod(first.url() + "/2");
        client.executeMethod(own);
        own.releaseConnection();
        body(new GetMethod(first.url() + "/3"));
        assertThat(first.received()).hasSize(3);
        HttpConnectionManager pool = client.getHttpConnectionManager();
        HostConfiguration programs = new HostConfiguration();
        programs.setHost("127.0.0.1", URI.create(first.url()).getPort(), "http");
        HostConfiguration ours = AttemptHost.of(
                programs,
                new org.apache.commons.httpclient.HttpHost(
                        "127.0.0.1", URI.create(first.url()).getPort(), Protocol.getProtocol("http")),
                null);
        pool.getParams().setMaxConnectionsPerHost(programs, 7);
        assertThat(pool.getParams().getMaxConnectionsPerHost(ours)).isEqualTo(7);
    }

    @Test
    void headersThatTheClientAddsAreNotAddedTwice() throws Exception {
        first.answering("503");
        client.getHostConfiguration()
                .getParams()
                .setParameter(HostParams.DEFAULT_HEADERS, List.of(new Header("X-Default", "1")));
        GetMethod method = new GetMethod(first.url() + "/x");
        assertThat(body(method)).isEqualTo("B /x");
        assertThat(method.getRequestHeaders("X-Default")).hasSize(1);
    }

    @Test
    void theMethodsParametersAreItsOwnAgain() throws Exception {
        first.answering("503");
        GetMethod method = new GetMethod(first.url() + "/x");
        HttpMethodParams params = method.getParams();
        params.setSoTimeout(60_000);
        assertThat(body(method)).isEqualTo("B /x");
        assertThat(method.getParams()).isSameAs(params);
        assertThat(params.isParameterSetLocally(HttpMethodParams.RETRY_HANDLER)).isFalse();
    }

    @Test
    void theConfigurationIsTiedToTheClientsParametersAsWithoutUs() throws Exception {
        first.answering("503");
        client.getParams().setParameter(HttpMethodParams.USER_AGENT, "mine");
        HostConfiguration hosts = new HostConfiguration();
        hosts.setHost("127.0.0.1", URI.create(first.url()).getPort(), "http");
        GetMethod method = new GetMethod("/x");
        assertThat(send(engine(), client, hosts, method)).isEqualTo(200);
        assertThat(hosts.getParams().getParameter(HttpMethodParams.USER_AGENT)).isEqualTo("mine");
        assertThat(method.getParams().getParameter(HttpMethodParams.USER_AGENT)).isEqualTo("mine");
    }

    @Test
    void aMethodCanBeUsedAgain() throws Exception {
        first.answering("503");
        PutMethod method = put("hello");
        assertThat(body(method)).isEqualTo("B /x");
        first.answering("ok");
        assertThat(body(method)).isEqualTo("A /x");
        assertThat(first.received()).containsExactly("PUT /x hello", "PUT /x hello");
    }

    @Test
    void otherHostsPass() {
        GetMethod method = new GetMethod(first.url() + "/x");
        AgentEngine others = Engines.of(second.url().replace("127.0.0.1", "localhost"));
        assertThat(new CommonsExecute(others).enter(client, null, method, null)).isNull();
        assertThat(new CommonsExecute(engine()).enter(client, null, null, null)).isNull();
        assertThat(new CommonsExecute(engine()).enter(client, null, new GetMethod("/x"), null))
                .isNull();
    }

    @Test
    void observeModeSendsWhatTheProgramSent() throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        assertThat(body(engine, new GetMethod(first.url() + "/x"))).isEqualTo("error of A");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    /** One that the program has written itself decides how its hosts are reached. */
    @Test
    void aConfigurationOfTheProgramsOwnIsAsked() throws Exception {
        first.answering("503");
        int[] opened = new int[1];
        Protocol counting = new Protocol("http", new CountingSockets(opened), 80);
        HostConfiguration sticky = new HostConfiguration() {
            @Override
            public synchronized Protocol getProtocol() {
                return counting;
            }
        };
        sticky.setHost("127.0.0.1", URI.create(first.url()).getPort(), counting);
        GetMethod method = new GetMethod("/x");
        assertThat(send(engine(), client, sticky, method)).isEqualTo(200);
        assertThat(method.getResponseBodyAsString()).isEqualTo("B /x");
        assertThat(opened[0]).isEqualTo(2);
    }

    private static final class CountingSockets implements org.apache.commons.httpclient.protocol.ProtocolSocketFactory {
        private final int[] opened;

        CountingSockets(int[] opened) {
            this.opened = opened;
        }

        @Override
        public java.net.Socket createSocket(String host, int port, java.net.InetAddress local, int localPort)
                throws IOException {
            opened[0]++;
            return new java.net.Socket(host, port, local, localPort);
        }

        @Override
        public java.net.Socket createSocket(
                String host,
                int port,
                java.net.InetAddress local,
                int localPort,
                org.apache.commons.httpclient.params.HttpConnectionParams params)
                throws IOException {
            return createSocket(host, port, local, localPort);
        }

        @Override
        public java.net.Socket createSocket(String host, int port) throws IOException {
            opened[0]++;
            return new java.net.Socket(host, port);
        }
    }
}
