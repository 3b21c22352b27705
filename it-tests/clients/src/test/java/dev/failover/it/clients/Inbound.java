package dev.failover.it.clients;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One request, read from a connection: the head first, because some are answered before their body comes. */
final class Inbound {
    private static final int CLIENT_THINKS = 150;

    final String method;

    /** As it was sent, absolute when it goes through a proxy. */
    final String target;

    /** Names in lower case, sorted. */
    final Map<String, String> headers = new TreeMap<>();

    byte[] body = {};
    boolean complete = true;
    boolean waited;

    private Inbound(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /** One that another server has read. */
    static Inbound read(String method, String target, Map<String, String> headers, byte[] body) {
        Inbound request = new Inbound(method, target);
        request.headers.putAll(headers);
        request.body = body;
        return request;
    }

    /** Null when the client closed the connection. */
    static Inbound head(BufferedInputStream in) throws IOException {
        String start = line(in);
        if (start == null || start.isEmpty()) {
            return null;
        }
        String[] words = start.split(" ");
        Inbound request = new Inbound(words[0], words.length > 1 ? words[1] : "");
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            request.headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (first, second) -> first + ", " + second);
        }
        return request;
    }

    /** The path without scheme and authority, with the query. */
    String path() {
        int scheme = target.indexOf("://");
        return scheme < 0 ? target : target.substring(target.indexOf('/', scheme + 3));
    }

    /** "RUN/CASE", of a path "/RUN/CASE/what". */
    String key() {
        String[] words = path().split("/", 4);
        return words.length < 4 ? "?" : words[1] + "/" + words[2];
    }

    /** What follows the key. */
    String rest() {
        String[] words = path().split("/", 4);
        return words.length < 4 ? "/" : "/" + words[3];
    }

    /** As the log has it. */
    String entry(String server, int connection, String sni) {
        String all = headers.entrySet().stream()
                .map(header -> header.getKey() + ": "
                        + header.getValue().replace('|', '/').replace('\t', ' '))
                .collect(Collectors.joining("|"));
        return String.join(
                "\t", server, "" + connection, method, target, "" + body.length, "" + complete, "" + waited, sni, all);
    }

    boolean expectsContinue() {
        return "100-continue".equalsIgnoreCase(headers.get("expect"));
    }

    boolean keepAlive() {
        return !"close".equalsIgnoreCase(headers.get("connection"));
    }

    /** Whether the client holds its body back, as it promised. */
    void watch(BufferedInputStream in, Socket socket) throws IOException {
        socket.setSoTimeout(CLIENT_THINKS);
        in.mark(1);
        try {
            in.read();
            in.reset();
        } catch (SocketTimeoutException silent) {
            waited = true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    void readBody(BufferedInputStream in) {
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

    private static int chunkSize(BufferedInputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            throw new EOFException("in the middle of a chunked body");
        }
        return Integer.parseInt(line.split(";")[0].trim(), 16);
    }

    private static void copy(BufferedInputStream in, int count, ByteArrayOutputStream to) throws IOException {
        byte[] bytes = in.readNBytes(count);
        to.writeBytes(bytes);
        if (bytes.length < count) {
            throw new EOFException("in the middle of a body");
        }
    }

    private static String line(BufferedInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return null;
    }
}
