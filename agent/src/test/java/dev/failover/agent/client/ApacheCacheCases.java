package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.failover.agent.Engines;
import dev.failover.agent.Eventually;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cache does for a program, whichever of Apache's clients it has. After each case all connections are back in the pool. */
@Timeout(60)
public abstract class ApacheCacheCases {
    protected static final String FRESH = "max-age=600";
    protected static final String STALE = "max-age=0";

    protected ScriptedOrigin origin;
    protected AgentEngine engine;

    /** What a program gets. */
    public static final class Got {
        public final int status;
        public final Headers headers;
        public final String body;

        public Got(int status, Headers headers, String body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }
    }

    /** Makes a client with a pool of two connections, which does not repeat requests by itself. */
    protected abstract void open(AgentEngine engine);

    /**
     * The same for a user.
     *
     * @param what he is known by: cookie, credentials, header; realms for credentials that only those for the realm "x" differ of
     */
    protected abstract void openAs(AgentEngine engine, String what, String user);

    /** The same with something of the program's own that may add fields to requests. */
    protected abstract void openAsUnknown(AgentEngine engine);

    protected abstract void closeClient() throws IOException;

    /** @param fields each as "Name: value"; POST, PUT and PATCH have a body */
    protected abstract Got send(String method, String url, String... fields) throws Exception;

    /** Connections that are not in the pool. */
    protected abstract int leased();

    protected boolean validatesBehind() {
        return false;
    }

    protected boolean decodes() {
        return false;
    }

    @BeforeEach
    final void startOrigin() throws IOException {
        origin = new ScriptedOrigin();
        serve("");
    }

    @AfterEach
    final void stopOrigin() throws Exception {
        try {
            Eventually.holds(() -> leased() == 0);
        } finally {
            closeClient();
            origin.close();
        }
    }

    /** From now on with these settings, by a client of its own. */
    protected final void serve(String settings) throws IOException {
        if (engine != null) {
            closeClient();
        }
        engine = Engines.with("cache.enabled=true;" + settings, origin.url());
        open(engine);
    }

    protected final String url(String path) {
        return origin.url() + path;
    }

    protected final String body(String path, String... fields) throws Exception {
        return send("GET", url(path), fields).body;
    }

    protected final Got get(String path, String... fields) throws Exception {
        return send("GET", url(path), fields);
    }

    protected final boolean isHit(String path, String... fields) throws Exception {
        int before = origin.received().size();
        body(path, fields);
        return origin.received().size() == before;
    }

    @Test
    void aFreshOneIsAnAnswerLikeAnyOther() throws Exception {
        origin.answering(203, "text", "Cache-Control", FRESH, "X-A", "1", "Content-Type", "text/plain");
        Got miss = get("/x");
        assertThat(miss.body).isEqualTo("text");
        assertThat(miss.headers.first("Cache-Status")).isEqualTo("failover; fwd=uri-miss; stored");
        Got hit = get("/x");
        assertThat(hit.status).isEqualTo(203);
        assertThat(hit.body).isEqualTo("text");
        assertThat(hit.headers.first("X-A")).isEqualTo("1");
        assertThat(hit.headers.first("Age")).matches("\\d+");
        assertThat(hit.headers.first("Content-Type")).isEqualTo("text/plain");
        assertThat(hit.headers.first("Content-Length")).isEqualTo("4");
        assertThat(hit.headers.first("Cache-Status")).startsWith("failover; hit");
        assertThat(origin.received()).containsExactly("GET /x");
    }

    @Test
    void theQueryTellsResourcesApart() throws Exception {
        origin.answering(exchange ->
                ScriptedOrigin.respond(exchange, 200, exchange.getRequestURI().toString(), "Cache-Control", FRESH));
        assertThat(body("/x?a=1")).isEqualTo("/x?a=1");
        assertThat(body("/x?a=2")).isEqualTo("/x?a=2");
        assertThat(body("/x?a=1")).isEqualTo("/x?a=1");
        assertThat(origin.received()).hasSize(2);
    }

    /** More often than the pool has connections. */
    @Test
    void aStaleOneIsValidated() throws Exception {
        origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
        for (int i = 0; i < 5; i++) {
            Got got = get("/x");
            assertThat(got.status).isEqualTo(200);
            assertThat(got.body).isEqualTo("text");
        }
        assertThat(get("/x").headers.first("Cache-Status")).contains("fwd-status=304");
        assertThat(origin.received()).hasSize(6);
    }

    @Test
    void anotherRepresentationReplacesWhatIsStored() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body("/x")).isEqualTo("old");
        origin.answering(200, "new", "Cache-Control", FRESH, "ETag", "\"2\"");
        assertThat(body("/x")).isEqualTo("new");
        assertThat(isHit("/x")).isTrue();
        assertThat(body("/x")).isEqualTo("new");
    }

    /** What is validated is not there any more: the answer to a condition that the program has not set is of no use to it. */
    @Test
    void aValidationOfSomethingElseIsAskedForAgainAsAWhole() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body("/x")).isEqualTo("old");
        origin.answering(exchange -> {
            boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(
                    exchange,
                    conditional ? 304 : 200,
                    "new",
                    "Cache-Control",
                    FRESH,
                    "ETag",
                    conditional ? "\"9\"" : "\"2\"");
        });
        assertThat(body("/x")).isEqualTo("new");
        assertThat(origin.received()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStaleOneAnswersWhereNoEndpointDoes(boolean dead) throws Exception {
        serve("cache.stale-if-error=1h");
        origin.answering(200, "text", "Cache-Control", STALE);
        String url = url("/x");
        assertThat(send("GET", url).body).isEqualTo("text");
        if (dead) {
            origin.close();
        } else {
            origin.answering(503, "error");
        }
        // Until after the breaker has opened.
        for (int i = 0; i < 12; i++) {
            Got got = send("GET", url);
            assertThat(got.status).isEqualTo(200);
            assertThat(got.body).isEqualTo("text");
        }
    }

    @Test
    void whatMustBeValidatedIsNoAnswerWithoutTheOrigin() throws Exception {
        serve("cache.stale-if-error=1h");
        origin.answering(200, "text", "ETag", "\"1\"", "Cache-Control", STALE + ", must-revalidate");
        String url = url("/x");
        assertThat(send("GET", url).body).isEqualTo("text");
        origin.close();
        Got got = send("GET", url);
        assertThat(got.status).isEqualTo(504);
        assertThat(got.body).isNotEmpty();
    }

    @Test
    void aFailureWithNothingStoredIsThePrograms() {
        String url = url("/x");
        origin.close();
        assertThatThrownBy(() -> send("GET", url)).isInstanceOf(Exception.class);
    }

    @Test
    void aTruncatedBodyIsNotStored() throws Exception {
        try (TestServer half = new TestServer("A")) {
            closeClient();
            open(Engines.with("cache.enabled=true", half.url()));
            half.answering("half");
            try {
                send("GET", half.url() + "/x");
            } catch (IOException | ExecutionException truncated) {
                // Some versions do not notice.
            }
            half.answering("cacheable");
            assertThat(send("GET", half.url() + "/x").body).isEqualTo("A /x");
            assertThat(half.received()).hasSize(2);
        }
    }

    @Test
    void whatIsTooLargeIsHandedOnAndNotStored() throws Exception {
        serve("cache.max-object-size=1KB");
        origin.answering(200, "x".repeat(5000), "Cache-Control", FRESH);
        assertThat(body("/x")).hasSize(5000);
        assertThat(body("/x")).hasSize(5000);
        assertThat(origin.received()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 700_000})
    void aBodyOfAnyLengthIsStored(int length) throws Exception {
        origin.answering(200, "x".repeat(length), "Cache-Control", FRESH);
        assertThat(body("/x")).hasSize(length);
        assertThat(isHit("/x")).isTrue();
        assertThat(body("/x")).hasSize(length);
    }

    @Test
    void aBodyWithoutALengthIsStored() throws Exception {
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("text".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(body("/x")).isEqualTo("text");
        assertThat(isHit("/x")).isTrue();
        assertThat(body("/x")).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsEncodedIsDecodedOnce(boolean chunked) throws Exception {
        assumeTrue(decodes());
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("text".getBytes(StandardCharsets.UTF_8));
        }
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.getResponseHeaders().add("Vary", "Accept-Encoding");
            exchange.sendResponseHeaders(200, chunked ? 0 : zipped.size());
            exchange.getResponseBody().write(zipped.toByteArray());
        });
        Got miss = get("/x");
        assertThat(miss.body).isEqualTo("text");
        Got hit = get("/x");
        assertThat(hit.body).isEqualTo("text");
        assertThat(hit.headers.first("Content-Encoding")).isEqualTo(miss.headers.first("Content-Encoding"));
        assertThat(origin.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void anUnsafeMethodInvalidatesWhatIsStored(String method) throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        assertThat(send(method, url("/x")).body).isEqualTo("text");
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isTrue();
    }

    /** RFC 9110, section 9.3.3. */
    @Test
    void whatAnswersAPostAnswersAGetOfWhatItNames() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange,
                200,
                exchange.getRequestMethod(),
                "Cache-Control",
                FRESH,
                "Content-Location",
                exchange.getRequestURI().getPath()));
        for (int i = 0; i < 5; i++) {
            assertThat(send("POST", url("/" + i)).body).isEqualTo("POST");
            Got hit = send("GET", url("/" + i));
            assertThat(hit.headers.first("Cache-Status")).startsWith("failover; hit");
            assertThat(hit.body).isEqualTo("POST");
        }
    }

    @Test
    void headIsAnsweredByWhatGetHasStored() throws Exception {
        origin.answering(200, "0123456789", "Cache-Control", FRESH, "ETag", "\"1\"");
        body("/x");
        Got head = send("HEAD", url("/x"));
        assertThat(head.status).isEqualTo(200);
        assertThat(head.headers.first("Content-Length")).isEqualTo("10");
        assertThat(head.body).isEmpty();
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void aHeadIsNoAnswerToAGet() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        assertThat(send("HEAD", url("/x")).body).isEmpty();
        assertThat(body("/x")).isEqualTo("text");
    }

    @Test
    void aRangeIsCutOutOfWhatIsStored() throws Exception {
        origin.answering(200, "0123456789", "Cache-Control", FRESH, "ETag", "\"1\"");
        body("/x");
        Got cut = get("/x", "Range: bytes=2-4");
        assertThat(cut.status).isEqualTo(206);
        assertThat(cut.headers.first("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(cut.body).isEqualTo("234");
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void theProgramsOwnConditionIsAnswered() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH, "ETag", "\"1\"");
        body("/x");
        Got got = get("/x", "If-None-Match: \"1\"");
        assertThat(got.status).isEqualTo(304);
        assertThat(got.body).isEmpty();
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void whatTheProgramValidatesItselfItHearsItself() throws Exception {
        origin.validating("\"1\"", "text", "Cache-Control: " + STALE);
        body("/x");
        assertThat(get("/x", "If-None-Match: \"1\"").status).isEqualTo(304);
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void variantsAreKeptApart() throws Exception {
        origin.answering(exchange -> ScriptedOrigin.respond(
                exchange,
                200,
                exchange.getRequestHeaders().getFirst("Accept-Language"),
                "Cache-Control",
                FRESH,
                "Vary",
                "Accept-Language"));
        for (String language : List.of("de", "en", "de", "en")) {
            assertThat(body("/x", "Accept-Language: " + language)).isEqualTo(language);
        }
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void usersAreToldApartByTheirFields() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        for (String user : List.of("Bearer a", "Bearer b")) {
            assertThat(isHit("/x", "Authorization: " + user)).isFalse();
            assertThat(isHit("/x", "Authorization: " + user)).isTrue();
        }
    }

    /** Each has a client of his own; the server asks those who have credentials for them. */
    @ParameterizedTest
    @CsvSource({"cookie,Cookie", "credentials,Authorization", "realms,Authorization", "header,X-Api-Key"})
    void usersAreToldApartByWhatTheirClientsAdd(String what, String field) throws Exception {
        origin.answering(exchange -> {
            String user = exchange.getRequestHeaders().getFirst(field);
            if (user == null && field.equals("Authorization")) {
                ScriptedOrigin.respond(exchange, 401, "nobody", "WWW-Authenticate", "Basic realm=\"x\"");
            } else {
                ScriptedOrigin.respond(exchange, 200, "" + user, "Cache-Control", FRESH);
            }
        });
        List<String> bodies = new ArrayList<>();
        bodies.add(body("/x"));
        for (String user : List.of("a", "b")) {
            closeClient();
            openAs(engine, what, user);
            String first = body("/x");
            assertThat(first).isNotIn("null", "nobody");
            assertThat(body("/x")).isEqualTo(first);
            bodies.add(first);
        }
        assertThat(bodies).doesNotHaveDuplicates();
    }

    @Test
    void withoutTheCacheNothingIsKept() throws Exception {
        closeClient();
        open(Engines.of(origin.url()));
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        assertThat(get("/x").headers.first("Cache-Status")).isNull();
        assertThat(origin.received()).hasSize(2);
    }

    /** More of them than the pool has connections. */
    @Test
    void equalCallsWaitForTheFirst() throws Exception {
        origin.answering(exchange -> {
            pause(200);
            ScriptedOrigin.respond(exchange, 200, "text", "Cache-Control", FRESH);
        });
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<String>> bodies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                bodies.add(threads.submit(() -> body("/x")));
            }
            for (Future<String> body : bodies) {
                assertThat(body.get()).isEqualTo("text");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(origin.received()).hasSize(1);
    }

    /** Whoever it is: it may be everybody's. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void whatSomebodyUnknownMayHaveChangedIsForgotten(String method) throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isTrue();
        closeClient();
        openAsUnknown(engine);
        assertThat(isHit("/x")).isFalse();
        assertThat(send(method, url("/x")).body).isEqualTo("text");
        closeClient();
        open(engine);
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isTrue();
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    /** More calls than the pool has connections, while the one that validates gets no answer. */
    @Test
    void aStaleOneComesAtOnceAndIsValidatedBehindIt() throws Exception {
        assumeTrue(validatesBehind());
        serve("cache.stale-while-revalidate=1h");
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body("/x")).isEqualTo("old");
        CountDownLatch stalls = new CountDownLatch(1);
        List<String> conditions = new CopyOnWriteArrayList<>();
        origin.answering(exchange -> {
            conditions.add("" + exchange.getRequestHeaders().getFirst("If-None-Match"));
            try {
                stalls.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            ScriptedOrigin.respond(exchange, 200, "new", "Cache-Control", FRESH, "ETag", "\"2\"");
        });
        for (int i = 0; i < 5; i++) {
            Got got = get("/x");
            assertThat(got.body).isEqualTo("old");
            assertThat(got.headers.first("Cache-Status")).startsWith("failover; hit; ttl=");
        }
        Eventually.holds(() -> !conditions.isEmpty());
        assertThat(body("/x")).isEqualTo("old");
        stalls.countDown();
        Eventually.holds(() -> body("/x").equals("new"));
        assertThat(conditions).containsExactly("\"1\"");
        assertThat(origin.received()).hasSize(2);
    }

    @Test
    void aStaleOneThatIsValidatedBehindItsAnswerIsFreshAgain() throws Exception {
        assumeTrue(validatesBehind());
        serve("cache.stale-while-revalidate=1h");
        origin.answering(200, "text", "Cache-Control", STALE, "ETag", "\"1\"");
        body("/x");
        origin.validating("\"1\"", "another", "Cache-Control: " + FRESH);
        assertThat(body("/x")).isEqualTo("text");
        Eventually.holds(() -> get("/x").headers.first("Cache-Status").matches("failover; hit; ttl=[1-9].*"));
        assertThat(body("/x")).isEqualTo("text");
        assertThat(origin.received()).hasSize(2);
    }

    /** Again and again: what failed takes nothing up. */
    @Test
    void aValidationThatFailsBehindAnAnswerHarmsNothing() throws Exception {
        assumeTrue(validatesBehind());
        serve("cache.stale-while-revalidate=1h");
        origin.answering(200, "text", "Cache-Control", STALE, "ETag", "\"1\"");
        body("/x");
        origin.answering(503, "error");
        for (int i = 0; i < 20; i++) {
            assertThat(body("/x")).isEqualTo("text");
        }
        origin.answering(exchange -> exchange.close());
        for (int i = 0; i < 20; i++) {
            assertThat(body("/x")).isEqualTo("text");
        }
    }
}
