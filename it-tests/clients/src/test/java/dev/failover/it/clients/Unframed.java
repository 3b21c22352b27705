package dev.failover.it.clients;

import acme.suite.same.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link Reply} that is written in HTTP/1.1 means, to be said in HTTP/2. Only those need to be understood that are made
 * for trials.
 */
final class Unframed {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) .*");
    private static final int LONGEST_FIELD = 10_000;

    /** Before the head of the answer: 102, 103. */
    final List<Integer> interim = new ArrayList<>();

    final List<String[]> fields = new ArrayList<>();
    final List<String[]> trailers = new ArrayList<>();
    int status;
    byte[] body = new byte[0];
    /** Whether it ends as it should. */
    boolean whole = true;

    private final byte[] all;
    private int at;

    private Unframed(byte[] all) {
        this.all = all;
    }

    /** Null when it cannot be read as an answer. */
    static Unframed of(Reply reply, boolean headOnly) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        reply.steps().forEach(step -> all.writeBytes(step.bytes));
        Unframed read = new Unframed(all.toByteArray());
        return read.head() && (headOnly || read.content()) ? read : null;
    }

    private boolean head() {
        do {
            Matcher line = STATUS.matcher(line());
            if (!line.matches()) {
                return false;
            }
            if (status > 100) {
                interim.add(status);
            }
            status = Integer.parseInt(line.group(1));
            fields.clear();
            if (!fields(fields)) {
                return false;
            }
        } while (status < 200);
        return true;
    }

    private boolean fields(List<String[]> to) {
        String line;
        while (!(line = line()).isEmpty()) {
            if (!to.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
                // Goes on with the field before.
                to.get(to.size() - 1)[1] += " " + line.trim();
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 0 || line.length() > LONGEST_FIELD) {
                return false;
            }
            to.add(new String[] {
                line.substring(0, colon), line.substring(colon + 1).trim()
            });
        }
        return true;
    }

    private boolean content() {
        String length = field("content-length");
        if (field("transfer-encoding") != null) {
            chunks();
        } else if (length == null) {
            body = rest(all.length - at);
        } else if (length.matches("[0-9]+")) {
            int promised = Integer.parseInt(length);
            whole = all.length - at >= promised || status == 204 || status == 304;
            body = rest(Math.min(promised, all.length - at));
        } else {
            return false;
        }
        return true;
    }

    private void chunks() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        whole = false;
        for (String size; (size = line().replaceAll(";.*", "")).matches("[0-9a-f]+"); line()) {
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                whole = fields(trailers);
                break;
            }
            out.writeBytes(rest(Math.min(length, all.length - at)));
        }
        body = out.toByteArray();
    }

    private byte[] rest(int length) {
        byte[] bytes = Arrays.copyOfRange(all, at, at + length);
        at += length;
        return bytes;
    }

    /** Empty at the end. */
    private String line() {
        int from = at;
        while (at < all.length && all[at] != '\n') {
            at++;
        }
        String line = new String(all, from, at - from, StandardCharsets.ISO_8859_1);
        at = Math.min(all.length, at + 1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private String field(String name) {
        return fields.stream()
                .filter(field -> field[0].equalsIgnoreCase(name))
                .map(field -> field[1])
                .findFirst()
                .orElse(null);
    }
}
