package dev.failover.agent.client.apacheasync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Eventually;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ApacheCacheCases;
import dev.failover.agent.client.apache4.Users;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.client.HttpAsyncClient;
import org.apache.http.nio.client.methods.AsyncByteConsumer;
import org.apache.http.nio.client.methods.HttpAsyncMethods;
import org.apache.http.nio.protocol.BasicAsyncResponseConsumer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.nio.reactor.IOReactorException;
import org.apache.http.protocol.HttpContext;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.Test;

/** An Apache HttpAsyncClient 4 with the cache of its service. */
class ApacheAsyncCacheTest extends ApacheCacheCases {
    private PoolingNHttpClientConnectionManager pool;
    private CloseableHttpAsyncClient client;
    private AsyncExecute woven;

    private void open(UnaryOperator<HttpAsyncClientBuilder> how) {
        try {
            pool = new PoolingNHttpClientConnectionManager(new DefaultConnectingIOReactor());
        } catch (IOReactorException impossible) {
            throw new IllegalStateException(impossible);
        }
        pool.setDefaultMaxPerRoute(2);
        client = how.apply(HttpAsyncClients.custom().setConnectionManager(pool)).build();
        client.start();
    }

    @Override
    protected void open(AgentEngine of) {
        woven = new AsyncExecute(of);
        open(builder -> builder);
    }

    @Override
    protected boolean validatesBehind() {
        return true;
    }

    @Override
    protected void openAs(AgentEngine of, String what, String user) {
        open(builder -> {
            switch (what) {
                case "cookie":
                    return builder.setDefaultCookieStore(Users.cookies(user));
                case "credentials":
                    return builder.setDefaultCredentialsProvider(Users.credentials(user));
                case "realms":
                    return builder.setDefaultCredentialsProvider(Users.credentialsForRealms(user));
                default:
                    return builder.setDefaultHeaders(List.of(new BasicHeader("X-Api-Key", user)));
            }
        });
    }

    @Override
    protected void openAsUnknown(AgentEngine of) {
        woven = new AsyncExecute(of);
        open(builder -> builder.addInterceptorLast((HttpRequestInterceptor)
                (HttpRequest request, HttpContext context) -> request.addHeader("X-Token", "a")));
    }

    @Override
    protected void closeClient() throws IOException {
        client.close();
    }

    @Override
    protected int leased() {
        return pool.getTotalStats().getLeased();
    }

    @Override
    protected Got send(String method, String url, String... fields) throws Exception {
        RequestBuilder request = RequestBuilder.create(method).setUri(url);
        for (String field : fields) {
            String[] parts = field.split(": ", 2);
            request.addHeader(parts[0], parts[1]);
        }
        if (method.startsWith("P")) {
            request.setEntity(new StringEntity("change"));
        }
        return Users.got(send(request.build(), null, null));
    }

    private HttpResponse send(HttpUriRequest request, HttpContext context, FutureCallback<HttpResponse> callback)
            throws Exception {
        return execute(client, request, new BasicAsyncResponseConsumer(), context, callback)
                .get(20, TimeUnit.SECONDS);
    }

    /** As the woven method: asks the handler, and else does what it always did. */
    @SuppressWarnings("unchecked")
    private <T> Future<T> execute(
            HttpAsyncClient asked,
            HttpUriRequest request,
            HttpAsyncResponseConsumer<T> consumer,
            HttpContext context,
            FutureCallback<T> callback)
            throws Exception {
        URI uri = request.getURI();
        HttpHost target = new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme());
        Object[] answer =
                woven.enter(asked, HttpAsyncMethods.create(target, request), consumer, context, callback, null, null);
        if (answer[1] != null) {
            throw (Exception) answer[1];
        }
        return (Future<T>) answer[0];
    }

    private HttpGet get() {
        return new HttpGet(url("/x"));
    }

    /** What a consumer and a callback hear, in order. */
    private static final class Heard extends AsyncByteConsumer<String> {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final CountDownLatch seen = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        private final StringBuilder body = new StringBuilder();

        @Override
        protected void onResponseReceived(HttpResponse response) {
            calls.add("head " + response.getStatusLine());
        }

        @Override
        protected void onByteReceived(ByteBuffer bytes, IOControl control) {
            body.append(StandardCharsets.UTF_8.decode(bytes));
            seen.countDown();
        }

        @Override
        protected String buildResult(HttpContext context) {
            calls.add("body " + body);
            return body.toString();
        }

        FutureCallback<String> callback() {
            return new FutureCallback<>() {
                @Override
                public void completed(String result) {
                    calls.add("completed " + result);
                }

                @Override
                public void failed(Exception failure) {
                    calls.add("failed");
                }

                @Override
                public void cancelled() {
                    calls.add("cancelled");
                }
            };
        }

        @Override
        protected void releaseResources() {
            calls.add("released");
            closed.countDown();
        }
    }

    @Test
    void consumerAndCallbackHearOfAStoredOneWhatTheyHearOfAnyOther() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        List<String> first = null;
        for (int i = 0; i < 2; i++) {
            Heard heard = new Heard();
            HttpClientContext context = HttpClientContext.create();
            HttpGet asked = get();
            assertThat(execute(client, asked, heard, context, heard.callback()).get(20, TimeUnit.SECONDS))
                    .isEqualTo("text");
            assertThat(heard.closed.await(20, TimeUnit.SECONDS)).isTrue();
            Eventually.holds(() -> heard.calls.contains("completed text"));
            assertThat(asked.getAllHeaders()).isEmpty();
            assertThat(context.getRequest().getRequestLine().getUri()).endsWith("/x");
            assertThat(context.getResponse().getStatusLine().getStatusCode()).isEqualTo(200);
            assertThat(context.getTargetHost().toURI()).isEqualTo(origin.url());
            List<String> calls = List.copyOf(heard.calls);
            assertThat(first == null ? calls : first).containsExactlyInAnyOrderElementsOf(calls);
            first = calls;
        }
        assertThat(origin.received()).hasSize(1);
    }

    @Test
    void theEntityOfAStoredOneIsLikeAnyOther() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH, "Content-Type", "text/plain;charset=utf-8");
        for (int i = 0; i < 2; i++) {
            HttpResponse response = send(get(), null, null);
            assertThat(ContentType.get(response.getEntity()).getMimeType()).isEqualTo("text/plain");
            assertThat(response.getEntity().getContentLength()).isEqualTo(4);
            assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("text");
        }
    }

    /** The server sends the rest only when the program has seen the beginning. */
    @Test
    void theProgramNeedNotWaitForTheEndOfWhatIsStored() throws Exception {
        Heard heard = new Heard();
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(heard.seen);
            exchange.getResponseBody().write("end".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(execute(client, get(), heard, null, null).get(20, TimeUnit.SECONDS))
                .isEqualTo("beginend");
        assertThat(isHit("/x")).isTrue();
        assertThat(body("/x")).isEqualTo("beginend");
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    /** Its {@code execute} only returns when something of the body has come. */
    private HttpAsyncClient slow() {
        CountDownLatch came = new CountDownLatch(1);
        return (HttpAsyncClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpAsyncClient.class}, (proxy, method, arguments) -> {
                    Object consumer = arguments[1];
                    arguments[1] = Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {HttpAsyncResponseConsumer.class},
                            (any, called, with) -> {
                                Object answer = invoke(called, consumer, with);
                                if (called.getName().equals("consumeContent")) {
                                    came.countDown();
                                }
                                return answer;
                            });
                    Object future = invoke(method, client, arguments);
                    await(came);
                    return future;
                });
    }

    /** The server sends the rest only when the program has seen the beginning, which comes while the call is being begun. */
    @Test
    void theProgramNeedNotWaitForTheEndOfWhatComesEarly() throws Exception {
        Heard heard = new Heard();
        origin.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(heard.seen);
            exchange.getResponseBody().write("end".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(execute(slow(), get(), heard, null, null).get(20, TimeUnit.SECONDS))
                .isEqualTo("beginend");
    }

    /** Nothing more comes of it, so that nobody would ask for it again. */
    @Test
    void theProgramGetsAnEmptyBodyThatComesEarly() throws Exception {
        origin.answering(200, "");
        Heard heard = new Heard();
        assertThat(execute(slow(), get(), heard, null, null).get(20, TimeUnit.SECONDS))
                .isEmpty();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("it did not come");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Test
    void aCallThatIsCancelledIsNotStored() throws Exception {
        Heard heard = new Heard();
        CountDownLatch cancelled = new CountDownLatch(1);
        origin.answering(exchange -> {
            exchange.getResponseHeaders().add("Cache-Control", FRESH);
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("begin".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(cancelled);
        });
        Future<String> call = execute(client, get(), heard, null, heard.callback());
        await(heard.seen);
        assertThat(call.cancel(true)).isTrue();
        cancelled.countDown();
        assertThat(call.isCancelled()).isTrue();
        origin.answering(200, "text", "Cache-Control", FRESH);
        assertThat(body("/x")).isEqualTo("text");
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsForAnotherOneIsOver() throws Exception {
        CountDownLatch stalls = new CountDownLatch(1);
        origin.answering(exchange -> {
            await(stalls);
            ScriptedOrigin.respond(exchange, 200, "text", "Cache-Control", FRESH);
        });
        Future<HttpResponse> first = execute(client, get(), new BasicAsyncResponseConsumer(), null, null);
        Eventually.holds(() -> origin.received().size() == 1);
        Heard heard = new Heard();
        Future<String> second = execute(client, get(), heard, null, heard.callback());
        assertThat(second.cancel(true)).isTrue();
        await(heard.closed);
        stalls.countDown();
        first.get(20, TimeUnit.SECONDS);
        assertThat(heard.calls).contains("cancelled").doesNotContain("failed");
        assertThat(origin.received()).hasSize(1);
    }

    /** A consumer may go slowly. */
    @Test
    void aConsumerThatPausesGetsAllOfAStoredOne() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        StringBuilder body = new StringBuilder();
        AsyncByteConsumer<String> slow = new AsyncByteConsumer<>(1) {
            @Override
            protected void onResponseReceived(HttpResponse response) {}

            @Override
            protected void onByteReceived(ByteBuffer bytes, IOControl control) {
                body.append(StandardCharsets.UTF_8.decode(bytes));
                control.suspendInput();
                new Thread(control::requestInput).start();
            }

            @Override
            protected String buildResult(HttpContext context) {
                return body.toString();
            }
        };
        assertThat(execute(client, get(), slow, null, null).get(20, TimeUnit.SECONDS))
                .isEqualTo("text");
        assertThat(origin.received()).hasSize(1);
    }

    /** The client follows redirects below us: what it comes back with is another URL's. */
    @Test
    void theEndOfARedirectIsNotStored() throws Exception {
        origin.answering(200, "old", "Cache-Control", STALE, "ETag", "\"1\"");
        assertThat(body("/x")).isEqualTo("old");
        origin.answering(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/x")) {
                ScriptedOrigin.respond(exchange, 302, "", "Cache-Control", FRESH, "Location", "/y");
            } else {
                // Of something else, which has the same tag.
                boolean conditional = exchange.getRequestHeaders().containsKey("If-None-Match");
                ScriptedOrigin.respond(
                        exchange, conditional ? 304 : 200, "new", "ETag", "\"1\"", "Cache-Control", FRESH);
            }
        });
        assertThat(body("/x")).isEqualTo("new");
        assertThat(body("/x")).isEqualTo("new");
        assertThat(isHit("/x")).isFalse();
    }

    @Test
    void whoseUserCannotBeKnownHasNoUseOfTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        body("/x");
        closeClient();
        open(builder -> builder.addInterceptorLast((HttpRequestInterceptor)
                (HttpRequest request, HttpContext context) -> request.addHeader("X-Token", "a")));
        assertThat(isHit("/x")).isFalse();
        assertThat(isHit("/x")).isFalse();
    }

    @Test
    void theMinimalClientHasTheCache() throws Exception {
        origin.answering(200, "text", "Cache-Control", FRESH);
        try (CloseableHttpAsyncClient minimal = HttpAsyncClients.createMinimal()) {
            minimal.start();
            for (int i = 0; i < 2; i++) {
                HttpResponse response = execute(minimal, get(), new BasicAsyncResponseConsumer(), null, null)
                        .get(20, TimeUnit.SECONDS);
                assertThat(EntityUtils.toString(response.getEntity())).isEqualTo("text");
            }
        }
        assertThat(origin.received()).hasSize(1);
    }
}
