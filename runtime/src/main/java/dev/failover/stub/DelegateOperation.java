package dev.failover.stub;

import dev.failover.FailoverException;
import dev.failover.config.ServiceSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is the same in every call of one method of a decorated interface. Immutable; a constant of the generated class. */
public final class DelegateOperation {
    private static final Class<?>[] NOTHING = {};

    private final String name;
    private final boolean idempotent;
    /** Null for those of the service. */
    private final @Nullable ServiceSettings policies;
    /** Exceptions that the method declares. */
    private final Class<?>[] declared;

    private DelegateOperation(
            String name, boolean idempotent, @Nullable ServiceSettings policies, Class<?>[] declared) {
        this.name = Objects.requireNonNull(name, "name");
        this.idempotent = idempotent;
        this.policies = policies;
        this.declared = declared;
    }

    /** @param name interface and method, such as {@code PaymentGateway.pay} */
    public static DelegateOperation of(String name) {
        return new DelegateOperation(name, false, null, NOTHING);
    }

    /** The same method, which may be called twice. */
    public DelegateOperation idempotent() {
        return new DelegateOperation(name, true, policies, declared);
    }

    /** The same method with retries, hedges and time-outs of its own. */
    public DelegateOperation policies(Policies own) {
        return new DelegateOperation(name, idempotent, own.settings("annotations of " + name), declared);
    }

    /** The same method, which declares these exceptions. */
    public DelegateOperation declares(Class<?>... exceptions) {
        return new DelegateOperation(name, idempotent, policies, exceptions.clone());
    }

    boolean isIdempotent() {
        return idempotent;
    }

    @Nullable
    ServiceSettings policies() {
        return policies;
    }

    /**
     * What the method throws when its call has failed: what a delegate threw last, if the method may throw that, else the
     * call's own exception.
     */
    Throwable thrown(FailoverException failure) {
        Throwable thrown = failure.thrown();
        if (thrown != null && mayThrow(thrown)) {
            return thrown;
        }
        Throwable cause = failure.getCause();
        if (failure.isGivenUp() && cause instanceof InterruptedException && isDeclared(cause)) {
            // The exception tells the caller, so the flag does not.
            boolean unused = Thread.interrupted();
            return cause;
        }
        return failure;
    }

    boolean mayThrow(Throwable thrown) {
        return thrown instanceof RuntimeException || thrown instanceof Error || isDeclared(thrown);
    }

    private boolean isDeclared(Throwable thrown) {
        for (Class<?> type : declared) {
            if (type.isInstance(thrown)) {
                return true;
            }
        }
        return false;
    }

    /** {@code PaymentGateway.pay} */
    @Override
    public String toString() {
        return name;
    }
}
