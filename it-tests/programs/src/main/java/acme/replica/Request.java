package acme.replica;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One request, read from a connection. */
final class Request {
    final String method;
    final String target;
    /** Names in lower case, sorted. */
    final Map<String, String> headers = new TreeMap<>();

    byte[] body = new byte[0];
    /** False when the peer went away in the middle of the body. */
    boolean complete = true;

    private Request(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /** Null when the peer closed the connection between two requests. */
    static Request read(InputStream in, OutputStream out) throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        String[] words = start.split(" ");
        Request request = new Request(words[0], words.length > 1 ? words[1] : "");
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            request.headers.merge(
                    line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (first, second) -> first + ", " + second);
        }
        if ("100-continue".equalsIgnoreCase(request.headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        request.readBody(in);
        return request;
    }

    boolean keepAlive() {
        return !"close".equalsIgnoreCase(headers.get("connection"));
    }

    private void readBody(InputStream in) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
                for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                    copy(in, size, bytes);
                    line(in);
                }
                line(in);
            } else {
                copy(in, Integer.parseInt(headers.getOrDefault("content-length", "0")), bytes);
            }
        } catch (IOException e) {
            complete = false;
        }
        body = bytes.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("in the middle of a chunked body");
        }
        return Integer.parseInt(line.split(";")[0].trim(), 16);
    }

    private static void copy(InputStream in, int count, ByteArrayOutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int left = count; left > 0; ) {
            int n = in.read(buffer, 0, Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException(left + " bytes of the body are missing");
            }
            to.write(buffer, 0, n);
            left -= n;
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return null;
    }
}
