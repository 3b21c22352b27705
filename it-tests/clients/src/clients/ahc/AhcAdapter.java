package acme.suite.ahc;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.Callback;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.ListenableFuture;
import org.asynchttpclient.Realm;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.proxy.ProxyServer;
import org.asynchttpclient.request.body.generator.InputStreamBodyGenerator;

/** AsyncHttpClient 2.1 to 3.0. */
public final class AhcAdapter implements Adapter {
    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.POOL_STATISTICS, "AsyncHttpClient counts connections and not who uses them")
                .lacks(Feature.POOL, "AsyncHttpClient refuses what its pool has no room for")
                .lacks(Feature.EXPECT_CONTINUE, "AsyncHttpClient waits for a 100 for ever")
                .deviates("cookiesOfTheName", "cookies are kept under the address of the endpoint")
                .lacks(Feature.HTTP2, "AsyncHttpClient speaks HTTP/1.1 before 3.0.10");
    }

    @Override
    public ClientUnderTest open(Setup setup) {
        DefaultAsyncHttpClientConfig.Builder builder = new DefaultAsyncHttpClientConfig.Builder()
                .setFollowRedirect(setup.followRedirects)
                .setMaxRequestRetry(0);
        if (setup.connectMillis > 0) {
            millis(builder, "setConnectTimeout", setup.connectMillis);
        }
        millis(builder, "setReadTimeout", setup.readMillis);
        if (!setup.cookies) {
            builder.setCookieStore(null);
        }
        if (setup.user != null) {
            builder.setRealm(new Realm.Builder(setup.user, setup.password)
                    .setScheme(Realm.AuthScheme.BASIC)
                    .setUsePreemptiveAuth(false)
                    .build());
        }
        if (setup.proxyPort > 0) {
            builder.setProxyServer(new ProxyServer.Builder("127.0.0.1", setup.proxyPort).build());
        }
        return new Client(new DefaultAsyncHttpClient(builder.build()));
    }

    /** Milliseconds in 2.x, a duration in 3.x. */
    private static void millis(Object builder, String setter, int value) {
        try {
            for (Method method : builder.getClass().getMethods()) {
                if (method.getName().equals(setter)) {
                    Class<?> type = method.getParameterTypes()[0];
                    method.invoke(builder, type == int.class ? (Object) value : Duration.ofMillis(value));
                    return;
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(setter);
    }

    private static final class Client implements ClientUnderTest {
        private final DefaultAsyncHttpClient client;

        Client(DefaultAsyncHttpClient client) {
            this.client = client;
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            if (ask.reuse) {
                Request request = request(ask);
                answer(request, ask).bytes();
                return answer(request, ask);
            }
            return answer(request(ask), ask);
        }

        private Answer answer(Request request, Ask ask) throws Exception {
            Head head = new Head();
            ListenableFuture<Void> sent = client.executeRequest(request, head);
            ask.abortable = () -> sent.cancel(true);
            try {
                return head.answer.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
            } catch (InterruptedException e) {
                sent.cancel(true);
                throw e;
            }
        }

        @Override
        public Pending start(Ask ask, Callback callback) {
            Head head = new Head();
            ListenableFuture<Void> sent = client.executeRequest(request(ask), head);
            head.answer.whenComplete(callback::done);
            return () -> sent.cancel(true);
        }

        private static Request request(Ask ask) {
            RequestBuilder builder = new RequestBuilder(ask.method).setUrl(ask.url);
            for (String[] header : ask.headers) {
                builder.addHeader(header[0], header[1]);
            }
            if (ask.kind == Ask.Body.REPEATABLE) {
                builder.setBody(ask.body);
            } else if (ask.hasBody()) {
                builder.setBody(new InputStreamBodyGenerator(ask.oneShot(), ask.length()));
            }
            if (ask.callMillis > 0) {
                millis(builder, "setRequestTimeout", ask.callMillis);
            }
            return builder.build();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    /** Tells of the head of an answer, and lets its body be read as it comes. */
    private static final class Head implements AsyncHandler<Void> {
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final Body body = new Body();
        private Answer head;
        private volatile HttpHeaders trailers;

        @Override
        public State onStatusReceived(HttpResponseStatus status) {
            head = new Answer(status.getStatusCode(), body, null)
                    .note("uri", status::getUri)
                    .note("line", () -> status.getProtocolText() + " " + status.getStatusText())
                    .note("trailers", () -> trailers);
            return State.CONTINUE;
        }

        @Override
        public State onTrailingHeadersReceived(HttpHeaders last) {
            trailers = last;
            return State.CONTINUE;
        }

        @Override
        public State onHeadersReceived(HttpHeaders headers) {
            for (Map.Entry<String, String> header : headers) {
                head.header(header.getKey(), header.getValue());
            }
            answer.complete(head);
            return State.CONTINUE;
        }

        @Override
        public State onBodyPartReceived(HttpResponseBodyPart part) {
            body.add(part.getBodyPartBytes());
            return State.CONTINUE;
        }

        @Override
        public void onThrowable(Throwable failure) {
            body.end(failure);
            answer.completeExceptionally(failure);
        }

        @Override
        public Void onCompleted() {
            body.end(null);
            return null;
        }
    }
}
