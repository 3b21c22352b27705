package dev.failover.agent.client;

import dev.failover.endpoint.Endpoint;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One GET on a connection of its own, for the status of the answer. {@code HttpURLConnection} would send the program's
 * cookies and let those that come overwrite them, and would ask the program's {@code Authenticator}; in Java 8 nothing
 * keeps it from that. What tells how an endpoint is reached is as there: the program's proxies, its factory of TLS sockets
 * and its verifier of names. One thread, but {@link #close} from any.
 */
final class PlainGet implements Closeable {
    private static final int LONGEST_ANSWER = 64 * 1024;
    /** Whoever neither says how long the answer is nor closes the connection, though asked to, is not waited for. */
    private static final int LONGEST_SILENCE_MILLIS = 1_000;

    private static final Pattern LENGTH = Pattern.compile("content-length *: *(\\d{1,9}) *", Pattern.CASE_INSENSITIVE);

    /** Whatever the reason is: to us its bytes are characters, and some of those are line ends for a pattern. */
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d(?:\\.\\d)? +(\\d{3})(?: .*)?", Pattern.DOTALL);

    private final Endpoint endpoint;
    private final String path;
    private final int timeoutMillis;
    private final String host;
    private volatile @Nullable Socket socket;
    private volatile boolean closed;
    /** Of the body that comes next, in bytes; negative when the answer does not say. */
    private int length;

    PlainGet(Endpoint endpoint, String path, int timeoutMillis) {
        this.endpoint = endpoint;
        this.path = path;
        this.timeoutMillis = timeoutMillis;
        String written = endpoint.host();
        this.host = written.startsWith("[") ? written.substring(1, written.length() - 1) : written;
    }

    /** Of the final answer, which is no redirect that is followed. */
    int status() throws IOException {
        try {
            return status(true);
        } catch (SSLException untrusted) {
            if (!(untrusted.getCause() instanceof CertificateException)) {
                throw untrusted;
            }
            // Perhaps only the name is another one. The JDK's own verifier, which is asked next, says no to all of
            // them.
            close(socket);
            return status(false);
        }
    }

    /** Breaks it off. */
    @Override
    public void close() {
        closed = true;
        close(socket);
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException alreadyBroken) {
            return;
        }
    }

    /** By the first of the proxies that lets us. */
    private int status(boolean isNameChecked) throws IOException {
        ProxySelector selector = ProxySelector.getDefault();
        URI uri = uri();
        List<Proxy> chosen = selector == null ? null : selector.select(uri);
        List<Proxy> proxies = chosen == null || chosen.isEmpty() ? Collections.singletonList(Proxy.NO_PROXY) : chosen;
        for (int i = 0; ; i++) {
            Proxy proxy = proxies.get(i);
            Socket connection;
            try {
                connection = connect(proxy);
            } catch (IOException unreachable) {
                close(socket);
                if (selector != null && proxy.type() != Proxy.Type.DIRECT) {
                    selector.connectFailed(uri, proxy.address(), unreachable);
                }
                if (i == proxies.size() - 1) {
                    throw unreachable;
                }
                continue;
            }
            return ask(connection, proxy.type() == Proxy.Type.HTTP, isNameChecked);
        }
    }

    private int ask(Socket connection, boolean isProxy, boolean isNameChecked) throws IOException {
        boolean isSecure = endpoint.scheme().equals("https");
        if (isSecure && isProxy) {
            tunnel(connection);
        }
        Socket way = isSecure ? secured(connection, isNameChecked) : connection;
        String target = isProxy && !isSecure ? endpoint.url(path) : endpoint.basePath() + path;
        send(way, "GET " + target, endpoint.authority(), "Accept: */*\r\nConnection: close\r\n");
        InputStream in = new BufferedInputStream(way.getInputStream());
        int status = head(in);
        drain(way, in);
        return status;
    }

    private URI uri() {
        try {
            return new URI(endpoint.url(path));
        } catch (URISyntaxException oddPath) {
            // Which is the endpoint's business; the proxies depend on the rest.
            return URI.create(endpoint.toString());
        }
    }

    private Socket connect(Proxy proxy) throws IOException {
        // Without a proxy for this URL there may still be one for sockets, which the JDK then takes by itself.
        Socket fresh = proxy.type() == Proxy.Type.DIRECT
                ? new Socket()
                : new Socket(proxy.type() == Proxy.Type.HTTP ? Proxy.NO_PROXY : proxy);
        socket = fresh;
        if (closed) {
            throw new SocketTimeoutException("no answer in time");
        }
        fresh.connect(address(proxy), timeoutMillis);
        fresh.setSoTimeout(timeoutMillis);
        return fresh;
    }

    /** The name of an endpoint that a proxy is asked for may be known to the proxy alone. */
    private InetSocketAddress address(Proxy proxy) {
        if (proxy.type() != Proxy.Type.HTTP) {
            return new InetSocketAddress(host, endpoint.port());
        }
        InetSocketAddress itself = (InetSocketAddress) proxy.address();
        return new InetSocketAddress(itself.getHostString(), itself.getPort());
    }

    private void tunnel(Socket connection) throws IOException {
        String authority = endpoint.id();
        send(connection, "CONNECT " + authority, authority, "");
        // Not buffered: what follows is TLS.
        int status = head(connection.getInputStream());
        if (status / 100 != 2) {
            throw new IOException("the proxy answered " + status + " to CONNECT");
        }
    }

    private SSLSocket secured(Socket connection, boolean isNameChecked) throws IOException {
        SSLSocket secure = (SSLSocket)
                HttpsURLConnection.getDefaultSSLSocketFactory().createSocket(connection, host, endpoint.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        String[] protocols = listed("https.protocols");
        if (protocols != null) {
            parameters.setProtocols(protocols);
        }
        String[] suites = listed("https.cipherSuites");
        if (suites != null) {
            parameters.setCipherSuites(suites);
        }
        if (isNameChecked) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        if (!isNameChecked && !HttpsURLConnection.getDefaultHostnameVerifier().verify(host, secure.getSession())) {
            throw new SSLPeerUnverifiedException("the certificate is not of " + host);
        }
        return secure;
    }

    /** What the JDK's client takes from there, too. */
    private static String @Nullable [] listed(String property) {
        String value = System.getProperty(property);
        return value == null || value.isEmpty() ? null : value.trim().split("\\s*,\\s*");
    }

    private static void send(Socket connection, String request, String authority, String more) throws IOException {
        String head = request + " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: Java/"
                + System.getProperty("java.version") + "\r\n" + more + "\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The status of the final answer, all of whose fields have been read. */
    private int head(InputStream in) throws IOException {
        int[] left = {LONGEST_ANSWER};
        for (; ; ) {
            String line = line(in, left);
            Matcher status = STATUS_LINE.matcher(line);
            if (!status.matches()) {
                throw new IOException("no answer of HTTP: " + line.substring(0, Math.min(80, line.length())));
            }
            int code = Integer.parseInt(status.group(1));
            length = code == 204 || code == 304 ? 0 : -1;
            while (!line.isEmpty()) {
                line = line(in, left);
                Matcher said = LENGTH.matcher(line);
                if (length < 0 && said.matches()) {
                    length = Integer.parseInt(said.group(1));
                }
            }
            if (code >= 200) {
                return code;
            }
        }
    }

    private static String line(InputStream in, int[] left) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0 || left[0]-- == 0) {
                throw new EOFException("the answer broke off, or has no end");
            }
            line.append((char) read);
        }
        int end = line.length() - 1;
        if (end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
        }
        return line.toString();
    }

    /** The server is not to see its answer refused; but that it has answered we know already. */
    private void drain(Socket connection, InputStream in) {
        byte[] chunk = new byte[4096];
        int left = length < 0 ? LONGEST_ANSWER : Math.min(length, LONGEST_ANSWER);
        try {
            if (length < 0) {
                connection.setSoTimeout(Math.min(timeoutMillis, LONGEST_SILENCE_MILLIS));
            }
            for (int n; left > 0 && (n = in.read(chunk, 0, Math.min(left, chunk.length))) >= 0; ) {
                left -= n;
            }
        } catch (IOException brokenOff) {
            return;
        }
    }
}
