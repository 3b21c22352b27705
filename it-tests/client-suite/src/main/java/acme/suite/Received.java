package acme.suite;

import java.util.Map;
import java.util.TreeMap;

/** One request as a server wrote it down before it answered. */
final class Received {
    final String replica;
    final int connection;
    final String method;
    final String target;
    final int bodyBytes;

    /** Whether the whole body came. */
    final boolean complete;

    /** Whether the client waited for {@code 100 Continue} before it sent the body. */
    final boolean waited;

    /** The name that the client asked for in the TLS handshake; empty: none. */
    final String sni;

    /** Names in lower case. */
    final Map<String, String> headers = new TreeMap<>();

    private Received(String[] fields) {
        replica = fields[0];
        connection = Integer.parseInt(fields[1]);
        method = fields[2];
        target = fields[3];
        bodyBytes = Integer.parseInt(fields[4]);
        complete = Boolean.parseBoolean(fields[5]);
        waited = Boolean.parseBoolean(fields[6]);
        sni = fields[7];
        for (String header : fields[8].split("\\|")) {
            int colon = header.indexOf(": ");
            if (colon > 0) {
                headers.put(header.substring(0, colon), header.substring(colon + 2));
            }
        }
    }

    static Received parse(String line) {
        return new Received(line.split("\t", -1));
    }

    String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return replica + "#" + connection + " " + method + " " + target + " " + bodyBytes
                + (complete ? "" : " incomplete") + (waited ? " waited" : "") + (sni.isEmpty() ? "" : " sni=" + sni)
                + " " + headers;
    }
}
