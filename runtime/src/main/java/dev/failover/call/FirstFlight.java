package dev.failover.call;

import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.call.AsyncDriver.ShortExchange;
import dev.failover.time.Timers;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The first attempt of a call that does not block, on the {@link ShortWay}. What is heard of it first decides: a good answer
 * ends the call here, and anything else (a failure, the caller who gives up, its time) hands it over to an {@link AsyncRun},
 * which hears that and everything that comes later.
 *
 * <pre>
 *   begin ─▶ attempt under way ──good answer──▶ ended
 *                 └───────────── anything else ─▶ AsyncRun.takeOver, then the news
 * </pre>
 *
 * As with an {@link AsyncRun}, nothing follows from what is heard before the exchange has returned from beginning the
 * attempt; from {@link Running#go} on all does at once. Lock-free: any method may be called from any thread.
 */
final class FirstFlight<R> implements Report<R>, Running, Runnable {
    /** The exchange has begun the attempt. */
    private static final int BEGUN = 1;
    /** Something was heard. */
    private static final int HEARD = 2;
    /** Nobody waits for it any more: beside the two. */
    private static final int UNWANTED = 4;

    /** News beside an {@link Outcome}. */
    private static final Object GIVEN_UP = new Object();

    private static final Object TIME_TO_WATCH = new Object();

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<FirstFlight> PROGRESS =
            AtomicIntegerFieldUpdater.newUpdater(FirstFlight.class, "progress");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<FirstFlight, Object> NEWS =
            AtomicReferenceFieldUpdater.newUpdater(FirstFlight.class, Object.class, "news");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<FirstFlight, Outcome> LATE =
            AtomicReferenceFieldUpdater.newUpdater(FirstFlight.class, Outcome.class, "late");

    private final CallSpec spec;
    private final ShortExchange<R> exchange;
    private final Attempt attempt;

    private Timers.@Nullable Timer timer;
    private Running running = Running.NOTHING;

    private volatile int progress;
    /** What was heard first. */
    private volatile @Nullable Object news;
    /** What was said once more, until somebody takes it. */
    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile @Nullable Outcome<R> late;

    private volatile @Nullable Heir<R> heir;

    /** Who hears of the attempt from now on. */
    private static final class Heir<R> {
        final AsyncRun<R> run;

        @Nullable
        Report<R> report;

        Heir(AsyncRun<R> run) {
            this.run = run;
        }
    }

    FirstFlight(CallSpec spec, ShortExchange<R> exchange, Attempt attempt) {
        this.spec = spec;
        this.exchange = exchange;
        this.attempt = attempt;
    }

    void begin() {
        try {
            watch();
            running = exchange.attempt(attempt, this);
        } catch (Throwable failure) {
            // The same to the call as an attempt that fails.
            ended(Outcome.failure(failure));
        }
        if (isAnd(BEGUN, HEARD)) {
            hear();
        }
        try {
            running.go();
        } catch (Throwable failure) {
            ended(Outcome.failure(failure));
        }
    }

    /** Whether with the one there are both. */
    private boolean isAnd(int step, int other) {
        return (PROGRESS.getAndAdd(this, step) & (BEGUN | HEARD)) == other;
    }

    /** Whatever bounds the attempt is a matter for the machine. */
    private void watch() {
        long bound = exchange.timesAttempts() ? 0 : attempt.timeoutNanos();
        long lease = attempt.leaseTimeoutNanos();
        long first = bound == 0 ? lease : lease == 0 ? bound : Math.min(bound, lease);
        if (first > 0) {
            timer = exchange.timers().direct().schedule(this, first, attempt.startedAt());
        }
    }

    @Override
    public void ended(Outcome<R> outcome) {
        if (!tell(outcome)) {
            LATE.compareAndSet(this, null, outcome);
            passOn();
        }
    }

    @Override
    public void cancel() {
        PROGRESS.accumulateAndGet(this, UNWANTED, (before, more) -> before | more);
        if (!tell(GIVEN_UP)) {
            passOn();
        }
    }

    /** The time of the attempt, or of its leases, is over. */
    @Override
    public void run() {
        Timers timers = exchange.timers();
        if (timers.direct() == timers) {
            tell(TIME_TO_WATCH);
        } else {
            timers.schedule(() -> tell(TIME_TO_WATCH), 0);
        }
    }

    /** Whether these are the first news. */
    private boolean tell(Object what) {
        if (!NEWS.compareAndSet(this, null, what)) {
            return false;
        }
        if (isAnd(HEARD, BEGUN)) {
            hear();
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private void hear() {
        Timers.Timer watching = timer;
        if (watching != null) {
            watching.cancel();
        }
        Object heard = news;
        Outcome<R> outcome = heard instanceof Outcome ? (Outcome<R>) heard : null;
        if (outcome != null && exchange.service().shortWay().isGood(outcome)) {
            succeed(outcome);
        } else {
            handOver(outcome, heard == TIME_TO_WATCH);
        }
    }

    private void succeed(Outcome<R> outcome) {
        exchange.service().shortWay().succeeded(attempt, outcome);
        try {
            exchange.ended(attempt, outcome);
        } catch (Throwable defect) {
            // As with a run: an adapter's defect must not reach the thread that brought the news, nor end the call.
        }
        try {
            exchange.succeeded(outcome);
        } catch (Throwable defect) {
            // The same.
        }
    }

    private void handOver(@Nullable Outcome<R> outcome, boolean onBorrowedThread) {
        ServiceState service = exchange.service();
        AsyncRun<R> run =
                new AsyncRun<>(waker -> Call.begun(service, spec, waker, attempt), exchange, exchange.timers());
        Heir<R> next = new Heir<>(run);
        run.takeOver(running, report -> next.report = report, onBorrowedThread);
        Report<R> report = next.report;
        if (outcome != null && report != null) {
            report.ended(outcome);
        }
        if (news == GIVEN_UP) {
            // Before whatever was said meanwhile: it comes too late.
            run.post(run::giveUp);
        }
        heir = next;
        passOn();
    }

    /** Comes after each of its two causes: there is an heir, and there is something to tell it. */
    @SuppressWarnings("unchecked")
    private void passOn() {
        Heir<R> next = heir;
        Report<R> report = next == null ? null : next.report;
        if (next == null || report == null) {
            return;
        }
        Outcome<R> more = LATE.getAndSet(this, null);
        if (more != null) {
            report.ended(more);
        }
        if ((progress & UNWANTED) != 0) {
            next.run.post(next.run::giveUp);
        }
    }
}
