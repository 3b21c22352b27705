package dev.failover.agent.client.url;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.security.Permission;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The same for {@code https:}. There is no TLS session: what asks for it is told so in the JDK's words. */
final class StoredHttps extends HttpsURLConnection {
    private final HttpURLConnection asked;
    private final StoredReply reply;

    /** @param asked what the program has set everything on */
    StoredHttps(URL url, HttpURLConnection asked, StoredReply reply) {
        super(url);
        this.asked = asked;
        this.reply = reply;
        method = asked.getRequestMethod();
        doInput = asked.getDoInput();
        doOutput = asked.getDoOutput();
        useCaches = asked.getUseCaches();
        ifModifiedSince = asked.getIfModifiedSince();
        allowUserInteraction = asked.getAllowUserInteraction();
        instanceFollowRedirects = asked.getInstanceFollowRedirects();
        if (asked instanceof HttpsURLConnection) {
            HttpsURLConnection secure = (HttpsURLConnection) asked;
            setHostnameVerifier(secure.getHostnameVerifier());
            setSSLSocketFactory(secure.getSSLSocketFactory());
        }
        // From now on nothing can be set.
        connected = true;
    }

    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

    /** Overrides a method of Java 12. */
    @SuppressWarnings("MissingOverride")
    public Optional<SSLSession> getSSLSession() {
        return Optional.empty();
    }

    private static IllegalStateException noSession() {
        return new IllegalStateException("connection not yet open");
    }

    @Override
    public String getCipherSuite() {
        throw noSession();
    }

    @Override
    public Certificate[] getLocalCertificates() {
        throw noSession();
    }

    @Override
    public Certificate[] getServerCertificates() {
        throw noSession();
    }

    @Override
    public boolean usingProxy() {
        return false;
    }

    @Override
    public Permission getPermission() throws IOException {
        return asked.getPermission();
    }

    @Override
    public @Nullable String getRequestProperty(String name) {
        return asked.getRequestProperty(name);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new ProtocolException(
                doOutput
                        ? "Cannot write output after reading input."
                        : "cannot write to a URLConnection if doOutput=false - call setDoOutput(true)");
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return reply.inputStream();
    }

    @Override
    public @Nullable InputStream getErrorStream() {
        return reply.errorStream();
    }

    @Override
    public int getResponseCode() {
        return reply.status();
    }

    @Override
    public String getResponseMessage() {
        return reply.message();
    }

    @Override
    public @Nullable String getHeaderField(@Nullable String name) {
        return reply.field(name);
    }

    @Override
    public @Nullable String getHeaderField(int n) {
        return reply.field(n);
    }

    @Override
    public @Nullable String getHeaderFieldKey(int n) {
        return reply.key(n);
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return reply.fields();
    }

    @Override
    public String toString() {
        return asked.toString();
    }
}
