package dev.failover.stub;

import dev.failover.NotExecutedException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A delegate that is made when the first call goes to it. One that could not be made is tried anew by the next call. Whoever
 * waits for another thread to make it can be interrupted.
 */
final class LazyDelegate {
    private final String name;
    private final Supplier<?> supplier;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Object delegate;
    /** What has been made and not been handed out to be closed. */
    private final AtomicReference<@Nullable Object> unclosed = new AtomicReference<>();
    /** Written under {@code making}, or by who did not get it. */
    private volatile boolean closed;
    /** Nobody waits for what is being made: who makes it closes it. */
    private volatile boolean abandoned;

    LazyDelegate(String name, Supplier<?> supplier) {
        this.name = name;
        this.supplier = supplier;
    }

    /**
     * @throws NotExecutedException if there is none
     * @throws InterruptedException if the thread was interrupted while another one made it
     */
    Object get() throws InterruptedException {
        Object known = delegate;
        return known != null ? known : make();
    }

    private Object make() throws InterruptedException {
        making.lockInterruptibly();
        Object made;
        try {
            Object known = delegate;
            if (known != null) {
                return known;
            }
            if (closed) {
                throw closed();
            }
            try {
                made = supplier.get();
            } catch (RuntimeException failure) {
                throw new NotExecutedException("the delegate " + name + " could not be made: " + failure, failure);
            }
            if (made == null) {
                throw new NotExecutedException("the supplier of the delegate " + name + " returned null");
            }
            unclosed.set(made);
            delegate = made;
        } finally {
            making.unlock();
        }
        if (abandoned) {
            closeAbandoned();
            throw closed();
        }
        return made;
    }

    private NotExecutedException closed() {
        return new NotExecutedException("the delegate " + name + " is closed");
    }

    private void closeAbandoned() {
        Object left = unclosed.getAndSet(null);
        if (left != null) {
            try {
                ((AutoCloseable) left).close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception nobodyIsLeftToTell) {
                // The one who closed has been told that it did not see the end of this.
            }
        }
    }

    /**
     * What has been made so far, if anything; nothing is made any more.
     *
     * @throws InterruptedException if the thread was interrupted while another one made it, which closes it then
     */
    @Nullable
    Object close() throws InterruptedException {
        if (!making.tryLock()) {
            try {
                making.lockInterruptibly();
            } catch (InterruptedException interrupted) {
                closed = true;
                abandoned = true;
                Object made = unclosed.getAndSet(null);
                if (made == null) {
                    throw interrupted;
                }
                Thread.currentThread().interrupt();
                return made;
            }
        }
        try {
            closed = true;
            return unclosed.getAndSet(null);
        } finally {
            making.unlock();
        }
    }
}
