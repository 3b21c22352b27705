package dev.failover.it;

/** A request as a replica wrote it down when it had it. {@code complete} is false when the body broke off. */
public record LoggedRequest(
        boolean complete,
        int connection,
        String method,
        String target,
        int bodyBytes,
        String bodyHash,
        String headers) {

    static LoggedRequest parse(String line) {
        String[] f = line.split("\t", -1);
        return new LoggedRequest(
                f[0].equals("REQUEST"), Integer.parseInt(f[2]), f[3], f[4], Integer.parseInt(f[5]), f[6], f[7]);
    }

    static boolean isRequest(String line) {
        return line.startsWith("REQUEST\t") || line.startsWith("PARTIAL\t");
    }

    /** Everything that the client decides, without the number of the connection on which it came. */
    public String comparable() {
        return method + " " + target + " " + bodyBytes + " " + bodyHash + " " + complete + " " + headers;
    }
}
