package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.Objects;

/**
 * As whom a service is asked: the fields with credentials that are added to every request that has none of its own. Immutable; kept, so
 * that their digest is made once.
 */
public final class Identity {
    /** Nothing is added. */
    public static final Identity NONE = new Identity(Headers.EMPTY);

    private final Headers headers;
    private final String digest;

    /** @param headers what is added */
    public Identity(Headers headers) {
        this.headers = Objects.requireNonNull(headers, "headers");
        this.digest = Credentials.digest(headers);
    }

    Headers headers() {
        return headers;
    }

    /** Empty for nobody in particular. */
    String digest() {
        return digest;
    }
}
