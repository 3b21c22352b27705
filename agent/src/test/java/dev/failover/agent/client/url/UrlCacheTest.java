package dev.failover.agent.client.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import dev.failover.agent.Engines;
import dev.failover.agent.Eventually;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code HttpURLConnection} with the cache of a service, as the woven code makes it. */
@Timeout(60)
class UrlCacheTest {
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final String STALE = "Cache-Control: max-age=0";

    private ScriptedOrigin origin;
    private AgentEngine engine;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
        engine = Engines.with("cache.enabled=true", origin.url());
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    private HttpURLConnection open(String path) {
        return Facades.open(engine, origin.url() + path);
    }

    private HttpURLConnection open() {
        return open("/x?y=%20z");
    }

    private String get() throws IOException {
        return Facades.text(open().getInputStream());
    }

    private static String status(HttpURLConnection connection) {
        return connection.getHeaderField("Cache-Status");
    }

    @Test
    void whatIsFreshAnswersWithoutAnEndpoint() throws Exception {
        origin.answering("body", FRESH, "Content-Type: text/plain", "X-Twice: a", "X-Twice: b");
        HttpURLConnection network = open();
        assertThat(Facades.text(network.getInputStream())).isEqualTo("body");
        HttpURLConnection stored = open();
        stored.setRequestProperty("X-Mine", "1");
        assertThat(stored.getResponseCode()).isEqualTo(200);
        assertThat(origin.received()).hasSize(1);

        InputStream body = stored.getInputStream();
        assertThat(body.available()).isEqualTo(4);
        assertThat(Facades.text(body)).isEqualTo("body");
        assertThat(stored.getInputStream()).isSameAs(body);
        body.close();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("stream is closed");
        assertThat(stored.getErrorStream()).isNull();
        assertThat(stored.getResponseMessage()).isEqualTo(network.getResponseMessage());
        assertThat(stored.getHeaderField(0)).isEqualTo(network.getHeaderField(0));
        assertThat(stored.getHeaderFieldKey(0)).isNull();
        assertThat(stored.getContentType()).isEqualTo("text/plain");
        assertThat(stored.getContentLength()).isEqualTo(4);
        assertThat(stored.getDate()).isEqualTo(network.getDate()).isPositive();
        assertThat(stored.getHeaderField("X-Twice")).isEqualTo(network.getHeaderField("X-Twice"));
        for (Map.Entry<String, List<String>> field : network.getHeaderFields().entrySet()) {
            if (!"Cache-Status".equals(field.getKey())) {
                assertThat(stored.getHeaderFields()).containsEntry(field.getKey(), field.getValue());
            }
        }
        assertThat(stored.getHeaderField("Age")).matches("\\d+");
        assertThat(status(stored)).contains("hit");
        assertThat(stored.getURL()).isEqualTo(network.getURL());
        assertThat(stored.usingProxy()).isFalse();
        assertThat(stored.getRequestMethod()).isEqualTo("GET");
        assertThat(stored.getRequestProperty("X-Mine")).isEqualTo("1");
        assertThatThrownBy(() -> stored.setRequestProperty("X-Late", "1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stored.setRequestMethod("PUT")).isInstanceOf(ProtocolException.class);
        stored.disconnect();
    }

    /** Ours is the last one of its name, and of all. */
    @Test
    void whatAnEndpointGaveSaysSo() throws Exception {
        origin.answering("body", FRESH, "Cache-Status: other; fwd=miss", "Z: 1");
        HttpURLConnection network = open();
        String ours = "failover; fwd=uri-miss; stored";
        assertThat(status(network)).isEqualTo(ours);
        int last = 0;
        while (network.getHeaderField(last + 1) != null) {
            last++;
        }
        assertThat(network.getHeaderFieldKey(last)).isEqualTo("Cache-Status");
        assertThat(network.getHeaderField(last)).isEqualTo(ours);
        assertThat(network.getHeaderFieldKey(last + 1)).isNull();
        assertThat(network.getHeaderField(0)).isEqualTo("HTTP/1.1 200 OK");
        assertThat(network.getHeaderFields().get("Cache-status")).containsExactly(ours, "other; fwd=miss");
        assertThat(network.getHeaderFields()).containsEntry("Z", List.of("1"));
    }

    @Test
    void whatWasStoredWithAnErrorIsThrownAsOne() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(exchange, 404, "none here", FRESH));
        HttpURLConnection network = open();
        Throwable thrown = catchThrowable(network::getInputStream);
        assertThat(Facades.text(network.getErrorStream())).isEqualTo("none here");
        for (int i = 0; i < 2; i++) {
            HttpURLConnection stored = open();
            if (i == 1) {
                assertThat(stored.getResponseCode()).isEqualTo(404);
                assertThat(stored.getResponseMessage()).isEqualTo("Not Found");
            }
            assertThatThrownBy(stored::getInputStream)
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessage(thrown.getMessage());
            assertThat(Facades.text(stored.getErrorStream())).isEqualTo("none here");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void aProgramThatConnectsFirstIsAnsweredToo() throws Exception {
        origin.answering("body", FRESH);
        get();
        origin.close();
        HttpURLConnection stored = open();
        stored.connect();
        assertThat(Facades.text(stored.getInputStream())).isEqualTo("body");
        HttpURLConnection noBody = open();
        noBody.connect();
        assertThatThrownBy(noBody::getOutputStream).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whatIsStaleIsValidated() throws Exception {
        List<String> asked = new ArrayList<>();
        origin.answering(exchange -> {
            String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
            asked.add(String.valueOf(tag));
            ScriptedOrigin.respond(exchange, tag == null ? 200 : 304, tag == null ? "body" : "", STALE, "ETag: \"1\"");
        });
        get();
        HttpURLConnection validated = open();
        assertThat(validated.getResponseCode()).isEqualTo(200);
        assertThat(Facades.text(validated.getInputStream())).isEqualTo("body");
        assertThat(asked).containsExactly("null", "\"1\"");
        assertThat(validated.getRequestProperty("If-None-Match")).isNull();
        assertThat(validated.getURL()).hasToString(origin.url() + "/x?y=%20z");
        assertThat(status(validated)).contains("fwd-status=304");
    }

    /** The program has it connected, and asks what it has been told to ask. */
    @Test
    void whatIsConnectedFirstIsValidatedToo() throws Exception {
        origin.validating("\"1\"", "body", STALE);
        get();
        HttpURLConnection validated = open();
        validated.connect();
        assertThat(validated.getRequestProperty("If-None-Match")).isNull();
        assertThat(Facades.text(validated.getInputStream())).isEqualTo("body");
        assertThat(status(validated)).contains("fwd-status=304");
    }

    /** With the fields that the program has set, while the origin gives no answer. */
    @Test
    void aStaleOneComesAtOnceAndIsValidatedBehindIt() throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-while-revalidate=1h", origin.url());
        origin.answering("old", STALE, "ETag: \"1\"");
        get();
        CountDownLatch stalls = new CountDownLatch(1);
        List<String> conditions = new CopyOnWriteArrayList<>();
        origin.answering(exchange -> {
            conditions.add(exchange.getRequestHeaders().getFirst("If-None-Match") + " "
                    + exchange.getRequestHeaders().getFirst("X-Mine"));
            try {
                stalls.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            ScriptedOrigin.respond(exchange, 200, "new", FRESH, "ETag: \"2\"");
        });
        for (int i = 0; i < 5; i++) {
            HttpURLConnection stale = open();
            stale.setRequestProperty("X-Mine", "1");
            assertThat(Facades.text(stale.getInputStream())).isEqualTo("old");
            assertThat(status(stale)).startsWith("failover; hit; ttl=");
        }
        Eventually.holds(() -> !conditions.isEmpty());
        assertThat(get()).isEqualTo("old");
        stalls.countDown();
        Eventually.holds(() -> get().equals("new"));
        assertThat(conditions).containsExactly("\"1\" 1");
        assertThat(origin.received()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void aStaleOneThatIsValidatedBehindItsAnswerIsFreshAgain(int status) throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-while-revalidate=1h", origin.url());
        origin.answering(status, "text", STALE, "ETag: \"1\"");
        read(open());
        origin.answering(exchange -> {
            boolean asks = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(exchange, asks ? 304 : status, asks ? "" : "text", FRESH, "ETag: \"1\"");
        });
        assertThat(read(open())).isEqualTo("text");
        Eventually.holds(() -> status(open()).matches("failover; hit; ttl=[1-9].*"));
        assertThat(read(open())).isEqualTo("text");
        assertThat(origin.received()).hasSize(2);
    }

    private static String read(HttpURLConnection connection) throws IOException {
        return Facades.text(
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream());
    }

    /** Again and again: what failed takes nothing up. */
    @Test
    void aValidationThatFailsBehindAnAnswerHarmsNothing() throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-while-revalidate=1h", origin.url());
        origin.answering("text", STALE, "ETag: \"1\"");
        get();
        for (ScriptedOrigin.Script failing : List.<ScriptedOrigin.Script>of(
                exchange -> ScriptedOrigin.respond(exchange, 503, "error"),
                HttpExchange::close,
                exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH))) {
            origin.answering(failing);
            for (int i = 0; i < 20; i++) {
                assertThat(get()).isEqualTo("text");
            }
        }
        origin.answering("new", FRESH);
        Eventually.holds(() -> get().equals("new"));
    }

    @Test
    void aStrangeAnswerToOurQuestionHasTheWholeAskedFor() throws Exception {
        origin.answering("old", STALE, "ETag: \"1\"");
        get();
        origin.answering(exchange -> {
            boolean asks = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(exchange, asks ? 304 : 200, asks ? "" : "new", "ETag: \"2\"");
        });
        assertThat(get()).isEqualTo("new");
        assertThat(origin.received()).hasSize(3);
    }

    @Test
    void aQuestionOfTheProgramIsAnsweredToTheProgram() throws Exception {
        origin.answering("body", FRESH, "Last-Modified: Tue, 03 Jun 2008 11:05:30 GMT");
        get();
        HttpURLConnection asks = open();
        asks.setIfModifiedSince(System.currentTimeMillis());
        assertThat(asks.getResponseCode()).isEqualTo(304);
        assertThat(Facades.text(asks.getInputStream())).isEmpty();
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void whatIsStoredDoesWhenNoEndpointHasAGoodAnswer() throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url());
        origin.answering("body", STALE);
        get();
        origin.answering(exchange -> ScriptedOrigin.respond(exchange, 500, "sorry"));
        assertThat(get()).isEqualTo("body");
        origin.answering(exchange -> ScriptedOrigin.respond(exchange, 503, "sorry"));
        assertThat(get()).isEqualTo("body");
        origin.close();
        HttpURLConnection standby = open();
        assertThat(Facades.text(standby.getInputStream())).isEqualTo("body");
        assertThat(status(standby)).contains("unreachable");
        HttpURLConnection connecting = open();
        connecting.connect();
        assertThat(Facades.text(connecting.getInputStream())).isEqualTo("body");
    }

    @Test
    void whatMustBeValidatedIsNotUsedWithoutTheOrigin() throws Exception {
        engine = Engines.with("cache.enabled=true;cache.stale-if-error=1h", origin.url());
        origin.answering("body", STALE + ", must-revalidate", "ETag: \"1\"");
        get();
        origin.close();
        HttpURLConnection none = open();
        assertThat(none.getResponseCode()).isEqualTo(504);
        assertThatThrownBy(none::getInputStream).isInstanceOf(IOException.class).hasMessageContaining("504");
        assertThat(Facades.text(none.getErrorStream())).isNotEmpty();
    }

    @Test
    void aFailureWithoutAnythingStoredIsTheClientsOwn() {
        origin.close();
        assertThatThrownBy(this::get).isInstanceOf(ConnectException.class);
    }

    @Test
    void aBodyThatIsNotReadToItsEndIsNotStored() throws Exception {
        String large = "x".repeat(400_000);
        origin.answering(large, FRESH);
        try (InputStream in = open().getInputStream()) {
            assertThat(in.read()).isEqualTo('x');
        }
        HttpURLConnection broken = open();
        assertThat(broken.getInputStream().read()).isEqualTo('x');
        broken.disconnect();
        InputStream skipping = open().getInputStream();
        assertThat(skipping.skip(1)).isEqualTo(1);
        assertThat(skipping.readAllBytes()).hasSize(399_999);
        assertThat(open().getResponseCode()).isEqualTo(200);
        assertThat(get()).isEqualTo(large);
        assertThat(origin.received()).hasSize(5);
        assertThat(get()).isEqualTo(large);
        assertThat(origin.received()).hasSize(5);
    }

    /** Many read what was announced and no further; byte by byte, some. */
    @Test
    void aBodyThatIsReadAsFarAsAnnouncedIsStored() throws Exception {
        origin.answering("body", FRESH);
        try (InputStream in = open().getInputStream()) {
            for (char expected : "body".toCharArray()) {
                assertThat(in.read()).isEqualTo(expected);
            }
        }
        assertThat(get()).isEqualTo("body");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void aBodyThatIsTooLargeStreamsOn() throws Exception {
        engine = Engines.with("cache.enabled=true;cache.max-object-size=1KB", origin.url());
        byte[] large = new byte[40_000];
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(large);
            exchange.getResponseBody().close();
        });
        assertThat(open().getInputStream().readAllBytes()).isEqualTo(large);
        assertThat(open().getInputStream().readAllBytes()).isEqualTo(large);
        assertThat(origin.received()).hasSize(2);
    }

    /** The JDK ends the stream as if that were all. */
    @Test
    void aBodyThatBreaksOffIsNotStored() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH));
        Throwable unused = catchThrowable(this::get);
        origin.answering("whole", FRESH);
        assertThat(get()).isEqualTo("whole");
    }

    private int send(HttpURLConnection connection, String method, String body) throws IOException {
        connection.setRequestMethod(method);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes());
        }
        return connection.getResponseCode();
    }

    /** Also one that the JDK makes a POST only when the program asks for the stream, after it has connected. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "GET", "GET after connect"})
    void whatMayChangeItInvalidates(String method) throws Exception {
        origin.answering("body", FRESH);
        get();
        HttpURLConnection changing = open();
        changing.setDoOutput(true);
        if (method.endsWith("connect")) {
            changing.connect();
            changing.getOutputStream().write(1);
            assertThat(changing.getResponseCode()).isEqualTo(200);
        } else {
            send(changing, method, "order");
        }
        get();
        assertThat(origin.received())
                .containsExactly(
                        "GET /x?y=%20z", (method.startsWith("GET") ? "POST" : method) + " /x?y=%20z", "GET /x?y=%20z");
    }

    @Test
    void headAndRangesComeOfWhatAGetHasStored() throws Exception {
        origin.answering("0123456789", FRESH);
        get();
        HttpURLConnection head = open();
        head.setRequestMethod("HEAD");
        assertThat(head.getContentLength()).isEqualTo(10);
        assertThat(Facades.text(head.getInputStream())).isEmpty();
        HttpURLConnection part = open();
        part.setRequestProperty("Range", "bytes=2-4");
        assertThat(part.getResponseCode()).isEqualTo(206);
        assertThat(Facades.text(part.getInputStream())).isEqualTo("234");
        assertThat(part.getHeaderField("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void usersAreKeptApart() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, exchange.getRequestHeaders().getFirst("Authorization"), FRESH));
        for (String user : List.of("a", "b", "a", "b")) {
            HttpURLConnection connection = open();
            connection.setRequestProperty("Authorization", "Bearer " + user);
            assertThat(Facades.text(connection.getInputStream())).isEqualTo("Bearer " + user);
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void cookiesThatTheJdkAddsKeepUsersApart() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange, 200, exchange.getRequestHeaders().getFirst("Cookie"), FRESH));
        CookieHandler before = CookieHandler.getDefault();
        try {
            for (String user : List.of("a", "b", "a", "b")) {
                CookieManager cookies = new CookieManager();
                HttpCookie cookie = new HttpCookie("id", user);
                cookie.setPath("/");
                cookie.setVersion(0);
                cookies.getCookieStore().add(URI.create(origin.url()), cookie);
                CookieHandler.setDefault(cookies);
                assertThat(get()).isEqualTo("id=" + user);
            }
        } finally {
            CookieHandler.setDefault(before);
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void whatAnAuthenticatorMayAddKeepsTheRequestFromTheCache() throws Exception {
        origin.answering("body", FRESH);
        get();
        for (int i = 0; i < 2; i++) {
            HttpURLConnection connection = open();
            connection.setAuthenticator(new Authenticator() {});
            assertThat(Facades.text(connection.getInputStream())).isEqualTo("body");
        }
        assertThat(origin.received()).hasSize(3);
        HttpURLConnection deleting = open();
        deleting.setAuthenticator(new Authenticator() {});
        deleting.setRequestMethod("DELETE");
        assertThat(deleting.getResponseCode()).isEqualTo(200);
        get();
        assertThat(origin.received()).hasSize(5);
    }

    @Test
    void whoWantsNoCachesHasNone() throws Exception {
        origin.answering("body", FRESH);
        get();
        HttpURLConnection without = open();
        without.setUseCaches(false);
        assertThat(Facades.text(without.getInputStream())).isEqualTo("body");
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void whatARedirectLedToIsNotStored() throws Exception {
        origin.answering(exchange -> {
            boolean isOld = exchange.getRequestURI().getPath().equals("/old");
            ScriptedOrigin.respond(exchange, isOld ? 302 : 200, isOld ? "" : "new", isOld ? "Location: /new" : FRESH);
        });
        for (int i = 0; i < 2; i++) {
            HttpURLConnection connection = open("/old");
            assertThat(Facades.text(connection.getInputStream())).isEqualTo("new");
            assertThat(connection.getURL().getPath()).isEqualTo("/new");
        }
        assertThat(origin.received()).hasSize(4);
        Facades.text(open("/new").getInputStream());
        Facades.text(open("/new").getInputStream());
        assertThat(origin.received()).hasSize(5);
    }

    /** What another part of the program has stored, which wants to see redirects. */
    @Test
    void aStoredRedirectIsForThoseWhoDoNotFollowIt() throws Exception {
        origin.answering(exchange -> {
            boolean isOld = exchange.getRequestURI().getPath().equals("/old");
            ScriptedOrigin.respond(exchange, isOld ? 301 : 200, isOld ? "" : "new", FRESH, "Location: /new");
        });
        for (int i = 0; i < 2; i++) {
            HttpURLConnection looking = open("/old");
            looking.setInstanceFollowRedirects(false);
            assertThat(looking.getResponseCode()).isEqualTo(301);
            looking.getInputStream().close();
        }
        assertThat(origin.received()).containsExactly("GET /old");
        assertThat(Facades.text(open("/old").getInputStream())).isEqualTo("new");
    }

    /** By a program that decodes it itself. */
    @Test
    void whatIsStoredEncodedIsForThoseWhoAskForIt() throws Exception {
        origin.answering(exchange -> {
            boolean isEncoded = exchange.getRequestHeaders().containsKey("Accept-Encoding");
            String encoding = isEncoded ? "Content-Encoding: x-own" : "X-Encoding: none";
            ScriptedOrigin.respond(exchange, 200, isEncoded ? "ydob" : "body", FRESH, encoding);
        });
        for (int i = 0; i < 2; i++) {
            HttpURLConnection decoding = open();
            decoding.setRequestProperty("Accept-Encoding", "x-own");
            assertThat(Facades.text(decoding.getInputStream())).isEqualTo("ydob");
        }
        assertThat(origin.received()).hasSize(1);
        assertThat(get()).isEqualTo("body");
    }

    /** It cannot stand in for an error, so the endpoint is asked whatever its breaker says, as without a cache. */
    @Test
    void whatIsStoredEncodedCostsNobodyElseHisCall() throws Exception {
        engine = Engines.with(
                "cache.enabled=true;cache.stale-if-error=1h;retry.max-attempts=1;breaker.failure-threshold=1",
                origin.url());
        origin.answering("ydob", STALE, "Content-Encoding: x-own");
        HttpURLConnection decoding = open();
        decoding.setRequestProperty("Accept-Encoding", "x-own");
        assertThat(Facades.text(decoding.getInputStream())).isEqualTo("ydob");
        origin.answering(exchange -> ScriptedOrigin.respond(exchange, 503, "", STALE));
        assertThat(open("/other").getResponseCode()).isEqualTo(503);
        origin.answering("body", STALE);
        assertThat(get()).isEqualTo("body");
    }

    @Test
    void aQuestionThatWasRedirectedIsAskedAgainWithoutTheCache() throws Exception {
        origin.answering("old", STALE, "ETag: \"1\"");
        get();
        origin.answering(exchange -> {
            boolean isOld = exchange.getRequestURI().getPath().equals("/x");
            boolean asks = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(
                    exchange,
                    isOld ? 302 : asks ? 304 : 200,
                    isOld || asks ? "" : "new",
                    isOld ? "Location: /new" : "ETag: \"1\"");
        });
        assertThat(get()).isEqualTo("new");
    }

    private CompletableFuture<String> elsewhere() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return get();
                    } catch (IOException failure) {
                        throw new CompletionException(failure);
                    }
                },
                task -> new Thread(task).start());
    }

    @Test
    void manyRequestsForTheSameAreSentOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            try {
                go.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            ScriptedOrigin.respond(exchange, 200, "body", FRESH);
        });
        List<CompletableFuture<String>> all = new ArrayList<>();
        all.add(elsewhere());
        asked.await();
        for (int i = 0; i < 4; i++) {
            all.add(elsewhere());
        }
        go.countDown();
        for (CompletableFuture<String> each : all) {
            assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo("body");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void withoutACacheEveryRequestIsSent() throws Exception {
        engine = Engines.of(origin.url());
        origin.answering("body", FRESH);
        get();
        assertThat(get()).isEqualTo("body");
        assertThat(origin.received()).hasSize(2);
    }
}
