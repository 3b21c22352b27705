package acme.odd;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection of a client; what is asked for is in the path: {@code /kind/argument/...}. */
final class OddConnection implements Runnable {
    private final Socket socket;
    private final List<String> log;
    private final int port;
    private String method = "";
    private String path = "";
    private List<String> headers = new ArrayList<>();
    private byte[] body = {};
    private InputStream in;
    private OutputStream out;

    OddConnection(Socket socket, List<String> log, int port) {
        this.socket = socket;
        this.log = log;
        this.port = port;
    }

    @Override
    public void run() {
        try (Socket open = socket) {
            open.setTcpNoDelay(true);
            in = new BufferedInputStream(open.getInputStream());
            out = open.getOutputStream();
            while (read() && answer()) {
                out.flush();
            }
            out.flush();
        } catch (IOException | InterruptedException gone) {
            // The client went away.
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return new String(line.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private boolean read() throws IOException {
        String first = line();
        if (first.isEmpty()) {
            return false;
        }
        String[] parts = first.split(" ");
        method = parts[0];
        path = parts.length > 1 ? parts[1] : "";
        headers = new ArrayList<>();
        for (String line; !(line = line()).isEmpty(); ) {
            headers.add(line);
        }
        boolean whole = true;
        if ("100-continue".equalsIgnoreCase(header("Expect"))) {
            if (path.contains("/refuse/")) {
                record(first, "expects");
                status(417, 0);
                return false;
            }
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        // A program that promises more than it writes must not wait for ever.
        socket.setSoTimeout(300);
        try {
            body = body();
        } catch (IOException cut) {
            whole = false;
        }
        socket.setSoTimeout(0);
        record(first, whole ? "" : " CUT");
        return whole;
    }

    private void record(String first, String note) {
        int hash = java.util.Arrays.hashCode(body);
        log.add(first + " " + headers + " body=" + body.length + "#" + hash + note);
    }

    private byte[] body() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if ("chunked".equalsIgnoreCase(header("Transfer-Encoding"))) {
            for (int length; (length = Integer.parseInt(line().trim(), 16)) > 0; line()) {
                copy(length, all);
            }
            line();
        } else if (header("Content-Length") != null) {
            copy(Integer.parseInt(header("Content-Length")), all);
        }
        return all.toByteArray();
    }

    private void copy(int length, OutputStream to) throws IOException {
        for (int i = 0; i < length; i++) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("cut");
            }
            to.write(b);
        }
    }

    private String header(String name) {
        for (String header : headers) {
            if (header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                return header.substring(name.length() + 1).trim();
            }
        }
        return null;
    }

    private boolean answer() throws IOException, InterruptedException {
        String[] words = (path.contains("?") ? path.substring(0, path.indexOf('?')) : path).split("/");
        String kind = words.length > 1 ? words[1] : "";
        String argument = words.length > 2 ? words[2] : "0";
        switch (kind) {
            case "ok":
                head(
                        "200 OK",
                        number(argument),
                        "Content-Type: text/plain;charset=utf-8",
                        "X-Twice: one",
                        "X-Twice: two",
                        "Date: Mon, 23 Nov 2026 10:00:00 GMT",
                        "Last-Modified: Sun, 22 Nov 2026 10:00:00 GMT",
                        "Expires: Tue, 24 Nov 2026 10:00:00 GMT",
                        "X-Number: 42",
                        "ETag: \"x\"");
                return content(number(argument));
            case "gzip":
                head("200 OK", 8, "Content-Encoding: gzip", "Content-Type: application/octet-stream");
                return content(8);
            case "chunked":
                text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n");
                if (!method.equals("HEAD")) {
                    for (int left = number(argument); left > 0; left -= 1000) {
                        chunk(Math.min(left, 1000));
                    }
                    text("0\r\nX-End: yes\r\n\r\n");
                }
                return true;
            case "slow":
                text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int i = 0; i < 3 && !method.equals("HEAD"); i++) {
                    Thread.sleep(number(argument));
                    chunk(10);
                    out.flush();
                }
                text(method.equals("HEAD") ? "" : "0\r\n\r\n");
                return true;
            case "late":
                Thread.sleep(number(argument));
                head("200 OK", 5);
                return content(5);
            case "echo":
                head("200 OK", body.length, "X-Method: " + method);
                if (!method.equals("HEAD")) {
                    out.write(body);
                }
                return true;
            case "old":
                text("HTTP/1.0 200 OK\r\nX-Old: yes\r\n\r\n");
                content(number(argument));
                return false;
            case "last":
                head("200 OK", number(argument), "Connection: close");
                content(number(argument));
                return false;
            case "nothing":
                text("HTTP/1.1 " + argument + " Nothing\r\nX-A: b\r\n\r\n");
                return true;
            case "status":
                return status(number(argument), 20);
            case "bare":
                return status(number(argument), 0);
            case "since":
                return header("If-Modified-Since") == null ? status(200, 5) : nothing("304 Not Modified");
            case "redirect":
                // /redirect/302/here|there|loop|bad|none|away/...
                return redirect(argument, words.length > 3 ? words[3] : "here");
            case "secret":
                if (header("Authorization") == null) {
                    head("401 Unauthorized", 4, "WWW-Authenticate: Basic realm=\"odd\"");
                    return content(4);
                }
                return status(200, 6);
            case "cookie":
                head("200 OK", 3, "Set-Cookie: c" + argument + "=v; Path=/", "Set-Cookie2: d=w");
                return content(3);
            case "cut":
                head("200 OK", number(argument) * 2 + 10);
                content(number(argument));
                return false;
            case "cutchunk":
                text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                chunk(100);
                text("ff\r\nabc");
                return false;
            case "close":
                return false;
            case "reset":
                socket.setSoLinger(true, 0);
                return false;
            case "garbage":
                text("nonsense\r\n\r\n");
                return false;
            case "badlength":
                text("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc");
                return false;
            case "many":
                StringBuilder big = new StringBuilder("HTTP/1.1 200 OK\r\n");
                for (int i = 0; i < number(argument); i++) {
                    big.append("X-").append(i).append(": ").append(i).append("\r\n");
                }
                text(big.append("Content-Length: 2\r\n\r\n").toString());
                return content(2);
            default:
                return status(404, 9);
        }
    }

    private boolean redirect(String code, String where) throws IOException {
        String to;
        switch (where) {
            case "here":
                to = "Location: /ok/7/redirected";
                break;
            case "there":
                to = "Location: http://localhost:" + port + "/ok/8/elsewhere";
                break;
            case "loop":
                to = "Location: " + path;
                break;
            case "bad":
                to = "Location: ht tp://%%";
                break;
            case "dead":
                to = "Location: http://127.0.0.1:1/nobody";
                break;
            case "refused":
                to = "Location: /status/404";
                break;
            case "other":
                to = "Location: ftp://127.0.0.1/x";
                break;
            default:
                to = "X-None: 1";
                break;
        }
        head(code + " Moved", 5, to);
        return content(5);
    }

    private boolean status(int code, int length) throws IOException {
        if (code == 204 || code == 304) {
            return nothing(code + " Status");
        }
        head(code + " Status " + code, length, "X-Status: " + code);
        return content(length);
    }

    private boolean nothing(String status) throws IOException {
        text("HTTP/1.1 " + status + "\r\nX-Nothing: 1\r\n\r\n");
        return true;
    }

    private void head(String status, int length, String... more) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (String line : more) {
            head.append(line).append("\r\n");
        }
        text(head.append("Content-Length: ").append(length).append("\r\n\r\n").toString());
    }

    private boolean content(int length) throws IOException {
        if (!method.equals("HEAD")) {
            out.write(bytes(length));
        }
        return true;
    }

    private void chunk(int length) throws IOException {
        if (!method.equals("HEAD")) {
            text(Integer.toHexString(length) + "\r\n");
            out.write(bytes(length));
            text("\r\n");
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int number(String argument) {
        return Integer.parseInt(argument);
    }
}
