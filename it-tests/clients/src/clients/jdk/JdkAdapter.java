package acme.suite.jdk;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.Callback;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Pending;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@code java.net.http.HttpClient}. */
public final class JdkAdapter implements Adapter {
    @Override
    public Traits traits() {
        Traits traits = new Traits()
                .lacks(Feature.ABORT, "HttpClient.send can be interrupted, but not aborted")
                .lacks(Feature.READ_TIMEOUT, "HttpClient has none between two bytes")
                .lacks(Feature.POOL, "HttpClient keeps connections and bounds none")
                .lacks(Feature.POOL_STATISTICS, "HttpClient keeps connections and counts none")
                .lacks(Feature.KEEPS_HOST, "HttpClient makes Host, SNI and address from one URL");
        return Runtime.version().feature() >= 16
                ? traits
                : traits.lacks(Feature.CANCEL, "before Java 16 HttpClient cannot abort an exchange");
    }

    @Override
    public ClientUnderTest open(Setup setup) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(setup.http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(setup.followRedirects ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER);
        if (setup.connectMillis > 0) {
            builder.connectTimeout(Duration.ofMillis(setup.connectMillis));
        }
        if (setup.cookies) {
            builder.cookieHandler(new CookieManager());
        }
        if (setup.proxyPort > 0) {
            builder.proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", setup.proxyPort)));
        }
        if (setup.user != null) {
            builder.authenticator(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(setup.user, setup.password.toCharArray());
                }
            });
        }
        return new Client(builder.build());
    }

    private static final class Client implements ClientUnderTest {
        private final HttpClient client;

        Client(HttpClient client) {
            this.client = client;
        }

        @Override
        public Answer send(Ask ask) throws Exception {
            HttpRequest request = request(ask);
            if (ask.reuse) {
                answer(client.send(request, BodyHandlers.ofInputStream())).bytes();
            }
            return answer(client.send(request, BodyHandlers.ofInputStream()));
        }

        @Override
        public Pending start(Ask ask, Callback callback) {
            CompletableFuture<HttpResponse<InputStream>> sent =
                    client.sendAsync(request(ask), BodyHandlers.ofInputStream());
            sent.whenComplete((response, failure) -> callback.done(
                    response == null ? null : answer(response),
                    failure instanceof CompletionException ? failure.getCause() : failure));
            return () -> sent.cancel(true);
        }

        private static HttpRequest request(Ask ask) {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(ask.url));
            if (ask.method.equals("GET") && !ask.hasBody()) {
                // As programs write it; to the client that is another request than one with an empty body.
                builder.GET();
            } else {
                builder.method(ask.method, body(ask));
            }
            for (String[] header : ask.headers) {
                builder.header(header[0], header[1]);
            }
            if (ask.callMillis > 0) {
                builder.timeout(Duration.ofMillis(ask.callMillis));
            }
            return builder.expectContinue(ask.expectContinue).build();
        }

        private static BodyPublisher body(Ask ask) {
            InputStream once = ask.oneShot();
            switch (ask.kind) {
                case REPEATABLE:
                    return BodyPublishers.ofByteArray(ask.body);
                case ONE_SHOT:
                    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> once), ask.length());
                case ONE_SHOT_CHUNKED:
                    return BodyPublishers.ofInputStream(() -> once);
                default:
                    return BodyPublishers.noBody();
            }
        }

        private static Answer answer(HttpResponse<InputStream> response) {
            Answer answer = new Answer(response.statusCode(), response.body(), null)
                    .note("version", response::version)
                    .note("uri", response::uri)
                    .note("request", () -> request(response))
                    .note(
                            "previous",
                            () -> response.previousResponse()
                                    .map(previous -> previous.statusCode() + " "
                                            + previous.headers().map() + request(previous))
                                    .orElse("none"))
                    .note("text", response::toString);
            response.headers().map().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
            return answer;
        }

        private static String request(HttpResponse<?> response) {
            HttpRequest request = response.request();
            return request.method() + " " + request.uri() + " "
                    + request.headers().map() + " " + request.timeout() + " "
                    + request.version() + " " + request.expectContinue() + " "
                    + request.bodyPublisher().map(BodyPublisher::contentLength);
        }

        @Override
        public void close() {
            // It goes when nobody refers to it.
        }
    }
}
