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
 *              │ WAIT ▲    │ WAIT for a lease ▲   │ hedge   │ another endpoint can take it: ATTEMPT at once
 *              ▼      │    ▼                  │   ▼         ▼ none but those tried: WAIT, then select again
 *            REJECT  wake REJECT             wake ATTEMPT  wake
 * </pre>
 *
 * <p>A driver that can have several attempts of a call under way asks {@link #hedgeAt} after each {@link Decision#ATTEMPT} and
 * says {@link #wake} then; one that cannot just does not, and its calls are never hedged.
 *
 * <p>Not thread-safe: a driver steps it from one thread at a time. Only the waker may run at any time, on any thread.
 *
 * @param <R> what the caller receives
 */
public final class Call<R> {
    /** {@link #hedgeAt} of a call that will not be hedged (any more). */
    public static final long NEVER = HedgeTimer.NEVER;

    private enum Stage {
        NEW,
        LIMITER_WAIT,
        /** As {@link #LIMITER_WAIT}, before a repetition. */
        LIMITER_PAUSE,
        LEASE_WAIT,
        BACK_OFF,
        ATTEMPTING,
        ENDED
    }

    private final ServiceState service;
    private final CallSpec spec;
    private final Runnable waker;
    private final EndpointSearch search;
    private final Endings<R> endings;
    private final LimiterPermit limiterPermit;
    private final Deadline deadline;
    private final Judgement judgement;
    private final HedgeTimer hedges;
    private final Debt debt = new Debt();

    private Stage stage = Stage.NEW;
    private int attempts;
    private int underWay;
    private int returns;
    /** When the latest failure was heard that is to be repeated. */
    private long failedAt;

    private boolean repeats;
    private @Nullable Attempt attempt;
    private @Nullable Rejection rejection;
    private long retryAfter = -1;
    private long waitUntil;
    private boolean success;

    /**
     * A call that begins now; its deadline is fixed here.
     *
     * @param waker run, on any thread, when a {@link Decision#WAIT} may be over before its time; must not block
     */
    public Call(ServiceState service, CallSpec spec, Runnable waker) {
        this(service, spec, waker, service.clock().nanos());
    }

    private Call(ServiceState service, CallSpec spec, Runnable waker, long startedAt) {
        this.service = service;
        this.spec = spec;
        this.waker = waker;
        this.search = new EndpointSearch(service, spec.preferred());
        this.endings = new Endings<>(spec.preferred());
        this.limiterPermit = new LimiterPermit(service.limiter(), spec.weight());
        this.deadline = new Deadline(service, spec, startedAt);
        this.judgement = new Judgement(spec, service.policy().retry());
        this.hedges = new HedgeTimer(service, spec);
    }

    /** A call whose first attempt was begun on the {@link ShortWay}, which it leaves here: that attempt is under way. */
    static <R> Call<R> begun(
            ServiceState service, CallSpec spec, Runnable waker, EndpointState endpoint, long permit, long startedAt) {
        Call<R> call = new Call<>(service, spec, waker, startedAt);
        call.attempt(endpoint, permit, true, false, startedAt);
        return call;
    }

    /** The same of a call that has an object for its attempt already. */
    static <R> Call<R> begun(ServiceState service, CallSpec spec, Runnable waker, Attempt first) {
        Call<R> call = new Call<>(service, spec, waker, first.startedAt());
        call.attempt(first.state(), first.permit(), true, false, first.startedAt());
        call.attempt = first;
        return call;
    }

    /** It waits for no attempt for which its caller would not wait: see {@link OwnTimeout#ownTimeoutNanos}. */
    void waitsNoLongerThan(long ownTimeoutNanos) {
        deadline.knowsOf(ownTimeoutNanos);
    }

    /** Begins the call. */
    public Decision start() {
        long now = service.clock().nanos();
        long wait = limiterPermit.reserve(now, Math.min(limiterPermit.longestWait(), deadline.leftToWait(now)));
        if (wait == 0) {
            return firstAttempt(now);
        }
        if (service.isObserving()) {
            // A permit that would be waited for is used up all the same: so the next call sees what it would have seen.
            limiterPermit.use();
            service.observed(wait > 0 ? WouldBe.WAIT : WouldBe.REJECT, null, Rejection.RATE_LIMITED.text());
            return firstAttempt(now);
        }
        if (wait > 0 && !spec.hasStandby()) {
            return await(Stage.LIMITER_WAIT, now + wait);
        }
        retryAfter = wait == RateLimiter.NEVER ? -1 : Math.abs(wait);
        return reject(Rejection.RATE_LIMITED, now);
    }

    Runnable waker() {
        return waker;
    }

    /** The wait is over: its time has come, or the waker ran; or it is time for a hedge. */
    public Decision wake() {
        long now = service.clock().nanos();
        switch (stage) {
            case LIMITER_WAIT:
                return now - waitUntil < 0 ? Decision.WAIT : firstAttempt(now);
            case LIMITER_PAUSE:
                return now - waitUntil < 0 ? Decision.WAIT : repeat(now);
            case LEASE_WAIT:
                return leaseWaitOver(now);
            case BACK_OFF:
                return now - waitUntil < 0 ? Decision.WAIT : comeBack(now);
            case ATTEMPTING:
                return hedges.isDue(now) ? hedge(now) : Decision.NOTHING;
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
        if (!ended.comeHome(result, now)) {
            return Decision.NOTHING;
        }
        underWay--;
        service.heard(result, now);
        boolean failed = judgement.judge(result);
        ended.settle(result, failed && RepeatRules.blamesEndpoint(result, service.policy()), now);
        if (stage == Stage.ENDED) {
            return Decision.NOTHING;
        }
        endings.keep(ended, result);
        if (!failed) {
            success = true;
            ended.tellDoneWell(result);
            service.learnedBound().answered(result.isRepeatable(), now - ended.startedAt());
            hedges.ended(ended.isHedge());
            return end(CallOutcome.SUCCESS, Decision.FINISH, now);
        }
        debt.note(ended, result, ended.state() == search.home(), now);
        if (result.retryAfterNanos() > 0 && service.policy().retry().maxRetryAfterNanos() > 0) {
            ended.leaveEndpointAlone(result.retryAfterNanos(), now);
        }
        return underWay > 0 && !endsHedgedCall(result) ? Decision.NOTHING : repeatOrFinish(ended, result, now);
    }

    /**
     * While another attempt may still bring an answer, a failure decides nothing; unless it is an answer after which there would
     * not have been another attempt (as a fatal status is to gRPC's hedging, gRFC A6), or that attempt waits for it.
     */
    private boolean endsHedgedCall(Outcome<R> failure) {
        return failure.isLast() || (failure.kind() == Outcome.Kind.RESULT && judgement.isLatestSenseless());
    }

    /** The caller gave up. What is under way must be aborted by the driver and still be reported. */
    public Decision cancel() {
        if (stage == Stage.ENDED) {
            return Decision.NOTHING;
        }
        search.leaveLines();
        endings.setAside();
        return end(CallOutcome.CANCELLED, Decision.CANCELLED, service.clock().nanos());
    }

    /** The caller waits for no further attempt and is content with what has come so far. Only after an attempt. */
    Decision waitNoLonger() {
        search.leaveLines();
        return finish(null, service.clock().nanos());
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

    /** When to say {@link #wake} while attempts are under way, as a reading of the clock; {@link #NEVER} for not at all. */
    public long hedgeAt() {
        return hedges.at();
    }

    /** What to hand over, after {@link Decision#FINISH}: the latest result, else the latest failure. */
    public Outcome<R> outcome() {
        return endings.latest();
    }

    /**
     * The failure of the first attempt on the preferred endpoint, else of the first one at all, or null: what a caller that
     * knows nothing of other endpoints would have seen.
     */
    public @Nullable Throwable firstFailure() {
        return endings.firstFailure();
    }

    /** An earlier result that will not be handed over and must be released now; null when there is none. Asked once. */
    public @Nullable Outcome<R> takeSuperseded() {
        return endings.takeSuperseded();
    }

    /** Why the call was turned away, after {@link Decision#REJECT}. */
    public Rejection rejection() {
        if (rejection == null) {
            throw new IllegalStateException("the call was not rejected");
        }
        return rejection;
    }

    /** In which time the rate limiter would have had a permit, after it turned the call away; else less than 0. */
    public long retryAfterNanos() {
        return retryAfter;
    }

    /** Whether the call ended with what its caller wanted, and {@link #outcome} is that. */
    public boolean isSuccess() {
        return success;
    }

    /** Attempts begun so far, hedges included. */
    public int attempts() {
        return attempts;
    }

    public ServiceState service() {
        return service;
    }

    private Decision firstAttempt(long now) {
        if (remaining(now) <= 0) {
            return reject(Rejection.DEADLINE, now);
        }
        if (service.isObserving()) {
            return observe(now);
        }
        if (search.find(Reach.UNTRIED, now)) {
            return attemptFound(now);
        }
        if (search.isFull()) {
            return standInLine(now);
        }
        if (!failsOpen()) {
            return reject(Rejection.BREAKERS_OPEN, now);
        }
        // With a lease: an endpoint in trouble is the last one that should get more at once than it may.
        return search.findUntriedInSpiteOfBreaker(now) ? attemptFound(now) : standInLine(now);
    }

    /** Who has something to fall back on loses nothing when the breakers are believed. */
    private boolean failsOpen() {
        return service.policy().isFailOpen() && !spec.hasStandby();
    }

    /** In observe mode the request goes where it would have gone without us; the breaker only takes note. */
    private Decision observe(long now) {
        EndpointState target = search.home();
        long permit = target.breaker().tryAcquire(now);
        if (permit == CircuitBreaker.REJECTED) {
            service.observed(WouldBe.SKIP_ENDPOINT, target.endpoint(), "its circuit breaker is open");
        }
        return attempt(target, permit, false, false, now);
    }

    private Decision standInLine(long now) {
        long longest = Math.min(search.longestWaitForLease(now), deadline.leftToWait(now));
        if (longest <= 0) {
            return noLease(now);
        }
        // The stage first: the lease may be granted, and the waker run, before the line is joined.
        await(Stage.LEASE_WAIT, now + longest);
        return search.standInLine(waker) ? Decision.WAIT : noLease(now);
    }

    private Decision leaseWaitOver(long now) {
        boolean granted = search.isGranted();
        boolean over = now - waitUntil >= 0;
        if (!granted && !over) {
            return Decision.WAIT;
        }
        if (remaining(now) > 0) {
            if (granted && search.findGranted(now)) {
                return attemptFound(now);
            }
            if (!over && search.isInLine()) {
                return Decision.WAIT;
            }
        }
        search.leaveLines();
        if (!granted && remaining(now) <= 0) {
            return noLease(now);
        }
        // Also when the wait is over: what nobody stood in line for, such as an endpoint whose breaker was open, may be
        // there now.
        return attempts == 0 ? firstAttempt(now) : comeBack(now);
    }

    private Decision noLease(long now) {
        return attempts == 0 ? reject(Rejection.POOL_EXHAUSTED, now) : finish(SuppressedReason.NO_ENDPOINT, now);
    }

    /** The budget is spent by a repetition that is really made, and only then: here. */
    private Decision attemptFound(long now) {
        if (repeats && !service.retryBudget().trySpend(now)) {
            search.giveBackFound(now);
            return finish(SuppressedReason.BUDGET, now);
        }
        return attempt(search.found(), search.permit(), true, false, now);
    }

    private Decision attempt(EndpointState endpoint, long permit, boolean leased, boolean hedge, long now) {
        return attempt(endpoint, permit, leased, hedge, true, now);
    }

    /** @param bounded false where no bound may end it that is there for the next one only */
    private Decision attempt(
            EndpointState endpoint, long permit, boolean leased, boolean hedge, boolean bounded, long now) {
        TimeoutPolicy timeouts = service.policy().timeouts();
        attempts++;
        underWay++;
        limiterPermit.use();
        boolean elsewhere = search.tries(endpoint);
        debt.asks(endpoint.index());
        boolean more = debt.isOpen()
                || (attempts - hedges.begun() < service.policy().retry().maxAttempts() && !service.isObserving());
        boolean repeatable = more && spec.isIdempotent();
        @Nullable TimeoutPolicy connecting = null;
        long whole = 0;
        if (!service.isObserving()) {
            boolean paid = debt.isPaid() && spec.isIdempotent();
            connecting = timeouts.connecting(bounded && more && service.order().length > 1);
            boolean useful = !deadline.isBounded() && bounded && repeatable && (debt.isOpen() || search.hasUntried());
            whole = service.learnedBound().nanos(useful, paid);
            if (deadline.isBounded()) {
                whole = whole == 0 ? remaining(now) : Math.min(whole, remaining(now));
            }
        }
        if (repeats) {
            // Counted here and not where it was decided: the wait before it may be given up.
            repeats = false;
            service.metrics().retry(RepeatRules.reason(endings.latest()));
            if (elsewhere && attempt != null) {
                endpoint.metrics().switchedFrom(attempt.state().metrics());
            }
        }
        stage = Stage.ATTEMPTING;
        Attempt next = new Attempt(
                endpoint,
                leased ? service.pool() : null,
                attempts,
                permit,
                leased,
                hedge,
                now,
                connecting,
                whole,
                timeouts.onlyWhereUseful() && !deadline.isBounded() && !debt.isPaid(),
                repeatable);
        attempt = next;
        hedges.start(now);
        return Decision.ATTEMPT;
    }

    /** The hedge that is planned would be a request without its body. */
    void suppressHedge() {
        hedges.stop();
        hedges.suppressed();
    }

    /** One more attempt beside the one that takes so long. Whatever stands against it suppresses only this one. */
    private Decision hedge(long now) {
        hedges.stop();
        boolean found = !judgement.isForbidden()
                && !judgement.isSenseless()
                && remaining(now) > 0
                && limiterPermit.reserve(now, 0) == 0
                && (search.find(Reach.UNTRIED, now) || search.find(Reach.RETURNING, now));
        if (found && hedges.trySpend(now)) {
            return attempt(search.found(), search.permit(), true, true, now);
        }
        if (found) {
            search.giveBackFound(now);
        }
        limiterPermit.giveBackUnused(now);
        hedges.suppressed();
        return Decision.NOTHING;
    }

    private Decision repeatOrFinish(Attempt ended, Outcome<R> result, long now) {
        hedges.stop();
        if (judgement.isSenseless()) {
            return finish(null, now);
        }
        if (attempts - hedges.begun() >= service.policy().retry().maxAttempts()) {
            return finish(SuppressedReason.ATTEMPTS, now);
        }
        if (judgement.isForbidden()) {
            return finish(SuppressedReason.NOT_IDEMPOTENT, now);
        }
        if (hasWaitedEnough(result)) {
            return finish(SuppressedReason.NO_ENDPOINT, now);
        }
        if (remaining(now) <= 0) {
            return finish(SuppressedReason.DEADLINE, now);
        }
        if (service.isObserving()) {
            service.observed(WouldBe.RETRY, ended.endpoint(), result.toString());
            return finish(null, now);
        }
        if (!service.retryBudget().canSpend(now)) {
            return finish(SuppressedReason.BUDGET, now);
        }
        long wait = limiterPermit.reserve(
                now, Math.min(limiterPermit.longestPause(service.policy().retry()), deadline.leftToWait(now)));
        if (wait < 0 || (wait > 0 && spec.hasStandby())) {
            return finish(SuppressedReason.LIMITER, now);
        }
        repeats = true;
        failedAt = now;
        return wait > 0 ? await(Stage.LIMITER_PAUSE, now + wait) : repeat(now);
    }

    /** Whether a guest was kept from what it would have got for the time of an attempt, and nobody is left who was not asked. */
    private boolean hasWaitedEnough(Outcome<R> latest) {
        return debt.isPaid()
                && latest.kind() == Outcome.Kind.TIMEOUT
                && service.policy().timeouts().onlyWhereUseful()
                && !search.hasUntried();
    }

    /** The repetition has its permit of the limiter: it goes to somebody who was not asked yet, else it backs off. */
    private Decision repeat(long now) {
        if (remaining(now) <= 0) {
            return finish(SuppressedReason.DEADLINE, now);
        }
        // A guest's call is not lost because of what we believe about an endpoint: it asks each one before it is given
        // up.
        boolean found = search.find(Reach.UNTRIED, now) || (failsOpen() && search.findUntriedInSpiteOfBreaker(now));
        if (!found && outcome().isNoneFree()) {
            // The program has said how long it wants to wait for a connection to this endpoint: not again.
            return finish(SuppressedReason.NO_ENDPOINT, now);
        }
        return found ? attemptFound(now) : backOff(now);
    }

    /** Nobody is left that was not tried: wait, then begin again with all but the one that just failed. */
    private Decision backOff(long now) {
        returns++;
        // Whoever waited for the limiter meanwhile has waited.
        long delay = Math.max(0, service.policy().retry().delayNanos(returns, service.random()) - (now - failedAt));
        long wait = search.shortestWait(delay, now);
        if (wait == EndpointSearch.NEVER
                || (wait > delay && wait > service.policy().retry().maxRetryAfterNanos())) {
            return finish(SuppressedReason.NO_ENDPOINT, now);
        }
        if (remaining(now) <= 0 || (wait > 0 && wait >= deadline.leftToWait(now))) {
            return finish(SuppressedReason.DEADLINE, now);
        }
        if (wait == 0) {
            return comeBack(now);
        }
        return spec.hasStandby() ? finish(SuppressedReason.NO_ENDPOINT, now) : await(Stage.BACK_OFF, now + wait);
    }

    private Decision comeBack(long now) {
        if (remaining(now) <= 0) {
            return finish(SuppressedReason.DEADLINE, now);
        }
        // Rather the one that failed last than to stand in line for the others.
        if (search.findReturn(now)) {
            return attemptFound(now);
        }
        return search.isFull() ? standInLine(now) : finish(SuppressedReason.NO_ENDPOINT, now);
    }

    private Decision await(Stage waiting, long until) {
        stage = waiting;
        waitUntil = until;
        return Decision.WAIT;
    }

    private Decision reject(Rejection why, long now) {
        rejection = why;
        if (why == Rejection.RATE_LIMITED) {
            service.metrics().limiterRejected();
        }
        service.metrics().rejected(why.text(), deadline.elapsed(now));
        return end(Decision.REJECT, now);
    }

    private Decision finish(@Nullable SuppressedReason suppressed, long now) {
        if (isRepaid(suppressed, now) && limiterPermit.isHeldOrReserved(now) && search.findAnyhow(debt.settle(), now)) {
            repeats = true;
            return attempt(search.found(), search.permit(), true, false, false, now);
        }
        if (suppressed != null) {
            service.metrics().suppressed(suppressed);
        }
        Outcome.Kind kind = outcome().kind();
        return end(
                kind == Outcome.Kind.TIMEOUT
                        ? CallOutcome.TIMEOUT
                        : kind == Outcome.Kind.CANCELLED ? CallOutcome.CANCELLED : CallOutcome.FAILURE,
                Decision.FINISH,
                now);
    }

    /** Whether what stands against another attempt does not stand against what the call is owed. */
    private boolean isRepaid(@Nullable SuppressedReason suppressed, long now) {
        return debt.isOpen()
                && !spec.hasStandby()
                && !judgement.isForbidden()
                && remaining(now) > 0
                && (suppressed == SuppressedReason.ATTEMPTS
                        || suppressed == SuppressedReason.BUDGET
                        || suppressed == SuppressedReason.NO_ENDPOINT);
    }

    private Decision end(CallOutcome how, Decision decision, long now) {
        service.metrics().call(how, deadline.elapsed(now));
        if (!success) {
            hedges.ended(false);
        }
        return end(decision, now);
    }

    private Decision end(Decision decision, long now) {
        stage = Stage.ENDED;
        hedges.stop();
        limiterPermit.giveBackUnused(now);
        if (attempts > 0) {
            // Whoever was turned away put no load on anybody, and earns nobody a retry.
            service.countCall(now);
        }
        return decision;
    }

    private long remaining(long now) {
        return deadline.remaining(now);
    }
}
