package acme.suite.same;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Chooses answers. */
final class Replies {
    private static final int[] STATUSES = {
        200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 201, 202, 203, 204, 204, 205, 206, 207, 226, 299,
        304, 304, 400, 401, 402, 403, 404, 404, 404, 405, 406, 408, 409, 410, 411, 412, 413, 415, 416, 417, 418, 421,
        422, 423, 424, 425, 426, 428, 429, 429, 431, 451, 499, 500, 500, 500, 501, 502, 503, 503, 504, 505, 507, 511,
        520, 599
    };
    private static final int[] SIZES = {0, 1, 100, 100, 5000, 8192, 65_536, 70_000, 300_000};
    private static final String[] REASONS = {"OK", "Status", "", "A longer  Reason (of 1)"};
    private static final String[] FIELDS = {
        "x-lower: 1",
        "X-UPPER: 2",
        "X-Empty:",
        "X-Many: 1\r\nx-many: 2\r\nX-Many: 3",
        "X-Close:v",
        "X-Wide:    a   b   ",
        "X-Folded: a\r\n  b\r\n\tc",
        "X-Latin: \u00e4\u00f6",
        "X-Quoted: \"a, b\", c",
        "Content-Type: text/plain; charset=utf-8",
        "content-type: application/json",
        "Content-Language: de",
        "ETag: W/\"1\"",
        "Last-Modified: Thu, 26 Nov 2026 07:00:00 GMT",
        "Date: Thu, 26 Nov 2026 07:00:00 GMT",
        "Expires: 0",
        "Cache-Control: max-age=0, private",
        "Server: raw/1",
        "Vary: Accept-Encoding, *",
        "Warning: 199 a \"b\"",
        "Link: </a>; rel=next, </b>; rel=prev",
        "Set-Cookie: odd=1; Path=/none",
        "Alt-Svc: h3=\":443\"",
        "Content-Location: /else",
        "Keep-Alive: timeout=5, max=100",
        "X-Replica: a",
        "WWW-Authenticate: Negotiate",
        "Location: /never",
        "Refresh: 5; url=/x",
        "Age: 7"
    };

    private final Random random;
    private final String method;

    Replies(Random random, String method) {
        this.random = random;
        this.method = method;
    }

    /** Any answer that is whole. */
    Reply plain() {
        int status = STATUSES[random.nextInt(STATUSES.length)];
        return whole(new Reply(status, true), status, random.nextInt(8) == 0);
    }

    /** After one that is none yet. A client that takes it for the answer finds the other one before the next. */
    Reply interim() {
        String[] before = {
            "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "HTTP/1.1 102 Processing\r\n\r\n"
        };
        Reply reply = new Reply(200, true)
                .write(before[random.nextInt(before.length)])
                .pause(20);
        return whole(reply, 200, true);
    }

    Reply ok() {
        return whole(new Reply(200, true), 200, false);
    }

    private Reply whole(Reply reply, int status, boolean closes) {
        Body body = new Body(status, closes);
        reply.write(body.head).write(body.bytes);
        return reply.end(body.closes ? Reply.End.CLOSE : Reply.End.KEEP);
    }

    Reply slow() {
        Reply reply = new Reply(200, true);
        Body body = new Body(200, false);
        int pieces = 3;
        reply.pause(20).write(body.head.substring(0, 9)).pause(10).write(body.head.substring(9));
        int length = (body.bytes.length + pieces - 1) / pieces;
        for (int from = 0; from < body.bytes.length; from += length) {
            reply.pause(10).write(Arrays.copyOfRange(body.bytes, from, Math.min(body.bytes.length, from + length)));
        }
        return reply.end(body.closes ? Reply.End.CLOSE : Reply.End.KEEP);
    }

    /** Slower than {@link Group#setup} lets the client wait. */
    Reply tooSlow() {
        boolean beforeHead = random.nextInt(3) != 0;
        Reply reply = new Reply(200, !beforeHead);
        if (beforeHead) {
            reply.pause(2_000);
        }
        reply.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 8\r\n\r\n" + (isHead() ? "" : "half"));
        if (!beforeHead) {
            reply.pause(2_000);
        }
        return reply.write(isHead() ? "" : "half").end(Reply.End.CLOSE);
    }

    Reply hanging(boolean afterHead) {
        Reply reply = new Reply(200, true);
        if (afterHead) {
            reply.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n").write(isHead() ? "" : "some");
        }
        return reply.end(Reply.End.HANG);
    }

    /** After it comes what nobody has asked for, and the connection stays open. */
    Reply followed() {
        String[] after = {"\r\n", "junk", "HTTP/1.1 200 OK\r\nX-Wrong: 1\r\nContent-Length: 5\r\n\r\nwrong"};
        return new Reply(200, true)
                .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + (isHead() ? "" : "good")
                        + after[random.nextInt(after.length)]);
    }

    /** Ends in the middle of its body. */
    Reply cut() {
        Reply reply = new Reply(200, true);
        if (random.nextBoolean()) {
            reply.write("HTTP/1.1 200 OK\r\nX-A: 1\r\n" + closing() + "Content-Length: 2000\r\n\r\n");
            reply.write(isHead() ? "" : text(1000));
        } else {
            reply.write("HTTP/1.1 200 OK\r\n" + closing() + "Transfer-Encoding: chunked\r\n\r\n");
            // What can be read is read before what cannot: some clients drop the one for the other if both come at
            // once.
            reply.write(isHead() ? "" : "3e8\r\n" + text(1000) + "\r\n")
                    .pause(60)
                    .write(isHead() ? "" : random.nextBoolean() ? "zz\r\n" : "3e8\r\nabc");
        }
        return reply.pause(60).end(random.nextInt(3) == 0 ? Reply.End.RESET : Reply.End.CLOSE);
    }

    /** No answer, or none that a client must understand. */
    Reply unreadable(boolean afterBody) {
        Reply reply = new Reply(0, false);
        int what = random.nextInt(9);
        switch (what) {
            case 0:
                return reply.end(Reply.End.CLOSE);
            case 1:
                return reply.end(afterBody ? Reply.End.CLOSE : Reply.End.RESET);
            case 2:
                reply.write("SSH-2.0-OpenSSH_9.9\r\n\r\n");
                break;
            case 3:
                reply.write("HTTP/1.1 200 OK\r\nContent-Le");
                break;
            case 4:
                reply.write("HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nx");
                break;
            case 5:
                reply.write("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n");
                break;
            case 6:
                reply.write("HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 0\r\n\r\n");
                break;
            case 7:
                reply.write("HTTP/1.1 200 OK\r\nX-Huge: " + text(400_000) + "\r\nContent-Length: 0\r\n\r\n");
                break;
            default:
                reply.write("\u0000\u0001\u0002\r\n\r\n");
        }
        return reply.pause(30).end(Reply.End.CLOSE);
    }

    Reply redirect(int status, String location) {
        String body = isHead() ? "" : "elsewhere\n";
        return new Reply(status, true)
                .write("HTTP/1.1 " + status + " Moved\r\n" + (location == null ? "" : "Location: " + location + "\r\n")
                        + "Content-Length: 10\r\n\r\n" + body);
    }

    Reply challenge(String how) {
        return new Reply(401, true)
                .write("HTTP/1.1 401 Who\r\n" + (how.isEmpty() ? "" : "WWW-Authenticate: " + how + "\r\n")
                        + "Content-Length: 5\r\n\r\n" + (isHead() ? "" : "who?\n"));
    }

    Reply withCookies() {
        String name = "c" + random.nextInt(3);
        String[] attributes = {
            "",
            "; Path=/",
            "; Path=/a",
            "; Max-Age=0",
            "; HttpOnly; SameSite=Lax",
            "; Secure",
            "; Expires=Thu, 26 Nov 2099 07:00:00 GMT",
            "; Domain=127.0.0.1",
            "; Version=1"
        };
        String fields = "Set-Cookie: " + name + "=" + random.nextInt(100)
                + attributes[random.nextInt(attributes.length)] + "\r\nSet-Cookie: d=\"x y\"; Path=/\r\n";
        return new Reply(200, true)
                .write("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 3\r\n\r\n" + (isHead() ? "" : "ok\n"));
    }

    /** Instead of a 100. */
    Reply refusal() {
        int[] statuses = {417, 413, 403, 503};
        int status = statuses[random.nextInt(statuses.length)];
        return new Reply(status, true)
                .write("HTTP/1.1 " + status + " No\r\nConnection: close\r\nContent-Length: 4\r\n\r\n"
                        + (isHead() ? "" : "no!\n"))
                .refusesBody()
                .pause(30)
                .end(Reply.End.CLOSE);
    }

    /** Where the head is all that there is, the client may take the connection for one that it can use again. */
    private String closing() {
        return isHead() ? "Connection: close\r\n" : "";
    }

    private boolean isHead() {
        return method.equals("HEAD");
    }

    private String text(int size) {
        char[] text = new char[size];
        for (int i = 0; i < size; i++) {
            text[i] = (char) (' ' + random.nextInt(95));
        }
        return new String(text);
    }

    /** Framed in one of the ways that there are. */
    private final class Body {
        final String head;
        final byte[] bytes;
        final boolean closes;
        private final StringBuilder fields = new StringBuilder();

        Body(int status, boolean wantsClose) {
            boolean old = random.nextInt(25) == 0;
            byte[] content = text(SIZES[random.nextInt(SIZES.length)]).getBytes(StandardCharsets.ISO_8859_1);
            // After 205 some clients expect a body, and some none.
            boolean none = status == 204 || status == 205 || status == 304;
            if (!none && random.nextInt(8) == 0) {
                boolean deflates = random.nextInt(4) == 0;
                content = encoded(content, deflates);
                fields.append("Content-Encoding: ")
                        .append(deflates ? "deflate" : "gzip")
                        .append("\r\n");
            }
            if (status >= 400 && random.nextInt(4) == 0) {
                fields.append("Retry-After: 0\r\n");
            }
            for (int i = random.nextInt(5); i > 0; i--) {
                fields.append(FIELDS[random.nextInt(FIELDS.length)]).append("\r\n");
            }
            boolean byEnd = !none && random.nextInt(12) == 0;
            byte[] framed = new byte[0];
            if (byEnd) {
                framed = content;
            } else if (!none) {
                framed = framed(content, !old && random.nextInt(3) == 0);
            }
            if ((status == 204 || status == 304) && random.nextInt(6) == 0) {
                // Of what there would be.
                fields.append("Content-Length: 7\r\n");
            }
            if (status == 205) {
                fields.append("Content-Length: 0\r\n");
            }
            closes = byEnd || old || wantsClose;
            if (wantsClose) {
                fields.append("Connection: close\r\n");
            }
            head = "HTTP/1." + (old ? 0 : 1) + " " + status + " " + REASONS[random.nextInt(REASONS.length)] + "\r\n"
                    + fields + "\r\n";
            bytes = isHead() ? new byte[0] : framed;
        }

        private byte[] framed(byte[] content, boolean chunked) {
            if (!chunked) {
                fields.append(random.nextInt(5) == 0 ? "content-length: " : "Content-Length: ")
                        .append(content.length)
                        .append("\r\n");
                return content;
            }
            int trailers = random.nextInt(3);
            fields.append("Transfer-Encoding: chunked\r\n").append(trailers == 1 ? "Trailer: X-Sum, x-odd\r\n" : "");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int length = 1 + random.nextInt(20_000);
            for (int from = 0; from < content.length; from += length) {
                int n = Math.min(length, content.length - from);
                add(out, Integer.toHexString(n) + (random.nextInt(5) == 0 ? ";ext=1" : "") + "\r\n");
                out.write(content, from, n);
                add(out, "\r\n");
            }
            add(out, "0\r\n" + (trailers == 1 ? "X-Sum: 1\r\nx-odd: 2\r\n" : "") + "\r\n");
            return out.toByteArray();
        }

        private void add(ByteArrayOutputStream out, String text) {
            byte[] added = text.getBytes(StandardCharsets.ISO_8859_1);
            out.write(added, 0, added.length);
        }

        private byte[] encoded(byte[] content, boolean deflates) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream encoding = deflates ? new DeflaterOutputStream(out) : new GZIPOutputStream(out)) {
                encoding.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }
}
