package acme.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.Engines;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.HttpCookie;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.ContentResponse;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BasicAuthentication;
import org.eclipse.jetty.client.util.InputStreamResponseListener;
import org.eclipse.jetty.client.util.StringContentProvider;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.util.Callback;

/** What a program that uses Jetty's client may expect of the cache; in whichever version of it this class was loaded with. */
public final class JettyCacheCases implements AutoCloseable {
    private static final String ON = "cache.enabled=true;";
    private static final String FRESH = "Cache-Control: max-age=600";
    private static final String STALE = "Cache-Control: max-age=0";

    private final Consumer<AgentEngine> agent;
    private final ScriptedOrigin origin = new ScriptedOrigin();
    private final List<HttpClient> clients = new ArrayList<>();
    private final HttpClient client = client();

    /** A case. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Case {}

    public JettyCacheCases(Consumer<AgentEngine> agent) throws Exception {
        this.agent = agent;
    }

    private HttpClient client() throws Exception {
        HttpClient made = new HttpClient();
        made.setMaxConnectionsPerDestination(2);
        made.start();
        clients.add(made);
        return made;
    }

    @Override
    public void close() {
        origin.close();
        for (HttpClient each : clients) {
            try {
                each.stop();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    private void serve(String settings) {
        agent.accept(Engines.with(ON + settings, origin.url()));
    }

    private Request get(String path) {
        return client.newRequest(origin.url() + path);
    }

    private String body(String path) throws Exception {
        return get(path).send().getContentAsString();
    }

    private boolean isHit(Request request) throws Exception {
        int before = origin.received().size();
        request.send();
        return origin.received().size() == before;
    }

    private static List<String> lines(Response response, String name) {
        List<String> lines = new ArrayList<>();
        Iterable<HttpField> fields = response.getHeaders();
        for (HttpField field : fields) {
            if (field.getName().equalsIgnoreCase(name)) {
                lines.add(field.getValue());
            }
        }
        return lines;
    }

    @Case
    void whatIsFreshComesFromTheCacheAsItCameFromTheServer() throws Exception {
        serve("");
        origin.answering(203, "text", FRESH, "Content-Type: text/plain", "X-A: 1", "X-A: 2");
        ContentResponse miss = get("/x?q=1").send();
        assertThat(miss.getContentAsString()).isEqualTo("text");
        assertThat(lines(miss, "Cache-Status")).containsExactly("failover; fwd=uri-miss; stored");
        Request asked = get("/x?q=1");
        ContentResponse hit = asked.send();
        assertThat(hit.getStatus()).isEqualTo(203);
        assertThat(hit.getReason()).isEqualTo("Non-Authoritative Information");
        assertThat(hit.getVersion().asString()).isEqualTo("HTTP/1.1");
        assertThat(hit.getRequest()).isSameAs(asked);
        assertThat(lines(hit, "X-A")).containsExactly("1", "2");
        assertThat(lines(hit, "Age")).hasSize(1);
        assertThat(lines(hit, "Cache-Status")).singleElement().asString().startsWith("failover; hit");
        assertThat(hit.getMediaType()).isEqualTo("text/plain");
        assertThat(hit.getContentAsString()).isEqualTo("text");
        assertThat(body("/x?q=2")).isEqualTo("text");
        assertThat(origin.received()).containsExactly("GET /x?q=1", "GET /x?q=2");
    }

    @Case
    void listenersAreToldWhatTheyWouldBeToldInThatOrder() throws Exception {
        serve("");
        origin.answering(200, "text", FRESH);
        body("/x");
        Notes notes = new Notes();
        List<String> others = new CopyOnWriteArrayList<>();
        get("/x")
                .onResponseHeaders(response -> others.add("headers"))
                .onResponseContent((response, content) -> others.add("content " + UTF_8.decode(content.slice())))
                .onResponseSuccess(response -> others.add("success"))
                .send(notes);
        Result end = notes.end.get(20, TimeUnit.SECONDS);
        assertThat(end.isSucceeded()).isTrue();
        assertThat(notes.told).containsExactly("begin", "headers", "content text", "success", "complete");
        assertThat(others).containsExactly("headers", "content text", "success");
        assertThat(notes.thread.getName()).startsWith("HttpClient");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void fieldsThatAListenerRefusesAreNotInTheResponse() throws Exception {
        serve("");
        origin.answering(200, "text", FRESH, "X-A: 0", "X-B: 1", "X-B: 2", "X-B: 3");
        for (int i = 0; i < 2; i++) {
            ContentResponse response = get("/x")
                    .onResponseHeader(
                            (begun, field) -> !field.getName().equalsIgnoreCase("X-A") && !"2".equals(field.getValue()))
                    .send();
            assertThat(response.getContentAsString()).isEqualTo("text");
            assertThat(lines(response, "X-A")).isEmpty();
            assertThat(lines(response, "X-B")).containsExactly("1", "3");
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void whatIsStaleIsValidatedAndTheProgramsRequestStaysAsItIs() throws Exception {
        serve("");
        origin.validating("\"1\"", "text", STALE);
        // More often than there are connections.
        for (int i = 0; i < 5; i++) {
            Request asked = get("/x");
            ContentResponse response = asked.send();
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.getContentAsString()).isEqualTo("text");
            Iterable<HttpField> fields = asked.getHeaders();
            assertThat(fields).noneMatch(field -> field.getName().equals("If-None-Match"));
        }
        assertThat(origin.received()).hasSize(5);
    }

    @Case
    void aValidationOfSomethingElseIsAskedForAgainAsAWhole() throws Exception {
        serve("");
        origin.answering(200, "old", STALE, "ETag: \"1\"");
        assertThat(body("/x")).isEqualTo("old");
        origin.answering(exchange -> {
            boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
            ScriptedOrigin.respond(
                    exchange,
                    conditional ? 304 : 200,
                    conditional ? "" : "new",
                    FRESH,
                    conditional ? "ETag: \"9\"" : "ETag: \"2\"");
        });
        assertThat(body("/x")).isEqualTo("new");
        assertThat(origin.received()).hasSize(3);
    }

    @Case
    void whatTheProgramValidatesItselfItHearsItself() throws Exception {
        serve("");
        origin.validating("\"1\"", "text", STALE);
        body("/x");
        assertThat(get("/x").header("If-None-Match", "\"1\"").send().getStatus())
                .isEqualTo(304);
        origin.validating("\"1\"", "text", FRESH);
        body("/y");
        assertThat(get("/y").header("If-None-Match", "\"1\"").send().getStatus())
                .isEqualTo(304);
        assertThat(origin.received()).containsExactly("GET /x", "GET /x", "GET /y");
    }

    @Case
    void whatIsStaleAnswersWhereTheServerFails() throws Exception {
        serve("cache.stale-if-error=1h");
        origin.answering(200, "text", STALE);
        body("/x");
        origin.answering(503, "error");
        // More often than there are connections.
        for (int i = 0; i < 4; i++) {
            ContentResponse response = get("/x").send();
            assertThat(response.getStatus()).isEqualTo(200);
            assertThat(response.getContentAsString()).isEqualTo("text");
        }
        assertThat(get("/y").send().getStatus()).isEqualTo(503);
    }

    @Case
    void whatIsStaleAnswersWhereNobodyDoes() throws Exception {
        serve("cache.stale-if-error=1h");
        origin.answering(200, "text", STALE);
        body("/x");
        origin.answering(200, "text", "ETag: \"1\"", STALE + ", must-revalidate");
        body("/never");
        origin.close();
        for (int i = 0; i < 10; i++) {
            assertThat(body("/x")).isEqualTo("text");
        }
        ContentResponse refused = get("/never").send();
        assertThat(refused.getStatus()).isEqualTo(504);
        assertThat(refused.getReason()).isEqualTo("Gateway Timeout");
        assertThatThrownBy(() -> body("/never-asked")).isInstanceOf(ExecutionException.class);
    }

    @Case
    void aLongBodyIsStoredAsItStreams() throws Exception {
        serve("");
        origin.answering(200, "x".repeat(700_000), FRESH);
        for (int i = 0; i < 2; i++) {
            InputStreamResponseListener listener = new InputStreamResponseListener();
            get("/x").send(listener);
            try (InputStream in = listener.getInputStream()) {
                assertThat(in.readAllBytes()).hasSize(700_000);
            }
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void contentThatTheClientDecodesIsStoredDecoded() throws Exception {
        serve("");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write("text".repeat(1000).getBytes(UTF_8));
        }
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.getResponseHeaders().add("Vary", "Accept-Encoding");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        assertThat(body("/x")).isEqualTo("text".repeat(1000));
        ContentResponse hit = get("/x").send();
        assertThat(hit.getContentAsString()).isEqualTo("text".repeat(1000));
        assertThat(lines(hit, "Content-Encoding")).isEmpty();
        assertThat(origin.received()).hasSize(1);
    }

    /** The server sends the rest only when the program has seen the beginning. */
    @Case
    void theProgramNeedNotWaitForTheEndOfWhatIsStored() throws Exception {
        serve("");
        CountDownLatch seen = new CountDownLatch(1);
        origin.answering(exchange -> inTwo(exchange, seen));
        CompletableFuture<Result> end = new CompletableFuture<>();
        get("/x").onResponseContent((response, content) -> seen.countDown()).send(end::complete);
        assertThat(end.get(20, TimeUnit.SECONDS).isSucceeded()).isTrue();
        assertThat(body("/x")).isEqualTo("beginend");
        assertThat(origin.received()).hasSize(1);
    }

    private static void inTwo(com.sun.net.httpserver.HttpExchange exchange, CountDownLatch between) throws IOException {
        exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
        exchange.sendResponseHeaders(200, 8);
        exchange.getResponseBody().write("begin".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        await(between);
        exchange.getResponseBody().write("end".getBytes(UTF_8));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("nothing has come");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Case
    void whatIsBrokenOffIsNotStored() throws Exception {
        serve("");
        CountDownLatch broken = new CountDownLatch(1);
        origin.answering(exchange -> inTwo(exchange, broken));
        CompletableFuture<Result> end = new CompletableFuture<>();
        Exception why = new Exception("enough");
        get("/x").onResponseContent((response, content) -> response.abort(why)).send(end::complete);
        assertThat(end.get(20, TimeUnit.SECONDS).getFailure()).isSameAs(why);
        broken.countDown();
        origin.answering(200, "text", FRESH);
        assertThat(body("/x")).isEqualTo("text");
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Case
    void whatIsTruncatedIsNotStored() throws Exception {
        serve("");
        origin.answering(exchange -> ScriptedOrigin.truncate(exchange, "half", FRESH));
        assertThatThrownBy(() -> body("/x")).isInstanceOf(ExecutionException.class);
        origin.answering(200, "text", FRESH);
        assertThat(body("/x")).isEqualTo("text");
    }

    @Case
    void whatIsTooLargeIsHandedOn() throws Exception {
        serve("cache.max-object-size=1KB");
        origin.answering(200, "x".repeat(5000), FRESH);
        assertThat(body("/x")).hasSize(5000);
        assertThat(body("/x")).hasSize(5000);
        assertThat(origin.received()).hasSize(2);
    }

    /** The program takes the content of a stored answer when it likes, and may break it off. */
    @Case
    void aStoredAnswerCanBeBrokenOff() throws Exception {
        serve("");
        origin.answering(200, "text", FRESH);
        body("/x");
        Exception why = new Exception("enough");
        CompletableFuture<Response> content = new CompletableFuture<>();
        CompletableFuture<Result> end = new CompletableFuture<>();
        get("/x")
                .onResponseContentAsync((response, buffer, callback) -> content.complete(response))
                .send(end::complete);
        Response begun = content.get(20, TimeUnit.SECONDS);
        assertThat(end).isNotDone();
        assertThat(begun.abort(why)).isTrue();
        Result ended = end.get(20, TimeUnit.SECONDS);
        assertThat(ended.getFailure()).isSameAs(why);
        assertThat(ended.getResponse().getStatus()).isEqualTo(200);
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void aPostForgetsWhatItMayHaveChanged() throws Exception {
        serve("");
        origin.answering(200, "text", FRESH);
        body("/x");
        client.POST(origin.url() + "/x")
                .content(new StringContentProvider("change"))
                .send();
        assertThat(isHit(get("/x"))).isFalse();
        assertThat(isHit(get("/x"))).isTrue();
    }

    @Case
    void headAndRangesAreAnsweredByWhatGetHasStored() throws Exception {
        serve("");
        origin.answering(200, "0123456789", FRESH, "ETag: \"1\"");
        body("/x");
        ContentResponse head = get("/x").method("HEAD").send();
        assertThat(lines(head, "Content-Length")).containsExactly("10");
        assertThat(head.getContent()).isNullOrEmpty();
        ContentResponse cut = get("/x").header("Range", "bytes=2-4").send();
        assertThat(cut.getStatus()).isEqualTo(206);
        assertThat(cut.getContentAsString()).isEqualTo("234");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void anotherVariantIsAnotherAnswer() throws Exception {
        serve("");
        origin.answering(200, "text", FRESH, "Vary: X-Kind");
        for (String kind : List.of("a", "b")) {
            assertThat(isHit(get("/x").header("X-Kind", kind))).isFalse();
            assertThat(isHit(get("/x").header("X-Kind", kind))).isTrue();
        }
    }

    @Case
    void usersAreToldApart() throws Exception {
        serve("");
        origin.answering(200, "text", FRESH);
        for (String user : List.of("Bearer a", "Bearer b")) {
            assertThat(isHit(get("/x").header("Authorization", user))).isFalse();
            assertThat(isHit(get("/x").header("Authorization", user))).isTrue();
        }
        for (String user : List.of("a", "b")) {
            assertThat(isHit(get("/x").cookie(new HttpCookie("user", user)))).isFalse();
            assertThat(isHit(get("/x").cookie(new HttpCookie("user", user)))).isTrue();
        }
        for (String user : List.of("c", "d")) {
            HttpClient own = client();
            HttpCookie cookie = new HttpCookie("user", user);
            cookie.setPath("/");
            cookie.setDomain("127.0.0.1");
            cookie.setVersion(0);
            own.getCookieStore().add(URI.create(origin.url()), cookie);
            assertThat(isHit(own.newRequest(origin.url() + "/x"))).isFalse();
            assertThat(isHit(own.newRequest(origin.url() + "/x"))).isTrue();
        }
    }

    /** Once a server has asked for them, the client adds credentials by itself. */
    @Case
    void credentialsOfTheClientTellUsersApart() throws Exception {
        serve("");
        origin.answering(exchange -> {
            String who = exchange.getRequestHeaders().getFirst("Authorization");
            boolean known = who != null || exchange.getRequestURI().getPath().equals("/open");
            ScriptedOrigin.respond(
                    exchange, known ? 200 : 401, "for " + who, FRESH, "WWW-Authenticate: Basic realm=\"r\"");
        });
        List<String> answers = new ArrayList<>();
        for (String user : List.of("a", "b")) {
            HttpClient own = client();
            own.getAuthenticationStore()
                    .addAuthentication(new BasicAuthentication(URI.create(origin.url()), "r", user, "secret"));
            String answer = own.newRequest(origin.url() + "/x").send().getContentAsString();
            assertThat(answer).startsWith("for Basic ");
            // What was sent again with credentials is not stored under the request without.
            assertThat(isHit(own.newRequest(origin.url() + "/x"))).isFalse();
            assertThat(isHit(own.newRequest(origin.url() + "/x"))).isTrue();
            assertThat(own.newRequest(origin.url() + "/x").send().getContentAsString())
                    .isEqualTo(answer);
            answers.add(own.newRequest(origin.url() + "/open").send().getContentAsString());
        }
        assertThat(answers).doesNotHaveDuplicates().allMatch(answer -> answer.startsWith("for Basic "));
        assertThat(body("/open")).isEqualTo("for null");
    }

    /** Who has credentials answers it. */
    @Case
    void aRefusalIsNoAnswerToAnybodyElse() throws Exception {
        serve("");
        origin.answering(exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            ScriptedOrigin.respond(
                    exchange, known ? 200 : 401, known ? "you" : "who?", FRESH, "WWW-Authenticate: Basic realm=\"r\"");
        });
        for (int i = 0; i < 3; i++) {
            ContentResponse refused = get("/x").send();
            assertThat(refused.getStatus()).isEqualTo(401);
            assertThat(refused.getContentAsString()).isEqualTo("who?");
        }
        client.getAuthenticationStore()
                .addAuthentication(new BasicAuthentication(URI.create(origin.url()), "r", "user", "secret"));
        assertThat(body("/x")).isEqualTo("you");
        assertThat(origin.received()).hasSize(5);
    }

    /** They may add whatever they like, and want to hear what becomes of the request. */
    @Case
    void whoListensToRequestsHasThemSent() throws Exception {
        serve("");
        origin.answering(200, "text", FRESH);
        body("/x");
        List<String> told = new CopyOnWriteArrayList<>();
        Request heard = get("/x").onRequestBegin(request -> told.add("begin"));
        assertThat(isHit(heard)).isFalse();
        assertThat(told).containsExactly("begin");
        HttpClient own = client();
        own.getRequestListeners().add(new Request.Listener.Adapter() {
            @Override
            public void onBegin(Request request) {
                told.add("client");
            }
        });
        assertThat(isHit(own.newRequest(origin.url() + "/x"))).isFalse();
        own.newRequest(origin.url() + "/x").method("PUT").send();
        assertThat(isHit(get("/x"))).as("after a change").isFalse();
        assertThat(told).containsExactly("begin", "client", "client");
    }

    @Case
    void whatARedirectLedToIsNotStoredUnderItsName() throws Exception {
        serve("");
        origin.answering(exchange -> {
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            ScriptedOrigin.respond(exchange, moved ? 301 : 200, "there", FRESH, moved ? "Location: /there" : "X: 1");
        });
        assertThat(body("/moved")).isEqualTo("there");
        assertThat(get("/moved").followRedirects(false).send().getStatus()).isEqualTo(301);
        assertThat(body("/moved")).isEqualTo("there");
        assertThat(origin.received())
                .containsExactly("GET /moved", "GET /there", "GET /moved", "GET /moved", "GET /there");
    }

    @Case
    void oneAsksForAllThatWantTheSame() throws Exception {
        serve("");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            await(go);
            ScriptedOrigin.respond(exchange, 200, "text", FRESH);
        });
        List<CompletableFuture<Result>> ends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Result> end = new CompletableFuture<>();
            get("/x").send(end::complete);
            ends.add(end);
            if (i == 0) {
                await(asked);
            }
        }
        CompletableFuture<Result> impatient = new CompletableFuture<>();
        get("/x").timeout(200, TimeUnit.MILLISECONDS).send(impatient::complete);
        assertThat(impatient.get(4, TimeUnit.SECONDS).getFailure()).isInstanceOf(TimeoutException.class);
        Request given = get("/x");
        CompletableFuture<Result> up = new CompletableFuture<>();
        given.send(up::complete);
        Exception why = new Exception("enough");
        assertThat(given.abort(why)).isTrue();
        assertThat(up.get(4, TimeUnit.SECONDS).getFailure()).isSameAs(why);
        go.countDown();
        for (CompletableFuture<Result> end : ends) {
            Result result = end.get(20, TimeUnit.SECONDS);
            assertThat(result.isSucceeded()).isTrue();
            assertThat(result.getResponse().getStatus()).isEqualTo(200);
        }
        assertThat(origin.received()).hasSize(1);
    }

    /** Where a client throws, nobody is there any more to whom it could be thrown. */
    @Case
    void whoHasWaitedIsToldThatItsRequestWasRefused() throws Exception {
        serve("");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            asked.countDown();
            await(go);
            ScriptedOrigin.respond(exchange, 200, "text", "Cache-Control: no-store");
        });
        CompletableFuture<Result> first = new CompletableFuture<>();
        get("/x").send(first::complete);
        await(asked);
        RuntimeException why = new IllegalStateException("refused");
        AtomicBoolean refuses = new AtomicBoolean();
        HttpClient own = new HttpClient() {
            @Override
            protected void send(HttpRequest request, List<Response.ResponseListener> listeners) {
                if (refuses.get()) {
                    throw why;
                }
                super.send(request, listeners);
            }
        };
        own.start();
        clients.add(own);
        CompletableFuture<Result> second = new CompletableFuture<>();
        own.newRequest(origin.url() + "/x").send(second::complete);
        refuses.set(true);
        go.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS).isSucceeded()).isTrue();
        assertThat(second.get(20, TimeUnit.SECONDS).getFailure()).isSameAs(why);
    }

    @Case
    void aStaleOneAnswersWhileItIsValidatedBehindIt() throws Exception {
        serve("cache.stale-while-revalidate=1m");
        origin.answering(200, "old", STALE, "ETag: \"1\"");
        body("/x");
        CountDownLatch go = new CountDownLatch(1);
        origin.answering(exchange -> {
            await(go);
            ScriptedOrigin.respond(exchange, 200, "new", FRESH, "ETag: \"2\"");
        });
        assertThat(body("/x")).isEqualTo("old");
        go.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String now = body("/x");
        while (!now.equals("new") && System.nanoTime() < end) {
            Thread.sleep(5);
            now = body("/x");
        }
        assertThat(now).isEqualTo("new");
        assertThat(origin.received()).hasSize(2);
    }

    @Case
    void otherEndpointsOfTheServiceAnswerForEachOther() throws Exception {
        String dead = TestServer.dead();
        agent.accept(Engines.with(ON, dead, origin.url()));
        origin.answering(200, "text", FRESH);
        assertThat(client.GET(dead + "/x").getContentAsString()).isEqualTo("text");
        assertThat(client.GET(dead + "/x").getContentAsString()).isEqualTo("text");
        assertThat(body("/x")).isEqualTo("text");
        assertThat(origin.received()).hasSize(1);
    }

    @Case
    void withoutTheCacheEveryCallAsks() throws Exception {
        agent.accept(Engines.with("", origin.url()));
        origin.answering(200, "text", FRESH);
        body("/x");
        ContentResponse again = get("/x").send();
        assertThat(lines(again, "Cache-Status")).isEmpty();
        assertThat(catchThrowable(() -> body("/x"))).isNull();
        assertThat(origin.received()).hasSize(3);
    }

    /** Notes what it is told. */
    private static final class Notes extends Response.Listener.Adapter {
        final List<String> told = new CopyOnWriteArrayList<>();
        final CompletableFuture<Result> end = new CompletableFuture<>();
        volatile Thread thread;

        @Override
        public void onBegin(Response response) {
            told.add("begin");
        }

        @Override
        public void onHeaders(Response response) {
            told.add("headers");
        }

        @Override
        public void onContent(Response response, ByteBuffer content) {
            told.add("content " + UTF_8.decode(content.slice()));
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
            thread = Thread.currentThread();
            end.complete(result);
        }
    }
}
