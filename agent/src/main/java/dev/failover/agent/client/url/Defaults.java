package dev.failover.agent.client.url;

import dev.failover.http.Headers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The fields that the JDK adds to a request when the program has not set them, as far as servers tell responses apart by them. */
final class Defaults {
    private static final String AGENT = agent();
    /** The same for all requests of this JVM, and as no other client has it. */
    private static final String ACCEPT = "text/html, image/gif, image/jpeg, */*; q=0.2";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private Defaults() {}

    private static String agent() {
        String java = "Java/" + System.getProperty("java.version");
        String set = System.getProperty("http.agent");
        return set == null ? java : set + " " + java;
    }

    /** @param modifiedSince milliseconds; 0 for none */
    static void addTo(Headers.Builder headers, long modifiedSince) {
        Headers set = headers.build();
        add(headers, set, "User-Agent", AGENT);
        add(headers, set, "Accept", ACCEPT);
        if (modifiedSince != 0) {
            add(headers, set, "If-Modified-Since", DATE.format(Instant.ofEpochMilli(modifiedSince)));
        }
    }

    private static void add(Headers.Builder headers, Headers set, String name, String value) {
        if (!set.contains(name)) {
            headers.add(name, value);
        }
    }
}
