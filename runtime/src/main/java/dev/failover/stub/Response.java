package dev.failover.stub;

import dev.failover.http.Headers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer with its status and headers beside the decoded body: the return type of a method that wants to look at the
 * status itself. Such a method throws no {@link StatusException}; when every endpoint answers 503 it returns the last 503.
 * Immutable, if the body is.
 *
 * <p>Not to be confused with {@link dev.failover.http.Response}, which has bytes for a body.
 */
public final class Response<T> {
    private final dev.failover.http.Response raw;
    private final @Nullable T body;

    public Response(dev.failover.http.Response raw, @Nullable T body) {
        this.raw = Objects.requireNonNull(raw, "raw");
        this.body = body;
    }

    public int status() {
        return raw.status();
    }

    /** Whether the status is 200 to 299. */
    public boolean isSuccessful() {
        return raw.isSuccessful();
    }

    public Headers headers() {
        return raw.headers();
    }

    /** The decoded body; null when there is none, or the status is not 2xx. */
    public @Nullable T body() {
        return body;
    }

    /** The answer as it came; its {@code text()} is what a failing server has to say. */
    public dev.failover.http.Response raw() {
        return raw;
    }

    /** Status and length; no body. */
    @Override
    public String toString() {
        return raw.toString();
    }
}
