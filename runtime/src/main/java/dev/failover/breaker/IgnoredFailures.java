package dev.failover.breaker;

import dev.failover.failure.FailureTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The failures that say nothing about an endpoint: by their class, or because a predicate says so. Immutable. */
final class IgnoredFailures {
    static final IgnoredFailures NONE = new IgnoredFailures(FailureTypes.NONE, Collections.emptyList());

    private final FailureTypes types;
    private final List<Predicate<? super Throwable>> predicates;

    private IgnoredFailures(FailureTypes types, List<Predicate<? super Throwable>> predicates) {
        this.types = types;
        this.predicates = predicates;
    }

    IgnoredFailures with(FailureTypes otherTypes) {
        return new IgnoredFailures(otherTypes, predicates);
    }

    IgnoredFailures and(Predicate<? super Throwable> predicate) {
        List<Predicate<? super Throwable>> more = new ArrayList<>(predicates);
        more.add(predicate);
        return new IgnoredFailures(types, Collections.unmodifiableList(more));
    }

    boolean contains(@Nullable Throwable failure) {
        if (failure == null) {
            return false;
        }
        if (types.contains(failure)) {
            return true;
        }
        for (Predicate<? super Throwable> predicate : predicates) {
            if (matches(predicate, failure)) {
                return true;
            }
        }
        return false;
    }

    /** A predicate that throws has not matched: its trouble must not become the call's. */
    private static boolean matches(Predicate<? super Throwable> predicate, Throwable failure) {
        try {
            return predicate.test(failure);
        } catch (Throwable predicatesOwnTrouble) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IgnoredFailures
                && ((IgnoredFailures) other).types.equals(types)
                && ((IgnoredFailures) other).predicates.equals(predicates);
    }

    @Override
    public int hashCode() {
        return types.hashCode() * 31 + predicates.hashCode();
    }

    @Override
    public String toString() {
        return types
                + (predicates.isEmpty()
                        ? ""
                        : " and " + predicates.size() + (predicates.size() == 1 ? " predicate" : " predicates"));
    }
}
