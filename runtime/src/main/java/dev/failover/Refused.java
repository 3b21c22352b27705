package dev.failover;

import org.jspecify.annotations.Nullable;

/**
 * What a call that is turned away returns inside, in place of a result. An exception costs a tenth of a microsecond for each
 * compiled frame that it goes up; so it is thrown in the outermost one, which the compiler mostly makes part of the caller's.
 * Immutable.
 */
final class Refused {
    private final FailoverException exception;

    Refused(FailoverException exception) {
        this.exception = exception;
    }

    /** The result of the call that returned this, or its exception. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Nobody else has such an object.
    static <T> @Nullable T resultOf(@Nullable Object returned) {
        if (returned instanceof Refused) {
            throw ((Refused) returned).exception;
        }
        return (T) returned;
    }
}
