package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.ArrayList;
import java.util.List;

/** Fields that concern one connection and not the response (RFC 9111, section 3.1; RFC 9110, section 7.6.1). */
final class HopByHop {
    private static final String[] NAMES = {
        "Connection",
        "Keep-Alive",
        "TE",
        "Transfer-Encoding",
        "Upgrade",
        "Proxy-Connection",
        "Proxy-Authenticate",
        "Proxy-Authentication-Info",
        "Proxy-Authorization"
    };

    /** What is for everybody cannot be of a connection (section 7.6.1); without it a response would be taken for another one. */
    private static final String[] FOR_ALL = {"Age", "Cache-Control", "Date", "Expires", "Vary"};

    private HopByHop() {}

    /** The others. */
    static Headers.Builder without(Headers received) {
        List<String> named = new ArrayList<>(2);
        for (String line : received.all("Connection")) {
            named.addAll(FieldValues.members(line));
        }
        named.removeIf(name -> isOneOf(FOR_ALL, name));
        Headers.Builder kept = Headers.builder();
        for (int i = 0; i < received.size(); i++) {
            String name = received.name(i);
            if (!isOneOf(NAMES, name) && !isOneOf(named.toArray(new String[0]), name)) {
                kept.add(name, received.value(i));
            }
        }
        return kept;
    }

    private static boolean isOneOf(String[] names, String name) {
        for (String one : names) {
            if (one.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
