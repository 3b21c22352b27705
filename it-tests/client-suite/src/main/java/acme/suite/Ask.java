package acme.suite;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One request, as an adapter has to send it. */
public final class Ask {
    /** How the body is handed to the client. */
    public enum Body {
        NONE,
        /** From memory: the client may send it again. */
        REPEATABLE,
        /** A stream that can be read once; its length is announced. */
        ONE_SHOT,
        /** A stream that can be read once, of a length that nobody knows. */
        ONE_SHOT_CHUNKED
    }

    /** Name, value. */
    public static final String[][] TRAILERS = {{"X-Sum", "1"}, {"x-odd", "2"}};

    public final String method;
    public final String url;

    /** Name, value. */
    public final List<String[]> headers = new ArrayList<>();

    public Body kind = Body.NONE;
    public byte[] body = {};
    public boolean expectContinue;

    /** A bound for the whole call; 0: none. */
    public int callMillis;

    /** The adapter sends the same object of its client twice and returns the second answer, the first one read. */
    public boolean reuse;

    /** Whether fields follow the body, where the client can send such; {@link #TRAILERS}. */
    public boolean trailers;

    /** How many bytes are announced beyond those that there are; fewer than there are when it is negative. */
    public int misannounced;

    /** The body fails after so many bytes; -1: it does not. */
    public int breaksAt = -1;

    /** What ends the call, from another thread; an adapter sets it before it sends. */
    public volatile Runnable abortable;

    public Ask(String method, String url) {
        this.method = method;
        this.url = url;
    }

    public Ask header(String name, String value) {
        headers.add(new String[] {name, value});
        return this;
    }

    public Ask body(Body how, byte[] bytes) {
        kind = how;
        body = bytes;
        return this;
    }

    public Ask body(Body how, String text) {
        return body(how, text.getBytes(StandardCharsets.UTF_8));
    }

    public Ask expectContinue() {
        expectContinue = true;
        return this;
    }

    public Ask callMillis(int value) {
        callMillis = value;
        return this;
    }

    public Ask reuse() {
        reuse = true;
        return this;
    }

    /** Whether a request of this method can have a body, be there one or not: some clients have a class of its own for such. */
    public boolean mayHaveBody() {
        return hasBody() || method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    public boolean hasBody() {
        return kind != Body.NONE;
    }

    /** Whether the body never comes to a good end, whoever is asked. */
    public boolean isFlawed() {
        return misannounced != 0 || breaksAt >= 0;
    }

    /** The length that is announced; -1: none. */
    public long length() {
        return kind == Body.ONE_SHOT_CHUNKED ? -1 : body.length + misannounced;
    }

    /** The body as a stream for once: of a class that no client knows, and without {@code mark}. */
    public InputStream oneShot() {
        return new FilterInputStream(new ByteArrayInputStream(body)) {
            private int read;

            @Override
            public boolean markSupported() {
                return false;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int most = length;
                if (breaksAt >= 0) {
                    most = Math.min(length, breaksAt - read);
                    if (most == 0) {
                        throw new IOException("disk");
                    }
                }
                int n = super.read(into, offset, most);
                read += Math.max(0, n);
                return n;
            }
        };
    }
}
