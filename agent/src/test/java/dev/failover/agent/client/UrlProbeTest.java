package dev.failover.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.agent.Engines;
import dev.failover.agent.Ports;
import dev.failover.agent.ScriptedOrigin;
import dev.failover.agent.TlsServer;
import dev.failover.endpoint.Endpoint;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UrlProbeTest {
    private final ProxySelector selector = ProxySelector.getDefault();
    private ScriptedOrigin origin;

    @BeforeEach
    void start() throws IOException {
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void stop() {
        ProxySelector.setDefault(selector);
        origin.close();
    }

    /** The status or the failure that a probe hears. */
    private static Object ask(String url, String path) throws Exception {
        return ask(url, path, TimeUnit.SECONDS.toNanos(20));
    }

    private static Object ask(String url, String path, long timeoutNanos) throws Exception {
        CompletableFuture<Object> heard = new CompletableFuture<>();
        new UrlProbe(Engines.of(url))
                .ask(
                        Endpoint.of(url),
                        path,
                        timeoutNanos,
                        (status, failure) -> heard.complete(failure == null ? status : failure));
        return heard.get(60, TimeUnit.SECONDS);
    }

    private static void proxies(Function<URI, List<Proxy>> choice, List<SocketAddress> failed) {
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return choice.apply(uri);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                failed.add(address);
            }
        });
    }

    @Test
    void anErrorIsHeardToo() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        proxies(
                uri -> {
                    throw error;
                },
                new ArrayList<>());
        assertThat(ask(origin.url(), "/health")).isSameAs(error);
    }

    @Test
    void theProgramsCookiesAreNeitherSentNorOverwritten() throws Exception {
        CookieHandler before = CookieHandler.getDefault();
        CookieManager cookies = new CookieManager();
        CookieHandler.setDefault(cookies);
        try {
            cookies.getCookieStore()
                    .add(
                            URI.create(origin.url()),
                            HttpCookie.parse("session=program").get(0));
            List<String> sent = new CopyOnWriteArrayList<>();
            origin.answering(exchange -> {
                sent.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
                ScriptedOrigin.respond(exchange, 200, "ok", "Set-Cookie: session=probe; Path=/");
            });
            assertThat(ask(origin.url(), "/health")).isEqualTo(200);
            assertThat(sent).containsExactly("null");
            assertThat(cookies.getCookieStore().getCookies())
                    .extracting(HttpCookie::getValue)
                    .containsExactly("program");
        } finally {
            CookieHandler.setDefault(before);
        }
    }

    @Test
    void theProgramsAuthenticatorIsNotAsked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                asked.incrementAndGet();
                return null;
            }
        });
        try {
            origin.answering(401, "", "WWW-Authenticate: Basic realm=\"x\"");
            assertThat(ask(origin.url(), "/health")).isEqualTo(401);
            assertThat(asked).hasValue(0);
        } finally {
            Authenticator.setDefault(null);
        }
    }

    @Test
    void asksForThePathBelowTheEndpointAndFollowsNothing() throws Exception {
        List<String> hosts = new CopyOnWriteArrayList<>();
        origin.answering(exchange -> {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            ScriptedOrigin.respond(exchange, 302, "", "Location: /elsewhere");
        });
        assertThat(ask(origin.url() + "/base", "/health?deep=yes")).isEqualTo(302);
        assertThat(origin.received()).containsExactly("GET /base/health?deep=yes");
        assertThat(hosts).containsExactly(origin.url().substring("http://".length()));
    }

    @Test
    void theFinalAnswerCountsWhateverItsBodyDoes() throws Exception {
        assertThat(answered("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 204\r\n\r\n"))
                .isEqualTo(204);
        assertThat(answered("HTTP/1.0 503 Busy\nContent-Length: 100\n\nhalf")).isEqualTo(503);
        assertThat(answered("HTTP/1.1 200 \u00c3\u0085ll well\r\n\r\n"))
                .as("a reason that has a line end of Unicode in it")
                .isEqualTo(200);
        assertThat(answered("SSH-2.0-x\r\n")).isInstanceOf(IOException.class);
        assertThat(answered("HTTP/1.1 200 OK\r\nA: b")).isInstanceOf(IOException.class);
        assertThat(answered("")).isInstanceOf(IOException.class);
    }

    private static Object answered(String answer) throws Exception {
        try (ServerSocket server = Ports.listen(1)) {
            Thread thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException closed) {
                    return;
                }
            });
            thread.start();
            return ask("http://127.0.0.1:" + server.getLocalPort(), "/health");
        }
    }

    /** Some servers close no connection, whatever they are asked for: there are few threads to wait there. */
    @Test
    void whoKeepsTheConnectionOpenIsNotWaitedFor() throws Exception {
        for (String said : List.of("200 OK\r\nContent-Length: 2\r\n\r\nok", "204 None\r\n\r\n", "200 OK\r\n\r\nok")) {
            assertThat(timeAt(said, "")).isLessThan(TimeUnit.SECONDS.toMillis(10));
        }
    }

    /** Who says how long the answer is writes all of it, and must not find the connection closed. */
    @Test
    void aBodyThatIsLateIsWaitedFor() throws Exception {
        assertThat(timeAt("200 OK\r\nContent-Length: 2\r\n\r\n", "ok"))
                .isBetween(1_500L, TimeUnit.SECONDS.toMillis(10));
    }

    /**
     * How long a check takes at a server that keeps its connection open, in milliseconds.
     *
     * @param late what it writes one and a half seconds after the rest; empty for nothing
     */
    private static long timeAt(String answer, String late) throws Exception {
        try (ServerSocket server = Ports.listen(1)) {
            Thread keeping = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.ISO_8859_1));
                    if (!late.isEmpty()) {
                        TimeUnit.MILLISECONDS.sleep(1_500);
                        socket.getOutputStream().write(late.getBytes(StandardCharsets.ISO_8859_1));
                    }
                    socket.getInputStream().readAllBytes();
                } catch (IOException | InterruptedException closed) {
                    return;
                }
            });
            keeping.start();
            long before = System.nanoTime();
            assertThat(ask("http://127.0.0.1:" + server.getLocalPort(), "/health"))
                    .isIn(200, 204);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        }
    }

    /** However little of it comes each time. */
    @Test
    void theTimeIsThatOfTheWholeAnswer() throws Exception {
        try (ServerSocket server = Ports.listen(1)) {
            Thread dripping = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    for (; ; ) {
                        socket.getOutputStream().write('H');
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException brokenOff) {
                    return;
                }
            });
            dripping.start();
            String url = "http://127.0.0.1:" + server.getLocalPort();
            assertThat(ask(url, "/health", TimeUnit.MILLISECONDS.toNanos(200))).isInstanceOf(IOException.class);
            dripping.join(30_000);
            assertThat(dripping.isAlive()).isFalse();
        }
    }

    @Test
    void aProxyIsAskedForTheWholeUrl() throws Exception {
        List<SocketAddress> failed = new CopyOnWriteArrayList<>();
        Proxy dead = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("127.0.0.1", Ports.free()));
        Proxy proxy = new Proxy(
                Proxy.Type.HTTP,
                InetSocketAddress.createUnresolved(
                        "127.0.0.1", URI.create(origin.url()).getPort()));
        proxies(
                uri -> uri.toString().equals("http://orders.example/health") ? List.of(dead, proxy) : List.of(),
                failed);
        assertThat(ask("http://orders.example", "/health")).isEqualTo(200);
        assertThat(origin.received()).containsExactly("GET http://orders.example/health");
        assertThat(failed).containsExactly(dead.address());
    }

    @Test
    void tlsIsThatOfTheProgramAndTheNameIsChecked() throws Exception {
        TlsServer.Identity identity = TlsServer.Identity.of("ip:127.0.0.1");
        TlsServer.Identity other = TlsServer.Identity.of("orders.example");
        SSLSocketFactory factory = HttpsURLConnection.getDefaultSSLSocketFactory();
        HostnameVerifier verifier = HttpsURLConnection.getDefaultHostnameVerifier();
        try (TlsServer server = new TlsServer(identity, 200, "well");
                TlsServer misnamed = new TlsServer(other, 200, "well")) {
            assertThat(ask(server.url(), "/health")).as("not trusted").isInstanceOf(SSLException.class);
            HttpsURLConnection.setDefaultSSLSocketFactory(identity.context().getSocketFactory());
            assertThat(ask(server.url(), "/health")).isEqualTo(200);
            HttpsURLConnection.setDefaultSSLSocketFactory(other.context().getSocketFactory());
            assertThat(ask(misnamed.url(), "/health")).as("of another name").isInstanceOf(SSLException.class);
            HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> host.equals("127.0.0.1"));
            assertThat(ask(misnamed.url(), "/health"))
                    .as("which the program takes")
                    .isEqualTo(200);
            HttpsURLConnection.setDefaultSSLSocketFactory(identity.context().getSocketFactory());
            HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> {
                throw new IllegalArgumentException(host);
            });
            assertThat(ask(server.url(), "/health"))
                    .as("of the right name, of which no verifier is asked")
                    .isEqualTo(200);
            HttpsURLConnection.setDefaultSSLSocketFactory(other.context().getSocketFactory());
            assertThat(ask(server.url(), "/health")).as("not trusted").isInstanceOf(SSLException.class);
            try (Tunnel tunnel = new Tunnel(URI.create(misnamed.url()).getPort())) {
                proxies(uri -> List.of(new Proxy(Proxy.Type.HTTP, tunnel.address())), new ArrayList<>());
                HttpsURLConnection.setDefaultHostnameVerifier(verifier);
                assertThat(ask("https://orders.example", "/health")).isEqualTo(200);
                assertThat(tunnel.asked()).startsWith("CONNECT orders.example:443 HTTP/1.1");
                assertThat(misnamed.names()).endsWith("orders.example orders.example");
            }
        } finally {
            HttpsURLConnection.setDefaultSSLSocketFactory(factory);
            HttpsURLConnection.setDefaultHostnameVerifier(verifier);
        }
    }

    /** A proxy that makes one tunnel, always to the same port here. */
    private static final class Tunnel implements AutoCloseable {
        private final ServerSocket server = Ports.listen(1);
        private final int to;
        private volatile String asked = "";

        Tunnel(int to) throws IOException {
            this.to = to;
            new Thread(this::run).start();
        }

        InetSocketAddress address() {
            return new InetSocketAddress("127.0.0.1", server.getLocalPort());
        }

        String asked() {
            return asked;
        }

        private void run() {
            try (Socket client = server.accept();
                    Socket origin = new Socket("127.0.0.1", to)) {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) client.getInputStream().read());
                }
                asked = head.toString();
                client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                new Thread(() -> copy(origin, client)).start();
                copy(client, origin);
            } catch (IOException closed) {
                return;
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException closed) {
                return;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
