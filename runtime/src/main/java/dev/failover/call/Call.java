package dev.failover.call;

import dev.failover.breaker.CircuitBreaker;
import dev.failover.endpoint.EndpointState;
import dev.failover.limiter.RateLimiter;
import dev.failover.metrics.ServiceMetrics.CallOutcome;
import dev.failover.metrics.ServiceMetrics.SuppressedReason;
import dev.failover.metrics.ServiceMetrics.WouldBe;
import dev.failover.select.Selector.Reach;
import org.jspecify.annotations.Nullable;

/**
 * One call of a service: the state machine that decides everything about it. Whatever carries calls out is a driver of
 * this machine: it asks {@link #start}, does what the {@link Decision} says, and reports what happened by {@link #ended},
 * {@link #wake} or {@link #cancel}, each of which brings the next decision. After an end it asks no more.
 *
 * <pre>
 *   start ─▶ limiter ──▶ select ──▶ ATTEMPT ──ended──▶ good, or not worth or not allowed a repetition ─▶ FINISH
 *              │ WAIT ▲    │ WAIT for a lease ▲            │ another endpoint can take it: ATTEMPT at once
 *              ▼      │    ▼                  │            ▼ none but those tried: WAIT, then select again
 *            REJECT  wake REJECT             wake         wake
 * </pre>
 *
 * <p>Not thread-safe: a driver steps it from one thread at a time. Only the waker may run at any time, on any thread.
 *
 * @param <R> what the caller receives
 */
public final class Call<R> {
    private enum Stage {
        NEW,
        LIMITER_WAIT,
        LEASE_WAIT,
        BACK_OFF,
        ATTEMPTING,
        ENDED
    }

    private final ServiceState service;
    private final CallSpec spec;
    private final Runnable waker;
    private final EndpointSearch search;

    private Stage stage = Stage.NEW;
    private long startedAt;
    private boolean bounded;
    private long deadlineAt;
    private int attempts;
    private int returns;
    private boolean permitUnused;
    private long permitFrom;
    private @Nullable Attempt attempt;
    private @Nullable Outcome<R> outcome;
    private @Nullable Outcome<R> superseded;
    private @Nullable Outcome<R> repetitionOf;
    private @Nullable Throwable firstFailure;
    private boolean addressedFailed;
    private @Nullable Rejection rejection;
    private long waitUntil;

    /**
     * @param waker run, on any thread, when a {@link Decision#WAIT} may be over before its time; must not block
     */
    public Call(ServiceState service, CallSpec spec, Runnable waker) {
        this.service = service;
        this.spec = spec;
        this.waker = waker;
        this.search = new EndpointSearch(service, spec.preferred());
    }

    /** Begins the call; fixes its deadline. */
    public Decision start() {
        long now = service.clock().nanos();
        long whole = service.policy().timeouts().deadlineNanos();
        long callers = spec.timeoutNanos();
        long bound = whole == 0 ? callers : callers == 0 ? whole : Math.min(whole, callers);
        startedAt = now;
        bounded = bound > 0;
        deadlineAt = now + bound;
        RateLimiter limiter = service.limiter();
        if (limiter == null) {
            return firstAttempt(now);
        }
        long wait = limiter.reserve(now, Math.min(limiter.policy().waitNanos(), remaining(now)));
        if (wait != 0 && service.isObserving()) {
            service.observed(wait > 0 ? WouldBe.WAIT : WouldBe.REJECT, null, Rejection.RATE_LIMITED.text());
            return firstAttempt(now);
        }
        permitUnused = wait >= 0;
        permitFrom = now + wait;
        return wait == 0
                ? firstAttempt(now)
                : wait > 0 ? await(Stage.LIMITER_WAIT, now + wait) : reject(Rejection.RATE_LIMITED);
    }

    /** The wait is over: its time has come, or the waker ran. */
    public Decision wake() {
        long now = service.clock().nanos();
        switch (stage) {
            case LIMITER_WAIT:
                return now - waitUntil < 0 ? Decision.WAIT : firstAttempt(now);
            case LEASE_WAIT:
                return leaseWaitOver(now);
            case BACK_OFF:
                return now - waitUntil < 0 ? Decision.WAIT : comeBack(now);
            default:
                return Decision.NOTHING;
        }
    }

    /**
     * An attempt ended. Its permit and its lease come home here.
     *
     * @param ended the attempt; a second report of the same one changes nothing
     */
    public Decision ended(Attempt ended, Outcome<R> result) {
        long now = service.clock().nanos();
        if (!ended.comeHome()) {
            return Decision.NOTHING;
        }
        boolean failed = RepeatRules.isFailure(result, service.policy().retry());
        boolean wholeCall = !failed && stage != Stage.ENDED && ended.beganAt(startedAt);
        boolean counted = ended.settle(result, failed, wholeCall, now);
        if (stage == Stage.ENDED) {
            return Decision.NOTHING;
        }
        keep(ended, result);
        if (!failed) {
            return counted ? end(Decision.FINISH) : end(CallOutcome.SUCCESS, now, Decision.FINISH);
        }
        if (result.retryAfterNanos() > 0 && service.policy().retry().maxRetryAfterNanos() > 0) {
            ended.state().leaveAloneUntil(now + result.retryAfterNanos());
            ended.state().metrics().leftAlone(result.retryAfterNanos());
        }
        return repeatOrFinish(ended, result, now);
    }

    /** The caller gave up. What is under way must be aborted by the driver and still be reported. */
    public Decision cancel() {
        if (stage == Stage.ENDED) {
            return Decision.NOTHING;
        }
        search.leaveLine();
        if (outcome != null && outcome.kind() == Outcome.Kind.RESULT) {
            superseded = outcome;
            outcome = null;
        }
        return end(CallOutcome.CANCELLED, service.clock().nanos(), Decision.CANCELLED);
    }

    /** The attempt to carry out, after {@link Decision#ATTEMPT}. */
    public Attempt attempt() {
        if (attempt == null) {
            throw new IllegalStateException("there is no attempt yet");
        }
        return attempt;
    }

    /** Until when to wait, as a reading of the clock, after {@link Decision#WAIT}. */
    public long waitUntil() {
        return waitUntil;
    }

    /** What to hand over, after {@link Decision#FINISH} or {@link Decision#ANSWER}: the latest result, else the latest failure. */
    public Outcome<R> outcome() {
        if (outcome == null) {
            throw new IllegalStateException("no attempt has ended yet");
        }
        return outcome;
    }

    /**
     * The failure of the first attempt on the preferred endpoint, else of the first one at all, or null: what a caller that
     * knows nothing of other endpoints would have seen.
     */
    public @Nullable Throwable firstFailure() {
        return firstFailure;
    }

    /** An earlier result that will not be handed over and must be released now; null when there is none. Asked once. */
    public @Nullable Outcome<R> takeSuperseded() {
        Outcome<R> taken = superseded;
        superseded = null;
        return taken;
    }

    /** Why the call was turned away, after {@link Decision#REJECT}. */
    public Rejection rejection() {
        if (rejection == null) {
            throw new IllegalStateException("the call was not rejected");
        }
        return rejection;
    }

    /** Attempts begun so far. */
    public int attempts() {
        return attempts;
    }

    public ServiceState service() {
        return service;
    }

    private Decision firstAttempt(long now) {
        if (remaining(now) <= 0) {
            return reject(Rejection.DEADLINE);
        }
        if (service.isObserving()) {
            return observe(now);
        }
        if (search.find(Reach.UNTRIED, now)) {
            return attempt(search.found(), search.permit(), true, now);
        }
        if (search.isFull()) {
            return standInLine(now);
        }
        return service.policy().isFailOpen()
                ? attempt(search.home(), CircuitBreaker.REJECTED, false, now)
                : reject(Rejection.BREAKERS_OPEN);
    }

    /** In observe mode the request goes where it would have gone without us; the breaker only takes note. */
    private Decision observe(long now) {
        EndpointState target = search.home();
        long permit = target.breaker().tryAcquire(now);
        if (permit == CircuitBreaker.REJECTED) {
            service.observed(WouldBe.SKIP_ENDPOINT, target.endpoint(), "its circuit breaker is open");
        }
        return attempt(target, permit, false, now);
    }

    private Decision standInLine(long now) {
        long longest = Math.min(search.longestWaitForLease(), remaining(now));
        if (longest <= 0) {
            return noLease();
        }
        // The stage first: the lease may be granted, and the waker run, before the line is joined.
        await(Stage.LEASE_WAIT, now + longest);
        search.standInLine(waker);
        return Decision.WAIT;
    }

    private Decision leaseWaitOver(long now) {
        if (!search.isGranted()) {
            if (now - waitUntil < 0) {
                return Decision.WAIT;
            }
            search.leaveLine();
            return noLease();
        }
        if (remaining(now) <= 0) {
            search.leaveLine();
        } else if (search.findGranted(now)) {
            return attempt(search.found(), search.permit(), true, now);
        }
        return attempts == 0 ? firstAttempt(now) : comeBack(now);
    }

    private Decision noLease() {
        return attempts == 0 ? reject(Rejection.POOL_EXHAUSTED) : finish(SuppressedReason.NO_ENDPOINT);
    }

    private Decision attempt(EndpointState endpoint, long permit, boolean leased, long now) {
        TimeoutPolicy timeouts = service.policy().timeouts();
        attempts++;
        permitUnused = false;
        boolean more = attempts < service.policy().retry().maxAttempts() && !service.isObserving();
        boolean repeatable = more && spec.isIdempotent();
        boolean elsewhere = more && service.order().length > 1;
        long connect = elsewhere || !timeouts.onlyWhereUseful() ? timeouts.connectNanos() : 0;
        long whole = repeatable || !timeouts.onlyWhereUseful() ? timeouts.attemptNanos() : 0;
        if (service.isObserving()) {
            connect = 0;
            whole = 0;
        } else if (bounded) {
            whole = whole == 0 ? remaining(now) : Math.min(whole, remaining(now));
        }
        boolean elsewhereNow = search.tries(endpoint);
        if (repetitionOf != null) {
            // Counted here and not where it was decided: the wait before it may be given up.
            service.metrics().retry(RepeatRules.reason(repetitionOf));
            repetitionOf = null;
            if (elsewhereNow && attempt != null) {
                endpoint.metrics().switchedFrom(attempt.state().metrics());
            }
        }
        stage = Stage.ATTEMPTING;
        Attempt next = new Attempt(endpoint, attempts, permit, leased, now, connect, whole, repeatable);
        attempt = next;
        return Decision.ATTEMPT;
    }

    /** The latest result wins over any failure: an answer of a server says more than a broken connection to another. */
    private void keep(Attempt ended, Outcome<R> result) {
        boolean addressed = ended.endpointIndex() == spec.preferred();
        if (result.kind() != Outcome.Kind.RESULT && (firstFailure == null || (addressed && !addressedFailed))) {
            firstFailure = result.failure();
            addressedFailed = addressed;
        }
        Outcome<R> earlier = outcome;
        boolean earlierIsResult = earlier != null && earlier.kind() == Outcome.Kind.RESULT;
        if (result.kind() == Outcome.Kind.RESULT || !earlierIsResult) {
            superseded = earlierIsResult ? earlier : null;
            outcome = result;
        }
    }

    private Decision repeatOrFinish(Attempt ended, Outcome<R> result, long now) {
        if (!RepeatRules.isWorthRepeating(result, service.policy().retry())) {
            return finish(null);
        }
        if (attempts >= service.policy().retry().maxAttempts()) {
            return finish(SuppressedReason.ATTEMPTS);
        }
        if (!RepeatRules.mayRepeat(result, spec)) {
            return finish(SuppressedReason.NOT_IDEMPOTENT);
        }
        if (remaining(now) <= 0) {
            return finish(SuppressedReason.DEADLINE);
        }
        if (service.isObserving()) {
            service.observed(WouldBe.RETRY, ended.endpoint(), result.toString());
            return finish(null);
        }
        RateLimiter limiter = service.limiter();
        if (limiter != null && limiter.reserve(now, 0) < 0) {
            return finish(SuppressedReason.LIMITER);
        }
        permitUnused = limiter != null;
        permitFrom = now;
        repetitionOf = result;
        // A guest's call is not lost because of what we believe about an endpoint: it asks each one before it is given
        // up.
        boolean found = search.find(Reach.UNTRIED, now)
                || (service.policy().isFailOpen() && search.findUntriedInSpiteOfBreaker(now));
        return found ? attempt(search.found(), search.permit(), true, now) : backOff(now);
    }

    /** Nobody is left that was not tried: wait, then begin again with all but the one that just failed. */
    private Decision backOff(long now) {
        returns++;
        long delay = service.policy().retry().delayNanos(returns, service.random());
        long wait = search.shortestWait(delay, now);
        if (wait == EndpointSearch.NEVER
                || (wait > delay && wait > service.policy().retry().maxRetryAfterNanos())) {
            return finish(SuppressedReason.NO_ENDPOINT);
        }
        if (wait >= remaining(now)) {
            return finish(SuppressedReason.DEADLINE);
        }
        return wait == 0 ? comeBack(now) : await(Stage.BACK_OFF, now + wait);
    }

    private Decision comeBack(long now) {
        if (remaining(now) <= 0) {
            return finish(SuppressedReason.DEADLINE);
        }
        if (search.find(Reach.RETURNING, now)) {
            return attempt(search.found(), search.permit(), true, now);
        }
        if (search.isFull()) {
            return standInLine(now);
        }
        return search.findLatest(now)
                ? attempt(search.found(), search.permit(), true, now)
                : finish(SuppressedReason.NO_ENDPOINT);
    }

    private Decision await(Stage waiting, long until) {
        stage = waiting;
        waitUntil = until;
        return Decision.WAIT;
    }

    private Decision reject(Rejection why) {
        rejection = why;
        if (why == Rejection.RATE_LIMITED) {
            service.metrics().limiterRejected();
        }
        service.metrics().rejected(why.text(), service.clock().nanos() - startedAt);
        return end(Decision.REJECT);
    }

    private Decision finish(@Nullable SuppressedReason suppressed) {
        if (suppressed != null) {
            service.metrics().suppressed(suppressed);
        }
        Outcome.Kind kind = outcome().kind();
        return end(
                kind == Outcome.Kind.TIMEOUT
                        ? CallOutcome.TIMEOUT
                        : kind == Outcome.Kind.CANCELLED ? CallOutcome.CANCELLED : CallOutcome.FAILURE,
                service.clock().nanos(),
                Decision.FINISH);
    }

    private Decision end(CallOutcome how, long now, Decision decision) {
        service.metrics().call(how, now - startedAt);
        return end(decision);
    }

    private Decision end(Decision decision) {
        stage = Stage.ENDED;
        RateLimiter limiter = service.limiter();
        if (permitUnused && limiter != null) {
            limiter.giveBack(service.clock().nanos() - permitFrom);
        }
        return decision;
    }

    private long remaining(long now) {
        return bounded ? deadlineAt - now : Long.MAX_VALUE;
    }
}
