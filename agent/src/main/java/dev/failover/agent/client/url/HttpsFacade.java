package dev.failover.agent.client.url;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.Authenticator;
import java.net.ProtocolException;
import java.net.URL;
import java.security.Permission;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the program gets for an {@code https:} URL of a service: as {@link HttpFacade}, and what TLS adds.
 */
final class HttpsFacade extends HttpsURLConnection {
    private final UrlExchange exchange;
    private final Recording recording;

    HttpsFacade(URL url, UrlExchange exchange, Recording recording) {
        super(url);
        this.exchange = exchange;
        this.recording = recording;
        method = recording.method();
    }

    @Override
    public void connect() throws IOException {
        exchange.method(method);
        exchange.connect();
        connected = true;
    }

    @Override
    public void disconnect() {
        exchange.disconnect();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        exchange.method(method);
        try {
            return exchange.outputStream();
        } finally {
            method = exchange.methodAfterwards();
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        exchange.method(method);
        return exchange.inputStream();
    }

    @Override
    public @Nullable InputStream getErrorStream() {
        return exchange.errorStream();
    }

    @Override
    public int getResponseCode() throws IOException {
        exchange.method(method);
        return exchange.responseCode();
    }

    @Override
    public @Nullable String getResponseMessage() throws IOException {
        exchange.method(method);
        return exchange.responseMessage();
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        return exchange.headerField(name);
    }

    @Override
    public @Nullable String getHeaderField(int n) {
        return exchange.headerField(n);
    }

    @Override
    public @Nullable String getHeaderFieldKey(int n) {
        return exchange.headerFieldKey(n);
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return exchange.headerFields();
    }

    @Override
    public URL getURL() {
        return exchange.url();
    }

    @Override
    public boolean usingProxy() {
        return exchange.current().usingProxy();
    }

    @Override
    public Permission getPermission() throws IOException {
        return exchange.recording().first().getPermission();
    }

    @Override
    public void setRequestMethod(String set) throws ProtocolException {
        exchange.beforeMethodIsSet();
        exchange.current().setRequestMethod(set);
        recording.method(set);
        method = set;
    }

    @Override
    public String getRequestMethod() {
        return method.equals(recording.method()) ? exchange.requestMethod() : method;
    }

    @Override
    public void setRequestProperty(String name, @Nullable String value) {
        exchange.current().setRequestProperty(name, value);
        recording.setField(name, value);
    }

    @Override
    public void addRequestProperty(String name, @Nullable String value) {
        exchange.current().addRequestProperty(name, value);
        recording.addField(name, value);
    }

    @Override
    public @Nullable String getRequestProperty(String name) {
        return exchange.requestProperty(name);
    }

    @Override
    public Map<String, List<String>> getRequestProperties() {
        return exchange.current().getRequestProperties();
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        exchange.current().setFixedLengthStreamingMode(length);
        recording.fixedLength(length);
    }

    @Override
    public void setFixedLengthStreamingMode(long length) {
        exchange.current().setFixedLengthStreamingMode(length);
        recording.fixedLength(length);
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        exchange.current().setChunkedStreamingMode(length);
        recording.chunkLength(length);
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        exchange.current().setInstanceFollowRedirects(follow);
    }

    @Override
    public boolean getInstanceFollowRedirects() {
        return exchange.current().getInstanceFollowRedirects();
    }

    @Override
    public void setConnectTimeout(int millis) {
        exchange.current().setConnectTimeout(millis);
        recording.connectTimeout(millis);
    }

    @Override
    public int getConnectTimeout() {
        return recording.connectTimeout();
    }

    @Override
    public void setReadTimeout(int millis) {
        exchange.current().setReadTimeout(millis);
        recording.readTimeout(millis);
    }

    @Override
    public int getReadTimeout() {
        return recording.readTimeout();
    }

    @Override
    public void setDoInput(boolean input) {
        exchange.current().setDoInput(input);
    }

    @Override
    public boolean getDoInput() {
        return exchange.current().getDoInput();
    }

    @Override
    public void setDoOutput(boolean output) {
        exchange.current().setDoOutput(output);
    }

    @Override
    public boolean getDoOutput() {
        return exchange.current().getDoOutput();
    }

    @Override
    public void setAllowUserInteraction(boolean allow) {
        exchange.current().setAllowUserInteraction(allow);
    }

    @Override
    public boolean getAllowUserInteraction() {
        return exchange.current().getAllowUserInteraction();
    }

    @Override
    public void setUseCaches(boolean use) {
        exchange.current().setUseCaches(use);
    }

    @Override
    public boolean getUseCaches() {
        return exchange.current().getUseCaches();
    }

    @Override
    public void setDefaultUseCaches(boolean use) {
        exchange.current().setDefaultUseCaches(use);
    }

    @Override
    public boolean getDefaultUseCaches() {
        return exchange.current().getDefaultUseCaches();
    }

    @Override
    public void setIfModifiedSince(long time) {
        exchange.current().setIfModifiedSince(time);
    }

    @Override
    public long getIfModifiedSince() {
        return exchange.current().getIfModifiedSince();
    }

    /** Overrides a method of Java 9. */
    @SuppressWarnings("MissingOverride")
    public void setAuthenticator(Authenticator authenticator) {
        Recording.authenticate(exchange.current(), authenticator);
        recording.authenticator(authenticator);
    }

    @Override
    public String toString() {
        return exchange.shown(exchange.current().toString());
    }

    @Override
    public String getCipherSuite() {
        return secure().getCipherSuite();
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        return secure().getLocalCertificates();
    }

    @Override
    public Certificate[] getServerCertificates() throws SSLPeerUnverifiedException {
        return secure().getServerCertificates();
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        return secure().getPeerPrincipal();
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        return secure().getLocalPrincipal();
    }

    /** Overrides a method of Java 12. */
    @SuppressWarnings({"MissingOverride", "unchecked"})
    public Optional<SSLSession> getSSLSession() {
        try {
            return (Optional<SSLSession>)
                    HttpsURLConnection.class.getMethod("getSSLSession").invoke(secure());
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException) {
                throw (RuntimeException) thrown.getCause();
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (ReflectiveOperationException olderJava) {
            throw new UnsupportedOperationException(olderJava);
        }
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        secure().setHostnameVerifier(verifier);
    }

    @Override
    public HostnameVerifier getHostnameVerifier() {
        return secure().getHostnameVerifier();
    }

    @Override
    public void setSSLSocketFactory(SSLSocketFactory factory) {
        secure().setSSLSocketFactory(factory);
    }

    @Override
    public SSLSocketFactory getSSLSocketFactory() {
        return secure().getSSLSocketFactory();
    }

    private HttpsURLConnection secure() {
        // A call that began with https never goes to an http endpoint.
        return (HttpsURLConnection) exchange.current();
    }
}
