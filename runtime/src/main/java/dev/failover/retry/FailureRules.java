package dev.failover.retry;

import dev.failover.failure.FailureTypes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which failures are worth another attempt, and which are not in any case. Immutable. */
final class FailureRules {
    static final FailureRules NONE = new FailureRules(FailureTypes.NONE, FailureTypes.NONE, null, null);

    final FailureTypes retryOn;
    final FailureTypes abortOn;
    final @Nullable Predicate<? super Throwable> retryIf;
    final @Nullable Predicate<? super Throwable> abortIf;

    private FailureRules(
            FailureTypes retryOn,
            FailureTypes abortOn,
            @Nullable Predicate<? super Throwable> retryIf,
            @Nullable Predicate<? super Throwable> abortIf) {
        this.retryOn = retryOn;
        this.abortOn = abortOn;
        this.retryIf = retryIf;
        this.abortIf = abortIf;
    }

    FailureRules retryOn(FailureTypes types) {
        return new FailureRules(types, abortOn, retryIf, abortIf);
    }

    FailureRules abortOn(FailureTypes types) {
        return new FailureRules(retryOn, types, retryIf, abortIf);
    }

    FailureRules retryIf(@Nullable Predicate<? super Throwable> predicate) {
        return new FailureRules(retryOn, abortOn, predicate, abortIf);
    }

    FailureRules abortIf(@Nullable Predicate<? super Throwable> predicate) {
        return new FailureRules(retryOn, abortOn, retryIf, predicate);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    FailureVerdict verdict(Throwable failure) {
        if (abortOn.contains(failure) || says(abortIf, failure)) {
            return FailureVerdict.ABORT;
        }
        return retryOn.contains(failure) || says(retryIf, failure) ? FailureVerdict.RETRY : FailureVerdict.DEFAULT;
    }

    /** Somebody else's code: whatever it throws, an {@code Error} too, must not end the call that asks. */
    static <T> boolean says(@Nullable Predicate<? super T> predicate, @Nullable T value) {
        if (predicate == null) {
            return false;
        }
        try {
            return predicate.test(value);
        } catch (Throwable thrown) {
            return false;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof FailureRules)) {
            return false;
        }
        FailureRules that = (FailureRules) other;
        return retryOn.equals(that.retryOn)
                && abortOn.equals(that.abortOn)
                && retryIf == that.retryIf
                && abortIf == that.abortIf;
    }

    @Override
    public int hashCode() {
        return retryOn.hashCode() * 31 + abortOn.hashCode();
    }

    /** Begins with a comma; empty when there are none. */
    @Override
    public String toString() {
        return (retryOn.isEmpty() ? "" : ", retryOn=" + retryOn)
                + (abortOn.isEmpty() ? "" : ", abortOn=" + abortOn)
                + (retryIf == null ? "" : ", retryOnFailureIf=" + retryIf)
                + (abortIf == null ? "" : ", abortOnFailureIf=" + abortIf);
    }
}
