package acme.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acme.okhttp.OkHttpCases.Case;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.failover.agent.Engines;
import dev.failover.agent.Ports;
import dev.failover.agent.TestServer;
import dev.failover.agent.client.AgentEngine;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** What a program that uses OkHttp may expect of the cache; in whichever version of it this class was loaded with. */
public final class OkHttpCacheCases implements AutoCloseable {
    private static final String ON = "cache.enabled=true;";
    private static final int LARGE = 3_000_000;

    private final Consumer<AgentEngine> agent;
    private final HttpServer server = Ports.http();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch validated = new CountDownLatch(1);
    private final OkHttpClient client = new OkHttpClient();

    public OkHttpCacheCases(Consumer<AgentEngine> agent) throws IOException {
        this.agent = agent;
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
        received.add(exchange.getRequestMethod() + " " + path + (condition == null ? "" : " " + condition));
        exchange.getRequestBody().readAllBytes();
        boolean isStale = path.startsWith("/stale");
        exchange.getResponseHeaders().set("Cache-Control", isStale ? "max-age=0" + control(path) : "max-age=60");
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        exchange.getResponseHeaders().set("X-Number", String.valueOf(received.size()));
        if (condition != null) {
            validated.countDown();
            exchange.sendResponseHeaders(304, -1);
        } else if (path.equals("/moved")) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        } else {
            byte[] body = path.equals("/large")
                    ? new byte[LARGE]
                    : ("number " + received.size()).getBytes(StandardCharsets.UTF_8);
            boolean hasBody = !exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, hasBody ? body.length : -1);
            if (hasBody) {
                exchange.getResponseBody().write(body);
            }
        }
        exchange.close();
    }

    private static String control(String path) {
        return path.startsWith("/stale-if-error")
                ? ", stale-if-error=60"
                : path.startsWith("/stale-never") ? ", must-revalidate" : "";
    }

    @Override
    public void close() {
        server.stop(0);
        client.dispatcher().executorService().shutdownNow();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(String settings) {
        agent.accept(Engines.with(ON + settings, url()));
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(url() + path);
    }

    private static String body(Response response) throws IOException {
        try {
            return response.body().string();
        } finally {
            response.close();
        }
    }

    private String get(String path) throws IOException {
        return body(client.newCall(request(path).build()).execute());
    }

    @Case
    void theSecondCallIsAnsweredWithoutTheServer() throws IOException {
        serve("");
        Request request = request("/a?b=c").build();
        assertThat(body(client.newCall(request).execute())).isEqualTo("number 1");

        try (Response again = client.newCall(request).execute()) {
            assertThat(again.code()).isEqualTo(200);
            assertThat(again.message()).isEqualTo("OK");
            assertThat(again.request().url()).isEqualTo(request.url());
            assertThat(again.header("X-Number")).isEqualTo("1");
            assertThat(again.header("Age")).isNotNull();
            assertThat(again.header("Cache-Status")).startsWith("failover; hit");
            assertThat(again.body().contentLength()).isEqualTo(8);
            assertThat(again.body().string()).isEqualTo("number 1");
        }
        assertThat(received).containsExactly("GET /a");
    }

    @Case
    void otherQueriesAreOthers() throws IOException {
        serve("");
        assertThat(get("/a?b=1")).isEqualTo("number 1");
        assertThat(get("/a?b=2")).isEqualTo("number 2");
    }

    @Case
    void aCallbackHearsOfItOnAThreadOfTheClient() throws Exception {
        serve("");
        assertThat(get("/a")).isEqualTo("number 1");
        CompletableFuture<Response> told = new CompletableFuture<>();
        client.newCall(request("/a").build()).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException failure) {
                told.completeExceptionally(failure);
            }

            @Override
            public void onResponse(Call call, Response response) {
                told.complete(response);
            }
        });
        assertThat(body(told.get(10, TimeUnit.SECONDS))).isEqualTo("number 1");
        assertThat(received).hasSize(1);
    }

    @Case
    void aStaleOneIsValidatedAndTheProgramsRequestIsLeftAlone() throws IOException {
        serve("");
        get("/stale");
        try (Response again = client.newCall(request("/stale").build()).execute()) {
            assertThat(again.code()).isEqualTo(200);
            assertThat(again.body().string()).isEqualTo("number 1");
            assertThat(again.header("X-Number")).isEqualTo("2");
            assertThat(again.request().header("If-None-Match")).isNull();
        }
        assertThat(received).containsExactly("GET /stale", "GET /stale \"1\"");
    }

    @Case(since = "3.9")
    void aStaleOneAnswersWhileItIsValidatedBehindIt() throws Exception {
        serve("cache.stale-while-revalidate=1m");
        get("/stale");
        assertThat(get("/stale")).isEqualTo("number 1");
        assertThat(validated.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(received).containsExactly("GET /stale", "GET /stale \"1\"");
    }

    @Case
    void whatTheProgramValidatesItselfItHearsItself() throws IOException {
        serve("");
        get("/stale");
        try (Response again = client.newCall(
                        request("/stale").header("If-None-Match", "\"1\"").build())
                .execute()) {
            assertThat(again.code()).isEqualTo(304);
        }
    }

    @Case
    void aStaleOneAnswersWhenTheServerIsGone() throws IOException {
        serve("");
        get("/stale-if-error");
        get("/stale-never");
        server.stop(0);
        assertThat(get("/stale-if-error")).isEqualTo("number 1");
        try (Response refused = client.newCall(request("/stale-never").build()).execute()) {
            assertThat(refused.code()).isEqualTo(504);
            assertThat(refused.header("Cache-Status")).contains("fwd=stale");
        }
        assertThatThrownBy(() -> get("/never-asked")).isInstanceOf(ConnectException.class);
    }

    @Case
    void aStaleOneSaysWhetherTheServerWasAsked() throws IOException {
        serve("limiter.rate=2/d;limiter.burst=2");
        get("/stale-if-error");
        server.stop(0);
        try (Response inVain =
                client.newCall(request("/stale-if-error").build()).execute()) {
            assertThat(inVain.header("Cache-Status")).contains("fwd=stale").endsWith("detail=unreachable");
        }
        try (Response rejected =
                client.newCall(request("/stale-if-error").build()).execute()) {
            assertThat(rejected.header("Cache-Status")).contains("; hit;").endsWith("detail=rejected");
        }
    }

    @Case
    void whatIsNotReadToItsEndIsNotStored() throws IOException {
        serve("cache.max-object-size=10MB");
        try (Response response = client.newCall(request("/large").build()).execute()) {
            assertThat(response.body().byteStream().read()).isEqualTo(0);
        }
        assertThat(get("/large")).hasSize(LARGE);
        assertThat(get("/large")).hasSize(LARGE);
        assertThat(received).hasSize(2);
    }

    @Case
    void whatIsTooLargeIsHandedOn() throws IOException {
        serve("");
        assertThat(get("/large")).hasSize(LARGE);
        assertThat(get("/large")).hasSize(LARGE);
        assertThat(received).hasSize(2);
    }

    @Case
    void aPostForgetsWhatItMayHaveChanged() throws IOException {
        serve("");
        get("/a");
        RequestBody body = RequestBody.create(MediaType.parse("text/plain"), "x");
        client.newCall(request("/a").post(body).build()).execute().close();
        assertThat(get("/a")).isEqualTo("number 3");
    }

    @Case
    void aHeadIsAnsweredByWhatAGetHasBrought() throws IOException {
        serve("");
        get("/a");
        try (Response head = client.newCall(request("/a").head().build()).execute()) {
            assertThat(head.header("X-Number")).isEqualTo("1");
            assertThat(head.body().string()).isEmpty();
        }
        assertThat(received).hasSize(1);
    }

    @Case
    void aRangeIsCutFromTheWhole() throws IOException {
        serve("");
        get("/a");
        try (Response part = client.newCall(
                        request("/a").header("Range", "bytes=0-5").build())
                .execute()) {
            assertThat(part.code()).isEqualTo(206);
            assertThat(part.header("Content-Range")).isEqualTo("bytes 0-5/8");
            assertThat(part.body().string()).isEqualTo("number");
        }
    }

    @Case
    void nobodyGetsWhatAnotherUserWasGiven() throws IOException {
        serve("");
        Request one = request("/a").header("Authorization", "Bearer one").build();
        Request other = request("/a").header("Authorization", "Bearer two").build();
        assertThat(body(client.newCall(one).execute())).isEqualTo("number 1");
        assertThat(body(client.newCall(other).execute())).isEqualTo("number 2");
        assertThat(get("/a")).isEqualTo("number 3");
        assertThat(body(client.newCall(one).execute())).isEqualTo("number 1");
    }

    @Case
    void cookiesThatTheClientAddsTellUsersApart() throws IOException {
        serve("");
        assertThat(body(withCookie("one").newCall(request("/a").build()).execute()))
                .isEqualTo("number 1");
        assertThat(body(withCookie("two").newCall(request("/a").build()).execute()))
                .isEqualTo("number 2");
        assertThat(body(withCookie("one").newCall(request("/a").build()).execute()))
                .isEqualTo("number 1");
    }

    private static OkHttpClient withCookie(String user) {
        return new OkHttpClient.Builder()
                .cookieJar(new CookieJar() {
                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {}

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return Collections.singletonList(new Cookie.Builder()
                                .name("user")
                                .value(user)
                                .domain(url.host())
                                .build());
                    }
                })
                .build();
    }

    @Case
    void whatARedirectLedToIsNotStoredUnderItsName() throws IOException {
        serve("");
        assertThat(get("/moved")).isEqualTo("number 2");
        assertThat(get("/moved")).isEqualTo("number 4");
        assertThat(received).containsExactly("GET /moved", "GET /elsewhere", "GET /moved", "GET /elsewhere");
    }

    /** Once, when the cache asks it. */
    @Case
    void aJarThatThrowsCostsTheCacheOnly() throws IOException {
        String dead = TestServer.dead();
        agent.accept(Engines.with(ON, dead, url()));
        boolean[] thrown = {false};
        CookieJar jar = new CookieJar() {
            @Override
            public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {}

            @Override
            public List<Cookie> loadForRequest(HttpUrl url) {
                if (!thrown[0]) {
                    thrown[0] = true;
                    throw new IllegalStateException("the jar");
                }
                return List.of();
            }
        };
        OkHttpClient careless = client.newBuilder().cookieJar(jar).build();
        Request request = new Request.Builder().url(dead + "/a").build();
        assertThat(body(careless.newCall(request).execute())).isEqualTo("number 1");
    }

    /** A jar that does not tell the cache whose the cookies are. */
    @Case
    void whatSomebodyUnknownMayHaveChangedIsForgotten() throws IOException {
        serve("");
        boolean[] asked = {false};
        CookieJar jar = new CookieJar() {
            @Override
            public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {}

            @Override
            public List<Cookie> loadForRequest(HttpUrl url) {
                asked[0] = !asked[0];
                if (asked[0]) {
                    throw new IllegalStateException("the jar");
                }
                return Collections.emptyList();
            }
        };
        OkHttpClient unknown = client.newBuilder().cookieJar(jar).build();
        RequestBody change = RequestBody.create(MediaType.parse("text/plain"), "change");
        for (String method : List.of("POST", "PUT", "DELETE")) {
            String stored = get("/a");
            assertThat(get("/a")).isEqualTo(stored);
            body(unknown.newCall(request("/a").method(method, change).build()).execute());
            assertThat(get("/a")).isNotEqualTo(stored);
        }
    }

    @Case
    void whatAnEndpointGaveSaysSo() throws IOException {
        serve("");
        Response network = client.newCall(request("/a").build()).execute();
        assertThat(network.header("Cache-Status")).isEqualTo("failover; fwd=uri-miss; stored");
        assertThat(body(network)).isEqualTo("number 1");
        assertThat(network.networkResponse()).isNotNull();
    }

    /** What another client of the program has stored, which wants to see redirects. */
    @Case
    void aStoredRedirectIsForThoseWhoDoNotFollowIt() throws IOException {
        serve("");
        OkHttpClient looking = client.newBuilder().followRedirects(false).build();
        for (int i = 0; i < 2; i++) {
            Response moved = looking.newCall(request("/moved").build()).execute();
            moved.close();
            assertThat(moved.code()).isEqualTo(302);
        }
        assertThat(received).containsExactly("GET /moved");
        assertThat(get("/moved")).isEqualTo("number 3");
    }

    @Case
    void otherEndpointsOfTheServiceAnswerForEachOther() throws IOException {
        agent.accept(Engines.with(ON, TestServer.dead(), url()));
        assertThat(get("/a")).isEqualTo("number 1");
        assertThat(get("/a")).isEqualTo("number 1");
        assertThat(received).hasSize(1);
    }

    @Case
    void withoutTheCacheEveryCallAsks() throws IOException {
        agent.accept(Engines.with("", url()));
        assertThat(get("/a")).isEqualTo("number 1");
        assertThat(get("/a")).isEqualTo("number 2");
    }
}
