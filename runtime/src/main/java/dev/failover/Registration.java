package dev.failover;

import org.jspecify.annotations.Nullable;

/** A name under which a service is registered, and how the manager runs it now. Thread-safe. */
final class Registration {
    private final String name;
    private final ServiceClient client;
    private volatile @Nullable ManagedService current;
    private volatile boolean closed;

    Registration(String name, Engine engine) {
        this.name = name;
        this.client = new ServiceClient(this, engine);
    }

    String name() {
        return name;
    }

    ServiceClient client() {
        return client;
    }

    /** @throws IllegalStateException if it was unregistered, or the manager is closed */
    ManagedService current() {
        ManagedService service = current;
        if (service == null) {
            throw closed ? closed() : new IllegalStateException("the service " + name + " is not registered any more");
        }
        return service;
    }

    static IllegalStateException closed() {
        return new IllegalStateException("the manager is closed; nothing can be called or registered any more");
    }

    /** With its manager. */
    void close() {
        closed = true;
        current = null;
    }

    void becomes(@Nullable ManagedService service) {
        current = service;
    }
}
