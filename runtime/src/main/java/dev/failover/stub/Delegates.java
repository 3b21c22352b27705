package dev.failover.stub;

import dev.failover.FailoverException;
import dev.failover.FailoverManager;
import dev.failover.ServiceClient;
import dev.failover.endpoint.Endpoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a generated decorator calls, as a service of a manager. Thread-safe.
 *
 * @param <D> the decorated interface
 */
public final class Delegates<D> {
    private final FailoverManager manager;
    private final ServiceClient service;
    /** What stands for the delegates, in the same order. */
    private final Endpoint[] endpoints;
    /** Each a {@code D}, or the {@link LazyDelegate} of one. */
    private final Object[] delegates;

    private final AtomicBoolean closed = new AtomicBoolean();

    Delegates(FailoverManager manager, String service, List<Endpoint> endpoints, List<Object> delegates) {
        this.manager = manager;
        this.service = manager.service(service);
        this.endpoints = endpoints.toArray(new Endpoint[0]);
        this.delegates = delegates.toArray();
    }

    /** One method of the interface. */
    public DelegateCall of(DelegateOperation operation) {
        return new DelegateCall(
                service,
                operation,
                () -> manager.metrics().service(service.name()).fallback());
    }

    /**
     * The delegate that an attempt goes to.
     *
     * @throws dev.failover.NotExecutedException if it is a lazy one that cannot be made
     * @throws InterruptedException if the thread was interrupted while another one made it
     */
    @SuppressWarnings("unchecked") // Nothing else gets in.
    public D at(Endpoint endpoint) throws InterruptedException {
        Object delegate = delegates[indexOf(endpoint)];
        return (D) (delegate instanceof LazyDelegate ? ((LazyDelegate) delegate).get() : delegate);
    }

    @SuppressWarnings(
            "ReferenceEquality") // The very objects, as long as the service is the one that was registered for them.
    private int indexOf(Endpoint endpoint) {
        for (int i = 0; i < endpoints.length; i++) {
            if (endpoints[i] == endpoint) {
                return i;
            }
        }
        for (int i = 0; i < endpoints.length; i++) {
            if (endpoints[i].equals(endpoint)) {
                return i;
            }
        }
        throw new IllegalStateException("there is no delegate " + endpoint + " of the service " + service.name());
    }

    /**
     * Closes each delegate once, in their order, whatever the others do; a lazy one only if it was made. The first failure is
     * thrown as {@link DelegateCall} says, the others are its suppressed exceptions. Closing twice changes nothing.
     *
     * @param operation for the exceptions that it declares
     */
    public void close(DelegateOperation operation) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Throwable first = null;
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object each : delegates) {
            Throwable failure = close(each, seen);
            if (first == null) {
                first = failure;
            } else if (failure != null && failure != first) {
                first.addSuppressed(failure);
            }
        }
        if (first != null) {
            throw DelegateCall.<RuntimeException>unchecked(
                    operation.mayThrow(first) ? first : FailoverException.undeclared(service.name(), first));
        }
    }

    private static @Nullable Throwable close(Object each, Set<Object> seen) {
        try {
            Object delegate = each instanceof LazyDelegate ? ((LazyDelegate) each).close() : each;
            if (delegate != null && seen.add(delegate)) {
                ((AutoCloseable) delegate).close();
            }
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted;
        } catch (Throwable failure) {
            return failure;
        }
    }

    /** The service and the names of its delegates. */
    @Override
    public String toString() {
        return service.name() + Arrays.toString(endpoints);
    }
}
