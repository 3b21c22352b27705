package dev.failover.agent.client;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.cache.Flight;
import dev.failover.call.Attempt;
import dev.failover.call.BlockingDriver;
import dev.failover.call.CallSpec;
import dev.failover.call.Failures;
import dev.failover.call.Outcome;
import dev.failover.http.RetryAfter;
import dev.failover.time.Sleeper;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that the program makes by a client that blocks, carried out on the program's own thread. One object for each
 * call; used by that thread only, but for {@link #abort}.
 *
 * @param <R> the client's response, whose body may still be on the way
 */
public abstract class BlockingCall<R> extends BlockingExchange<R> implements AttemptBound.Abort {
    private static final long LONGEST_NAP_NANOS = 20_000_000;

    private final AgentEngine engine;
    private final Route route;
    private boolean sent;
    /** Whether the program does not want an answer any more, or runs its own call. */
    private boolean hasEnded;

    private @Nullable CacheUse<R> caching;
    /** What the client threw in place of an answer, in the latest attempt that has failed. */
    private @Nullable Exception latest;

    protected BlockingCall(AgentEngine engine, Route route) {
        this.engine = engine;
        this.route = route;
    }

    protected final Route route() {
        return route;
    }

    protected final AgentEngine engine() {
        return engine;
    }

    /** Whether the request may be sent twice. */
    protected abstract boolean isIdempotent();

    /** Whether its body is still there, or there again, after an attempt. */
    protected abstract boolean isBodyRepeatable();

    /** How this call uses the service's cache; null when it does not. */
    protected @Nullable CacheAdapter<R> cacheAdapter() {
        return null;
    }

    /** Makes ready what {@link #send} sends. What fails in here is our fault: the program's own call runs instead. */
    protected void prepare(Attempt attempt) throws Exception {}

    /** Sends the request, by the client itself and past the agent. */
    protected abstract R send(Attempt attempt) throws Exception;

    /** Breaks off what {@link #send} does, from another thread: the time of the attempt is over. */
    protected abstract void abort();

    /** The same for clients that tell their attempts apart: it may be late, and another one have begun. */
    @Override
    public void abort(Attempt attempt) {
        abort();
    }

    protected abstract int status(R response);

    /** The lines of a field of the response; none when it has no such field. */
    protected abstract List<String> headers(R response, String name);

    /** Consumes and closes a response that the program will not get; a long one is broken off. */
    protected abstract void drop(R response);

    /** What the client itself would throw for an answer that does not come. */
    protected Throwable timedOut(Throwable consequence) {
        SocketTimeoutException timeout = new SocketTimeoutException("Read timed out");
        timeout.initCause(consequence);
        return timeout;
    }

    /** What the client itself would throw when its thread is interrupted; the thread's flag is set again. */
    protected Throwable interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException("interrupted while waiting for another attempt");
        failure.initCause(interrupted);
        return failure;
    }

    /** What a failure of the client proves. */
    protected Outcome.Kind kindOf(Throwable failure) {
        return Failures.kindOf(failure);
    }

    /** Whether the client cannot be told how long it may connect. */
    protected boolean connectsInOwnTime() {
        return false;
    }

    /** Whether the program itself has broken its request off: nothing is sent any more. */
    protected boolean isGivenUp() {
        return false;
    }

    /** What the client itself would throw when the program has broken the request off. */
    protected Throwable aborted() {
        return new InterruptedIOException("Request aborted");
    }

    /** What the woven method returns and what it throws; null to run the program's own call. */
    public final Object @Nullable [] run() {
        CacheUse<R> use = route.cache() == null ? null : CacheUse.of(route, cacheAdapter());
        return use == null ? call(route.spec(isIdempotent())) : run(use);
    }

    /** The cache first, and last. */
    private Object @Nullable [] run(CacheUse<R> use) {
        try {
            R stored = use.answer();
            if (stored == null && waited(use.flight())) {
                stored = use.answerAfterWaiting();
            }
            if (stored != null) {
                return Answers.returned(stored);
            }
            caching = use;
            Object[] ended = call(use.begin(route.spec(isIdempotent())));
            Object failure = ended == null ? null : ended[1];
            R standby = hasEnded || !(failure instanceof Throwable) ? null : use.unreachable((Throwable) failure, sent);
            return standby == null ? ended : Answers.returned(standby);
        } catch (GivenUp given) {
            return Answers.thrown(aborted());
        } catch (InterruptedException interrupted) {
            return Answers.thrown(interrupted(interrupted));
        } finally {
            use.close();
        }
    }

    private boolean waited(@Nullable Flight other) throws InterruptedException {
        long begin = System.nanoTime();
        while (other != null && !other.hasLanded() && System.nanoTime() - begin < CacheUse.LONGEST_WAIT) {
            other.await(LONGEST_NAP_NANOS);
            if (isGivenUp()) {
                throw new GivenUp(null);
            }
        }
        return other != null;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the client throws, the program gets
    private Object @Nullable [] call(CallSpec spec) {
        try {
            return carryOut(route.service(), spec);
        } catch (GivenUp given) {
            hasEnded = true;
            return Answers.thrown(given.told == null ? aborted() : given.told);
        } catch (InterruptedException interrupted) {
            hasEnded = true;
            return Answers.thrown(interrupted(interrupted));
        } catch (Throwable failure) {
            boolean ours = Answers.isOurs(failure);
            if (!sent || (ours && isIdempotent())) {
                Bridge.failed(failure);
                return null;
            }
            return Answers.thrown(ours ? Answers.fault(failure) : failure);
        }
    }

    @Override
    protected final BlockingDriver driver() {
        return new BlockingDriver(this::park);
    }

    @Override
    protected final Object[] answered(R response) throws Exception {
        CacheUse<R> use = caching;
        if (use == null) {
            return Answers.returned(response);
        }
        R answer = use.received(response);
        if (answer != null) {
            return Answers.returned(answer);
        }
        // What was stored is not what the origin speaks of: it is asked for the whole.
        caching = null;
        return carryOut(route.service(), route.spec(isIdempotent()));
    }

    @Override
    public final boolean mayBeSentAgain() {
        return isBodyRepeatable();
    }

    @Override
    public final Outcome<R> attempt(Attempt attempt) throws InterruptedException {
        boolean first = !sent;
        if (first) {
            prepareUnsent(attempt);
            sent = true;
        } else if (Thread.currentThread().isInterrupted()) {
            // The program wants its thread back: it gets what has come so far.
            InterruptedException before = new InterruptedException("before another attempt");
            return Outcome.<R>failure(Outcome.Kind.CANCELLED, interrupted(before));
        } else if (isGivenUp()) {
            return Outcome.<R>failure(Outcome.Kind.CANCELLED, aborted());
        }
        AttemptBound bound = AttemptBound.start(engine, attempt, this);
        Outcome<R> outcome;
        try {
            if (!first) {
                prepare(attempt);
            }
            R response = send(attempt);
            outcome = outcome(response);
            if (bound != null && bound.end()) {
                // Broken off in the very moment in which it was there.
                drop(response);
                outcome = Outcome.failure(Outcome.Kind.TIMEOUT, timedOut(new InterruptedException("late")));
            }
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            boolean late = bound != null && bound.end();
            if (isGivenUp() || (!late && isClosedHere(failure))) {
                throw new GivenUp(failure);
            }
            Outcome.Kind kind = late ? Outcome.Kind.TIMEOUT : kind(attempt, failure);
            if (latest != null
                    && kind == Outcome.Kind.LOCAL
                    && failure instanceof RuntimeException
                    && !Answers.isOurs(failure)) {
                // Such as a client that was closed meanwhile: without us there would have been no other attempt.
                throw new GivenUp(latest);
            }
            latest = failure;
            outcome = Outcome.failure(kind, late ? timedOut(failure) : failure);
            if (kind == Outcome.Kind.CONNECT && connectsInOwnTime()) {
                outcome = outcome.inOwnTime();
            }
        } finally {
            if (bound != null) {
                bound.end();
            }
        }
        return isBodyRepeatable() ? outcome : outcome.notRepeatable();
    }

    private Outcome<R> outcome(R response) {
        int status = status(response);
        return Answers.readsHead(route.service(), status)
                ? Answers.outcome(
                        route.service(), response, status, name -> Answers.line(name, headers(response, name)))
                : Outcome.response(response, status, RetryAfter.NONE);
    }

    /**
     * Whether it was the program that has closed the connection, by closing its client: the other side cannot be told by these
     * words. What it wants no answer for is not asked elsewhere, by a client that is about to be gone.
     */
    private static boolean isClosedHere(Exception failure) {
        return failure instanceof SocketException && "Socket closed".equals(failure.getMessage());
    }

    private Outcome.Kind kind(Attempt attempt, Exception failure) {
        if (failure instanceof SecurityException && Privileged.isNeeded() && !route.isAddressed(attempt.endpoint())) {
            // We may do everything, but the client's own classes stand on the stack as well.
            Bridge.failed(
                    "FA203",
                    "the security policy keeps the program's client from " + attempt.endpoint()
                            + ", which counts as one that cannot be reached",
                    failure);
            return Outcome.Kind.CONNECT;
        }
        return kindOf(failure);
    }

    @Override
    public final boolean keepsWhatHasCome(InterruptedException interrupted) {
        return !(interrupted instanceof GivenUp);
    }

    /** Not long at once: the program may break its request off in between. */
    private void park(Object blocker, long nanos) throws InterruptedException {
        Sleeper.PARKING.park(blocker, Math.min(nanos, LONGEST_NAP_NANOS));
        if (isGivenUp()) {
            throw new GivenUp(null);
        }
    }

    /** The program has broken its request off. */
    private static final class GivenUp extends InterruptedException {
        private static final long serialVersionUID = 1;

        /** What it gets; null for what tells it of an abort. */
        private final transient @Nullable Exception told;

        GivenUp(@Nullable Exception told) {
            this.told = told;
        }
    }

    private void prepareUnsent(Attempt attempt) {
        try {
            prepare(attempt);
        } catch (Exception ours) {
            throw new IllegalStateException("cannot prepare an attempt: " + ours, ours);
        }
    }

    @Override
    public final void discard(Outcome<R> superseded) {
        R response = superseded.result();
        if (response != null) {
            drop(response);
        }
    }
}
