package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.EndpointState;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Call} for a driver that steps through it, whose machine is made only when something happens: as long as its
 * first attempt goes well, it is on the {@link ShortWay}. It is asked the same things and decides the same.
 *
 * <p>As a call it is not thread-safe, and never hedged.
 *
 * @param <R> what the caller receives
 */
public final class LazyCall<R> {
    private final ServiceState service;
    private final CallSpec spec;
    private @Nullable Attempt first;
    private @Nullable Outcome<R> good;
    private @Nullable Call<R> machine;

    /** As {@link Call#Call}, but that it begins with {@link #start}. */
    public LazyCall(ServiceState service, CallSpec spec) {
        this.service = service;
        this.spec = spec;
    }

    /** Begins the call. */
    public Decision start() {
        ShortWay way = service.shortWay();
        long now = service.clock().nanos();
        int selected = way.select(now, spec.preferred());
        if (selected == ShortWay.REFUSED) {
            return Decision.REJECT;
        }
        EndpointState endpoint = selected < 0 ? null : way.endpoint(selected);
        long permit = endpoint == null ? CircuitBreaker.REJECTED : way.enter(endpoint, spec, now);
        if (endpoint == null || permit == CircuitBreaker.REJECTED) {
            Call<R> whole = new Call<>(service, spec, new Wakeup());
            machine = whole;
            return whole.start();
        }
        first = way.holdingAttempt(endpoint, spec, permit, now);
        return Decision.ATTEMPT;
    }

    /** As {@link Call#attempt}. */
    public Attempt attempt() {
        Attempt only = first;
        return machine == null && only != null ? only : machine().attempt();
    }

    /** As {@link Call#ended}. */
    public Decision ended(Attempt ended, Outcome<R> result) {
        if (good != null) {
            return Decision.NOTHING;
        }
        if (machine == null && service.shortWay().isGood(result)) {
            service.shortWay().succeeded(ended, result);
            good = result;
            return Decision.FINISH;
        }
        return machine().ended(ended, result);
    }

    /** As {@link Call#wake}. */
    public Decision wake() {
        return machine().wake();
    }

    /** Whether a wait may be over before {@link #waitUntil}: the thread that waits is unparked then. Asked once for each time. */
    public boolean takeWakeup() {
        return machine != null && ((Wakeup) machine.waker()).take();
    }

    /** As {@link Call#waitUntil}. */
    public long waitUntil() {
        return machine().waitUntil();
    }

    /** As {@link Call#cancel}. */
    public Decision cancel() {
        return good == null ? machine().cancel() : Decision.NOTHING;
    }

    /** As {@link Call#outcome}. */
    public Outcome<R> outcome() {
        Outcome<R> result = good;
        return result == null ? machine().outcome() : result;
    }

    /** As {@link Call#firstFailure}. */
    public @Nullable Throwable firstFailure() {
        return machine == null ? null : machine.firstFailure();
    }

    /** As {@link Call#takeSuperseded}. */
    public @Nullable Outcome<R> takeSuperseded() {
        return machine == null ? null : machine.takeSuperseded();
    }

    /** As {@link Call#rejection}. */
    public Rejection rejection() {
        return machine == null && first == null
                ? Rejection.BREAKERS_OPEN
                : machine().rejection();
    }

    /** It takes over what has gone the short way so far. */
    private Call<R> machine() {
        Call<R> running = machine;
        if (running == null) {
            Attempt begun = first;
            if (begun == null) {
                throw new IllegalStateException("there is no attempt yet");
            }
            running = Call.begun(service, spec, new Wakeup(), begun);
            machine = running;
        }
        return running;
    }
}
