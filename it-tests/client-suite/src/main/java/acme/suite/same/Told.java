package acme.suite.same;

import acme.suite.Answer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** What the program sees of one call, as text. Thread-safe. */
final class Told {
    private static final String[][] VARYING = {
        // An object's identity, a connection's own port, and times: they differ from run to run.
        {"@[0-9a-f]{5,16}\\b", "@ID"},
        {"0x[0-9a-f]+", "0xID"},
        {"L:/127\\.0\\.0\\.1:[0-9]+", "L:LOCAL"},
        {"(ephemeral|l|local)[=:]?/?127\\.0\\.0\\.1:[0-9]+", "$1=LOCAL"},
        {"http-outgoing-[0-9]+", "http-outgoing-N"},
        {"(SSLTube\\()?SocketTube\\([^)]*\\)+( stream=[0-9]+)? \\[HttpClient-[0-9]+-Worker-[0-9]+\\]", "TUBE"},
        // What Netty makes of the number of a stream.
        {"x-http2-stream-id: [0-9]+", "x-http2-stream-id: N"},
        {"/?127\\.0\\.0\\.1:[0-9]+(<->|: GOAWAY)", "LOCAL$1"},
        {"[0-9]+ (ms|milliseconds|nanoseconds|MILLISECONDS)", "N $1"},
        // Numbers that a client makes up for a digest.
        {"cnonce=\"[^\"]*\"", "cnonce=..."},
        {"response=\"[^\"]*\"", "response=..."},
        // The state of a connection, in the message of an exception of Jetty's.
        {"([a-z]+\\.)?HttpConnectionOverHTTP@.*", "HttpConnectionOverHTTP"},
        {"expired: [0-9]+/", "expired: N/"},
        {"[0-9],[0-9]{3} millis", "N millis"},
        // A connection that its server has closed, noticed by who reads or by who writes.
        {"java.io.(EOFException: EOF reached while reading|IOException: Broken pipe)", "closed"},
        // OkHttp's watchdog and the socket's own time-out, whichever comes first.
        {"SocketTimeoutException: timeout <- java.net.SocketException: Socket closed", "SocketTimeoutException: timeout"
        },
        {"SocketTimeoutException: Read timed out", "SocketTimeoutException: timeout"},
    };
    private static final Pattern[] PATTERNS = new Pattern[VARYING.length];

    static {
        for (int i = 0; i < VARYING.length; i++) {
            PATTERNS[i] = Pattern.compile(VARYING[i][0]);
        }
    }

    private final StringBuilder text = new StringBuilder();

    synchronized void line(String line) {
        String plain = line;
        for (int i = 0; i < PATTERNS.length; i++) {
            plain = PATTERNS[i].matcher(plain).replaceAll(VARYING[i][1]);
        }
        text.append(plain).append('\n');
    }

    /** Class and message, and those of what is behind it. */
    void thrown(String where, Throwable thrown) {
        StringBuilder chain = new StringBuilder(where + " throws");
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 8; t = t.getCause(), depth++) {
            chain.append(depth == 0 ? " " : " <- ")
                    .append(t.getClass().getName())
                    .append(": ")
                    .append(t.getMessage());
            for (Throwable suppressed : t.getSuppressed()) {
                chain.append(" (suppressed ")
                        .append(suppressed.getClass().getName())
                        .append(": ")
                        .append(suppressed.getMessage())
                        .append(')');
            }
        }
        line(chain.toString());
    }

    void head(Answer answer) {
        line("status " + answer.status());
        for (String[] field : answer.fields()) {
            line(field[0] + ": " + field[1]);
        }
    }

    /** Reads it to its end. */
    void answer(Answer answer) {
        head(answer);
        body(answer);
        for (Callable<String> note : answer.notes()) {
            try {
                line("note " + note.call());
            } catch (Exception | LinkageError thrown) {
                thrown("note", thrown);
            }
        }
        try {
            answer.close();
        } catch (Exception thrown) {
            thrown("close", thrown);
        }
    }

    private void body(Answer answer) {
        InputStream in = answer.in();
        if (in == null) {
            line("no body");
            return;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Exception failure = null;
        try {
            byte[] chunk = new byte[8192];
            for (int n; (n = in.read(chunk)) >= 0; ) {
                all.write(chunk, 0, n);
            }
        } catch (Exception thrown) {
            failure = thrown;
        }
        byte[] bytes = all.toByteArray();
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, bytes.length);
        line("body of " + bytes.length + " bytes, CRC " + Long.toHexString(sum.getValue()));
        if (failure != null) {
            thrown("body", failure);
        }
    }

    @Override
    public synchronized String toString() {
        return text.toString();
    }
}
