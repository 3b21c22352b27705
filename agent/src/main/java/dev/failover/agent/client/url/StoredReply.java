package dev.failover.agent.client.url;

import dev.failover.agent.client.Reasons;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the cache answers, in the words of the JDK's connections. Used by one thread at a time, as those are. */
final class StoredReply {
    private static final int FIRST_ERROR = 400;

    private final URL url;
    private final int status;
    private final Headers headers;
    private final InputStream body;

    StoredReply(URL url, CachedAnswer answer) {
        this.url = url;
        status = answer.status();
        headers = answer.headers();
        body = new Body(answer.body());
    }

    int status() {
        return status;
    }

    String message() {
        return Reasons.of(status);
    }

    /** Field 0 is the status line; by which protocol the answer once came is not known any more. */
    @Nullable
    String field(int n) {
        if (n == 0) {
            return "HTTP/1.1 " + status + " " + message();
        }
        return n < 0 || n > headers.size() ? null : headers.value(n - 1);
    }

    @Nullable
    String key(int n) {
        return n <= 0 || n > headers.size() ? null : headers.name(n - 1);
    }

    /** The last one of several. */
    @Nullable
    String field(@Nullable String name) {
        for (int n = headers.size(); n > 0; n--) {
            if (headers.name(n - 1).equalsIgnoreCase(name)) {
                return headers.value(n - 1);
            }
        }
        return name == null ? field(0) : null;
    }

    /** The last one first, as the JDK has them. */
    Map<String, List<String>> fields() {
        Map<@Nullable String, List<String>> fields = new HashMap<>();
        for (int n = headers.size(); n >= 0; n--) {
            String value = field(n);
            if (value != null) {
                fields.computeIfAbsent(key(n), name -> new ArrayList<>()).add(value);
            }
        }
        fields.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(fields);
    }

    /** What the JDK throws when it is asked for the body of an error; null for an answer that is none. */
    @Nullable
    IOException failure() {
        if (status == 404 || status == 410) {
            return new FileNotFoundException(url.toString());
        }
        return status < FIRST_ERROR
                ? null
                : new IOException("Server returned HTTP response code: " + status + " for URL: " + url);
    }

    InputStream inputStream() throws IOException {
        IOException failure = failure();
        if (failure != null) {
            throw failure;
        }
        return body;
    }

    @Nullable
    InputStream errorStream() {
        return status < FIRST_ERROR ? null : body;
    }

    /** Never gives away the bytes that are stored, but copies. */
    private static final class Body extends InputStream {
        private final ByteArrayInputStream stored;
        private boolean closed;

        Body(byte[] stored) {
            this.stored = new ByteArrayInputStream(stored);
        }

        private InputStream open() throws IOException {
            if (closed) {
                throw new IOException("stream is closed");
            }
            return stored;
        }

        @Override
        public int read() throws IOException {
            return open().read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return open().read(into, offset, length);
        }

        @Override
        public long skip(long bytes) throws IOException {
            return open().skip(bytes);
        }

        @Override
        public int available() throws IOException {
            return open().available();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
