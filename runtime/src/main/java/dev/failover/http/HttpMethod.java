package dev.failover.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP method (RFC 9110, section 9). Immutable. The eight standard methods and {@code PATCH} are constants; any other
 * token comes from {@link #of}.
 */
public final class HttpMethod {
    public static final HttpMethod GET = new HttpMethod("GET", true);
    public static final HttpMethod HEAD = new HttpMethod("HEAD", true);
    public static final HttpMethod OPTIONS = new HttpMethod("OPTIONS", true);
    public static final HttpMethod TRACE = new HttpMethod("TRACE", true);
    public static final HttpMethod PUT = new HttpMethod("PUT", true);
    public static final HttpMethod DELETE = new HttpMethod("DELETE", true);
    public static final HttpMethod POST = new HttpMethod("POST", false);
    public static final HttpMethod PATCH = new HttpMethod("PATCH", false);
    /** Safe and idempotent, with a body (draft-ietf-httpbis-safe-method-w-body). */
    public static final HttpMethod QUERY = new HttpMethod("QUERY", true);

    private static final HttpMethod[] KNOWN = {GET, HEAD, OPTIONS, TRACE, PUT, DELETE, POST, PATCH, QUERY};

    private final String name;
    private final boolean idempotent;
    private final boolean safe;

    private HttpMethod(String name, boolean idempotent) {
        this.safe = isSafe(name);
        this.name = name;
        this.idempotent = idempotent;
    }

    /**
     * The method with this name; names are case-sensitive, as in RFC 9110. A name that is not known counts as not
     * idempotent.
     *
     * @throws IllegalArgumentException if the name is not an HTTP token
     */
    public static HttpMethod of(String name) {
        Objects.requireNonNull(name, "name");
        for (HttpMethod known : KNOWN) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        if (!Headers.isToken(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is not an HTTP method; write a token such as GET");
        }
        return new HttpMethod(name, false);
    }

    public String name() {
        return name;
    }

    /** Whether it asks the server to change nothing: {@link #isSafe(String)}. */
    public boolean isSafe() {
        return safe;
    }

    /**
     * Whether a method asks the server to change nothing (RFC 9110, section 9.2.1; RFC 4918, RFC 3253 and RFC 5323). One that is not known
     * here may change anything.
     */
    public static boolean isSafe(String name) {
        switch (name) {
            case "GET":
            case "HEAD":
            case "OPTIONS":
            case "TRACE":
            case "QUERY":
            case "PROPFIND":
            case "REPORT":
            case "SEARCH":
                return true;
            default:
                return false;
        }
    }

    /** Whether sending it twice has the effect of sending it once (RFC 9110, section 9.2.2). */
    public boolean isIdempotent() {
        return idempotent;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpMethod && ((HttpMethod) other).name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
