package dev.failover.it;

import java.util.stream.Collectors;

/**
 * What a program printed about one call. {@code error} is empty when there was a response, {@code status} is 0 when
 * there was none; {@code error} names the exception's class and those of its causes.
 */
public record CallResult(
        int number,
        String method,
        String url,
        int status,
        long micros,
        String error,
        String message,
        String headers,
        String body) {
    private static final String TIMED_OUT = "java.net.http.HttpTimeoutException";

    static CallResult parse(String line) {
        String[] f = line.split("\t", -1);
        return new CallResult(
                Integer.parseInt(f[1]),
                f[2],
                f[3],
                Integer.parseInt(f[4]),
                Long.parseLong(f[5]),
                f[6],
                unescape(f[7]),
                unescape(f[8]),
                unescape(f[9]));
    }

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** The id of the replica that answered, or nothing. */
    public String replica() {
        return body.contains(" ") ? body.substring(0, body.indexOf(' ')) : "";
    }

    /**
     * Every field but those that differ from one run to the next: the time that it took, the server's clock, and whether a
     * time-out of the JDK's client has a cause. It has one when the thread that reads the connection, which the time-out
     * closes, is faster than the one that tells of the time-out ({@code MultiExchange.getExceptionalCF}).
     */
    public String comparable() {
        String lasting = headers.lines()
                .filter(header -> !header.startsWith("Date:") && !header.startsWith("date:"))
                .collect(Collectors.joining("\n"));
        String failure = error.startsWith(TIMED_OUT + " <") ? TIMED_OUT : error;
        return method + " " + url + "\nstatus " + status + "\nerror " + failure + "\nmessage " + message + "\n"
                + lasting + "\n\n" + body;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(
                        switch (escaped) {
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            default -> escaped;
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
