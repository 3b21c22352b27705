package dev.failover.stub;

import dev.failover.http.UrlEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Path segments from values. A value can neither leave its segment nor make it disappear: everything but the unreserved
 * characters is encoded, and what would still change the path is refused. Stateless.
 */
public final class Segments {
    private Segments() {}

    /**
     * @param parameter its name in the interface, for messages
     * @return {@code value.toString()}, percent-encoded
     * @throws IllegalArgumentException if it is null, empty, {@code "."} or {@code ".."}: the request would go to another
     *     resource, for instance the whole collection
     */
    public static String of(String parameter, @Nullable Object value) {
        String text = present(parameter, value, "the path").toString();
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(parameter + " is \"" + text
                    + "\", which cannot be a segment of a path: it would call another resource");
        }
        return UrlEncoding.encode(text);
    }

    public static String of(String parameter, long value) {
        return Long.toString(value);
    }

    /** Without it a {@code char} would be taken for a number. */
    public static String of(String parameter, char value) {
        return of(parameter, String.valueOf(value));
    }

    static Object present(String parameter, @Nullable Object value, String where) {
        if (value == null) {
            throw new IllegalArgumentException(parameter + " is null, but " + where + " needs a value");
        }
        return value;
    }
}
