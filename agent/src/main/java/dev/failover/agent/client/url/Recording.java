package dev.failover.agent.client.url;

import dev.failover.agent.client.Idempotency;
import dev.failover.http.Headers;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * What the program set on a connection, so that it can be set on further ones. Every setting goes to a real connection
 * first, which checks it and throws what the JDK throws; only what it cannot be asked for again is kept here.
 */
final class Recording {
    private static final int NOT_SET = -1;

    private final HttpURLConnection first;
    /** "set" or "add", name, value, ... as the program called them. */
    private List<@Nullable String> fields = Collections.emptyList();

    private String method;
    private boolean forced;
    private long fixedLength = NOT_SET;
    private boolean fixedAsInt;
    private int chunkLength = NOT_SET;
    private boolean chunked;
    private int connectTimeout;
    private boolean connectTimeoutSet;
    private int readTimeout;
    private boolean readTimeoutSet;
    private @Nullable Authenticator authenticator;

    Recording(HttpURLConnection first) {
        this.first = first;
        method = first.getRequestMethod();
        connectTimeout = first.getConnectTimeout();
        readTimeout = first.getReadTimeout();
    }

    /** The connection on which the program has set all of it. */
    HttpURLConnection first() {
        return first;
    }

    /** The method as the program knows it. */
    String method() {
        return method;
    }

    void method(String set) {
        forced &= set.equals(method);
        method = set;
    }

    /** A method that the JDK's own setter refuses, put into the field by reflection (PATCH, in old programs). */
    void forceMethod(String hidden) {
        method = hidden;
        forced = true;
    }

    void setField(String name, @Nullable String value) {
        field("set", name, value);
    }

    void addField(String name, @Nullable String value) {
        field("add", name, value);
    }

    private void field(String how, String name, @Nullable String value) {
        if (fields.isEmpty()) {
            fields = new ArrayList<>();
        }
        fields.add(how);
        fields.add(name);
        fields.add(value);
    }

    /** The fields that the program has set. */
    Headers.Builder fields() {
        Headers.Builder set = Headers.builder();
        for (int i = 0; i < fields.size(); i += 3) {
            String name = fields.get(i + 1);
            String value = fields.get(i + 2);
            if (name == null) {
                continue;
            }
            if ("set".equals(fields.get(i))) {
                set.remove(name);
            }
            if (value != null) {
                set.add(name, value);
            }
        }
        return set;
    }

    /** Whether the program has given it somebody to ask for credentials. */
    boolean isAuthenticated() {
        return authenticator != null;
    }

    /** Whether the request may be sent twice. */
    boolean isIdempotent() {
        if (Idempotency.ofMethod(method)) {
            return true;
        }
        for (int i = 1; i < fields.size(); i += 3) {
            if (Idempotency.KEY.equalsIgnoreCase(fields.get(i)) && fields.get(i + 1) != null) {
                return true;
            }
        }
        return false;
    }

    void fixedLength(int length) {
        fixedLength = length;
        fixedAsInt = true;
    }

    void fixedLength(long length) {
        fixedLength = length;
        fixedAsInt = false;
    }

    void chunkLength(int length) {
        chunkLength = length;
        chunked = true;
    }

    /** Whether the body goes out as it is written. */
    boolean isStreaming() {
        return chunked || fixedLength >= 0;
    }

    /** How long the body must be, or -1. */
    long fixedLength() {
        return fixedLength;
    }

    void connectTimeout(int millis) {
        connectTimeout = millis;
        connectTimeoutSet = true;
    }

    /** In milliseconds; 0 for none. */
    int connectTimeout() {
        return connectTimeout;
    }

    /** What counts when the program sets nothing; 0 for none. */
    int effectiveConnectTimeout() {
        return connectTimeoutSet || connectTimeout > 0 ? connectTimeout : Defaults.CONNECT_TIMEOUT;
    }

    void readTimeout(int millis) {
        readTimeout = millis;
        readTimeoutSet = true;
    }

    /** In milliseconds; 0 for none. */
    int readTimeout() {
        return readTimeout;
    }

    void authenticator(Authenticator set) {
        authenticator = set;
    }

    /** The same for another connection, which is the same as the first one already; what the program sets later is not known to it. */
    Recording on(HttpURLConnection other) {
        Recording copy = new Recording(other);
        copy.fields = fields.isEmpty() ? fields : new ArrayList<>(fields);
        copy.method = method;
        copy.forced = forced;
        copy.fixedLength = fixedLength;
        copy.fixedAsInt = fixedAsInt;
        copy.chunkLength = chunkLength;
        copy.chunked = chunked;
        copy.connectTimeout = connectTimeout;
        copy.connectTimeoutSet = connectTimeoutSet;
        copy.readTimeout = readTimeout;
        copy.readTimeoutSet = readTimeoutSet;
        copy.authenticator = authenticator;
        return copy;
    }

    /** Makes another connection, on which nothing was set yet, the same as the first one. */
    void replay(HttpURLConnection onto) throws IOException {
        onto.setDoInput(first.getDoInput());
        onto.setDoOutput(first.getDoOutput());
        onto.setAllowUserInteraction(first.getAllowUserInteraction());
        onto.setUseCaches(first.getUseCaches());
        onto.setIfModifiedSince(first.getIfModifiedSince());
        onto.setInstanceFollowRedirects(first.getInstanceFollowRedirects());
        if (connectTimeoutSet) {
            onto.setConnectTimeout(connectTimeout);
        }
        if (readTimeoutSet) {
            onto.setReadTimeout(readTimeout);
        }
        for (int i = 0; i < fields.size(); i += 3) {
            String name = fields.get(i + 1);
            if (name != null && "set".equals(fields.get(i))) {
                onto.setRequestProperty(name, fields.get(i + 2));
            } else if (name != null) {
                onto.addRequestProperty(name, fields.get(i + 2));
            }
        }
        if (chunked) {
            onto.setChunkedStreamingMode(chunkLength);
        } else if (fixedLength >= 0 && fixedAsInt) {
            onto.setFixedLengthStreamingMode((int) fixedLength);
        } else if (fixedLength >= 0) {
            onto.setFixedLengthStreamingMode(fixedLength);
        }
        if (authenticator != null) {
            authenticate(onto, authenticator);
        }
        if (onto instanceof HttpsURLConnection && first instanceof HttpsURLConnection) {
            HttpsURLConnection from = (HttpsURLConnection) first;
            ((HttpsURLConnection) onto).setHostnameVerifier(from.getHostnameVerifier());
            ((HttpsURLConnection) onto).setSSLSocketFactory(from.getSSLSocketFactory());
        }
        applyMethod(onto);
    }

    /** Sets the method, by the program's own trick if it used one. */
    void applyMethod(HttpURLConnection onto) throws ProtocolException {
        if (!forced) {
            if (!onto.getRequestMethod().equals(method)) {
                onto.setRequestMethod(method);
            }
            return;
        }
        try {
            force(onto, method);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            ProtocolException refused = new ProtocolException("Invalid HTTP method: " + method);
            refused.initCause(closed);
            throw refused;
        }
    }

    private static void force(HttpURLConnection connection, String method) throws ReflectiveOperationException {
        Field field = HttpURLConnection.class.getDeclaredField("method");
        field.setAccessible(true);
        field.set(connection, method);
        if (connection instanceof HttpsURLConnection) {
            // The https connection only hands on to one that sends.
            Field delegate = connection.getClass().getDeclaredField("delegate");
            delegate.setAccessible(true);
            field.set(delegate.get(connection), method);
        }
    }

    /** Calls a setter that came with Java 9. */
    static void authenticate(HttpURLConnection connection, @Nullable Authenticator authenticator) {
        try {
            HttpURLConnection.class
                    .getMethod("setAuthenticator", Authenticator.class)
                    .invoke(connection, authenticator);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof RuntimeException) {
                throw (RuntimeException) thrown.getCause();
            }
            throw new IllegalStateException(thrown.getCause());
        } catch (ReflectiveOperationException java8) {
            throw new UnsupportedOperationException(
                    "Supplying an authenticator is not supported by " + connection.getClass(), java8);
        }
    }

    /** What the JDK takes from system properties when the program sets nothing. */
    private static final class Defaults {
        static final int CONNECT_TIMEOUT = Math.max(0, Integer.getInteger("sun.net.client.defaultConnectTimeout", 0));
    }
}
