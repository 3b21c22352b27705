package dev.failover.stub;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes named values, each in the overload of its declared type, so nothing is looked up at run time: null and empty add
 * nothing, a collection or array adds each element that is not null, a map adds each entry. Not thread-safe.
 *
 * @param <W> the writer itself
 */
public abstract class ValueWriter<W extends ValueWriter<W>> {
    ValueWriter() {}

    /** Adds one value that is there. */
    abstract W one(String name, String value);

    abstract W self();

    public final W add(String name, @Nullable Object value) {
        return value == null ? self() : one(name, value.toString());
    }

    public final W add(String name, long value) {
        return one(name, Long.toString(value));
    }

    /** Without it a {@code char} would be taken for a number. */
    public final W add(String name, char value) {
        return one(name, String.valueOf(value));
    }

    // Nothing keeps a caller of the interface from passing null for an Optional.
    @SuppressWarnings("NullableOptional")
    public final W add(String name, @Nullable Optional<?> value) {
        return add(name, value == null ? null : (Object) value.orElse(null));
    }

    public final W add(String name, @Nullable Collection<?> values) {
        if (values != null) {
            for (Object value : values) {
                add(name, value);
            }
        }
        return self();
    }

    public final W add(String name, Object @Nullable [] values) {
        return add(name, values == null ? null : Arrays.asList(values));
    }

    /** One value an entry, or one an element where the value of an entry is a collection. */
    public final W add(@Nullable Map<String, ?> values) {
        if (values != null) {
            for (Map.Entry<String, ?> entry : values.entrySet()) {
                Object value = entry.getValue();
                if (value instanceof Collection) {
                    add(entry.getKey(), (Collection<?>) value);
                } else {
                    add(entry.getKey(), value);
                }
            }
        }
        return self();
    }
}
