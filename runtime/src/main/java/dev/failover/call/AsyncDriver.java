package dev.failover.call;

import dev.failover.time.Timers;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out calls without blocking a thread. Everything that happens to a call (an attempt ended, a timer fired, the
 * caller gave up) is put into the call's own queue, and whichever thread finds the queue idle works it off: so the machine
 * is stepped by one thread at a time, without a lock, and in constant stack however often a call is repeated. Thread-safe.
 */
public final class AsyncDriver {
    private final Timers timers;

    /** What a client's adapter does for a call. None of its methods may block. */
    public interface Exchange<R> {
        /**
         * Sends the request as the attempt says.
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

        /** The failure to hand over when an attempt got no answer within its time. */
        Throwable timedOut(Attempt attempt);

        /** Releases a result that the caller will not get: consume and close. Must not throw. */
        void discard(Outcome<R> superseded);

        /**
         * The call has ended, exactly once.
         *
         * @param decision {@link Decision#FINISH}, {@link Decision#ANSWER}, {@link Decision#REJECT} or
         *     {@link Decision#CANCELLED}
         */
        void finished(Call<R> call, Decision decision);
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
        Run<R> run = new Run<>(service, spec, exchange, timers);
        run.post(run::begin);
        return () -> run.post(run::giveUp);
    }

    /** One call under way. All but {@link #post} runs on one thread at a time. */
    private static final class Run<R> {
        private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
        private final AtomicInteger pending = new AtomicInteger();
        private final Exchange<R> exchange;
        private final Timers timers;
        private final Call<R> call;
        private final ServiceState service;
        private @Nullable Attempt current;
        private Running running = Running.NOTHING;
        private Timers.@Nullable Timer timer;
        private boolean ended;

        Run(ServiceState service, CallSpec spec, Exchange<R> exchange, Timers timers) {
            this.service = service;
            this.exchange = exchange;
            this.timers = timers;
            this.call = new Call<>(service, spec, () -> post(this::wake));
        }

        void post(Runnable event) {
            events.add(event);
            if (pending.getAndIncrement() != 0) {
                return;
            }
            do {
                Runnable next = events.poll();
                if (next != null) {
                    step(next);
                }
            } while (pending.decrementAndGet() != 0);
        }

        private void step(Runnable event) {
            try {
                event.run();
            } catch (Throwable trouble) {
                // Timers that are closed, or an adapter with a defect. Events that come later must still be worked off,
                // and
                // no lease may stay out, so the call is given up.
                abandon();
            }
        }

        private void abandon() {
            try {
                giveUp();
            } catch (Throwable moreTrouble) {
                ended = true;
            }
        }

        void begin() {
            follow(call.start());
        }

        void giveUp() {
            Running underWay = running;
            Attempt attempt = current;
            Decision decision = call.cancel();
            if (attempt != null && !attempt.isHome()) {
                // Home at once: the callee may never say anything again.
                Outcome<R> outcome =
                        Outcome.failure(Outcome.Kind.CANCELLED, new CancellationException("the caller gave up"));
                call.ended(attempt, outcome);
                exchange.ended(attempt, outcome);
            }
            underWay.cancel();
            follow(decision);
        }

        private void wake() {
            follow(call.wake());
        }

        private void ended(Attempt attempt, Outcome<R> outcome) {
            if (attempt.isHome()) {
                if (outcome.kind() == Outcome.Kind.RESULT) {
                    exchange.discard(outcome);
                }
                return;
            }
            exchange.ended(attempt, outcome);
            follow(call.ended(attempt, outcome));
        }

        private void timeOut(Attempt attempt) {
            if (!attempt.isHome()) {
                Running late = running;
                Outcome<R> outcome = Outcome.failure(Outcome.Kind.TIMEOUT, exchange.timedOut(attempt));
                exchange.ended(attempt, outcome);
                Decision decision = call.ended(attempt, outcome);
                late.cancel();
                follow(decision);
            }
        }

        private void follow(Decision decision) {
            if (ended || decision == Decision.NOTHING) {
                return;
            }
            Timers.Timer old = timer;
            if (old != null) {
                old.cancel();
                timer = null;
            }
            Outcome<R> superseded = call.takeSuperseded();
            if (superseded != null) {
                exchange.discard(superseded);
            }
            if (decision == Decision.ATTEMPT) {
                attempt(call.attempt());
            } else if (decision == Decision.WAIT) {
                timer = timers.schedule(
                        () -> post(this::wake),
                        call.waitUntil() - service.clock().nanos());
            } else {
                ended = true;
                current = null;
                running = Running.NOTHING;
                exchange.finished(call, decision);
            }
        }

        /** What an attempt says first. Saying it twice must not discard what was handed over already. */
        private final class FirstReport implements Report<R> {
            private final Attempt attempt;
            private boolean heard;

            FirstReport(Attempt attempt) {
                this.attempt = attempt;
            }

            @Override
            public void ended(Outcome<R> outcome) {
                post(() -> {
                    if (!heard) {
                        heard = true;
                        Run.this.ended(attempt, outcome);
                    }
                });
            }
        }

        private void attempt(Attempt attempt) {
            current = attempt;
            running = Running.NOTHING;
            long ours = exchange.timesAttempts() ? 0 : attempt.timeoutNanos();
            if (ours > 0) {
                timer = timers.schedule(() -> post(() -> timeOut(attempt)), ours);
            }
            long leaseTimeout = attempt.leaseTimeoutNanos();
            if (leaseTimeout > 0 && (ours == 0 || ours > leaseTimeout)) {
                // Nobody is sure to end the attempt before: a client may drop it, or never hear of it again.
                attempt.watchLease(timers.schedule(() -> post(attempt::loseLease), leaseTimeout));
            }
            FirstReport report = new FirstReport(attempt);
            try {
                running = exchange.attempt(attempt, report);
            } catch (Throwable failure) {
                // By way of the queue, as everything: a client that always throws must not nest attempts.
                report.ended(Outcome.failure(failure));
            }
        }
    }
}
