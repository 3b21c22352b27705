package dev.failover.breaker;

import static dev.failover.breaker.StateWord.CLOSED;
import static dev.failover.breaker.StateWord.HALF_OPEN;
import static dev.failover.breaker.StateWord.OPEN;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one endpoint: closed (calls pass and are counted), open (calls are kept away for the recovery
 * time), half-open (a few calls pass as probes and decide).
 *
 * <p>The state, its times and the leases of its probes are slots of a row of longs, so that several copies of this class,
 * in other class loaders or of other versions, can share it; the results that a rate is taken over are each copy's own. A
 * permit belongs to the state it was given in: a result of an earlier state changes nothing. Only a failure, a slow call or
 * a failed probe opens the breaker; a success that is not slow never does, even if it is the one that completes the minimum
 * of calls. A probe that succeeds slowly has failed.
 *
 * <p>Every {@code now} is a reading of the monotonic clock, in nanoseconds. Thread-safe and lock-free; a permit and a
 * success of a closed breaker whose window is full of successes only read.
 */
public final class CircuitBreaker {
    /** Returned by {@link #tryAcquire} when the call must not pass. */
    public static final long REJECTED = -1;

    /** Returned by {@link #tryAcquire} when the call passes and its result does not count. */
    public static final long UNCOUNTED = -2;

    /** Returned by {@link #look} when the call would pass, perhaps as a probe. */
    public static final long UNDECIDED = -3;

    /** Slots of the row that a breaker uses, from its offset on. */
    public static final int SLOTS = StateRow.SLOTS;

    /** The most results that a window of calls can hold. */
    public static final int MAX_WINDOW = 1024;

    private final StateRow states;
    private final Results results;
    private volatile BreakerMode mode;

    /** Hears of transitions, on the thread of the call that caused them; must not block. What it throws is dropped. */
    public interface Listener {
        void onTransition(BreakerState from, BreakerState to);
    }

    /** A breaker with a row of its own, and no listener. */
    public CircuitBreaker(CircuitBreakerPolicy policy) {
        this(
                policy,
                new AtomicLongArray(SLOTS),
                0,
                () -> ThreadLocalRandom.current().nextDouble(),
                null);
    }

    /**
     * @param row holds the state at {@code offset} to {@code offset + SLOTS - 1}; all zero is a closed breaker
     * @param random uniform in [0, 1), for the jitter of the recovery time
     * @param listener null for none
     */
    public CircuitBreaker(
            CircuitBreakerPolicy policy,
            AtomicLongArray row,
            int offset,
            DoubleSupplier random,
            @Nullable Listener listener) {
        this.results = new Results(policy);
        this.mode = policy.initialMode();
        this.states = new StateRow(row, offset, random, listener);
    }

    public CircuitBreakerPolicy policy() {
        return results.policy();
    }

    /**
     * Takes another policy from now on. State, recovery level, mode, listener, probes under way and the end of a recovery
     * time that has begun stay as they are; the mode changes only if the new policy's initial mode is another one than the
     * old policy's.
     *
     * <p>Results are kept as far as they can be: a window of calls keeps the latest ones; a window of time with the same
     * span keeps all, with another span what the old one held, as if it had happened just now; from time to calls the
     * shares are kept, with bad results taken for the oldest. Results that arrive at this very moment may be missing. A
     * count of failures in a row begins anew when the threshold was a rate before.
     */
    public void reconfigure(CircuitBreakerPolicy newPolicy) {
        CircuitBreakerPolicy old = policy();
        results.reconfigure(Objects.requireNonNull(newPolicy, "policy"));
        if (newPolicy.initialMode() != old.initialMode()) {
            mode = newPolicy.initialMode();
        }
    }

    public BreakerMode mode() {
        return mode;
    }

    /** Changes how much say this copy of the breaker has. No transition, so the listener does not hear of it. */
    public void mode(BreakerMode newMode) {
        mode = Objects.requireNonNull(newMode, "mode");
    }

    /** Whether the policy wants this failure reported by {@link #onIgnored}. Null is no failure. */
    public boolean ignores(@Nullable Throwable failure) {
        return policy().ignores(failure);
    }

    /**
     * Asks to let a call through.
     *
     * @return a permit, 0 or more, that must come back by exactly one of {@link #onSuccess}, {@link #onFailure},
     *     {@link #onIgnored}; or {@link #UNCOUNTED}, which may come back and changes nothing; or {@link #REJECTED}
     */
    public long tryAcquire(long now) {
        BreakerMode present = mode;
        long state = states.word();
        return present == BreakerMode.AUTOMATIC && StateWord.kind(state) == CLOSED
                ? StateWord.generation(state)
                : tryAcquire(present, now);
    }

    /**
     * The permit of a breaker about which there is nothing to decide: it is closed, or disabled. Else {@link #REJECTED}, which
     * here only says that {@link #tryAcquire} has to be asked.
     */
    public long closedPermit() {
        BreakerMode present = mode;
        long state = states.word();
        return present == BreakerMode.AUTOMATIC && StateWord.kind(state) == CLOSED
                ? StateWord.generation(state)
                : present == BreakerMode.DISABLED ? UNCOUNTED : REJECTED;
    }

    /** Whether {@link #tryAcquire} would let a call through now; takes nothing. */
    public boolean wouldPass(long now) {
        return look(now) != REJECTED;
    }

    /**
     * What {@link #tryAcquire} would say now; takes nothing.
     *
     * @return as {@link #closedPermit} where there is nothing to decide; else {@link #UNDECIDED} if the call would pass, and
     *     {@link #REJECTED} if not
     */
    public long look(long now) {
        BreakerMode present = mode;
        long state = states.word();
        if (present != BreakerMode.AUTOMATIC) {
            return present == BreakerMode.FORCED_OPEN
                    ? REJECTED
                    : present == BreakerMode.DISABLED ? UNCOUNTED : UNDECIDED;
        }
        switch (StateWord.kind(state)) {
            case CLOSED:
                return StateWord.generation(state);
            case OPEN:
                return states.recoveryEndsIn(now) == 0 ? UNDECIDED : REJECTED;
            default:
                return states.leases.isFree(StateWord.generation(state), policy().probes(), now) ? UNDECIDED : REJECTED;
        }
    }

    /**
     * The call that holds the permit succeeded.
     *
     * @param durationNanos how long it took
     */
    public void onSuccess(long permit, long durationNanos, long now) {
        boolean slow = policy().isSlow(durationNanos);
        if (permit < 0 || slow || mode == BreakerMode.DISABLED || ProbeLeases.isLease(permit)) {
            onResult(permit, false, slow, now);
            return;
        }
        long state;
        do {
            state = states.word();
            if (StateWord.generation(state) != permit) {
                return;
            }
        } while (StateWord.count(state) != 0 && !states.count(state, 0));
        results.addGood(permit, now);
    }

    /**
     * The call that holds the permit failed.
     *
     * @param durationNanos how long it took
     */
    public void onFailure(long permit, long durationNanos, long now) {
        onResult(permit, true, policy().isSlow(durationNanos), now);
    }

    /** The call that holds the permit ended without saying anything about the endpoint: it was cancelled or never sent. */
    public void onIgnored(long permit, long now) {
        if (permit >= 0 && ProbeLeases.isLease(permit)) {
            states.leases.end(permit, false);
        }
    }

    /**
     * The state as the clock makes it: an open breaker whose recovery time is over counts as half-open. Forced open it is
     * open; forced closed or disabled, closed.
     */
    public BreakerState state(long now) {
        switch (mode) {
            case FORCED_OPEN:
                return BreakerState.OPEN;
            case FORCED_CLOSED:
            case DISABLED:
                return BreakerState.CLOSED;
            default:
                int kind = StateWord.kind(states.word());
                return kind == OPEN && states.recoveryEndsIn(now) == 0 ? BreakerState.HALF_OPEN : StateWord.state(kind);
        }
    }

    /** Nanoseconds until an open breaker lets probes through; 0 if it is not open, the longest time if it is forced open. */
    public long recoveryEndsIn(long now) {
        if (state(now) != BreakerState.OPEN) {
            return 0;
        }
        return mode == BreakerMode.FORCED_OPEN ? Long.MAX_VALUE : states.recoveryEndsIn(now);
    }

    /**
     * The share of failures in the window, 0 to 1; not-a-number while there are fewer results than the minimum of calls,
     * while not closed, while disabled, and for a policy without a window: failures in a row and no slow calls.
     */
    public double failureRate(long now) {
        long state = states.word();
        return isGauged(state) ? results.failureRate(StateWord.generation(state), now) : Double.NaN;
    }

    /** The share of slow calls in the window; not-a-number like {@link #failureRate}, and while no call counts as slow. */
    public double slowRate(long now) {
        long state = states.word();
        return isGauged(state) ? results.slowRate(StateWord.generation(state), now) : Double.NaN;
    }

    private boolean isGauged(long state) {
        return StateWord.kind(state) == CLOSED && mode != BreakerMode.DISABLED;
    }

    private long tryAcquire(BreakerMode present, long now) {
        switch (present) {
            case FORCED_OPEN:
                return REJECTED;
            case DISABLED:
                return UNCOUNTED;
            case FORCED_CLOSED:
                return closed(now);
            case OBSERVE:
                long permit = probe(now);
                return permit == REJECTED ? UNCOUNTED : permit;
            default:
                return probe(now);
        }
    }

    /** A permit of the closed breaker, which is closed for that if it has to be. */
    private long closed(long now) {
        for (; ; ) {
            long state = states.word();
            if (StateWord.kind(state) == CLOSED) {
                return StateWord.generation(state);
            }
            states.close(state, now);
        }
    }

    private long probe(long now) {
        for (; ; ) {
            long state = states.word();
            long generation = StateWord.generation(state);
            if (StateWord.kind(state) == CLOSED) {
                return generation;
            }
            if (StateWord.kind(state) == OPEN) {
                if (states.recoveryEndsIn(now) > 0) {
                    return REJECTED;
                }
                states.halfOpen(state);
                continue;
            }
            CircuitBreakerPolicy present = policy();
            long permit = states.leases.take(generation, present.probes(), present.probeLeaseNanos(), now);
            if (permit == REJECTED || StateWord.generation(states.word()) == generation) {
                return permit;
            }
            // Another probe decided meanwhile.
            states.leases.end(permit, false);
        }
    }

    private void onResult(long permit, boolean failed, boolean slow, long now) {
        if (permit < 0) {
            return;
        }
        BreakerMode present = mode;
        if (present == BreakerMode.DISABLED) {
            onIgnored(permit, now);
        } else if (!ProbeLeases.isLease(permit)) {
            onBadResult(permit, failed, slow, present == BreakerMode.FORCED_CLOSED, now);
        } else {
            boolean good = !failed && !slow;
            if (states.leases.end(permit, good) && (good || present != BreakerMode.FORCED_CLOSED)) {
                onProbe(permit, good, now);
            }
        }
    }

    private void onProbe(long permit, boolean good, long now) {
        for (; ; ) {
            long state = states.word();
            if (StateWord.kind(state) != HALF_OPEN || !ProbeLeases.isOf(permit, StateWord.generation(state))) {
                return;
            }
            int successes = StateWord.count(state) + 1;
            boolean done = !good
                    ? states.open(state, policy().recovery(), now)
                    : successes < policy().probeSuccesses() ? states.count(state, successes) : states.close(state, now);
            if (done) {
                return;
            }
        }
    }

    private void onBadResult(long permit, boolean failed, boolean slow, boolean neverOpens, long now) {
        FailureThreshold threshold = policy().failureThreshold();
        boolean tooBad = StateWord.generation(states.word()) == permit && results.addBad(permit, failed, slow, now);
        for (; ; ) {
            long state = states.word();
            if (StateWord.generation(state) != permit) {
                return;
            }
            boolean counts = failed && !threshold.isRate();
            int inARow = counts ? Math.min(FailureThreshold.MAX_CONSECUTIVE, StateWord.count(state) + 1) : 0;
            boolean opens = !neverOpens && (tooBad || (counts && inARow >= threshold.consecutive()));
            if (opens ? states.open(state, policy().recovery(), now) : states.count(state, inARow)) {
                return;
            }
        }
    }
}
