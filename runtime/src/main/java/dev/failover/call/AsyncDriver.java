package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.EndpointState;
import dev.failover.time.Timers;
import java.util.function.Function;

/** Carries out calls without blocking a thread, each by a run of its own. Stateless but for its timers; thread-safe. */
public final class AsyncDriver {
    private final Timers timers;

    /** What a client's adapter does for a call. None of its methods may block. */
    public interface Exchange<R> extends OwnTimeout {
        /**
         * Sends the request as the attempt says, or leaves that to {@link Running#go}.
         *
         * @param report takes the ending, from any thread; only the first one counts
         * @return the means to abort it
         */
        Running attempt(Attempt attempt, Report<R> report) throws Exception;

        /** An attempt has ended, in whichever way; told before its consequences. Nothing needs to be done. */
        default void ended(Attempt attempt, Outcome<R> outcome) {}

        /** Whether the adapter bounds its attempts itself, as {@link Attempt#timeoutNanos} says; else the driver does. */
        default boolean timesAttempts() {
            return false;
        }

        /**
         * Runs the step that begins an attempt of a call that has waited, for its time or for a lease, on a thread that may
         * do what {@link #attempt} does; here on the very one that brings the news. May throw when there is none.
         */
        default void proceed(Runnable step) {
            step.run();
        }

        /** The failure to hand over when an attempt got no answer within its time. */
        Throwable timedOut(Attempt attempt);

        /** Releases a result that the caller will not get: consume and close. Must not throw. */
        void discard(Outcome<R> superseded);

        /**
         * The call has ended, exactly once.
         *
         * @param decision {@link Decision#FINISH}, {@link Decision#REJECT} or
         *     {@link Decision#CANCELLED}
         */
        void finished(Call<R> call, Decision decision);
    }

    /**
     * What an adapter does that can end a call without the machine: see {@link #startShort}.
     *
     * <p>Of a call that ends so, {@link #finished} is not told, but one of these, exactly once.
     */
    public interface ShortExchange<R> extends Exchange<R> {
        /** Whom the call goes to; always the same. */
        ServiceState service();

        /** As those of a driver; always the same. */
        Timers timers();

        /** The first attempt brought what the caller wants. */
        void succeeded(Outcome<R> outcome);

        /** No attempt was made. */
        void refused(Rejection why);
    }

    /** Takes the ending of an attempt. */
    public interface Report<R> {
        void ended(Outcome<R> outcome);
    }

    /** Something under way that can be aborted; safe to call at any time and more than once. */
    public interface Running {
        /** When there is nothing to abort. */
        Running NOTHING = () -> {};

        void cancel();

        /**
         * Called once, when whatever is heard of the attempt can be dealt with at once by the thread that brings it. What is
         * heard before has to wait for the thread that begins the attempt, and some clients do not wait: their answers are
         * there for as long as a method of ours takes. May be called after {@link #cancel}; what it throws ends the attempt.
         */
        default void go() throws Exception {}

        /**
         * Whether the request that is under way can be sent again: not if its body is gone. Asked by a driver that is about to
         * end the attempt because its time is over, or to hedge it; must not block.
         */
        default boolean mayBeSentAgain() {
            return true;
        }
    }

    public AsyncDriver(Timers timers) {
        this.timers = timers;
    }

    /**
     * Starts a call.
     *
     * @return cancels the call and whatever is under way for it
     */
    public <R> Running start(ServiceState service, CallSpec spec, Exchange<R> exchange) {
        AsyncRun<R> run = new AsyncRun<>(waker -> new Call<>(service, spec, waker), exchange, timers);
        run.post(run::begin);
        return () -> run.post(run::giveUp);
    }

    /**
     * As {@link #start}, for the service and with the timers of the exchange, but a call to which nothing happens gets along
     * without a machine, whose objects it saves. Hedged calls always need one.
     */
    public static <R> Running startShort(CallSpec spec, ShortExchange<R> exchange) {
        ServiceState service = exchange.service();
        if (service.policy().hedge() != null && spec.isIdempotent()) {
            return new AsyncDriver(exchange.timers()).start(service, spec, exchange);
        }
        ShortWay way = service.shortWay();
        long now = service.clock().nanos();
        int selected = way.select(now, spec.preferred());
        if (selected == ShortWay.REFUSED) {
            exchange.refused(Rejection.BREAKERS_OPEN);
            return Running.NOTHING;
        }
        EndpointState endpoint = selected < 0 ? null : way.endpoint(selected);
        long permit = endpoint == null ? CircuitBreaker.REJECTED : way.enter(endpoint, spec, now);
        if (endpoint == null || permit == CircuitBreaker.REJECTED) {
            return new AsyncDriver(exchange.timers()).start(service, spec, exchange);
        }
        FirstFlight<R> flight = new FirstFlight<>(spec, exchange, way.holdingAttempt(endpoint, spec, permit, now));
        flight.begin();
        return flight;
    }

    /**
     * Goes on with a call whose first attempt was begun on the {@link ShortWay} and is under way.
     *
     * @param permit the breaker's, of {@link ShortWay#enter}
     * @param startedAt the reading of the clock with which the call began
     * @param listen makes that attempt report how it ends, and says how to abort it
     * @return cancels the call and whatever is under way for it
     */
    public <R> Running goOn(
            ServiceState service,
            CallSpec spec,
            EndpointState endpoint,
            long permit,
            long startedAt,
            Function<Report<R>, Running> listen,
            Exchange<R> exchange) {
        AsyncRun<R> run = new AsyncRun<>(
                waker -> Call.begun(service, spec, waker, endpoint, permit, startedAt), exchange, timers);
        run.post(() -> run.goOn(listen));
        return () -> run.post(run::giveUp);
    }
}
