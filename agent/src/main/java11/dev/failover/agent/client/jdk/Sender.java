package dev.failover.agent.client.jdk;

import dev.failover.agent.client.AddedCookies;
import dev.failover.http.Headers;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the client adds to the program's fields behind us, as far as it tells for whom a response is. Credentials of an authenticator
 * cannot be known before the server asks for them, nor cookies that are not the same for all endpoints. Immutable.
 */
final class Sender {
    private static final String OWN_USER_AGENT = "Java-http-client/" + System.getProperty("java.version");
    private static final Sender UNKNOWN = new Sender(null, false);

    private final @Nullable Map<String, List<String>> cookies;
    private final boolean namesItself;

    private Sender(@Nullable Map<String, List<String>> cookies, boolean namesItself) {
        this.cookies = cookies;
        this.namesItself = namesItself;
    }

    static Sender of(JdkCall<?> call) {
        HttpRequest request = call.request();
        if (call.client().authenticator().isPresent()) {
            return UNKNOWN;
        }
        Map<String, List<String>> cookies = AddedCookies.of(
                call.route(),
                call.client().cookieHandler().orElse(null),
                request.uri(),
                request.headers().map());
        return cookies == null
                ? UNKNOWN
                : new Sender(cookies, request.headers().firstValue("User-Agent").isPresent());
    }

    /** Whether nothing is added that could not be known. */
    boolean isKnown() {
        return cookies != null;
    }

    void addTo(Headers.Builder headers) {
        if (!namesItself) {
            headers.add("User-Agent", OWN_USER_AGENT);
        }
        if (cookies != null) {
            cookies.forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        }
    }
}
