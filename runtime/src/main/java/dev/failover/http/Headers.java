package dev.failover.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order in which they were added; names are compared without regard to case (RFC 9110, section
 * 5.1). Immutable.
 */
public final class Headers {
    public static final Headers EMPTY = new Headers(Collections.<String>emptyList());

    /** Name, value, name, value, ... */
    private final List<String> fields;

    private Headers(List<String> fields) {
        this.fields = fields;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The first value of that field, or null when there is none. */
    public @Nullable String first(String name) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                return fields.get(i + 1);
            }
        }
        return null;
    }

    /** All values of that field, in order; empty when there is none. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                values.add(fields.get(i + 1));
            }
        }
        return Collections.unmodifiableList(values);
    }

    public boolean contains(String name) {
        return first(name) != null;
    }

    /** The number of fields, repeated names counted each time. */
    public int size() {
        return fields.size() / 2;
    }

    /** The name of the field at {@code index}, as it was added. */
    public String name(int index) {
        return fields.get(2 * index);
    }

    /** The value of the field at {@code index}. */
    public String value(int index) {
        return fields.get(2 * index + 1);
    }

    /** A copy as a map: lower-case name to its values. */
    public Map<String, List<String>> toMap() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            map.computeIfAbsent(name(i).toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(value(i));
        }
        return map;
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.fields.addAll(fields);
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers && ((Headers) other).fields.equals(fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** The names only: values may be secrets. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ", ").append(name(i));
        }
        return text.append(']').toString();
    }

    /** Whether this is a token of RFC 9110, section 5.6.2, as header names and methods must be. */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether this holds neither a line break nor a NUL, each of which would end it (RFC 9110, section 5.5). */
    public static boolean isValue(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0 && text.indexOf(0) < 0;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final List<String> fields = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a field; one of the same name stays.
         *
         * @throws IllegalArgumentException if the name is no token, or the value holds a line break or a NUL (it would
         *     smuggle in further fields: RFC 9110, section 5.5)
         */
        public Builder add(String name, String value) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            if (!isToken(name)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is not a header name; write letters, digits and hyphens");
            }
            if (!isValue(value)) {
                throw new IllegalArgumentException("the value of header " + name + " holds a line break or NUL");
            }
            fields.add(name);
            fields.add(value);
            return this;
        }

        /** Replaces all fields of that name. */
        public Builder set(String name, String value) {
            remove(name);
            return add(name, value);
        }

        public Builder remove(String name) {
            for (int i = fields.size() - 2; i >= 0; i -= 2) {
                if (fields.get(i).equalsIgnoreCase(name)) {
                    fields.remove(i + 1);
                    fields.remove(i);
                }
            }
            return this;
        }

        public Headers build() {
            return fields.isEmpty() ? EMPTY : new Headers(Collections.unmodifiableList(new ArrayList<>(fields)));
        }
    }
}
