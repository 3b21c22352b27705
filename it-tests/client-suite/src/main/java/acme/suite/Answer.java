package acme.suite;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** What the client handed to the program. The body is read from the network only when the case reads it. */
public final class Answer implements Closeable {
    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>();
    /** Name, value, in the order in which the client tells them. */
    private final List<String[]> fields = new ArrayList<>();

    private final List<Callable<String>> notes = new ArrayList<>();
    private final InputStream in;
    private final Closeable response;
    private byte[] read;

    /**
     * @param in null: no body
     * @param response what the program has to close after the body; null when the body is enough
     */
    public Answer(int status, InputStream in, Closeable response) {
        this.status = status;
        this.in = in;
        this.response = response;
    }

    /** For the adapter, before it hands the answer over. */
    public Answer header(String name, String value) {
        fields.add(new String[] {name, value});
        if (name != null && !name.startsWith(":")) {
            headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(value);
        }
        return this;
    }

    /** What else the client tells of an answer, such as the URL that it comes from; asked once the body is read. */
    public Answer note(String what, Callable<?> value) {
        notes.add(() -> what + "=" + value.call());
        return this;
    }

    public List<String[]> fields() {
        return fields;
    }

    public List<Callable<String>> notes() {
        return notes;
    }

    /** The body; null when there is none. */
    public InputStream in() {
        return in;
    }

    public int status() {
        return status;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The first value; null when there is none. */
    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    /** Which replica it comes from. */
    public String replica() {
        return header("X-Replica");
    }

    /** Reads to the end and closes everything. */
    public byte[] bytes() throws IOException {
        if (read == null) {
            try {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                if (in != null) {
                    byte[] chunk = new byte[8192];
                    for (int n; (n = in.read(chunk)) >= 0; ) {
                        all.write(chunk, 0, n);
                    }
                }
                read = all.toByteArray();
            } finally {
                close();
            }
        }
        return read;
    }

    /** One byte, or -1. */
    public int read() throws IOException {
        return in == null ? -1 : in.read();
    }

    public String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try {
            if (in != null) {
                in.close();
            }
        } finally {
            if (response != null) {
                response.close();
            }
        }
    }
}
