package acme.suite.jetty12;

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
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Authentication;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Jetty's client 12. */
public final class Jetty12Adapter implements Adapter {
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
            client = new HttpClient();
            client.setFollowRedirects(setup.followRedirects);
            client.setConnectTimeout(setup.connectMillis);
            client.setIdleTimeout(setup.readMillis);
            if (setup.connections > 0) {
                client.setMaxConnectionsPerDestination(setup.connections);
            }
            if (!setup.cookies) {
                client.setHttpCookieStore(new HttpCookieStore.Empty());
            }
            if (setup.proxyPort > 0) {
                client.getProxyConfiguration().addProxy(new HttpProxy("127.0.0.1", setup.proxyPort));
            }
            if (setup.user != null) {
                client.getAuthenticationStore().addAuthentication(new Everywhere(setup.user, setup.password));
            }
            client.start();
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
                request.headers(all -> all.add(header[0], header[1]));
            }
            if (ask.expectContinue) {
                request.headers(all -> all.add("Expect", "100-continue"));
            }
            if (ask.callMillis > 0) {
                request.timeout(ask.callMillis, TimeUnit.MILLISECONDS);
            }
            if (ask.trailers) {
                HttpFields.Mutable trailers = HttpFields.build();
                for (String[] field : Ask.TRAILERS) {
                    trailers.add(field[0], field[1]);
                }
                request.trailersSupplier(() -> trailers);
            }
            return ask.hasBody() ? request.body(body(ask)) : request;
        }

        private static Request.Content body(Ask ask) {
            if (ask.kind == Ask.Body.REPEATABLE) {
                return new BytesRequestContent(ask.body);
            }
            return new InputStreamRequestContent(ask.oneShot()) {
                @Override
                public long getLength() {
                    return ask.length();
                }
            };
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
                    .note("trailers", response::getTrailers);
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
