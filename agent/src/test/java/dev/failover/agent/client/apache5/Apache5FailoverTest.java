package dev.failover.agent.client.apache5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.BlackHole;
import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.Slammer;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A classic client of Apache HttpClient 5 with failover. */
class Apache5FailoverTest {
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

    private static String send(AgentEngine engine, HttpUriRequestBase request) throws Exception {
        try (CloseableHttpClient client = ClassicClients.client(engine);
                CloseableHttpResponse response = client.execute(request)) {
            return EntityUtils.toString(response.getEntity());
        }
    }

    private String send(HttpUriRequestBase request) throws Exception {
        return send(engine(), request);
    }

    private static StringEntity text(String text) {
        return new StringEntity(text, ContentType.TEXT_PLAIN);
    }

    private static InputStreamEntity once(String text) {
        return new InputStreamEntity(new ByteArrayInputStream(text.getBytes()), text.length(), ContentType.TEXT_PLAIN);
    }

    /** Its own repetitions would come after ours: the first one is not even asked twice. */
    @ParameterizedTest
    @ValueSource(strings = {"503", "reset", "close", "garbage"})
    void aReadGoesOnAtTheNextEndpoint(String failing) throws Exception {
        first.answering(failing);
        HttpGet request = new HttpGet(first.url() + "/x?y=%20z");
        request.addHeader("X-A", "1");
        assertThat(send(request)).isEqualTo("B /x?y=%20z");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).containsExactly("GET /x?y=%20z");
    }

    /** Of two connections one is taken by another caller: who held the other one would wait for himself. */
    @ParameterizedTest
    @ValueSource(strings = {"503", "503-long"})
    @org.junit.jupiter.api.Timeout(30)
    void noAttemptWaitsForTheConnectionOfTheOneBefore(String failing) throws Exception {
        try (CloseableHttpClient client = ClassicClients.builder(Engines.of(first.url()))
                        .disableAutomaticRetries()
                        .build();
                CloseableHttpResponse taken = client.execute(new HttpGet(first.url() + "/taken"))) {
            first.answering(failing);

            try (CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/x"))) {
                assertThat(response.getCode()).isEqualTo(503);
                assertThat(EntityUtils.toString(response.getEntity()))
                        .hasSize(failing.equals("503") ? "error of A".length() : TestServer.LONG);
            }
            assertThat(EntityUtils.toString(taken.getEntity())).isEqualTo("A /taken");
        }
    }

    @Test
    void aRequestThatNamesOnlyItsPathGoesOnToo() throws Exception {
        first.answering("503");
        try (CloseableHttpClient client = ClassicClients.client(engine());
                CloseableHttpResponse response =
                        client.execute(HttpHost.create(first.url()), new BasicClassicHttpRequest("GET", "/x?y=%20z"))) {
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("B /x?y=%20z");
        }
    }

    @Test
    void aQueryBehindTheBasePathIsNoPartOfIt() throws Exception {
        String down = TestServer.dead();
        AgentEngine engine = Engines.of(down + "/api", second.url() + "/v2");
        assertThat(send(engine, new HttpGet(down + "/api?x=1"))).isEqualTo("B /v2?x=1");
    }

    @Test
    void aRefusedPostGoesElsewhere() throws Exception {
        String down = TestServer.dead();
        HttpPost request = new HttpPost(down + "/x");
        request.setEntity(once("order"));
        assertThat(send(Engines.of(down, second.url()), request)).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"502", "reset", "redirect-nowhere"})
    void aPostIsSentOnce(String failing) {
        first.answering(failing);
        HttpPost request = new HttpPost(first.url() + "/x");
        request.setEntity(text("order"));
        try {
            send(request);
        } catch (Exception whatever) {
            // What it sees is not the point.
        }
        assertThat(first.received()).containsExactly("POST /x order");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void anIdempotencyKeyMakesAPostRepeatable() throws Exception {
        first.answering("503");
        HttpPost request = new HttpPost(first.url() + "/x");
        request.addHeader("Idempotency-Key", "1");
        request.setEntity(text("order"));
        assertThat(send(request)).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Test
    void aBodyThatCanBeReadOnceIsSentOnce() throws Exception {
        first.answering("503");
        HttpPut request = new HttpPut(first.url() + "/x");
        request.setEntity(once("hello"));
        assertThat(send(request)).isEqualTo("error of A");
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBodyThatCanBeReadAgainIsSentAgain() throws Exception {
        first.answering("503");
        HttpPut request = new HttpPut(first.url() + "/x");
        request.setEntity(text("hello"));
        assertThat(send(request)).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x hello");
    }

    @Test
    void theLastRealAnswerIsHandedOver() throws Exception {
        first.answering("502");
        second.answering("504");
        AgentEngine engine = Engines.with("retry.base-delay=1ms", first.url(), second.url());
        try (CloseableHttpClient client = ClassicClients.client(engine);
                CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/x"))) {
            assertThat(response.getCode()).isEqualTo(502);
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("error of A");
        }
        assertThat(first.received()).hasSize(2);
        assertThat(second.received()).hasSize(1);
    }

    /** Its body was read ahead; the program sees no difference. */
    @Test
    void anEarlierAnswerIsHandedOverWhenTheOthersBringNone() throws Exception {
        first.answering("502");
        second.answering("reset");
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), second.url());
        try (CloseableHttpClient client = ClassicClients.client(engine);
                CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/x"))) {
            assertThat(response.getCode()).isEqualTo(502);
            assertThat(response.getEntity().getContentLength()).isEqualTo(10);
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("error of A");
        }
    }

    @Test
    void whenAllAreDownTheProgramSeesItsOwnClient() throws Exception {
        String down = TestServer.dead();
        try (CloseableHttpClient plain = HttpClients.createDefault()) {
            Throwable own = catchThrowable(() -> plain.execute(new HttpGet(down + "/x")));
            assertThatThrownBy(() -> send(Engines.of(down, TestServer.dead()), new HttpGet(down + "/x")))
                    .isExactlyInstanceOf(own.getClass())
                    .hasMessage(own.getMessage());
        }
    }

    @Test
    void whatIsTurnedAwayLooksLikeAHostThatIsDown() throws Exception {
        AgentEngine engine = Engines.with("limiter.rate=1/h;limiter.burst=1;limiter.wait=0ms", first.url());
        send(engine, new HttpGet(first.url() + "/x"));
        assertThatThrownBy(() -> send(engine, new HttpGet(first.url() + "/x")))
                .isExactlyInstanceOf(HttpHostConnectException.class);
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void aServerThatNeverAnswersIsLeftInTime() throws Exception {
        first.answering("nothing");
        AgentEngine engine = Engines.with("timeout.attempt=300ms;" + Engines.AGAIN, first.url(), second.url());
        assertThat(send(engine, new HttpGet(first.url() + "/x"))).isEqualTo("B /x");
    }

    @Test
    void aConnectionThatDoesNotComeAboutIsLeftInTime() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            AgentEngine engine = Engines.with("timeout.connect=300ms;" + Engines.AGAIN, hole.url(), second.url());
            HttpPost request = new HttpPost(hole.url() + "/x");
            request.setEntity(once("order"));
            assertThat(send(engine, request)).isEqualTo("B /x");
        }
    }

    @Test
    void whenNoConnectionComesAboutTheProgramSeesTheClientsOwnTimeout() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            AgentEngine engine =
                    Engines.with("timeout.connect=300ms;retry.max-attempts=2", hole.url(), TestServer.dead());
            assertThatThrownBy(() -> send(engine, new HttpGet(hole.url() + "/x")))
                    .isExactlyInstanceOf(ConnectTimeoutException.class);
        }
    }

    @Test
    void theProgramsShorterTimeoutForConnectionsCounts() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            AgentEngine engine = Engines.with("timeout.connect=1h;" + Engines.AGAIN, hole.url(), second.url());
            HttpGet request = new HttpGet(hole.url() + "/x");
            request.setConfig(RequestConfig.custom()
                    .setConnectTimeout(Timeout.ofMilliseconds(300))
                    .build());
            assertThat(send(engine, request)).isEqualTo("B /x");
        }
    }

    @Test
    void theProgramsShorterTimeoutEndsAnAttempt() throws Exception {
        first.answering("nothing");
        HttpGet request = new HttpGet(first.url() + "/x");
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofMilliseconds(300))
                .build());
        assertThat(send(Engines.with(Engines.AGAIN, first.url(), second.url()), request))
                .isEqualTo("B /x");
    }

    @Test
    void whoNeverAnswersIsTimedOutAsByTheClient() {
        first.answering("nothing");
        second.answering("nothing");
        AgentEngine engine = Engines.with("deadline=300ms", first.url(), second.url());
        assertThatThrownBy(() -> send(engine, new HttpGet(first.url() + "/x")))
                .isExactlyInstanceOf(SocketTimeoutException.class);
    }

    /** 20 calls through a pool of two: what was dropped must not stay out. */
    @ParameterizedTest
    @ValueSource(strings = {"503", "reset"})
    void aDroppedAnswerGivesItsConnectionBack(String failing) throws Exception {
        first.answering(failing);
        AgentEngine engine = Engines.with("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpClient client = ClassicClients.client(engine)) {
            for (int i = 0; i < 20; i++) {
                try (CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/x"))) {
                    assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("B /x");
                }
            }
        }
        assertThat(first.received()).hasSize(20);
        assertThat(first.connections()).isEqualTo(failing.equals("503") ? 1 : 20);
    }

    @Test
    void aManagerOfOneConnectionServesAllAttempts() throws Exception {
        first.answering("503");
        try (CloseableHttpClient client = ClassicClients.woven(
                                HttpClients.custom().setConnectionManager(new BasicHttpClientConnectionManager()),
                                engine())
                        .build();
                CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/x"))) {
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("B /x");
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsDropped() throws Exception {
        first.answering("503-stalling");
        AgentEngine engine = Engines.hasty("breaker.failure-threshold=100", first.url(), second.url());
        try (CloseableHttpClient client = ClassicClients.client(engine)) {
            for (int i = 0; i < 3; i++) {
                assertThat(body(client.execute(new HttpGet(first.url() + "/x"))))
                        .isEqualTo("B /x");
            }
        }
    }

    /** The second endpoint is gone: an attempt that came back to the first one would wait for what is held. */
    @Test
    @org.junit.jupiter.api.Timeout(30)
    void anAnswerThatIsTooLongToBeHeldEndsTheCall() throws Exception {
        first.answering("503-long");
        AgentEngine engine = Engines.with("retry.max-attempts=4", first.url(), TestServer.dead());
        PoolingHttpClientConnectionManager one = new PoolingHttpClientConnectionManager();
        one.setDefaultMaxPerRoute(1);
        try (CloseableHttpClient client = ClassicClients.woven(
                        HttpClients.custom().setConnectionManager(one), engine)
                .build()) {
            assertThat(body(client.execute(new HttpGet(first.url() + "/x")))).hasSize(TestServer.LONG);
            first.answering("ok");
            assertThat(body(client.execute(new HttpGet(first.url() + "/x")))).isEqualTo("A /x");
        }
    }

    @Test
    void anAnswerThatIsHandedOverHasOneStream() throws Exception {
        first.answering("503-long");
        try (CloseableHttpClient client = ClassicClients.client(Engines.of(first.url()));
                CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/x"))) {
            int length = response.getEntity().getContent().readNBytes(1000).length;
            assertThat(length + response.getEntity().getContent().readAllBytes().length)
                    .isEqualTo(TestServer.LONG);
        }
    }

    private static String body(CloseableHttpResponse response) throws Exception {
        try (CloseableHttpResponse closing = response) {
            return EntityUtils.toString(closing.getEntity());
        }
    }

    @Test
    void aLongAnswerIsHandedOverWhole() throws Exception {
        first.answering("502-long");
        second.answering("reset");
        AgentEngine engine = Engines.with("retry.max-attempts=2", first.url(), second.url());
        assertThat(send(engine, new HttpGet(first.url() + "/x"))).hasSize(TestServer.LONG);
    }

    @Test
    void cancellingTheProgramsRequestEndsTheCall() throws Exception {
        first.answering("nothing");
        HttpGet request = new HttpGet(first.url() + "/x");
        CompletableFuture<Throwable> failed = failureOf(() -> send(request));
        first.awaitRequest();
        request.cancel();
        assertThat(failed.get(20, TimeUnit.SECONDS)).isInstanceOf(RequestFailedException.class);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void cancellingTheProgramsRequestEndsAFurtherAttempt() throws Exception {
        first.answering("503");
        second.answering("nothing");
        HttpGet request = new HttpGet(first.url() + "/x");
        CompletableFuture<Throwable> failed = failureOf(() -> send(request));
        second.awaitRequest();
        request.cancel();
        failed.get(20, TimeUnit.SECONDS);
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void cancellingTheProgramsRequestEndsTheWaitForAnotherAttempt() throws Exception {
        first.answering("reset");
        AgentEngine engine = Engines.with("retry.base-delay=1h;retry.max-delay=2h;retry.jitter=0", first.url());
        HttpGet request = new HttpGet(first.url() + "/x");
        ReadingThread sending = new ReadingThread(() -> send(engine, request));
        sending.awaitPause();
        request.cancel();
        assertThat(sending.failure().get(20, TimeUnit.SECONDS)).isInstanceOf(RequestFailedException.class);
        assertThat(first.received()).hasSize(1);
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
        assertThat(send(engine, new HttpGet("http://orders.example:81/shop/x?y=1")))
                .isEqualTo("B /v2/x?y=1");
        assertThat(second.hosts()).containsExactly("orders.example:81");
    }

    /** The program gives the host to connect to apart, and names another one in its URL. */
    @Test
    void anAddressIsAskedInTheNameThatStandsInTheUrl() throws Exception {
        HttpHost down = HttpHost.create(URI.create(TestServer.dead()));
        AgentEngine engine = Engines.of(down.toURI(), second.url());
        try (CloseableHttpClient client = ClassicClients.client(engine);
                CloseableHttpResponse response = client.execute(down, new HttpGet("http://orders.example:81/x"))) {
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("B /x");
        }
        assertThat(second.hosts()).containsExactly("orders.example:81");
    }

    /** The client follows it above us, in the name that the program wrote: it is a call of the service again. */
    @Test
    void aRedirectOfAnAddressStaysInTheService() throws Exception {
        AgentEngine engine = Engines.with("match=http://orders.example", TestServer.dead(), second.url());
        assertThat(send(engine, new HttpGet("http://orders.example/answer/redirect")))
                .isEqualTo("B /moved?x=1");
        assertThat(second.hosts()).containsExactly("orders.example", "orders.example");
    }

    @Test
    void anEndpointWithANameIsAskedByItsOwn() throws Exception {
        String down = TestServer.dead();
        String named = second.url().replace("127.0.0.1", "replica.example");
        assertThat(send(Engines.of(down, named), new HttpGet(down + "/x"))).isEqualTo("B /x");
        assertThat(second.hosts()).containsExactly(named.substring("http://".length()));
    }

    @Test
    void byWayOfAProxyTheEndpointIsAskedByItsOwnName() throws Exception {
        String down = TestServer.dead();
        HttpGet request = new HttpGet("http://orders.example:81/x?y=1");
        request.setConfig(
                RequestConfig.custom().setProxy(HttpHost.create(second.url())).build());
        AgentEngine engine = Engines.with("match=http://orders.example:81", down);
        assertThat(send(engine, request)).isEqualTo("B " + down + "/x?y=1");
    }

    @Test
    void theProgramsOwnEndpointIsAskedAsWithoutUs() throws Exception {
        try (CloseableHttpClient plain = HttpClients.createDefault();
                CloseableHttpClient ours = ClassicClients.client(engine())) {
            for (CloseableHttpClient client : List.of(plain, ours)) {
                HttpPost request = new HttpPost(first.url() + "/a%20b;c?d=%C3%A4");
                request.addHeader("X-A", "1");
                request.setEntity(once("order"));
                EntityUtils.consume(client.execute(request).getEntity());
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
        RequestConfig config = RequestConfig.custom().setMaxRedirects(7).build();
        HttpGet request = new HttpGet(first.url() + "/x");
        request.setConfig(config);
        try (CloseableHttpClient client = ClassicClients.client(engine())) {
            EntityUtils.consume(client.execute(request, context).getEntity());
        }
        assertThat(context.getAttribute("mine")).isEqualTo("kept");
        assertThat(context.getRequestConfig()).isSameAs(config);
        assertThat(context.getResponse().getCode()).isEqualTo(200);
        assertThat(context.getHttpRoute().getTargetHost().toHostString())
                .isEqualTo("127.0.0.1:" + second.url().substring(second.url().lastIndexOf(':') + 1));
    }

    @Test
    void cookiesOfTheServiceGoToWhicheverEndpointAnswers() throws Exception {
        AgentEngine engine = Engines.with("match=http://orders.example", first.url(), second.url());
        try (CloseableHttpClient client = ClassicClients.client(engine)) {
            EntityUtils.consume(client.execute(new HttpGet("http://orders.example/answer/cookie"))
                    .getEntity());
            first.close();
            EntityUtils.consume(
                    client.execute(new HttpGet("http://orders.example/x")).getEntity());
        }
        assertThat(second.heads()).singleElement().asString().contains("Cookie: id=7");
    }

    @Test
    void otherHostsPass() throws Exception {
        first.answering("503");
        HttpGet request = new HttpGet(first.url() + "/x");
        List<String> lines = new CopyOnWriteArrayList<>();
        try (CloseableHttpClient client = ClassicClients.builder(Engines.of(second.url()))
                        .disableAutomaticRetries()
                        .build();
                CloseableHttpResponse response = client.execute(request)) {
            lines.add(EntityUtils.toString(response.getEntity()));
        }
        assertThat(lines).containsExactly("error of A");
        assertThat(first.received()).hasSize(1);
    }

    @Test
    void observeModeSendsWhatTheProgramSent() throws Exception {
        first.answering("502");
        AgentEngine engine = Engines.with("mode=observe", first.url(), second.url());
        assertThat(send(engine, new HttpGet(first.url() + "/x"))).isEqualTo("error of A");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @Test
    void aBrokenConnectionIsTheClientsOwnFailure() {
        first.answering("close");
        HttpPost request = new HttpPost(first.url() + "/x");
        assertThatThrownBy(() -> send(request)).isExactlyInstanceOf(NoHttpResponseException.class);
    }

    /** The program has seen the head already. */
    @Test
    void aBodyThatBreaksOffIsNotBegunAgain() throws Exception {
        first.answering("half");
        try (CloseableHttpClient client = ClassicClients.client(engine())) {
            InputStream content =
                    client.execute(new HttpGet(first.url() + "/x")).getEntity().getContent();
            assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
        }
        assertThat(second.received()).isEmpty();
    }

    private static final InputStream UNREADABLE = new InputStream() {
        @Override
        public int read() throws IOException {
            throw new IOException("disk");
        }
    };

    @Test
    void aBodyThatCannotBeReadIsHeldAgainstNoEndpoint() throws Exception {
        try (CloseableHttpClient client = ClassicClients.client(engine())) {
            for (int i = 0; i < 7; i++) {
                HttpPost request = new HttpPost(first.url() + "/x");
                request.setEntity(new InputStreamEntity(UNREADABLE, ContentType.TEXT_PLAIN));
                assertThatThrownBy(() -> client.execute(request).close())
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage("disk")
                        .hasNoCause();
            }
            try (CloseableHttpResponse response = client.execute(new HttpGet(first.url() + "/ok"))) {
                assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("A /ok");
            }
        }
    }

    @Test
    void aConnectionThatBreaksUnderABodyIsHeldAgainstTheEndpoint() throws Exception {
        try (Slammer slammer = new Slammer();
                CloseableHttpClient client = ClassicClients.client(Engines.of(slammer.url(), second.url()))) {
            for (int i = 0; i < 7; i++) {
                HttpPost request = new HttpPost(slammer.url() + "/x");
                request.setEntity(
                        new InputStreamEntity(new ByteArrayInputStream(new byte[20_000_000]), ContentType.TEXT_PLAIN));
                catchThrowable(() -> client.execute(request).close());
            }
            assertThat(second.received()).isNotEmpty();
        }
    }
}
