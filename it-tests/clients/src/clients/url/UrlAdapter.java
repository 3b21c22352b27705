package acme.suite.url;

import acme.suite.Adapter;
import acme.suite.Answer;
import acme.suite.Ask;
import acme.suite.ClientUnderTest;
import acme.suite.Feature;
import acme.suite.Setup;
import acme.suite.Traits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@code HttpURLConnection} and {@code HttpsURLConnection}. */
public final class UrlAdapter implements Adapter {
    /** Cookies and passwords are the whole JVM's. */
    private static final Semaphore GLOBAL = new Semaphore(1);

    @Override
    public Traits traits() {
        return new Traits()
                .lacks(Feature.ASYNC, "HttpURLConnection has no asynchronous form")
                .lacks(Feature.CANCEL, "HttpURLConnection has no asynchronous form")
                .lacks(Feature.INTERRUPT, "HttpURLConnection does not listen to interrupts")
                .lacks(Feature.ANY_METHOD, "HttpURLConnection knows its methods")
                .lacks(Feature.PATCH, "HttpURLConnection knows its methods")
                .lacks(Feature.REUSE, "a HttpURLConnection is one request")
                .lacks(Feature.CALL_TIMEOUT, "HttpURLConnection has none")
                .lacks(Feature.POOL, "HttpURLConnection keeps connections and bounds none")
                .lacks(Feature.POOL_STATISTICS, "HttpURLConnection keeps connections and counts none")
                .lacks(Feature.KEEPS_HOST, "HttpURLConnection makes Host, SNI and address from one URL")
                .lacks(Feature.HTTP2, "HttpURLConnection speaks HTTP/1.1")
                .skip("oneConnection", "HttpURLConnection keeps connections for the whole JVM, other cases take them");
    }

    @Override
    public ClientUnderTest open(Setup setup) throws InterruptedException {
        if (usesGlobals(setup) && !GLOBAL.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("another case does not end");
        }
        if (setup.cookies) {
            CookieHandler.setDefault(new CookieManager());
        }
        if (setup.user != null) {
            Authenticator.setDefault(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(setup.user, setup.password.toCharArray());
                }
            });
        }
        return new Client(setup);
    }

    private static boolean usesGlobals(Setup setup) {
        return setup.cookies || setup.user != null;
    }

    private static final class Client implements ClientUnderTest {
        private final Setup setup;

        Client(Setup setup) {
            this.setup = setup;
        }

        @Override
        public Answer send(Ask ask) throws IOException {
            URL url = new URL(ask.url);
            HttpURLConnection connection = (HttpURLConnection)
                    (setup.proxyPort == 0
                            ? url.openConnection()
                            : url.openConnection(
                                    new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", setup.proxyPort))));
            ask.abortable = connection::disconnect;
            connection.setConnectTimeout(setup.connectMillis);
            connection.setReadTimeout(setup.readMillis);
            connection.setInstanceFollowRedirects(setup.followRedirects);
            connection.setRequestMethod(ask.method);
            for (String[] header : ask.headers) {
                connection.addRequestProperty(header[0], header[1]);
            }
            if (ask.expectContinue) {
                connection.setRequestProperty("Expect", "100-continue");
            }
            if (ask.hasBody()) {
                write(ask, connection);
            }
            return answer(connection);
        }

        private static void write(Ask ask, HttpURLConnection connection) throws IOException {
            connection.setDoOutput(true);
            if (ask.kind == Ask.Body.ONE_SHOT) {
                connection.setFixedLengthStreamingMode(ask.length());
            } else if (ask.kind == Ask.Body.ONE_SHOT_CHUNKED) {
                connection.setChunkedStreamingMode(0);
            }
            try (OutputStream out = connection.getOutputStream()) {
                if (ask.kind == Ask.Body.REPEATABLE) {
                    out.write(ask.body);
                    return;
                }
                InputStream once = ask.oneShot();
                byte[] chunk = new byte[8192];
                for (int n; (n = once.read(chunk)) >= 0; ) {
                    out.write(chunk, 0, n);
                }
            }
        }

        private static Answer answer(HttpURLConnection connection) throws IOException {
            int status = connection.getResponseCode();
            InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
            Answer answer = new Answer(status, in, null)
                    .note("url", connection::getURL)
                    .note("method", connection::getRequestMethod)
                    .note("message", connection::getResponseMessage)
                    .note("length", connection::getContentLength)
                    .note("type", connection::getContentType)
                    .note("encoding", connection::getContentEncoding)
                    .note(
                            "times",
                            () -> connection.getDate() + " " + connection.getLastModified() + " "
                                    + connection.getExpiration() + " " + connection.getIfModifiedSince())
                    .note("fields", () -> fields(connection))
                    .note("errorStream", () -> connection.getErrorStream() != null)
                    .note("proxy", connection::usingProxy)
                    .note("text", connection::toString);
            for (Map.Entry<String, List<String>> header :
                    connection.getHeaderFields().entrySet()) {
                header.getValue().forEach(value -> answer.header(header.getKey(), value));
            }
            return answer;
        }

        private static String fields(HttpURLConnection connection) {
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                fields.append(connection.getHeaderFieldKey(i))
                        .append(": ")
                        .append(connection.getHeaderField(i))
                        .append(", ");
            }
            return fields.toString();
        }

        @Override
        public void close() {
            if (usesGlobals(setup)) {
                CookieHandler.setDefault(null);
                Authenticator.setDefault(null);
                GLOBAL.release();
            }
        }
    }
}
