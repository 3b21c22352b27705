package dev.failover.agent.client.url;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.security.Permission;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connection of an {@code http:} URL that the cache has answered. */
final class StoredHttp extends HttpURLConnection {
    private final HttpURLConnection asked;
    private final StoredReply reply;

    /** @param asked what the program has set everything on */
    StoredHttp(URL url, HttpURLConnection asked, StoredReply reply) {
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
        // From now on nothing can be set.
        connected = true;
    }

    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

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
