package dev.failover.agent.client.url;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a facade does where the network comes in. Everything else it leaves to {@link #current}, a connection of the JDK's
 * own, so that it behaves as that does.
 */
abstract class UrlExchange {
    /** Read without a lock by {@link #disconnect}, which any thread may call. */
    private volatile HttpURLConnection current;

    private final Recording recording;

    UrlExchange(HttpURLConnection first, Recording recording) {
        this.current = first;
        this.recording = recording;
    }

    /** The connection that answers for the facade now. */
    final HttpURLConnection current() {
        return current;
    }

    final void current(HttpURLConnection connection) {
        current = connection;
    }

    final Recording recording() {
        return recording;
    }

    /**
     * Called before anything that may send.
     *
     * @param field the facade's own field: a program may have written into it by reflection
     */
    final void method(String field) throws ProtocolException {
        if (!field.equals(recording.method())) {
            recording.forceMethod(field);
            recording.applyMethod(current);
        }
    }

    /** Throws what the JDK throws when it is too late for another method. */
    void beforeMethodIsSet() {}

    /** The method as the program sees it. */
    String requestMethod() {
        return current.getRequestMethod();
    }

    /** The same after something that may have changed it: the JDK makes a POST of a GET, and a GET of what it redirects. */
    final String methodAfterwards() {
        String now = requestMethod();
        if (!now.equals(recording.method())) {
            recording.method(now);
        }
        return now;
    }

    abstract void connect() throws IOException;

    abstract OutputStream outputStream() throws IOException;

    abstract InputStream inputStream() throws IOException;

    abstract int responseCode() throws IOException;

    abstract @Nullable String responseMessage() throws IOException;

    abstract @Nullable String headerField(String name);

    abstract @Nullable String headerField(int n);

    abstract @Nullable String headerFieldKey(int n);

    abstract Map<String, List<String>> headerFields();

    abstract @Nullable InputStream errorStream();

    abstract void disconnect();

    /** As the program has set it. */
    @Nullable
    String requestProperty(String name) {
        return current.getRequestProperty(name);
    }

    abstract URL url();

    /** A text of the JDK's, which names the URL that has answered: the program knows but the one that it asked. */
    final String shown(String text) {
        return text.replace(current.getURL().toExternalForm(), url().toExternalForm());
    }
}
