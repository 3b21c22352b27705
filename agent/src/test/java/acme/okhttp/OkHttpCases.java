package acme.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.failover.agent.DeafServer;
import dev.failover.agent.Engines;
import dev.failover.agent.ReadingThread;
import dev.failover.agent.Slammer;
import dev.failover.agent.TestServer;
import dev.failover.agent.TlsServer;
import dev.failover.agent.client.AgentEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.CertificatePinner;
import okhttp3.ConnectionPool;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;

/** What a program that uses OkHttp may expect; every case in whichever version of it this class was loaded with. */
public final class OkHttpCases implements AutoCloseable {
    private static final MediaType TEXT = MediaType.parse("text/plain");

    private final Consumer<AgentEngine> agent;
    private final TestServer first = new TestServer("A");
    private final TestServer second = new TestServer("B");
    private final ConnectionPool pool = new ConnectionPool(2, 1, TimeUnit.MINUTES);
    private final OkHttpClient client =
            new OkHttpClient.Builder().connectionPool(pool).build();

    /** A case, and the first version that has what it needs. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Case {
        String since() default "3.0";
    }

    public OkHttpCases(Consumer<AgentEngine> agent) throws IOException {
        this.agent = agent;
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
        client.dispatcher().executorService().shutdownNow();
    }

    private void serve(String settings) {
        agent.accept(Engines.with(settings, first.url(), second.url()));
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(first.url() + path);
    }

    private Response execute(Request request) throws IOException {
        return client.newCall(request).execute();
    }

    private int status(Request request) throws IOException {
        try (Response response = execute(request)) {
            return response.code();
        }
    }

    private static String body(Response response) throws IOException {
        try {
            return response.body().string();
        } finally {
            response.close();
        }
    }

    /** What comes of a call that was enqueued: the response, or the failure; and the thread that told it. */
    private static final class Told implements Callback {
        final CompletableFuture<Response> response = new CompletableFuture<>();
        volatile String thread = "";

        @Override
        public void onFailure(Call call, IOException failure) {
            thread = Thread.currentThread().getName();
            response.completeExceptionally(failure);
        }

        @Override
        public void onResponse(Call call, Response answer) {
            thread = Thread.currentThread().getName();
            response.complete(answer);
        }
    }

    private Told enqueue(Request request) {
        Told told = new Told();
        client.newCall(request).enqueue(told);
        return told;
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        try {
            future.get(20, TimeUnit.SECONDS);
            return null;
        } catch (Exception failure) {
            return failure.getCause();
        }
    }

    private static RequestBody text(String content) {
        return RequestBody.create(TEXT, content);
    }

    /** Which can be written once, as many that read from a stream. */
    private static RequestBody stream(String content) {
        ByteArrayInputStream in = new ByteArrayInputStream(content.getBytes());
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return TEXT;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeAll(Okio.source(in));
            }
        };
    }

    @Case
    void aReadGoesOnAtTheNextEndpointAfterAStatus() throws Exception {
        first.answering("503");
        serve("");
        Request request = request("/x?y=%20z").header("X-A", "1").build();
        Response response = execute(request);
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.request()).isSameAs(request);
        assertThat(body(response)).isEqualTo("B /x?y=%20z");
        assertThat(first.received()).hasSize(1);
    }

    /** Before 3.9 that was no bound of ours, and would be no other the next time. */
    @Case
    void whoConnectsInItsOwnTimeIsNotAskedOnceMore() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        int silent = HttpUrl.parse(first.url()).port();
        SocketFactory unreachable =
                new UnreachableSockets(address -> address.getPort() == silent && asked.incrementAndGet() > 0);
        serve("retry.max-attempts=2");
        OkHttpClient own = client.newBuilder()
                .socketFactory(unreachable)
                .connectTimeout(2_200, TimeUnit.MILLISECONDS)
                .retryOnConnectionFailure(false)
                .build();
        assertThatThrownBy(() -> own.newCall(request("/x").build()).execute())
                .isInstanceOf(SocketTimeoutException.class);
        boolean isTold = Arrays.stream(Interceptor.Chain.class.getMethods())
                .anyMatch(method -> method.getName().equals("withConnectTimeout"));
        assertThat(asked).hasValue(isTold ? 2 : 1);
    }

    @Case
    void aReadGoesOnAtTheNextEndpointAfterABrokenConnection() throws Exception {
        first.answering("reset");
        serve("");
        assertThat(body(execute(request("/x").build()))).isEqualTo("B /x");
    }

    @Case
    void aCallToADeadEndpointGoesToTheNextOne() throws Exception {
        first.close();
        serve("");
        assertThat(body(execute(request("/x").build()))).isEqualTo("B /x");
        assertThat(body(execute(request("/x").post(stream("order")).build()))).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("GET /x", "POST /x order");
    }

    @Case
    void anEnqueuedCallGoesToTheNextEndpoint() throws Exception {
        first.answering("503");
        serve("");
        Told told = enqueue(request("/x").build());
        assertThat(body(told.response.get(20, TimeUnit.SECONDS))).isEqualTo("B /x");
        assertThat(told.thread).startsWith("OkHttp http://127.0.0.1");
        assertThat(client.dispatcher().runningCallsCount()).isLessThanOrEqualTo(1);
    }

    @Case
    void theFirstAttemptIsWhatItWasWithoutUs() throws Exception {
        Request request =
                request("/x?a=b c&d").header("Accept", "x").put(text("body")).build();
        body(execute(request));
        serve("");
        body(execute(request));
        assertThat(first.heads()).hasSize(2);
        assertThat(first.heads().get(1)).isEqualTo(first.heads().get(0));
        assertThat(first.received()).containsExactly("PUT /x?a=b%20c&d body", "PUT /x?a=b%20c&d body");
    }

    /** An address names one machine: the other one is asked as what it is. */
    @Case
    void theOtherEndpointIsAskedAsItself() throws Exception {
        first.answering("503");
        serve("");
        body(execute(request("/x").header("Accept", "x").put(text("body")).build()));
        assertThat(second.heads().get(0))
                .contains("Accept: x\n", "Host: " + second.url().substring(7) + "\n");
    }

    @Case
    void anEndpointWithANameIsAskedByIt() throws Exception {
        String named = second.url().replace("127.0.0.1", "b.orders.test");
        agent.accept(Engines.of(first.url(), named));
        first.answering("503");
        OkHttpClient own = client.newBuilder()
                .dns(host -> Collections.singletonList(InetAddress.getLoopbackAddress()))
                .build();
        Request request = request("/x").build();
        Response response = own.newCall(request).execute();
        assertThat(response.request()).isSameAs(request);
        assertThat(body(response)).isEqualTo("B /x");
        body(own.newCall(request("/x").header("Host", "own").build()).execute());
        assertThat(second.heads().get(0)).contains("Host: " + named.substring(7) + "\n");
        assertThat(second.heads().get(1)).contains("Host: own\n");
    }

    @Case
    void whatOnlyFitsAPatternGoesToTheEndpoints() throws Exception {
        first.answering("503");
        serve("match=http://orders.test/");
        Request request = new Request.Builder().url("http://orders.test/x?y").build();
        Response response = execute(request);
        assertThat(response.request()).isSameAs(request);
        assertThat(body(response)).isEqualTo("B /x?y");
        assertThat(first.heads().get(0)).contains("Host: orders.test\n");
        assertThat(second.heads().get(0)).contains("Host: orders.test\n");
    }

    @Case
    void aBasePathIsThatOfTheEndpoint() throws Exception {
        agent.accept(Engines.of(first.url() + "/one", second.url() + "/two/2"));
        first.answering("503");
        Request request = request("/one/x?y").build();
        Response response = execute(request);
        assertThat(response.request()).isSameAs(request);
        assertThat(body(response)).isEqualTo("B /two/2/x?y");
        assertThat(second.received()).containsExactly("GET /two/2/x?y");
    }

    @Case
    void aPostIsSentOnce() throws Exception {
        serve("");
        assertThat(status(request("/answer/503").post(text("order")).build())).isEqualTo(503);
        assertThatThrownBy(() ->
                        execute(request("/answer/reset").post(text("order")).build()))
                .isInstanceOf(IOException.class);
        assertThat(second.received()).isEmpty();
    }

    @Case
    void anIdempotencyKeyMakesAPostRepeatable() throws Exception {
        first.answering("503");
        serve("");
        body(execute(
                request("/x").header("Idempotency-Key", "1").post(text("order")).build()));
        assertThat(second.received()).containsExactly("POST /x order");
    }

    @Case
    void aBodyThatCanBeWrittenOnceIsSentOnce() throws Exception {
        first.answering("503");
        serve("");
        assertThat(status(request("/x").put(stream("hello")).build())).isEqualTo(503);
        RequestBody part = new MultipartBody.Builder()
                .addFormDataPart("a", "b", stream("hello"))
                .build();
        assertThat(status(request("/x").put(part).build())).isEqualTo(503);
        assertThat(second.received()).isEmpty();
    }

    @Case
    void aBodyThatCanBeWrittenAgainIsSentAgain() throws Exception {
        first.answering("503");
        serve("");
        assertThat(body(execute(request("/x").put(text("hello")).build()))).isEqualTo("B /x");
        assertThat(second.received()).containsExactly("PUT /x hello");
    }

    @Case(since = "3.5")
    void aMultipartBodyOfSuchIsSentAgain() throws Exception {
        first.answering("503");
        serve("");
        RequestBody parts = new MultipartBody.Builder("b")
                .addFormDataPart("a", "1")
                .addFormDataPart("b", "f", text("2"))
                .build();
        assertThat(body(execute(request("/x").put(parts).build()))).isEqualTo("B /x");
    }

    @Case
    void theLastAnswerIsHandedOver() throws Exception {
        first.answering("503");
        second.answering("500");
        serve("retry.on-status=500,503;retry.max-attempts=2");
        Response response = execute(request("/x").build());
        assertThat(response.code()).isEqualTo(500);
        assertThat(body(response)).isEqualTo("error of B");
    }

    /** From 3.14 on no other request can be made before its body is read: it must be kept. */
    @Case
    void anAnswerIsHandedOverWhenOnlyFailuresFollow() throws Exception {
        first.answering("503");
        second.close();
        serve("");
        Request request = request("/x").build();
        Response response = execute(request);
        assertThat(response.code()).isEqualTo(503);
        assertThat(response.request()).isSameAs(request);
        assertThat(body(response)).isEqualTo("error of A");
    }

    @Case
    void anAnswerThatIsTooLongToBeKeptIsHandedOver() throws Exception {
        first.answering("503-long");
        serve("");
        assertThat(body(execute(request("/x").build()))).hasSize(TestServer.LONG);
        assertThat(second.received()).isEmpty();
    }

    /** A program that only looks at the status would wait for as long as the server likes. */
    @Case
    void anAnswerThatComesSlowlyIsHandedOverAsItComes() throws Exception {
        first.answering("503-dripping");
        agent.accept(Engines.steady("", first.url(), second.url()));
        Response response = execute(request("/x").build());
        assertThat(response.code()).isEqualTo(503);
        assertThat(body(response)).hasSize(TestServer.DRIPS);
        assertThat(second.received()).isEmpty();
    }

    @Case
    void anAnswerThatDoesNotComeIsDropped() throws Exception {
        first.answering("503-stalling");
        agent.accept(Engines.hasty("", first.url(), second.url()));
        OkHttpClient patient =
                client.newBuilder().readTimeout(0, TimeUnit.SECONDS).build();
        Told told = new Told();
        patient.newCall(request("/x").build()).enqueue(told);
        assertThat(body(told.response.get(20, TimeUnit.SECONDS))).isEqualTo("B /x");
        first.awaitClosed();
    }

    /** The program reads what has come of it, and hears of the end there. */
    @Case
    void anAnswerThatBreaksOffIsAnAnswer() throws Exception {
        first.answering("503-half");
        agent.accept(Engines.with("retry.budget.ratio=0%;retry.budget.floor=0", first.url(), second.url()));
        try (Response response = execute(request("/x").build())) {
            assertThat(response.code()).isEqualTo(503);
            assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
        }
        serve("");
        assertThat(body(execute(request("/x").build()))).isEqualTo("B /x");
    }

    @Case
    void whenAllFailTheProgramGetsTheFailureOfTheFirst() throws Exception {
        first.close();
        second.answering("reset");
        serve("");
        assertThatThrownBy(() -> execute(request("/x").build()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(first.url().substring(17));
        assertThat(failureOf(enqueue(request("/x").build()).response)).isInstanceOf(ConnectException.class);
    }

    @Case
    void droppedAnswersLeaveThePoolWhole() throws Exception {
        first.answering("503");
        serve("breaker.mode=disabled");
        for (int i = 0; i < 20; i++) {
            assertThat(body(execute(request("/x").build()))).isEqualTo("B /x");
        }
        assertThat(first.received()).hasSize(20);
        assertThat(pool.connectionCount()).isEqualTo(2);
        assertThat(pool.idleConnectionCount()).isEqualTo(2);
        assertThat(client.dispatcher().runningCallsCount()).isZero();
    }

    @Case
    void theProgramsInterceptorsRunOncePerCall() throws Exception {
        first.answering("503");
        serve("");
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Interceptor outer = chain -> {
            Response response = chain.proceed(chain.request());
            seen.add(chain.request().url().encodedPath() + " " + response.code());
            if (response.code() >= 500) {
                throw new IOException("it makes an exception of it");
            }
            return response;
        };
        Interceptor choosesHost = chain -> chain.proceed(
                chain.request().newBuilder().url(first.url() + "/chosen").build());
        List<String> onTheWire = Collections.synchronizedList(new ArrayList<>());
        OkHttpClient own = client.newBuilder()
                .addInterceptor(outer)
                .addInterceptor(choosesHost)
                .addNetworkInterceptor(chain -> {
                    onTheWire.add(chain.request().url().toString());
                    return chain.proceed(chain.request());
                })
                .build();
        Request request = new Request.Builder().url("http://nowhere.test/x").build();
        assertThat(body(own.newCall(request).execute())).isEqualTo("B /chosen");
        assertThat(seen).containsExactly("/x 200");
        assertThat(onTheWire).containsExactly(first.url() + "/chosen", second.url() + "/chosen");
    }

    @Case
    void cookiesBelongToTheUrlOfTheProgram() throws Exception {
        first.answering("503");
        second.answering("cookie");
        serve("match=http://orders.test/");
        List<String> stored = Collections.synchronizedList(new ArrayList<>());
        OkHttpClient own = client.newBuilder()
                .cookieJar(new CookieJar() {
                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                        stored.add(url + " " + cookies.get(0).name());
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return url.host().equals("orders.test")
                                ? Collections.singletonList(Cookie.parse(url, "of=program"))
                                : Collections.emptyList();
                    }
                })
                .build();
        Request request = new Request.Builder().url("http://orders.test/x").build();
        body(own.newCall(request).execute());
        assertThat(stored).containsExactly("http://orders.test/x id");
        assertThat(first.heads().get(0)).contains("Cookie: of=program\n");
        assertThat(second.heads().get(0)).contains("Cookie: of=program\n");
    }

    /** What another endpoint answered is there for the URL that the program asks for again. */
    @Case
    void theCacheKnowsTheUrlOfTheProgram() throws Exception {
        first.answering("503");
        second.answering("cacheable");
        serve("");
        Path directory = Files.createTempDirectory("cache");
        try (Cache cache = new Cache(directory.toFile(), 100_000)) {
            OkHttpClient own = client.newBuilder().cache(cache).build();
            Request request = request("/x").build();
            assertThat(body(own.newCall(request).execute())).isEqualTo("B /x");
            Response again = own.newCall(request).execute();
            assertThat(again.networkResponse()).isNull();
            assertThat(again.request()).isSameAs(request);
            assertThat(body(again)).isEqualTo("B /x");
            assertThat(first.received()).hasSize(1);
            assertThat(second.received()).hasSize(1);
            cache.delete();
        }
    }

    @Case
    void aRedirectAtTheOtherEndpointIsFollowedThere() throws Exception {
        first.close();
        serve("");
        Response response = execute(request("/answer/redirect").build());
        assertThat(response.request().url().toString()).isEqualTo(first.url() + "/moved?x=1");
        assertThat(response.priorResponse()).isNotNull();
        assertThat(body(response)).isEqualTo("B /moved?x=1");
    }

    @Case
    void aRedirectBelongsToItsAttempt() throws Exception {
        serve("match=http://orders.test/");
        Request request =
                new Request.Builder().url("http://orders.test/answer/redirect").build();
        Response response = execute(request);
        assertThat(response.request().url().toString()).isEqualTo("http://orders.test/moved?x=1");
        assertThat(body(response)).isEqualTo("A /moved?x=1");
        assertThat(first.received()).hasSize(2);
    }

    /** The request was out, even if connecting is what failed. */
    @Case
    void aPostWhoseRedirectFailsIsNotSentAgain() throws Exception {
        serve("");
        assertThatThrownBy(() -> execute(
                        request("/answer/redirect-nowhere").post(text("order")).build()))
                .isInstanceOf(ConnectException.class);
        assertThat(second.received()).isEmpty();
    }

    /** The servers have answered, and often: another one would lead round in circles too. */
    @Case
    void redirectsWithoutEndAreNotFollowedAgain() throws Exception {
        first.answering("redirect-round");
        second.answering("redirect-round");
        serve("");
        assertThatThrownBy(() -> execute(request("/x").build())).isExactlyInstanceOf(ProtocolException.class);
        assertThat(first.received()).hasSize(21);
        assertThat(second.received()).isEmpty();
    }

    /** A certificate for an address is for no other one. */
    @Case
    void anAddressIsAskedByTlsAsItselfIfTheProgramUsedOne() throws Exception {
        TlsServer.Identity identity = TlsServer.Identity.of("ip:127.0.0.1");
        try (TlsServer other = new TlsServer(identity, 200, "B")) {
            String down =
                    "https://127.0.0.9:" + HttpUrl.parse(TestServer.dead()).port();
            agent.accept(Engines.of(down, other.url()));
            OkHttpClient own = client.newBuilder()
                    .sslSocketFactory(identity.context().getSocketFactory(), identity.trust())
                    .build();
            assertThat(body(own.newCall(new Request.Builder().url(down + "/x").build())
                            .execute()))
                    .isEqualTo("B");
        }
    }

    @Case(since = "3.9")
    void aServerThatNeverAnswersIsLeftInTime() throws Exception {
        first.answering("nothing");
        serve("timeout.attempt=500ms;" + Engines.AGAIN);
        assertThat(body(execute(request("/x").build()))).isEqualTo("B /x");
    }

    /** Even if the program would wait for ever. */
    @Case
    void anAttemptIsBrokenOffWhoseTimeIsOver() throws Exception {
        first.answering("nothing");
        second.answering("nothing");
        serve("timeout.attempt=300ms");
        Told told = new Told();
        client.newBuilder()
                .readTimeout(0, TimeUnit.SECONDS)
                .build()
                .newCall(request("/x").build())
                .enqueue(told);
        assertThat(failureOf(told.response)).isExactlyInstanceOf(SocketTimeoutException.class);
        assertThat(first.received()).isNotEmpty();
    }

    /** Even in the midst of a body: a secure socket would wait for the thread that writes. */
    @Case
    void aServerThatReadsNothingIsLeft() throws Exception {
        TlsServer.Identity identity = TlsServer.Identity.of("ip:127.0.0.1");
        try (DeafServer deaf = new DeafServer(identity);
                TlsServer other = new TlsServer(identity, 200, "B")) {
            String url = "https://127.0.0.1:" + deaf.port();
            agent.accept(Engines.with("timeout.attempt=3s;" + Engines.AGAIN, url, other.url()));
            Told told = new Told();
            client.newBuilder()
                    .sslSocketFactory(identity.context().getSocketFactory(), identity.trust())
                    .readTimeout(0, TimeUnit.SECONDS)
                    .writeTimeout(0, TimeUnit.SECONDS)
                    .build()
                    .newCall(new Request.Builder()
                            .url(url + "/x")
                            .put(RequestBody.create(TEXT, new byte[DeafServer.LONG]))
                            .build())
                    .enqueue(told);
            assertThat(body(told.response.get(60, TimeUnit.SECONDS))).isEqualTo("B");
        }
    }

    /** What OkHttp does then may block the thread that minds the time-outs of all clients. */
    @Case(since = "3.9")
    void anAttemptIsBrokenOffBeforeItsTimeToWriteIsOver() throws Exception {
        serve("timeout.attempt=2s");
        AtomicReference<Interceptor.Chain> network = new AtomicReference<>();
        OkHttpClient own = client.newBuilder()
                .writeTimeout(0, TimeUnit.SECONDS)
                .addNetworkInterceptor(chain -> {
                    network.set(chain);
                    return chain.proceed(chain.request());
                })
                .build();
        assertThat(body(own.newCall(request("/x").build()).execute())).isEqualTo("A /x");
        Object millis = Interceptor.Chain.class.getMethod("writeTimeoutMillis").invoke(network.get());
        assertThat(millis).isEqualTo(3000);
    }

    @Case(since = "3.9")
    void onceTheAnswerIsThereTheProgramsOwnTimeoutCounts() throws Exception {
        serve("timeout.attempt=2s");
        AtomicReference<Interceptor.Chain> network = new AtomicReference<>();
        OkHttpClient own = client.newBuilder()
                .readTimeout(7, TimeUnit.SECONDS)
                .addNetworkInterceptor(chain -> {
                    network.set(chain);
                    assertThat(chain.connection().socket().getSoTimeout()).isEqualTo(2000);
                    return chain.proceed(chain.request());
                })
                .build();
        Response response = own.newCall(request("/x").build()).execute();
        assertThat(response.body().source().timeout().timeoutNanos()).isEqualTo(7_000_000_000L);
        assertThat(network.get().connection().socket().getSoTimeout()).isEqualTo(7000);
        assertThat(body(response)).isEqualTo("A /x");
    }

    @Case(since = "3.9")
    void theProgramsOwnTimeoutsAreNotLoosened() throws Exception {
        serve("timeout.attempt=20s;timeout.connect=20s");
        OkHttpClient own = client.newBuilder()
                .readTimeout(7, TimeUnit.SECONDS)
                .addNetworkInterceptor(chain -> {
                    assertThat(chain.connection().socket().getSoTimeout()).isEqualTo(7000);
                    return chain.proceed(chain.request());
                })
                .build();
        assertThat(body(own.newCall(request("/x").build()).execute())).isEqualTo("A /x");
    }

    @Case
    void aCancelledCallEndsAndNothingIsSentAfterwards() throws Exception {
        first.answering("nothing");
        serve("");
        Told told = new Told();
        Call call = client.newCall(request("/x").build());
        call.enqueue(told);
        first.awaitRequest();
        call.cancel();
        assertThat(failureOf(told.response)).isInstanceOf(IOException.class);
        assertThat(second.received()).isEmpty();
    }

    /** And not the answer that was kept before. */
    @Case
    void aCallThatIsCancelledInItsSecondAttemptFails() throws Exception {
        first.answering("503");
        second.answering("nothing");
        serve("");
        Told told = new Told();
        Call call = client.newCall(request("/x").build());
        call.enqueue(told);
        second.awaitRequest();
        call.cancel();
        assertThat(failureOf(told.response)).isInstanceOf(IOException.class);
        assertThat(first.received()).hasSize(1);
    }

    @Case
    void aCancelledCallDoesNotWaitForItsNextAttempt() throws Exception {
        first.answering("503");
        second.answering("503");
        serve("retry.max-attempts=5;retry.base-delay=1h;retry.max-delay=1h;retry.jitter=0");
        Told told = new Told();
        Call call = client.newCall(request("/x").build());
        call.enqueue(told);
        second.awaitRequest();
        call.cancel();
        assertThat(failureOf(told.response)).isInstanceOf(IOException.class);
    }

    private OkHttpClient giving(long millis) throws ReflectiveOperationException {
        OkHttpClient.Builder builder = client.newBuilder();
        builder.getClass()
                .getMethod("callTimeout", long.class, TimeUnit.class)
                .invoke(builder, millis, TimeUnit.MILLISECONDS);
        return builder.build();
    }

    @Case(since = "3.12")
    void theTimeOfACallBoundsAllItsAttempts() throws Exception {
        first.answering("503");
        second.answering("nothing");
        serve("");
        OkHttpClient own = giving(300);
        assertThatThrownBy(() -> own.newCall(request("/x").build()).execute())
                .isExactlyInstanceOf(InterruptedIOException.class)
                .hasMessage("timeout");
    }

    /** The program gets the answer that is there. */
    @Case(since = "3.12")
    void noPauseIsLongerThanTheTimeOfACall() throws Exception {
        first.answering("503");
        second.answering("503");
        serve("retry.max-attempts=5;retry.base-delay=1h;retry.max-delay=1h;retry.jitter=0");
        assertThat(giving(60_000).newCall(request("/x").build()).execute().code())
                .isEqualTo(503);
    }

    @Case
    void anInterruptEndsTheWait() throws Exception {
        first.answering("503");
        second.answering("503");
        serve("retry.max-attempts=5;retry.base-delay=1h;retry.max-delay=1h;retry.jitter=0");
        CompletableFuture<Response> got = new CompletableFuture<>();
        Thread sending = new Thread(() -> {
            try {
                got.complete(execute(request("/x").build()));
            } catch (IOException failure) {
                got.completeExceptionally(failure);
            }
        });
        sending.start();
        ReadingThread.awaitPause(sending);
        sending.interrupt();
        // What has come so far: nobody knows of a wait.
        assertThat(got.get(20, TimeUnit.SECONDS).code()).isEqualTo(503);
    }

    @Case
    void anInterruptEndsTheWaitBeforeTheFirstAttempt() throws Exception {
        serve("limiter.rate=1/h;limiter.burst=1;limiter.wait=2h");
        body(execute(request("/x").build()));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> execute(request("/x").build())).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(first.received()).hasSize(1);
    }

    @Case
    void anInterruptWhileAnAnswerIsAwaitedLetsNoFurtherAttemptBegin() throws Exception {
        // Longer than a busy machine can keep the other thread from its turn.
        serve("timeout.attempt=2s");
        execute(request("/warm").build()).close();
        first.answering("nothing");
        Thread caller = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            while (first.received().size() < 2) {
                Thread.yield();
            }
            caller.interrupt();
        });
        interrupting.start();

        Throwable said = catchThrowable(() -> execute(request("/x").build()));

        boolean kept = Thread.interrupted();
        // The latter where the connection was broken off before OkHttp's own time to read was over, and OkHttp, which
        // repeats
        // that by itself, was about to connect again.
        assertThat(said).isInstanceOfAny(InterruptedIOException.class, InterruptedException.class);
        // The oldest OkHttp looks at the flag itself, and takes it.
        assertThat(kept || !(said instanceof SocketTimeoutException)).isTrue();
        assertThat(second.received()).isEmpty();
        interrupting.join();
    }

    /** Waiting for a connection, OkHttp throws from 5.0 on what no Java program can catch by name. */
    @Case
    void anInterruptWhileOkHttpConnectsIsSaidByOkHttp() {
        String without = saidToAnInterrupt();
        serve("");
        assertThat(saidToAnInterrupt()).isEqualTo(without).contains("nterrupted");
        assertThat(first.received()).isEmpty();
        assertThat(second.received()).isEmpty();
    }

    private String saidToAnInterrupt() {
        Thread.currentThread().interrupt();
        Throwable said = catchThrowable(() -> execute(request("/x").build()));
        return said + ", interrupted still: " + Thread.interrupted();
    }

    @Case
    void aCallThatIsTurnedAwayLooksLikeADeadServer() throws Exception {
        serve("limiter.rate=1/h;limiter.burst=1;limiter.wait=0");
        assertThat(body(execute(request("/x").build()))).isEqualTo("A /x");
        assertThatThrownBy(() -> execute(request("/x").build())).isExactlyInstanceOf(ConnectException.class);
        assertThat(first.received()).hasSize(1);
    }

    /** It lies in no cache, and no server was asked. */
    @Case
    void whatOkHttpAnswersByItselfIsNoFailureOfAnEndpoint() throws Exception {
        serve("retry.on-status=503,504");
        Response response =
                execute(request("/x").header("Cache-Control", "only-if-cached").build());
        assertThat(response.code()).isEqualTo(504);
        response.close();
        assertThat(first.received()).isEmpty();
        assertThat(second.received()).isEmpty();
    }

    /** As an authenticator does that fetches a token: on the same thread, in the middle of an attempt. */
    @Case
    void aCallInTheMiddleOfAnAttemptGoesWhereItIsAddressed() throws Exception {
        try (TestServer tokens = new TestServer("T")) {
            first.answering("503");
            second.answering("401");
            serve("match=http://orders.test/");
            List<String> fetched = new ArrayList<>();
            OkHttpClient own = client.newBuilder()
                    .authenticator((route, response) -> {
                        Request token = new Request.Builder()
                                .url(tokens.url() + "/token")
                                .build();
                        fetched.add(body(execute(token)));
                        Request mine = new Request.Builder()
                                .url("http://orders.test/token")
                                .build();
                        fetched.add(String.valueOf(status(mine)));
                        return null;
                    })
                    .build();
            Request request = new Request.Builder().url("http://orders.test/x").build();
            Response response = own.newCall(request).execute();
            response.close();
            assertThat(response.code()).isEqualTo(401);
            assertThat(fetched).containsExactly("T /token", "401");
            assertThat(tokens.received()).containsExactly("GET /token");
            assertThat(second.received()).containsExactly("GET /x", "GET /token");
        }
    }

    @Case
    void otherHostsAreLeftAlone() throws Exception {
        first.answering("503");
        agent.accept(Engines.of(second.url()));
        assertThat(status(request("/x").build())).isEqualTo(503);
        assertThat(second.received()).isEmpty();
    }

    @Case
    void observeModeSendsWhatTheProgramSent() throws Exception {
        first.answering("503");
        serve("mode=observe");
        assertThat(body(execute(request("/x").build()))).isEqualTo("error of A");
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).isEmpty();
    }

    @Case
    void manyCallsAtOnceGoOnAtTheNextEndpoint() throws Exception {
        first.answering("503");
        serve("");
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(enqueue(request("/" + i).build()));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(body(all.get(i).response.get(20, TimeUnit.SECONDS))).isEqualTo("B /" + i);
        }
    }

    /** What one thread notes of its attempt, another call's must not see. */
    @Case
    void aCallOfAnotherThreadIsItsOwn() throws Exception {
        first.answering("503");
        serve("");
        OkHttpClient own = client.newBuilder()
                .addNetworkInterceptor(chain -> {
                    if (chain.request().url().encodedPath().equals("/outer")) {
                        Thread other = new Thread(() -> {
                            try {
                                body(execute(request("/inner").build()));
                            } catch (IOException failure) {
                                throw new IllegalStateException(failure);
                            }
                        });
                        other.start();
                        try {
                            other.join(20_000);
                        } catch (InterruptedException stopped) {
                            throw new IOException(stopped);
                        }
                    }
                    return chain.proceed(chain.request());
                })
                .build();
        assertThat(body(own.newCall(request("/outer").build()).execute())).isEqualTo("B /outer");
        assertThat(second.received()).contains("GET /inner", "GET /outer");
    }

    /** As often as it takes for a circuit breaker to open. */
    @Case
    void aNetworkInterceptorThatThrowsEndsTheCallAndBlamesNobody() throws Exception {
        serve("");
        List<String> asked = new ArrayList<>();
        OkHttpClient own = client.newBuilder()
                .addNetworkInterceptor(chain -> {
                    asked.add(chain.request().url().encodedPath());
                    throw new IOException("not today");
                })
                .build();
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> own.newCall(request("/x").build()).execute())
                    .hasMessage("not today");
        }
        assertThat(asked).hasSize(6);
        assertThat(body(execute(request("/y").build()))).isEqualTo("A /y");
    }

    /** What it reads comes from the endpoint. */
    @Case
    void aNetworkInterceptorThatCannotReadAnAnswerIsNotToBlame() throws Exception {
        first.answering("half");
        serve("");
        OkHttpClient own = client.newBuilder()
                .addNetworkInterceptor(chain -> {
                    Response response = chain.proceed(chain.request());
                    response.peekBody(100);
                    return response;
                })
                .build();
        Response response = own.newCall(request("/x").build()).execute();
        assertThat(body(response)).isEqualTo("B /x");
    }

    @Case
    void anAuthenticatorThatFailsEndsTheCall() throws Exception {
        first.answering("401");
        second.answering("401");
        serve("");
        IOException noToken = new IOException("no token");
        List<String> asked = new ArrayList<>();
        OkHttpClient own = client.newBuilder()
                .authenticator((route, response) -> {
                    asked.add(response.request().url().encodedPath());
                    noToken.fillInStackTrace();
                    throw noToken;
                })
                .build();
        assertThatThrownBy(() -> own.newCall(request("/x").build()).execute()).isSameAs(noToken);
        assertThat(asked).containsExactly("/x");
    }

    @Case
    void anAuthenticatorWhoseOwnCallFailsEndsTheCall() throws Exception {
        first.answering("401");
        second.answering("401");
        serve("");
        List<IOException> failures = new ArrayList<>();
        try (Slammer tokens = new Slammer()) {
            OkHttpClient own = client.newBuilder()
                    .authenticator((route, response) -> {
                        try {
                            execute(new Request.Builder().url(tokens.url()).build());
                        } catch (IOException failure) {
                            failures.add(failure);
                            throw failure;
                        }
                        return null;
                    })
                    .build();
            Throwable told =
                    catchThrowable(() -> own.newCall(request("/x").build()).execute());
            assertThat(failures).hasSize(1);
            assertThat(told).isSameAs(failures.get(0));
        }
    }

    /** The certificate is for the name that the program used, and so are the pins. */
    @Case
    void anAddressIsAskedByTlsInTheNameOfTheProgram() throws Exception {
        TlsServer.Identity identity = TlsServer.Identity.of("orders.test");
        try (TlsServer one = new TlsServer(identity, 503, "A");
                TlsServer other = new TlsServer(identity, 200, "B")) {
            agent.accept(Engines.with("match=https://orders.test/;breaker.mode=disabled", one.url(), other.url()));
            OkHttpClient own = client.newBuilder()
                    .sslSocketFactory(identity.context().getSocketFactory(), identity.trust())
                    .certificatePinner(new CertificatePinner.Builder()
                            .add("orders.test", CertificatePinner.pin(identity.certificate()))
                            .build())
                    .build();
            Request request = new Request.Builder().url("https://orders.test/x").build();
            for (int i = 0; i < 3; i++) {
                Response response = own.newCall(request).execute();
                assertThat(response.request()).isSameAs(request);
                assertThat(body(response)).isEqualTo("B");
            }
            assertThat(one.names()).hasSize(3).containsOnly("orders.test orders.test");
            assertThat(other.names()).hasSize(3).containsOnly("orders.test orders.test");
            assertThat(pool.connectionCount()).isEqualTo(2);
        }
    }

    @Case
    void aServerWithAnotherCertificateIsNotAsked() throws Exception {
        TlsServer.Identity identity = TlsServer.Identity.of("orders.test");
        try (TlsServer one = new TlsServer(identity, 200, "A")) {
            agent.accept(Engines.with("match=https://orders.test/,https://others.test/", one.url()));
            OkHttpClient own = client.newBuilder()
                    .sslSocketFactory(identity.context().getSocketFactory(), identity.trust())
                    .build();
            Request others = new Request.Builder().url("https://others.test/x").build();
            assertThatThrownBy(() -> own.newCall(others).execute()).isInstanceOf(SSLPeerUnverifiedException.class);

            OkHttpClient pinned = own.newBuilder()
                    .certificatePinner(new CertificatePinner.Builder()
                            .add("orders.test", "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                            .build())
                    .build();
            Request orders = new Request.Builder().url("https://orders.test/x").build();
            assertThatThrownBy(() -> pinned.newCall(orders).execute()).isInstanceOf(SSLPeerUnverifiedException.class);
            assertThat(one.names()).isEmpty();
            assertThat(body(own.newCall(orders).execute())).isEqualTo("A");
        }
    }

    /** Says that it is so long, writes three bytes and fails then, if it does. */
    private static RequestBody broken(long length, boolean fails) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return TEXT;
            }

            @Override
            public long contentLength() {
                return length;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8("abc");
                if (fails) {
                    throw new IOException("disk");
                }
            }
        };
    }

    @Case
    void aBodyThatFailsIsHeldAgainstNoEndpoint() throws IOException {
        serve("");
        for (int i = 0; i < 7; i++) {
            assertThatThrownBy(
                            () -> execute(request("/x").post(broken(-1, true)).build()))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("disk")
                    .hasNoCause();
        }
        assertThat(body(execute(request("/ok").build()))).isEqualTo("A /ok");
    }

    @Case
    void norIsOneOfAnotherLengthThanItSaid() throws IOException {
        serve("");
        for (int i = 0; i < 7; i++) {
            long length = i % 2 == 0 ? 2 : 5;
            assertThatThrownBy(() ->
                            execute(request("/x").post(broken(length, false)).build()))
                    .isExactlyInstanceOf(ProtocolException.class);
        }
        // OkHttp 3.14 keeps such a connection, with the answer to what it has sent.
        assertThat(body(execute(request("/ok").build()))).startsWith("A ");
    }

    @Case
    void aConnectionThatBreaksUnderABodyIsHeldAgainstTheEndpoint() throws IOException {
        try (Slammer slammer = new Slammer()) {
            agent.accept(Engines.with("", slammer.url(), second.url()));
            RequestBody large = RequestBody.create(TEXT, new byte[20_000_000]);
            Request request =
                    new Request.Builder().url(slammer.url() + "/x").post(large).build();
            for (int i = 0; i < 7; i++) {
                try {
                    status(request);
                } catch (IOException broken) {
                    // Until the breaker opens.
                }
            }
            assertThat(second.received()).isNotEmpty();
        }
    }
}
