package dev.failover.failure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Some classes of exceptions, each with its subclasses. They are kept by name, so that a configuration can name classes of
 * the application and nothing is loaded for it. Immutable.
 */
public final class FailureTypes {
    /** No class at all. */
    public static final FailureTypes NONE = new FailureTypes(Collections.<String>emptySet());

    private final Set<String> names;

    private FailureTypes(Set<String> names) {
        this.names = names;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static FailureTypes of(Class<? extends Throwable>... types) {
        Set<String> names = new TreeSet<>();
        for (Class<? extends Throwable> type : types) {
            names.add(type.getName());
        }
        return named(names);
    }

    /** @param names full names, such as {@code java.io.IOException}; a nested class with {@code $} */
    public static FailureTypes named(String... names) {
        return named(Arrays.asList(names));
    }

    private static FailureTypes named(Collection<String> names) {
        return names.isEmpty() ? NONE : new FailureTypes(Collections.unmodifiableSet(new TreeSet<>(names)));
    }

    /** In the order of the alphabet; unmodifiable. */
    public Set<String> names() {
        return names;
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether the failure is of one of these classes or of a subclass; null is not. Its causes are not looked at. */
    public boolean contains(@Nullable Throwable failure) {
        if (failure == null || names.isEmpty()) {
            return false;
        }
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (names.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FailureTypes && ((FailureTypes) other).names.equals(names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** Such as {@code [java.io.IOException]}. */
    @Override
    public String toString() {
        return names.toString();
    }
}
