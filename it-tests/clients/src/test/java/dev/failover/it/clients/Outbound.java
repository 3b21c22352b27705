package dev.failover.it.clients;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * An answer. What is asked for is the path below the case: {@code /ok}, {@code /echo}, {@code /big/BYTES}, {@code /gzip},
 * {@code /chunked/BYTES}, {@code /status/CODE}, {@code /empty}, {@code /redirect/TIMES}, {@code /circle}, {@code /to/SERVER/PATH},
 * {@code /secret} (user {@code ann}, password {@code secret}), {@code /cookie}, {@code /quota/CALLS} that are left for this hour,
 * {@code /stored/SECONDS} for which it is fresh.
 */
final class Outbound {
    final Map<String, String> headers = new LinkedHashMap<>();
    int status = 200;
    byte[] body = {};
    boolean chunked;

    private Outbound(String replica) {
        headers.put("X-Replica", replica);
        headers.put("Content-Type", "text/plain;charset=utf-8");
    }

    static Outbound failure(String replica, Fault fault) {
        Outbound answer = new Outbound(replica).status(fault.number()).text("status " + fault.number() + "\nend\n");
        if (!fault.retryAfter().isEmpty()) {
            answer.headers.put("Retry-After", fault.retryAfter());
        }
        return answer;
    }

    /** {@code base}: the path of the case, {@code rest}: what follows it; {@code origin}: the URL of another server by its name. */
    static Outbound of(String replica, Inbound request, String base, String rest, UnaryOperator<String> origin) {
        Outbound answer = new Outbound(replica);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question);
        String[] words = (question < 0 ? rest : rest.substring(0, question)).split("/", 4);
        String argument = words.length > 2 ? words[2] : "";
        switch (words[1]) {
            case "ok" -> answer.text(replica + " " + request.method + " " + request.body.length + "\nend\n");
            case "echo" -> answer.body = request.body;
            case "big" -> answer.body = pattern(Integer.parseInt(argument));
            case "chunked" -> {
                answer.chunked = true;
                answer.body = pattern(Integer.parseInt(argument));
            }
            case "gzip" -> answer.gzip(request);
            case "status" -> answer.status(Integer.parseInt(argument)).text("status\nend\n");
            case "stored" -> answer.stored(request, argument);
            case "empty" -> answer.body = new byte[0];
            case "circle" -> answer.redirect(base + "/circle" + query);
            case "redirect" -> {
                int left = Integer.parseInt(argument) - 1;
                answer.redirect(base + (left > 0 ? "/redirect/" + left : "/ok") + query);
            }
            case "to" -> answer.redirect(origin.apply(argument) + base + "/" + words[3] + query);
            case "secret" -> answer.secret(request);
            case "cookie" -> answer.cookie(request, base);
            case "quota" ->
                answer.text(replica + " has enough soon\nend\n")
                        .headers
                        .put("RateLimit", "\"hour\";r=" + Integer.parseInt(argument) + ";t=3600");
            default -> answer.status(404).text("no such thing\n");
        }
        return answer;
    }

    static byte[] pattern(int bytes) {
        byte[] pattern = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            pattern[i] = (byte) ('a' + i % 26);
        }
        return pattern;
    }

    private Outbound status(int code) {
        status = code;
        return this;
    }

    private Outbound text(String text) {
        body = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    private void redirect(String location) {
        status(302).text("elsewhere\n").headers.put("Location", location);
    }

    private void secret(Inbound request) {
        String right = "Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
        if (right.equals(request.headers.get("authorization"))) {
            text("secret\nend\n");
        } else {
            status(401).text("who?\n").headers.put("WWW-Authenticate", "Basic realm=\"orders\"");
        }
    }

    private void cookie(Inbound request, String base) {
        text("cookies " + request.headers.getOrDefault("cookie", "none") + "\nend\n");
        headers.put("Set-Cookie", "session=" + headers.get("X-Replica") + "; Path=" + base);
    }

    private void stored(Inbound request, String seconds) {
        headers.put("Cache-Control", "max-age=" + seconds);
        headers.put("ETag", "\"1\"");
        if ("\"1\"".equals(request.headers.get("if-none-match"))) {
            status(304);
        } else {
            text("worth keeping\nend\n");
        }
    }

    private void gzip(Inbound request) {
        text("once upon a time ".repeat(200) + "\nend\n");
        if (request.headers.getOrDefault("accept-encoding", "").contains("gzip")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            body = bytes.toByteArray();
            headers.put("Content-Encoding", "gzip");
        }
    }

    /** On the wire; {@code cut}: without the second half of the body. */
    byte[] bytes(String method, boolean cut) {
        boolean bodiless = status == 204 || status == 304;
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + (status == 200 ? "OK" : "Status") + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (!bodiless) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (bodiless || method.equals("HEAD")) {
            return bytes.toByteArray();
        }
        byte[] sent = cut ? Arrays.copyOf(body, body.length / 2) : body;
        if (!chunked) {
            bytes.writeBytes(sent);
            return bytes.toByteArray();
        }
        for (int from = 0; from < sent.length; from += 1000) {
            int length = Math.min(1000, sent.length - from);
            bytes.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            bytes.write(sent, from, length);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        if (!cut) {
            bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }
}
