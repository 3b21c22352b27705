package dev.failover.cache;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For which requests a stored response may be used: those with the same credentials, and with the same values of the fields that its
 * {@code Vary} names. Immutable.
 */
public final class Selector {
    private final String credentials;
    private final String[] names;
    private final @Nullable String[] values;

    /**
     * @param credentials a digest of those of the request; empty for none, or when they make no difference
     * @param names the fields that {@code Vary} names, in lower case; not copied
     * @param values for each name what the request had, normalised, or null when it had no such field; not copied
     */
    public Selector(String credentials, String[] names, @Nullable String[] values) {
        if (names.length != values.length) {
            throw new IllegalArgumentException(names.length + " names, but " + values.length + " values");
        }
        this.credentials = Objects.requireNonNull(credentials, "credentials");
        this.names = names;
        this.values = values;
    }

    public String credentials() {
        return credentials;
    }

    /** How many fields make a difference. */
    public int size() {
        return names.length;
    }

    /** The name of a field that makes a difference, in lower case. */
    public String name(int index) {
        return names[index];
    }

    /** What the request had, or null when it had no such field. */
    public @Nullable String value(int index) {
        return values[index];
    }
}
