package dev.failover.call;

import dev.failover.call.AsyncDriver.Exchange;
import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.time.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of the {@link AsyncDriver}. Everything that happens to it (an attempt ended, a timer fired, the caller gave up) is
 * put into its queue, and whichever thread finds the queue idle works it off: so the machine is stepped by one thread at a
 * time, without a lock, and in constant stack however often a call is repeated, unless {@link Running#go} itself brings the
 * endings. All but {@link #post} and that runs on one thread at a time.
 */
final class AsyncRun<R> {
    private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Exchange<R> exchange;
    private final Timers timers;
    private final Call<R> call;
    /** Attempts that have not ended. More than one only when the call is hedged. */
    private final List<Flight> flights = new ArrayList<>(1);

    private Timers.@Nullable Timer wakeTimer;
    private boolean ended;
    /** The attempt that the last step has begun. */
    private @Nullable Flight begun;

    /** Whether the thread that works off the queue has other things to do than what an attempt begins with. */
    private boolean borrowed;

    AsyncRun(Function<Runnable, Call<R>> makesCall, Exchange<R> exchange, Timers timers) {
        this.exchange = exchange;
        this.timers = timers;
        this.call = makesCall.apply(() -> postBorrowed(this::wake));
        call.waitsNoLongerThan(exchange.ownTimeoutNanos());
    }

    void post(Runnable event) {
        post(event, false);
    }

    /** On the thread of the timers, or of another call that brings a lease home. */
    private void postBorrowed(Runnable event) {
        post(event, true);
    }

    private void post(Runnable event, boolean onBorrowedThread) {
        events.add(event);
        if (pending.getAndIncrement() != 0) {
            return;
        }
        borrowed = onBorrowedThread;
        Flight departing = null;
        do {
            Runnable next = events.poll();
            if (next != null) {
                step(next);
            }
            departing = takeBegun(departing);
        } while (pending.decrementAndGet() != 0);
        // By now any thread can work off what they bring.
        for (; departing != null; departing = departing.next) {
            departing.go();
        }
    }

    /** Those that were begun meanwhile, too. */
    private @Nullable Flight takeBegun(@Nullable Flight earlier) {
        Flight latest = begun;
        if (latest == null) {
            return earlier;
        }
        begun = null;
        latest.next = earlier;
        return latest;
    }

    private void step(Runnable event) {
        try {
            event.run();
        } catch (Throwable trouble) {
            // Timers that are closed, or an adapter with a defect. Events that come later must still be worked off, and
            // no
            // lease may stay out, so the call is given up.
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

    /** The first attempt is under way already; its time counts from when it began. */
    void goOn(Function<Report<R>, Running> listen) {
        launch(call.attempt(), (attempt, report) -> listen.apply(report), clock());
        planHedge();
    }

    /**
     * The first attempt is under way already, and was begun by somebody else; its time counts from when it began.
     *
     * @param hears gets what takes the ending of the attempt, before this returns
     */
    void takeOver(Running underWay, Consumer<Report<R>> hears, boolean onBorrowedThread) {
        post(
                () -> {
                    Flight flight = new Flight(call.attempt());
                    flight.begun = true;
                    flight.running = underWay;
                    hears.accept(flight);
                    watch(flight, clock());
                },
                onBorrowedThread);
    }

    void giveUp() {
        Decision decision = call.cancel();
        landAll();
        follow(decision);
    }

    private void wake() {
        if (call.hedgeAt() != Call.NEVER && !canBeSentAgain()) {
            call.suppressHedge();
        }
        follow(call.wake());
    }

    /** Whether all that is under way can. */
    private boolean canBeSentAgain() {
        for (Flight flight : flights) {
            if (!flight.mayBeSentAgain()) {
                return false;
            }
        }
        return true;
    }

    /** Aborts what is still under way; home at once, because a callee may never say anything again. */
    private void landAll() {
        while (!flights.isEmpty()) {
            Flight flight = flights.get(flights.size() - 1);
            Outcome<R> outcome =
                    Outcome.failure(Outcome.Kind.CANCELLED, new CancellationException("nobody waits for it any more"));
            flight.land(outcome);
            flight.abort();
        }
    }

    private void follow(Decision decision) {
        Outcome<R> superseded = call.takeSuperseded();
        if (superseded != null) {
            // Also while the call waits for other attempts: the next answer may supersede the next one.
            exchange.discard(superseded);
        }
        if (ended || decision == Decision.NOTHING) {
            return;
        }
        stopWakeTimer();
        if (decision == Decision.ATTEMPT) {
            launch(call.attempt(), exchange::attempt, call.attempt().startedAt());
            planHedge();
        } else if (decision == Decision.WAIT) {
            wakeAt(call.waitUntil());
        } else {
            ended = true;
            landAll();
            exchange.finished(call, decision);
        }
    }

    private void planHedge() {
        long at = call.hedgeAt();
        if (at != Call.NEVER && !ended) {
            wakeAt(at);
        }
    }

    private void wakeAt(long at) {
        wakeTimer = timers.schedule(
                () -> postBorrowed(this::wake), at - call.service().clock().nanos());
    }

    private void stopWakeTimer() {
        Timers.Timer old = wakeTimer;
        if (old != null) {
            wakeTimer = null;
            old.cancel();
        }
    }

    private void launch(Attempt attempt, Launcher<R> launcher, long now) {
        Flight flight = new Flight(attempt);
        watch(flight, now);
        takeOff(flight, launcher, true);
    }

    private long clock() {
        return call.service().clock().nanos();
    }

    /** Whatever bounds the attempt counts from when it began. */
    private void watch(Flight flight, long now) {
        Attempt attempt = flight.attempt;
        long passed = now - attempt.startedAt();
        flights.add(flight);
        long ours = exchange.timesAttempts() ? 0 : attempt.timeoutNanos();
        if (ours > 0) {
            flight.timer = timers.schedule(() -> postBorrowed(flight::timeOut), ours - passed, now);
        }
        long leaseTimeout = attempt.leaseTimeoutNanos();
        if (leaseTimeout > 0 && (ours == 0 || ours > leaseTimeout)) {
            // Nobody is sure to end the attempt before: a client may drop it, or never hear of it again.
            attempt.watchLease(timers.schedule(() -> postBorrowed(attempt::loseLease), leaseTimeout - passed, now));
        }
    }

    /** What an attempt begins with is anybody's code: a borrowed thread hands it on, and is not held up. */
    private void takeOff(Flight flight, Launcher<R> launcher, boolean mayMove) {
        if (flight.attempt.isHome()) {
            return;
        }
        if (borrowed && mayMove) {
            Thread here = Thread.currentThread();
            try {
                exchange.proceed(() -> {
                    // A borrowed thread may be at the queue still: then once more, unless there is no other thread.
                    boolean moved = Thread.currentThread() != here;
                    post(() -> takeOff(flight, launcher, moved));
                });
                return;
            } catch (Throwable noThread) {
                // Better here than never.
            }
        }
        flight.begun = true;
        try {
            flight.running = launcher.launch(flight.attempt, flight);
            begun = flight;
        } catch (Throwable failure) {
            // By way of the queue, as everything: a client that always throws must not nest attempts.
            flight.ended(Outcome.failure(failure));
        }
    }

    private interface Launcher<R> {
        Running launch(Attempt attempt, Report<R> report) throws Exception;
    }

    /** One attempt under way, and what is heard of it. */
    private final class Flight implements Report<R> {
        private final Attempt attempt;
        private Running running = Running.NOTHING;
        private Timers.@Nullable Timer timer;
        private boolean begun;
        private boolean heard;
        /** Begun before it, by the same thread. */
        private @Nullable Flight next;

        Flight(Attempt attempt) {
            this.attempt = attempt;
        }

        private void go() {
            try {
                running.go();
            } catch (Throwable failure) {
                ended(Outcome.failure(failure));
            }
        }

        @Override
        public void ended(Outcome<R> outcome) {
            post(() -> {
                // Saying it twice must not discard what was handed over already.
                if (!heard) {
                    heard = true;
                    hear(outcome);
                }
            });
        }

        private void hear(Outcome<R> outcome) {
            if (!attempt.isHome()) {
                follow(land(outcome));
            } else if (outcome.kind() == Outcome.Kind.RESULT) {
                exchange.discard(outcome);
            }
        }

        private void timeOut() {
            boolean again = mayBeSentAgain();
            if (!attempt.isHome() && (again || !attempt.isBoundedForNextOnly())) {
                // What was not begun in time, for want of a thread, was not sent: that says nothing about the endpoint.
                Outcome.Kind kind = begun ? Outcome.Kind.TIMEOUT : Outcome.Kind.LOCAL;
                Outcome<R> late = Outcome.failure(kind, exchange.timedOut(attempt));
                Decision decision = land(again ? late : late.notRepeatable());
                abort();
                follow(decision);
            }
        }

        private boolean mayBeSentAgain() {
            try {
                return running.mayBeSentAgain();
            } catch (Throwable unknown) {
                return false;
            }
        }

        /** Nobody waits for it any more. A callee that fails to stop must not hold up what comes next. */
        private void abort() {
            try {
                running.cancel();
            } catch (Throwable cannotBeAborted) {
                // It has ended for us: what it still says is dropped.
            }
        }

        /** The attempt has ended, in whichever way. */
        private Decision land(Outcome<R> outcome) {
            flights.remove(this);
            Timers.Timer old = timer;
            if (old != null) {
                timer = null;
                old.cancel();
            }
            exchange.ended(attempt, outcome);
            return call.ended(attempt, outcome);
        }
    }
}
