package dev.failover.stub;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of parameters that say what null means. Stateless. */
public final class Values {
    private Values() {}

    /** For {@code @Default}: the value, or what stands for null. */
    public static Object orElse(@Nullable Object value, Object fallback) {
        return value == null ? fallback : value;
    }

    // Nothing keeps a caller of the interface from passing null for an Optional.
    @SuppressWarnings("NullableOptional")
    public static Object orElse(@Nullable Optional<?> value, Object fallback) {
        return value != null && value.isPresent() ? value.get() : fallback;
    }

    /** For what takes no {@code Optional} of its own. */
    @SuppressWarnings("NullableOptional")
    public static <T> @Nullable T orNull(@Nullable Optional<T> value) {
        return value == null ? null : value.orElse(null);
    }

    /**
     * For a parameter whose members are sent.
     *
     * @param parameter its name in the interface, for messages
     * @throws IllegalArgumentException if it is null
     */
    public static void requireBean(String parameter, @Nullable Object bean) {
        if (bean == null) {
            throw new IllegalArgumentException(parameter + " is null, but what it holds makes the request");
        }
    }

    /**
     * For a parameter that the interface declares not to be null.
     *
     * @param parameter its name in the interface, for messages
     * @throws IllegalArgumentException if it is null all the same
     */
    public static <T> T present(String parameter, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(parameter + " is null, but the interface declares that it never is");
        }
        return value;
    }
}
