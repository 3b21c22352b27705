package acme.suite.okhttp;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;

/** OkHttp 3.4 and later. */
public final class OkHttpAdapter implements Adapter {
    @Override
    public Traits traits() {
        Traits traits = new Traits()
                .lacks(Feature.POOL, "OkHttp opens as many connections as it has calls, and only bounds the idle ones")
                .lacks(Feature.INTERRUPT, "OkHttp does not listen to interrupts while it reads");
        if (callTimeout() == null) {
            traits.lacks(Feature.CALL_TIMEOUT, "OkHttp has it from 3.12 on");
        }
        if (callTimeout() == null) {
            traits.lacks(Feature.EXPECT_CONTINUE, "OkHttp 3.4 sends the body at once all the same");
            traits.lacks(Feature.ANY_METHOD, "OkHttp 3.4 sends no body with a method that it does not know");
        }
        return hasTransmitter()
                ? traits.skip("http2Closed", "OkHttp 3.14 itself repeats for ever what the server cancels")
                : traits;
    }

    /** From 3.14 to 4.3. */
    private static boolean hasTransmitter() {
        try {
            Class.forName("okhttp3.internal.connection.Transmitter");
            return true;
        } catch (ClassNotFoundException other) {
            return false;
        }
    }

    private static java.lang.reflect.Method callTimeout() {
        try {
            return OkHttpClient.Builder.class.getMethod("callTimeout", long.class, TimeUnit.class);
        } catch (NoSuchMethodException older) {
            return null;
        }
    }

    @Override
    public ClientUnderTest open(Setup setup) {
        return new Client(setup);
    }

    private static final class Client implements ClientUnderTest {
        private final OkHttpClient client;

        Client(Setup setup) {
            Dispatcher dispatcher = new Dispatcher();
            if (setup.connections > 0) {
                dispatcher.setMaxRequestsPerHost(setup.connections);
            }
            OkHttpClient.Builder builder = new OkHttpClient.Builder()
                    .dispatcher(dispatcher)
                    .connectTimeout(setup.connectMillis, TimeUnit.MILLISECONDS)
                    .readTimeout(setup.readMillis, TimeUnit.MILLISECONDS)
                    .followRedirects(setup.followRedirects)
                    .proxy(
                            setup.proxyPort > 0
                                    ? new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", setup.proxyPort))
                                    : Proxy.NO_PROXY);
            if (!setup.http2) {
                builder.protocols(Collections.singletonList(Protocol.HTTP_1_1));
            }
            if (setup.cookies) {
                builder.cookieJar(new Jar());
            }
            if (setup.user != null) {
                String basic = Credentials.basic(setup.user, setup.password);
                builder.authenticator((route, response) -> response.request().header("Authorization") != null
                        ? null
                        : response.request()
                                .newBuilder()
                                .header("Authorization", basic)
                                .build());
            }
            client = builder.build();
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            Request request = request(ask);
            if (ask.reuse) {
                answer(bounded(ask).newCall(request).execute()).bytes();
            }
            Call call = bounded(ask).newCall(request);
            ask.abortable = call::cancel;
            return answer(call.execute());
        }

        @Override
        public Pending start(Ask ask, acme.suite.Callback callback) throws Exception {
            Call call = bounded(ask).newCall(request(ask));
            call.enqueue(new Callback() {
                @Override
                public void onFailure(Call failed, IOException failure) {
                    callback.done(null, failure);
                }

                @Override
                public void onResponse(Call answered, Response response) {
                    callback.done(answer(response), null);
                }
            });
            return call::cancel;
        }

        private OkHttpClient bounded(Ask ask) throws ReflectiveOperationException {
            if (ask.callMillis == 0) {
                return client;
            }
            OkHttpClient.Builder builder = client.newBuilder();
            callTimeout().invoke(builder, (long) ask.callMillis, TimeUnit.MILLISECONDS);
            return builder.build();
        }

        private static Request request(Ask ask) {
            Request.Builder builder = new Request.Builder().url(ask.url).method(ask.method, body(ask));
            for (String[] header : ask.headers) {
                builder.addHeader(header[0], header[1]);
            }
            return ask.expectContinue ? builder.header("Expect", "100-continue").build() : builder.build();
        }

        private static RequestBody body(Ask ask) {
            if (ask.kind == Ask.Body.NONE) {
                boolean demanded = ask.method.equals("POST") || ask.method.equals("PUT") || ask.method.equals("PATCH");
                return demanded ? RequestBody.create((MediaType) null, new byte[0]) : null;
            }
            return ask.kind == Ask.Body.REPEATABLE ? RequestBody.create((MediaType) null, ask.body) : new OneShot(ask);
        }

        /** Versions before 3.13 do not tell of them. */
        private static Object trailers(Response response) throws Exception {
            try {
                return Response.class.getMethod("trailers").invoke(response);
            } catch (NoSuchMethodException old) {
                return "none";
            } catch (InvocationTargetException thrown) {
                throw (Exception) thrown.getCause();
            }
        }

        private static Answer answer(Response response) {
            InputStream in = response.body() == null ? null : response.body().byteStream();
            Answer answer = new Answer(response.code(), in, response)
                    .note("response", response::toString)
                    .note(
                            "request",
                            () -> response.request() + " " + response.request().headers())
                    .note("prior", response::priorResponse)
                    .note(
                            "network",
                            () -> response.networkResponse() + " "
                                    + response.networkResponse().request().headers())
                    .note("cache", response::cacheResponse)
                    .note("trailers", () -> trailers(response));
            for (int i = 0; i < response.headers().size(); i++) {
                answer.header(response.headers().name(i), response.headers().value(i));
            }
            return answer;
        }

        @Override
        public int leased() {
            return client.connectionPool().connectionCount()
                    - client.connectionPool().idleConnectionCount();
        }

        @Override
        public void close() {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    /** As programs write it: most do not say that it can be written once only. */
    private static final class OneShot extends RequestBody {
        private final InputStream in;
        private final long length;

        OneShot(Ask ask) {
            in = ask.oneShot();
            length = ask.length();
        }

        @Override
        public MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeAll(Okio.source(in));
        }
    }

    private static final class Jar implements CookieJar {
        private final Map<String, List<Cookie>> byHost = new ConcurrentHashMap<>();

        @Override
        public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            byHost.put(url.host(), new ArrayList<>(cookies));
        }

        @Override
        public List<Cookie> loadForRequest(HttpUrl url) {
            return byHost.getOrDefault(url.host(), Collections.emptyList());
        }
    }
}
