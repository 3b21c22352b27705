package dev.failover.call;

import dev.failover.endpoint.EndpointState;
import dev.failover.time.NanoClock;
import dev.failover.time.Sleeper;

/** Carries out a call on the calling thread. Stateless but for its sleeper; thread-safe. */
public final class BlockingDriver {
    private final Sleeper sleeper;

    /** What a client's adapter does for a call. */
    public interface Exchange<R> extends OwnTimeout {
        /**
         * Sends the request as the attempt says and waits for what comes of it.
         *
         * @return the ending, a failure of the client included; a failure that is thrown instead is taken as
         *     {@link Outcome#failure(Throwable)}
         * @throws InterruptedException if the thread was interrupted: the call is cancelled
         */
        Outcome<R> attempt(Attempt attempt) throws Exception;

        /** Releases a result that the caller will not get: consume and close. Must not throw. */
        void discard(Outcome<R> superseded);

        /**
         * Whether an interrupt ends a wait for another attempt with what has come so far, an answer or a failure, and not with the
         * exception: its caller knows of no wait. The thread's flag is set again then.
         */
        default boolean keepsWhatHasCome(InterruptedException interrupted) {
            return false;
        }
    }

    /** A finished call: how it ended, and with what. */
    public static final class Ended<R> {
        private final Call<R> call;
        private final Decision decision;

        Ended(Call<R> call, Decision decision) {
            this.call = call;
            this.decision = decision;
        }

        public Call<R> call() {
            return call;
        }

        /** {@link Decision#FINISH} or {@link Decision#REJECT}. */
        public Decision decision() {
            return decision;
        }
    }

    /** @param sleeper {@link Sleeper#PARKING}, but in tests */
    public BlockingDriver(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /**
     * Runs a call to its end.
     *
     * @throws InterruptedException if the thread was interrupted while waiting or attempting; the call is cancelled, all
     *     its permits are home, and the thread's flag is as the interrupted operation left it
     */
    public <R> Ended<R> run(ServiceState service, CallSpec spec, Exchange<R> exchange) throws InterruptedException {
        Wakeup wakeup = new Wakeup();
        Call<R> call = new Call<>(service, spec, wakeup);
        call.waitsNoLongerThan(exchange.ownTimeoutNanos());
        return follow(call, call.start(), wakeup, exchange);
    }

    /**
     * Runs a call to its end whose first attempt was made on the {@link ShortWay} and did not end well, or in an error.
     *
     * @param permit the breaker's, of {@link ShortWay#enter}
     * @param startedAt the reading of the clock with which the call began
     * @param first how the attempt ended
     * @throws InterruptedException as {@link #run}
     */
    public <R> Ended<R> goOn(
            ServiceState service,
            CallSpec spec,
            EndpointState endpoint,
            long permit,
            long startedAt,
            Outcome<R> first,
            Exchange<R> exchange)
            throws InterruptedException {
        Wakeup wakeup = new Wakeup();
        Call<R> call = Call.begun(service, spec, wakeup, endpoint, permit, startedAt);
        call.waitsNoLongerThan(exchange.ownTimeoutNanos());
        return follow(call, call.ended(call.attempt(), first), wakeup, exchange);
    }

    private <R> Ended<R> follow(Call<R> call, Decision first, Wakeup wakeup, Exchange<R> exchange)
            throws InterruptedException {
        Decision decision = first;
        try {
            discardSuperseded(call, exchange);
            while (!decision.isEnd()) {
                decision = decision == Decision.ATTEMPT
                        ? attempt(call, exchange)
                        : decision == Decision.WAIT ? await(call, wakeup, exchange) : unexpected(call);
                discardSuperseded(call, exchange);
            }
        } catch (Throwable interruptedOrError) {
            // Whatever goes up from here, nothing of the call stays behind.
            call.cancel();
            discardSuperseded(call, exchange);
            throw interruptedOrError;
        }
        return new Ended<>(call, decision);
    }

    private static <R> Decision attempt(Call<R> call, Exchange<R> exchange) throws InterruptedException {
        Attempt attempt = call.attempt();
        Outcome<R> outcome;
        try {
            outcome = exchange.attempt(attempt);
        } catch (InterruptedException interrupted) {
            call.cancel();
            call.ended(attempt, Outcome.<R>failure(Outcome.Kind.CANCELLED, interrupted));
            throw interrupted;
        } catch (Exception failure) {
            outcome = Outcome.failure(failure);
        } catch (Throwable error) {
            // Not ours to judge, but the permit and the lease must come home, and nobody takes an earlier answer.
            call.cancel();
            call.ended(attempt, Outcome.<R>failure(Outcome.Kind.LOCAL, error));
            throw error;
        }
        return call.ended(attempt, outcome);
    }

    private Decision await(Call<?> call, Wakeup wakeup, Exchange<?> exchange) throws InterruptedException {
        NanoClock clock = call.service().clock();
        long left;
        while (!wakeup.take() && (left = call.waitUntil() - clock.nanos()) > 0) {
            try {
                sleeper.park(call, left);
            } catch (InterruptedException interrupted) {
                if (call.attempts() == 0 || !exchange.keepsWhatHasCome(interrupted)) {
                    throw interrupted;
                }
                Thread.currentThread().interrupt();
                return call.waitNoLonger();
            }
        }
        return call.wake();
    }

    private static <R> void discardSuperseded(Call<R> call, Exchange<R> exchange) {
        Outcome<R> superseded = call.takeSuperseded();
        if (superseded != null) {
            exchange.discard(superseded);
        }
    }

    private static Decision unexpected(Call<?> call) {
        throw new IllegalStateException("a blocking call has nothing else under way: " + call.service());
    }
}
