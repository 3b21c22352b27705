package dev.failover.stub;

import dev.failover.NotExecutedException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A delegate that is made when the first call goes to it. One that could not be made is tried anew by the next call. */
final class LazyDelegate {
    private final String name;
    private final Supplier<?> supplier;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Object delegate;
    /** Guarded by {@code making}. */
    private boolean closed;

    LazyDelegate(String name, Supplier<?> supplier) {
        this.name = name;
        this.supplier = supplier;
    }

    /** @throws NotExecutedException if there is none */
    Object get() {
        Object known = delegate;
        return known != null ? known : make();
    }

    private Object make() {
        making.lock();
        try {
            Object known = delegate;
            if (known != null) {
                return known;
            }
            if (closed) {
                throw new NotExecutedException("the delegate " + name + " is closed");
            }
            Object made;
            try {
                made = supplier.get();
            } catch (RuntimeException failure) {
                throw new NotExecutedException("the delegate " + name + " could not be made: " + failure, failure);
            }
            if (made == null) {
                throw new NotExecutedException("the supplier of the delegate " + name + " returned null");
            }
            delegate = made;
            return made;
        } finally {
            making.unlock();
        }
    }

    /** What has been made so far, if anything; nothing is made any more. */
    @Nullable
    Object close() {
        making.lock();
        try {
            closed = true;
            return delegate;
        } finally {
            making.unlock();
        }
    }
}
