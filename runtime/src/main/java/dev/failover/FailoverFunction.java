package dev.failover;

import org.jspecify.annotations.Nullable;

/**
 * A function that may throw.
 *
 * @param <A> what it is given
 * @param <R> its result
 */
public interface FailoverFunction<A, R> {
    /** Any exception means that there is no result. */
    @Nullable
    R apply(A argument) throws Exception;
}
