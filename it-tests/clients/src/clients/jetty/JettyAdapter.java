package acme.suite.jetty;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.Callback;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.HttpResponse;
import org.eclipse.jetty.client.api.Authentication;
import org.eclipse.jetty.client.api.ContentProvider;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BasicAuthentication;
import org.eclipse.jetty.client.util.BufferingResponseListener;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.eclipse.jetty.client.util.InputStreamContentProvider;
import org.eclipse.jetty.client.util.InputStreamResponseListener;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.HttpCookieStore;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty's client 9.4, 10 and 11. */
public final class JettyAdapter implements Adapter {
    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.REUSE, "a request of Jetty's is good for one exchange")
                .lacks(Feature.POOL_STATISTICS, "each version of Jetty's client tells them in another way")
                .lacks(Feature.KEEPS_HOST, "Jetty's client makes Host, SNI and address from one URL")
                .lacks(Feature.HTTP2, "Jetty's client speaks it by other jars")
                .deviates(
                        "oneShotIsSentElsewhereWhenRefused",
                        "Jetty's client closes a stream when no connection comes about, although nothing was read");
    }

    @Override
    public ClientUnderTest open(Setup setup) throws Exception {
        return new Client(setup);
    }

    private static final class Client implements ClientUnderTest {
        private final HttpClient client;

        Client(Setup setup) throws Exception {
            client = client();
            client.setFollowRedirects(setup.followRedirects);
            client.setConnectTimeout(setup.connectMillis);
            client.setIdleTimeout(setup.readMillis);
            if (setup.connections > 0) {
                client.setMaxConnectionsPerDestination(setup.connections);
            }
            if (!setup.cookies) {
                client.setCookieStore(new HttpCookieStore.Empty());
            }
            if (setup.proxyPort > 0) {
                client.getProxyConfiguration().getProxies().add(new HttpProxy("127.0.0.1", setup.proxyPort));
            }
            if (setup.user != null) {
                client.getAuthenticationStore().addAuthentication(new Everywhere(setup.user, setup.password));
            }
            client.start();
        }

        /** From 10 on it speaks TLS by itself. */
        private static HttpClient client() throws Exception {
            for (Class<?> nested : SslContextFactory.class.getDeclaredClasses()) {
                if (nested.getSimpleName().equals("Client")) {
                    SslContextFactory tls =
                            (SslContextFactory) nested.getConstructor().newInstance();
                    try {
                        return HttpClient.class
                                .getConstructor(SslContextFactory.class)
                                .newInstance(tls);
                    } catch (NoSuchMethodException since10) {
                        return HttpClient.class.getConstructor().newInstance();
                    }
                }
            }
            SslContextFactory tls = SslContextFactory.class.getConstructor().newInstance();
            tls.setEndpointIdentificationAlgorithm("HTTPS");
            return HttpClient.class.getConstructor(SslContextFactory.class).newInstance(tls);
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            Request request = request(ask);
            ask.abortable = () -> request.abort(new IOException("given up"));
            InputStreamResponseListener listener = new InputStreamResponseListener();
            request.send(listener);
            try {
                return answer(listener.get(60, TimeUnit.SECONDS), listener.getInputStream());
            } catch (InterruptedException given) {
                request.abort(given);
                throw given;
            } catch (ExecutionException waiting) {
                // It says no more than that another thread has failed.
                throw (Exception) waiting.getCause();
            }
        }

        @Override
        public Pending start(Ask ask, Callback callback) {
            Request request = request(ask);
            request.send(new BufferingResponseListener(64 * 1024 * 1024) {
                @Override
                public void onComplete(Result result) {
                    if (result.isFailed()) {
                        callback.done(null, result.getFailure());
                    } else {
                        callback.done(answer(result.getResponse(), new ByteArrayInputStream(getContent())), null);
                    }
                }
            });
            return () -> request.abort(new CancellationException("given up"));
        }

        private Request request(Ask ask) {
            Request request = client.newRequest(URI.create(ask.url)).method(ask.method);
            for (String[] header : ask.headers) {
                request.header(header[0], header[1]);
            }
            if (ask.expectContinue) {
                request.header("Expect", "100-continue");
            }
            if (ask.callMillis > 0) {
                request.timeout(ask.callMillis, TimeUnit.MILLISECONDS);
            }
            if (ask.trailers) {
                trail(request);
            }
            return ask.hasBody() ? request.content(body(ask)) : request;
        }

        /** From Jetty 10 on the fields are of another kind; the first versions have no such method. */
        private static void trail(Request request) {
            try {
                Method set = request.getClass().getMethod("trailers", Supplier.class);
                Object trailers = fields();
                for (String[] field : Ask.TRAILERS) {
                    Method add = trailers.getClass().getMethod("add", String.class, String.class);
                    add.invoke(trailers, field[0], field[1]);
                }
                set.invoke(request, (Supplier<Object>) () -> trailers);
            } catch (NoSuchMethodException old) {
                return;
            } catch (ReflectiveOperationException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static Object fields() throws ReflectiveOperationException {
            return HttpFields.class.isInterface()
                    ? HttpFields.class.getMethod("build").invoke(null)
                    : HttpFields.class.getConstructor().newInstance();
        }

        private static ContentProvider body(Ask ask) {
            if (ask.kind == Ask.Body.REPEATABLE) {
                return new BytesContentProvider(ask.body);
            }
            return new InputStreamContentProvider(ask.oneShot()) {
                @Override
                public long getLength() {
                    return ask.length();
                }
            };
        }

        /** The first versions do not tell of them. */
        private static Object trailers(Response response) throws Exception {
            try {
                return HttpResponse.class.getMethod("getTrailers").invoke(response);
            } catch (NoSuchMethodException old) {
                return "none";
            }
        }

        private static Answer answer(Response response, InputStream body) {
            Answer answer = new Answer(response.getStatus(), body, null)
                    .note("line", () -> response.getVersion() + " " + response.getReason())
                    .note(
                            "request",
                            () -> response.getRequest().getMethod() + " "
                                    + response.getRequest().getURI() + " "
                                    + response.getRequest().isFollowRedirects())
                    .note("fields", response::getHeaders)
                    .note("trailers", () -> trailers(response));
            Iterable<HttpField> fields = response.getHeaders();
            for (HttpField field : fields) {
                // The client decodes, and most versions leave the field.
                if (!field.getName().equalsIgnoreCase("Content-Encoding")) {
                    answer.header(field.getName(), field.getValue());
                }
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            try {
                client.stop();
            } catch (Exception stopping) {
                throw new IOException(stopping);
            }
        }
    }

    /** The same user wherever somebody asks for one. */
    private static final class Everywhere extends BasicAuthentication {
        Everywhere(String user, String password) {
            super(URI.create("http://any.test"), Authentication.ANY_REALM, user, password);
        }

        @Override
        public boolean matches(String type, URI uri, String realm) {
            return "Basic".equalsIgnoreCase(type);
        }
    }
}
