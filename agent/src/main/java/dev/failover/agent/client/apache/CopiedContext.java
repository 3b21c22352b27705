package dev.failover.agent.client.apache;

import java.util.Arrays;
import java.util.List;
import org.apache.http.protocol.BasicHttpContext;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** A context for a request of ours beside one of the program's, which goes on writing into its own. */
public final class CopiedContext {
    /** What the program says by it; the rest is of the exchange, or of whoever is known to have none of ours. */
    private static final List<String> SETTINGS = Arrays.asList(
            "http.cookie-store",
            "http.cookiespec-registry",
            "http.auth.credentials-provider",
            "http.authscheme-registry",
            "http.scheme-registry",
            "http.request-config",
            "http.socket-config");

    private CopiedContext() {}

    /** By the program's own thread. */
    public static @Nullable HttpContext of(@Nullable HttpContext programs) {
        if (programs == null) {
            return null;
        }
        HttpContext own = new BasicHttpContext();
        for (String name : SETTINGS) {
            Object value = programs.getAttribute(name);
            if (value != null) {
                own.setAttribute(name, value);
            }
        }
        return own;
    }
}
