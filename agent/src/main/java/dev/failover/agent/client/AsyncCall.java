package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.cache.Flight;
import dev.failover.call.AsyncDriver;
import dev.failover.call.Attempt;
import dev.failover.call.Call;
import dev.failover.call.CallSpec;
import dev.failover.call.Decision;
import dev.failover.call.Outcome;
import dev.failover.call.Rejection;
import dev.failover.call.ServiceState;
import dev.failover.time.Timers;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call that the program makes by a client that does not block. Attempts begin on the program's thread, or after a wait on
 * one of ours, and never on a thread that does the client's I/O. Thread-safe.
 *
 * @param <R> the client's response, whose body may still be on the way
 */
public abstract class AsyncCall<R> extends HandOver implements AsyncDriver.ShortExchange<R> {
    private volatile boolean sent;
    private volatile boolean cancelled;
    private volatile AsyncDriver.@Nullable Running running;
    /** The {@link CacheUse}; while another call fetches the same, the {@link Runnable} that ends the wait for it. */
    private volatile @Nullable Object cache;

    protected AsyncCall(AgentEngine engine) {
        super(engine);
    }

    /** Where the program's request goes. */
    protected abstract Route route();

    @Override
    public final ServiceState service() {
        return route().service();
    }

    @Override
    public final Timers timers() {
        return this;
    }

    protected final AgentEngine engine() {
        return engine;
    }

    /** For what has to run elsewhere than on the thread that brings some news. */
    public final HandOver handOver() {
        return this;
    }

    /** Whether the request may be sent twice. */
    protected abstract boolean isIdempotent();

    /** How this call uses the service's cache; null when it does not. */
    protected @Nullable CacheAdapter<R> cacheAdapter() {
        return null;
    }

    /** For how long it may wait for another call that fetches the same, in nanoseconds. */
    protected long longestWait() {
        return CacheUse.LONGEST_WAIT;
    }

    /** What the program is told when its own time has passed in such a wait; null when some is left. */
    protected @Nullable Throwable overdue() {
        return null;
    }

    /**
     * Whether an answer that stalls is worth giving up: an endpoint was not asked yet, and the program's time is enough for
     * another attempt like this one. If not, what would be lost is the only answer that there is.
     *
     * @param left what is left of the program's time, in nanoseconds; {@code Long.MAX_VALUE} without a bound
     */
    protected final boolean mayDoBetter(Attempt attempt, long left) {
        return attempt.number() < service().endpoints().size()
                && left >= service().clock().nanos() - attempt.startedAt();
    }

    /** What the policies must know of the call. */
    protected CallSpec spec() {
        return route().spec(isIdempotent());
    }

    /**
     * Sends the request, by the client itself and past the agent.
     *
     * @param report takes the ending as soon as the head of the response is there; from any thread
     * @return breaks it off
     */
    protected abstract AsyncDriver.Running send(Attempt attempt, AsyncDriver.Report<R> report) throws Exception;

    /** The program gets this response. */
    protected abstract void answered(R response);

    /** The program gets this failure. */
    protected abstract void failed(Throwable failure);

    /** The call was cancelled by the program, and nothing is under way any more. */
    protected abstract void givenUp();

    /** What the client itself would tell had it found nobody to connect to. */
    protected abstract Throwable refused(String why);

    /**
     * Begins the call.
     *
     * @return whether it was begun; if not, the program's own call is to be run
     */
    public final boolean start() {
        Route route = route();
        CacheUse<R> use = route.cache() == null ? null : CacheUse.of(route, cacheAdapter());
        if (use == null) {
            return begin(spec());
        }
        R stored = use.answer();
        if (stored != null) {
            // As any other answer it comes on a thread of its own.
            later(() -> answered(stored));
            return true;
        }
        Flight other = use.flight();
        if (other == null) {
            cache = use;
            boolean begun = begin(use.begin(spec()));
            if (!begun) {
                use.close();
            }
            return begun;
        }
        AtomicBoolean hasWaited = new AtomicBoolean();
        Runnable goOn = () -> {
            if (hasWaited.compareAndSet(false, true)) {
                later(() -> afterWaiting(use));
            }
        };
        cache = goOn;
        Timers.Timer longest = schedule(goOn, longestWait());
        other.whenLanded(() -> {
            longest.cancel();
            goOn.run();
        });
        if (cancelled) {
            goOn.run();
        }
        return true;
    }

    private void afterWaiting(CacheUse<R> use) {
        cache = null;
        if (cancelled) {
            givenUp();
            return;
        }
        R stored = use.answerAfterWaiting();
        if (stored != null) {
            answered(stored);
            return;
        }
        cache = use;
        Throwable overdue = overdue();
        if (overdue != null) {
            unreachable(overdue);
        } else if (!begin(use.begin(spec()))) {
            use.close();
            failed(Answers.fault(new IllegalStateException("cannot begin a call that has waited")));
        }
    }

    private boolean begin(CallSpec spec) {
        try {
            AsyncDriver.Running started = AsyncDriver.startShort(spec, this);
            running = started;
            if (cancelled) {
                started.cancel();
            }
            return true;
        } catch (Throwable failure) {
            if (!sent) {
                Bridge.failed(failure);
                return false;
            }
            failed(failure);
            return true;
        }
    }

    /** The program does not want the answer any more; safe at any time and more than once. */
    public void giveUp() {
        cancelled = true;
        AsyncDriver.Running started = running;
        if (started != null) {
            started.cancel();
        }
        Object goOn = cache;
        if (goOn instanceof Runnable) {
            ((Runnable) goOn).run();
        }
    }

    @SuppressWarnings("unchecked") // nobody else puts one there
    private @Nullable CacheUse<R> caching() {
        Object there = cache;
        return there instanceof CacheUse ? (CacheUse<R>) there : null;
    }

    protected final boolean isCancelled() {
        return cancelled;
    }

    @Override
    public final AsyncDriver.Running attempt(Attempt attempt, AsyncDriver.Report<R> report) throws Exception {
        sent = true;
        return Privileged.isNeeded() ? Privileged.call(() -> send(attempt, report)) : send(attempt, report);
    }

    @Override
    public final void proceed(Runnable step) {
        later(step);
    }

    @Override
    public Throwable timedOut(Attempt attempt) {
        return new SocketTimeoutException("Read timed out");
    }

    @Override
    public final void succeeded(Outcome<R> outcome) {
        R response = outcome.result();
        if (response != null) {
            received(response);
        }
    }

    @Override
    public final void refused(Rejection why) {
        unreachable(refused(Answers.rejection(why)));
    }

    /** The end of a call that an endpoint has answered. */
    private void received(R response) {
        CacheUse<R> use = caching();
        R answer = use == null ? response : use.received(response);
        if (use != null) {
            use.close();
        }
        if (answer != null) {
            answered(answer);
            return;
        }
        // What was stored is not what the origin speaks of: it is asked for the whole.
        cache = null;
        later(() -> {
            if (!begin(spec())) {
                failed(Answers.fault(new IllegalStateException("cannot send a request again")));
            }
        });
    }

    /** The end of a call that no endpoint has answered. */
    private void unreachable(Throwable failure) {
        CacheUse<R> use = caching();
        R standby = use == null ? null : use.unreachable(failure, sent);
        if (use != null) {
            use.close();
        }
        if (standby == null) {
            failed(failure);
        } else {
            answered(standby);
        }
    }

    @Override
    public final void finished(Call<R> ended, Decision decision) {
        if (decision == Decision.CANCELLED) {
            CacheUse<R> use = caching();
            if (use != null) {
                use.close();
            }
            givenUp();
        } else if (decision == Decision.REJECT) {
            refused(ended.rejection());
        } else {
            R response = ended.outcome().result();
            if (response != null) {
                received(response);
            } else {
                Throwable failure = Answers.failureOf(ended);
                unreachable(Answers.isOurs(failure) ? Answers.fault(failure) : failure);
            }
        }
    }
}
