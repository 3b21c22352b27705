package dev.failover.stub;

import dev.failover.FailoverManager;
import dev.failover.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes a decorator: {@code PaymentGatewayFailover.of(manager).primary(stripe).secondary(adyen).build()}. Calls go to the
 * delegates in the order in which they are named here, the primary first. The names are those of endpoints in messages and
 * metrics. Not thread-safe.
 *
 * @param <D> the decorated interface
 */
public final class DelegatesBuilder<D> {
    private static final String PRIMARY = "primary";
    private static final String SECONDARY = "secondary";

    private final FailoverManager manager;
    private final Policies policies;
    private final String place;
    private final Function<Delegates<D>, D> maker;
    /** By name; each a {@code D} or the {@link LazyDelegate} of one. */
    private final Map<String, Object> delegates = new LinkedHashMap<>();

    private String service;

    private DelegatesBuilder(
            FailoverManager manager, String service, Policies policies, String place, Function<Delegates<D>, D> maker) {
        this.manager = Objects.requireNonNull(manager, "manager");
        this.service = service;
        this.policies = policies;
        this.place = place;
        this.maker = maker;
    }

    /** For generated code. */
    public static <D> DelegatesBuilder<D> of(FailoverManager manager, String service, Function<Delegates<D>, D> maker) {
        return new DelegatesBuilder<>(manager, service, Policies.NONE, "code", maker);
    }

    /**
     * For generated code.
     *
     * @param policies what the interface says of the service's policies
     * @param place the interface, for messages
     */
    public static <D> DelegatesBuilder<D> of(
            FailoverManager manager, String service, Policies policies, String place, Function<Delegates<D>, D> maker) {
        return new DelegatesBuilder<>(manager, service, policies, place, maker);
    }

    /** The one that is called as long as it works. */
    public DelegatesBuilder<D> primary(D delegate) {
        return delegate(PRIMARY, delegate);
    }

    /** The same, made when the first call goes to it; a failure to make it is a failure of that call's attempt. */
    public DelegatesBuilder<D> primaryFrom(Supplier<? extends D> supplier) {
        return delegateFrom(PRIMARY, supplier);
    }

    /** One that is called when those before it cannot do it. There may be several: {@code secondary}, {@code secondary-2}. */
    public DelegatesBuilder<D> secondary(D delegate) {
        return delegate(nextName(SECONDARY), delegate);
    }

    /** The same, made when the first call goes to it. */
    public DelegatesBuilder<D> secondaryFrom(Supplier<? extends D> supplier) {
        return delegateFrom(nextName(SECONDARY), supplier);
    }

    /**
     * One more, by a name of its own.
     *
     * @param name up to 63 lower-case letters, digits and hyphens
     */
    public DelegatesBuilder<D> delegate(String name, D delegate) {
        return add(name, Objects.requireNonNull(delegate, "delegate"));
    }

    /** The same, made when the first call goes to it. */
    public DelegatesBuilder<D> delegateFrom(String name, Supplier<? extends D> supplier) {
        return add(name, new LazyDelegate(name, Objects.requireNonNull(supplier, "supplier")));
    }

    /** All of them, in their order, as {@code delegate}, {@code delegate-2} and so on. */
    public DelegatesBuilder<D> delegates(List<? extends D> all) {
        for (D delegate : all) {
            delegate(nextName("delegate"), delegate);
        }
        return this;
    }

    /** Another name than the interface has for the service: for one more decorator of it, with other delegates. */
    public DelegatesBuilder<D> service(String name) {
        service = Objects.requireNonNull(name, "name");
        return this;
    }

    private String nextName(String name) {
        String next = name;
        for (int i = 2; delegates.containsKey(next); i++) {
            next = name + "-" + i;
        }
        return next;
    }

    private DelegatesBuilder<D> add(String name, Object delegate) {
        if (delegates.putIfAbsent(Endpoint.ofDelegate(name).id(), delegate) != null) {
            throw new IllegalArgumentException("there are two delegates named " + name + "; give one another name");
        }
        return this;
    }

    /**
     * @throws IllegalArgumentException if there is no delegate, or the manager has a service of this name with other delegates
     *     or endpoints
     */
    public D build() {
        List<String> names = new ArrayList<>(delegates.keySet());
        if (names.remove(PRIMARY)) {
            names.add(0, PRIMARY);
        }
        List<Endpoint> endpoints = manager.serviceOfDelegates(policies.settings(service, place), names);
        List<Object> objects = new ArrayList<>();
        for (String name : names) {
            objects.add(Objects.requireNonNull(delegates.get(name)));
        }
        return maker.apply(new Delegates<>(manager, service, endpoints, objects));
    }
}
