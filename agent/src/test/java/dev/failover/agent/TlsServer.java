package dev.failover.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A server with a certificate for one name, which notes in whose name it was asked. */
public final class TlsServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpsServer server;
    private final List<String> names = new CopyOnWriteArrayList<>();

    /** A key and its certificate, made when it is needed: a committed one would expire one day. */
    public static final class Identity {
        private static final Map<String, Identity> MADE = new ConcurrentHashMap<>();

        private final KeyStore keys;

        private Identity(KeyStore keys) {
            this.keys = keys;
        }

        /**
         * The same one for all tests: it takes a process of its own to make one.
         *
         * @param name of a host, or "ip:" and an address
         */
        public static Identity of(String name) {
            return MADE.computeIfAbsent(name, Identity::make);
        }

        private static Identity make(String name) {
            try {
                Path directory = Files.createTempDirectory("identity");
                Path file = directory.resolve("keys.p12");
                try {
                    generate(name, file);
                    KeyStore keys = KeyStore.getInstance("PKCS12");
                    try (InputStream in = Files.newInputStream(file)) {
                        keys.load(in, PASSWORD);
                    }
                    return new Identity(keys);
                } finally {
                    Files.deleteIfExists(file);
                    Files.delete(directory);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        }

        private static void generate(String name, Path file) throws IOException {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "test",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "san=" + (name.startsWith("ip:") ? name : "dns:" + name),
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            try {
                String said = new String(keytool.getInputStream().readAllBytes());
                if (keytool.waitFor() != 0) {
                    throw new IOException("keytool failed: " + said);
                }
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
        }

        /** What trusts it. */
        public X509TrustManager trust() throws GeneralSecurityException {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(keys);
            return (X509TrustManager) factory.getTrustManagers()[0];
        }

        public X509Certificate certificate() throws GeneralSecurityException {
            return (X509Certificate) keys.getCertificate("test");
        }

        /** For a server that has it and a client that trusts it. */
        public SSLContext context() throws GeneralSecurityException {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), new X509TrustManager[] {trust()}, null);
            return context;
        }
    }

    public TlsServer(Identity identity, int status, String body) throws IOException, GeneralSecurityException {
        server = Ports.https();
        server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
        server.createContext("/", exchange -> answer(exchange, status, body));
        server.start();
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
        StringBuilder name = new StringBuilder();
        session.getRequestedServerNames()
                .forEach(asked ->
                        name.append(((SNIHostName) asked).getAsciiName()).append(' '));
        names.add(name + exchange.getRequestHeaders().getFirst("Host"));
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes());
        exchange.close();
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The names that each request's handshake and its field {@code Host} asked for, in order. */
    public List<String> names() {
        return names;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
