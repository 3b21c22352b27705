package dev.failover.agent.client.apache4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.Slammer;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.apache40.DefaultClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.NoHttpResponseException;
import org.apache.http.auth.AuthScope;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpPut;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.client.utils.URIUtils;
import org.apache.http.conn.HttpHostConnectException;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingClientConnectionManager;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An Apache HttpClient with failover, as the woven code calls it; the older and the newer kinds do the same. */
class Apache4FailoverTest {
    /** The client itself says that its connection is not open, when it was just about to read. */
    private static final Class<?>[] ABORTED = {IOException.class, IllegalStateException.class};

    private TestServer first;
    private TestServer second;

    /** The kinds of client. */
    enum Kind {
        BUILT {
            @Override
            CloseableHttpClient client() {
                PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
                pool.setMaxTotal(2);
                pool.setDefaultMaxPerRoute(2);
                return HttpClients.custom()
                        .setConnectionManager(pool)
                        .disableAutomaticRetries()
                        .build();
            }
        },
        MINIMAL {
            @Override
            CloseableHttpClient client() {
                PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
                pool.setMaxTotal(2);
                pool.setDefaultMaxPerRoute(2);
                return HttpClients.createMinimal(pool);
            }
        },
        DEFAULT {
            @Override
            CloseableHttpClient client() {
                PoolingClientConnectionManager pool = new PoolingClientConnectionManager();
                pool.setMaxTotal(2);
                pool.setDefaultMaxPerRoute(2);
                DefaultHttpClient client = new DefaultHttpClient(pool);
                client.setHttpRequestRetryHandler((failure, count, context) -> false);
                return client;
            }

            @Override
            ShortHandler handler(AgentEngine engine) {
                return DefaultClients.handler(engine);
            }
        };

        abstract CloseableHttpClient client();

        ShortHandler handler(AgentEngine engine) {
            return new Apache4Execute(engine);
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
    private static HttpResponse send(
            Kind kind, HttpClient client, AgentEngine engine, HttpHost target, HttpRequest request, HttpContext context)
            throws Exception {
        try {
            Object[] answer = kind.handler(engine).enter(client, target, request, context);
            if (answer[1] != null) {
                throw (Exception) answer[1];
            }
            return (HttpResponse) answer[0];
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    static HttpResponse send(Kind kind, HttpClient client, AgentEngine engine, HttpUriRequest request)
            throws Exception {
        return send(kind, client, engine, URIUtils.extractHost(request.getURI()), request, null);
    }

    private static String body(HttpResponse response) throws IOException {
        return EntityUtils.toString(response.getEntity());
    }

    private String send(Kind kind, HttpUriRequest request) throws Exception {
        try (CloseableHttpClient client = kind.client()) {
            return body(send(kind, client, engine(), request));
        }
    }

    @ParameterizedTest
    @CsvSource({"BUILT,503", "BUILT,reset", "MINIMAL,503", "MINIMAL,reset", "DEFAULT,503", "DEFAULT,reset"})
    void aReadGoesOnAtTheNextEndpoint(Kind kind, String failing) throws Exception {
        first.answering(failing);
        HttpGet request = new HttpGet(first.url() + "/x?y=%20z");
        request.addHeader("X-A", "1");
        assertThat(send(kind, request)).isEqualTo("B /x?y=%20z");
        assertThat(second.received()).containsExactly("GET /x?y=%20z");
    }

    /** There are two connections, and each call that lost one would lose it for good. */
    @Test
    @Timeout(30)
    void anAnswerThatCannotBeDecodedGivesItsConnectionBack() throws Exception {
        first.answering("503-garbled");
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url());
        try (CloseableHttpClient client = Kind.BUILT.client()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse response = send(Kind.BUILT, client, engine, new HttpGet(first.url() + "/x"));
                assertThat(response.getStatusLine().getStatusCode()).isEqualTo(503);
                response.getEntity().getContent().close();
            }
        }
    }

    /** Of two connections one is taken by another caller: who held the other one would wait for himself. */
    @ParameterizedTest
    @CsvSource({
        "BUILT,503,false", "BUILT,503-long,false", "BUILT,503-long,true",
        "MINIMAL,503,false", "MINIMAL,503-long,false", "MINIMAL,503-long,true",
        "DEFAULT,503,false", "DEFAULT,503-long,false", "DEFAULT,503-long,true"
    })
    @Timeout(30)
    void noAttemptWaitsForTheConnectionOfTheOneBefore(Kind kind, String failing, boolean another) throws Exception {
        AgentEngine engine = another ? Engines.of(first.url(), TestServer.dead()) : Engines.of(first.url());
        try (CloseableHttpClient client = kind.client()) {
            HttpResponse taken = send(kind, client, engine, new HttpGet(first.url() + "/taken"));
            first.answering(failing);

            HttpResponse response = send(kind, client, engine, new HttpGet(first.url() + "/x"));

            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(503);
            assertThat(body(response)).hasSize(failing.equals("503") ? "error of A".length() : TestServer.LONG);
            assertThat(response.getEntity().isRepeatable()).isFalse();
            assertThat(body(taken)).isEqualTo("A /taken");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatNamesOnlyItsPathGoesOnToo(Kind kind) throws Exception {
        first.answering("503");
        HttpHost target = URIUtils.extractHost(new HttpGet(first.url()).getURI());
        try (CloseableHttpClient client = kind.client()) {
            HttpResponse response =
                    send(kind, client, engine(), target, new BasicHttpRequest("GET", "/x?y=%20z"), null);
            assertThat(body(response)).isEqualTo("B /x?y=%20z");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedPostGoesElsewhere(Kind kind) throws Exception {
        String down = TestServer.dead();
        HttpPost request = new HttpPost(down + "/x");
        request.setEntity(new InputStreamEntity(new ByteArrayInputStream("order".getBytes()), 5));
        try (CloseableHttpClient client = kind.client()) {
            HttpResponse response = send(kind, client, Engines.of(down, second.url()), request);
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(200);
        }
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @ParameterizedTest
    @CsvSource({
        "BUILT,503", "BUILT,reset", "BUILT,redirect-nowhere",
        "MINIMAL,503", "MINIMAL,reset", "MINIMAL,redirect-nowhere",
        "DEFAULT,503", "DEFAULT,reset", "DEFAULT,redirect-nowhere"
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
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    /** By the class of a request the client tells whether it repeats it by itself, and that there is nothing in its body. */
    @ParameterizedTest
    @EnumSource
    void aPostWithoutABodyStaysOneThatCouldHaveOne(Kind kind) throws Exception {
        assertThat(send(kind, new HttpPost(first.url() + "/x"))).isEqualTo("A /x");
        String down = TestServer.dead();
        try (CloseableHttpClient client = kind.client()) {
            send(kind, client, Engines.of(down, second.url()), new HttpPost(down + "/x"));
        }
        assertThat(first.heads()).singleElement(STRING).contains("Content-Length: 0");
        assertThat(second.heads()).singleElement(STRING).contains("Content-Length: 0");
    }

    @Test
    void norDoesTheClientRepeatIt() throws Exception {
        first.answering("close");
        try (CloseableHttpClient client = HttpClients.createDefault();
                DefaultHttpClient older = new DefaultHttpClient()) {
            assertThatThrownBy(() -> send(Kind.BUILT, client, engine(), new HttpPost(first.url() + "/x")))
                    .isInstanceOf(NoHttpResponseException.class);
            assertThatThrownBy(() -> send(Kind.DEFAULT, older, engine(), new HttpPost(first.url() + "/y")))
                    .isInstanceOf(NoHttpResponseException.class);
        }
        assertThat(first.received()).containsExactly("POST /x", "POST /y");
    }

    /** The client follows a redirect of a read; that the next host is down proves nothing about the first one. */
    @ParameterizedTest
    @CsvSource({"BUILT", "DEFAULT"})
    void aRedirectToNowhereIsNoProofThatNothingWasSent(Kind kind) throws Exception {
        first.answering("redirect-nowhere");
        HttpGet request = new HttpGet(first.url() + "/x");
        request.addHeader("X-A", "1");
        assertThat(send(kind, request)).isEqualTo("B /x");
    }

    @ParameterizedTest
    @EnumSource
    void anIdempotencyKeyMakesAPostRepeatable(Kind kind) throws Exception {
        first.answering("503");
        HttpPost request = new HttpPost(first.url() + "/x");
        request.addHeader("Idempotency-Key", "1");
        request.setEntity(new StringEntity("order"));
        send(kind, request);
        assertThat(second.received()).containsExactly("POST /x order");
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
    void theLastRealAnswerIsHandedOver(Kind kind) throws Exception {
        first.answering("503");
        second.answering("502");
        AgentEngine engine = Engines.with("retry.base-delay=1ms", first.url(), second.url());
        try (CloseableHttpClient client = kind.client()) {
            HttpResponse response = send(kind, client, engine, new HttpGet(first.url() + "/x"));
            assertThat(response.getStatusLine().getStatusCode()).isEqualTo(503);
            assertThat(body(response)).isEqualTo("error of A");
        }
        assertThat(first.received()).hasSize(2);
        assertThat(second.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whenAllAreDownTheProgramSeesItsOwnClient(Kind kind) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.of(down, TestServer.dead());
        try (CloseableHttpClient client = kind.client()) {
            Throwable own = catchThrowable(() -> client.execute(new HttpGet(down + "/x")));
            assertThatThrownBy(() -> send(kind, client, engine, new HttpGet(down + "/x")))
                    .isExactlyInstanceOf(own.getClass())
                    .hasMessage(own.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTurnedAwayLooksLikeAHostThatIsDown(Kind kind) throws Exception {
        AgentEngine engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0ms", first.url());
        try (CloseableHttpClient client = kind.client()) {
            EntityUtils.consume(
                    send(kind, client, engine, new HttpGet(first.url() + "/x")).getEntity());
            assertThatThrownBy(() -> send(kind, client, engine, new HttpGet(first.url() + "/x")))
                    .isExactlyInstanceOf(HttpHostConnectException.class);
        }
        assertThat(first.received()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatNeverAnswersIsLeftInTime(Kind kind) throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        try (CloseableHttpClient client = kind.client()) {
            assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                    .isEqualTo("B /x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoNeverAnswersIsTimedOutAsByTheClient(Kind kind) throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("deadline=300ms", first.url(), second.url());
        try (CloseableHttpClient client = kind.client()) {
            assertThatThrownBy(() -> send(kind, client, engine, new HttpGet(first.url() + "/x")))
                    .isExactlyInstanceOf(SocketTimeoutException.class);
        }
    }

    /** 20 calls through a pool of two: what was dropped must not stay out. */
    @ParameterizedTest
    @EnumSource
    void aDroppedAnswerGivesItsConnectionBack(Kind kind) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpClient client = kind.client()) {
            for (int i = 0; i < 20; i++) {
                assertThat(body(send(kind, client, engine, new HttpGet(first.url() + "/x"))))
                        .isEqualTo("B /x");
            }
        }
        assertThat(first.connections()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void abortingTheProgramsRequestEndsTheCall(Kind kind) throws Exception {
        first.answering("nothing");
        HttpGet request = new HttpGet(first.url() + "/x");
        try (CloseableHttpClient client = kind.client()) {
            CompletableFuture<Throwable> failed = failureOf(() -> send(kind, client, engine(), request));
            first.awaitRequest();
            request.abort();
            assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOfAny(ABORTED);
        }
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void closingTheClientEndsItsCalls(Kind kind) throws Exception {
        AgentEngine engine = engine();
        first.answering("nothing");
        for (int i = 0; i < 6; i++) {
            CloseableHttpClient client = kind.client();
            ReadingThread reading =
                    new ReadingThread(() -> send(kind, client, engine, new HttpGet(first.url() + "/x")));
            reading.awaitReading();
            client.close();
            // Some of the client's connections let a thread that reads find the end first.
            assertThat(reading.failure().get(20, TimeUnit.SECONDS))
                    .isInstanceOfAny(SocketException.class, NoHttpResponseException.class);
        }
        assertThat(second.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void abortingTheProgramsRequestEndsTheWaitForAnotherAttempt(Kind kind) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", down);
        HttpGet request = new HttpGet(down + "/x");
        try (CloseableHttpClient client = kind.client()) {
            ReadingThread sending = new ReadingThread(() -> send(kind, client, engine, request));
            sending.awaitPause();
            request.abort();
            assertThat(sending.failure().get(20, TimeUnit.SECONDS)).isInstanceOfAny(ABORTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWaitForAnotherAttempt(Kind kind) throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", down);
        try (CloseableHttpClient client = kind.client()) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<Throwable> failed = new CompletableFuture<>();
            Thread sending = new Thread(() -> {
                try {
                    send(kind, client, engine, new HttpGet(down + "/x"));
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

    @ParameterizedTest
    @EnumSource
    void anAddressIsAskedInTheNameThatTheProgramWrote(Kind kind) throws Exception {
        AgentEngine engine =
                Engines.with("match=http://orders.example:81/shop", TestServer.dead(), second.url() + "/v2");
        try (CloseableHttpClient client = kind.client()) {
            HttpGet request = new HttpGet("http://orders.example:81/shop/x?y=1");
            assertThat(body(send(kind, client, engine, request))).isEqualTo("B /v2/x?y=1");
        }
        assertThat(second.hosts()).containsExactly("orders.example:81");
    }

    /** The program gives the host to connect to apart, and names another one in its URL. */
    @ParameterizedTest
    @EnumSource
    void anAddressIsAskedInTheNameThatStandsInTheUrl(Kind kind) throws Exception {
        HttpHost down = URIUtils.extractHost(URI.create(TestServer.dead()));
        AgentEngine engine = Engines.of(down.toURI(), second.url());
        try (CloseableHttpClient client = kind.client()) {
            HttpGet request = new HttpGet("http://orders.example:81/x");
            assertThat(body(send(kind, client, engine, down, request, null))).isEqualTo("B /x");
        }
        assertThat(second.hosts()).containsExactly("orders.example:81");
    }

    /** They go out as they stand, wherever the program sends them. */
    @ParameterizedTest
    @CsvSource({"BUILT,blah.:.blah.:.", "MINIMAL,blah.:.blah.:.", "DEFAULT,blah.:.blah.:.", "BUILT,*", "MINIMAL,*"})
    void whatHasNoPathIsLeftAlone(Kind kind, String line) throws Throwable {
        try (CloseableHttpClient client = kind.client()) {
            HttpRequest request = new BasicHttpRequest("OPTIONS", line);
            assertThat(kind.handler(engine())
                            .enter(client, URIUtils.extractHost(URI.create(first.url())), request, null))
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theProgramsOwnEndpointIsAskedAsWithoutUs(Kind kind) throws Exception {
        String untouched = "GET /a%20b;c?d=%C3%A4";
        send(kind, new HttpGet(first.url() + untouched.substring(4)));
        assertThat(first.received()).containsExactly(untouched);
        assertThat(first.hosts()).containsExactly(first.url().substring("http://".length()));
    }

    @ParameterizedTest
    @CsvSource({"BUILT", "DEFAULT"})
    void theProgramsContextTellsOfTheCall(Kind kind) throws Exception {
        first.answering("503");
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute("mine", AuthScope.ANY);
        HttpGet request = new HttpGet(first.url() + "/x");
        try (CloseableHttpClient client = kind.client()) {
            send(kind, client, engine(), URIUtils.extractHost(request.getURI()), request, context);
        }
        assertThat(context.getAttribute("mine")).isSameAs(AuthScope.ANY);
        assertThat(context.getResponse().getStatusLine().getStatusCode()).isEqualTo(200);
        assertThat(context.getTargetHost().getHostName()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource
    void otherHostsAndOurOwnAttemptsPass(Kind kind) throws Throwable {
        HttpGet request = new HttpGet(first.url() + "/x");
        HttpHost target = URIUtils.extractHost(request.getURI());
        try (CloseableHttpClient client = kind.client()) {
            assertThat(kind.handler(Engines.of(second.url())).enter(client, target, request, null))
                    .isNull();
            assertThat(kind.handler(engine()).enter(client, null, request, null))
                    .isNull();
            assertThat(kind.handler(engine()).enter(client, target, null, null)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void observeModeSendsWhatTheProgramSent(Kind kind) throws Exception {
        first.answering("503");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        try (CloseableHttpClient client = kind.client()) {
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
        assertThatThrownBy(() -> send(kind, request)).isExactlyInstanceOf(NoHttpResponseException.class);
    }

    private static String send(Kind kind, AgentEngine engine, HttpUriRequest request) throws Exception {
        try (CloseableHttpClient client = kind.client()) {
            return body(send(kind, client, engine, request));
        }
    }

    private static final InputStream UNREADABLE = new InputStream() {
        @Override
        public int read() throws IOException {
            throw new IOException("disk");
        }
    };

    @ParameterizedTest
    @EnumSource
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint(Kind kind) throws Exception {
        AgentEngine engine = engine();
        for (int i = 0; i < 7; i++) {
            HttpPost request = new HttpPost(first.url() + "/x");
            request.setEntity(new InputStreamEntity(UNREADABLE, -1));
            assertThatThrownBy(() -> send(kind, engine, request))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("disk")
                    .hasNoCause();
        }
        assertThat(send(kind, engine, new HttpGet(first.url() + "/ok"))).isEqualTo("A /ok");
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksUnderABodyIsHeldAgainstTheEndpoint(Kind kind) throws Exception {
        try (Slammer slammer = new Slammer()) {
            AgentEngine engine = Engines.of(slammer.url(), second.url());
            for (int i = 0; i < 7; i++) {
                HttpPost request = new HttpPost(slammer.url() + "/x");
                request.setEntity(new InputStreamEntity(new ByteArrayInputStream(new byte[20_000_000]), -1));
                catchThrowable(() -> send(kind, engine, request));
            }
            assertThat(second.received()).isNotEmpty();
        }
    }
}
