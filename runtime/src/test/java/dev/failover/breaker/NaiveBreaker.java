package dev.failover.breaker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What a circuit breaker does, in the plainest words: the oracle of {@link CircuitBreakerTwinTest}. Its time does not wrap.
 * One thread.
 */
final class NaiveBreaker {
    /** What passes without being counted. */
    static final Object UNCOUNTED = new Object();

    private CircuitBreakerPolicy policy;
    private BreakerMode mode;
    private final DoubleSupplier random;

    private BreakerState kind = BreakerState.CLOSED;
    private Object token = new Object();
    private long until;
    private long closedSince = Long.MIN_VALUE / 2;
    private int level;
    private int inARow;
    private int probeSuccesses;
    private final List<Probe> probes = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    /** When the window of time began; it begins with the first result. */
    private Long origin;

    /** The span of the window of time, which takes that of a new policy when it is next looked at. */
    private long span;

    static final class Probe {
        private final int place;
        private final long leaseEnd;
        /** What it shares with those that lost the place to it, and they to each other. */
        private final Object succession;

        /** Whether a success of one of those would count. */
        private boolean lost;

        Probe(int place, long leaseEnd, Probe predecessor) {
            this.place = place;
            this.leaseEnd = leaseEnd;
            succession = predecessor == null ? new Object() : predecessor.succession;
            lost = predecessor != null;
        }
    }

    private static final class Result {
        private final long at;
        private final boolean failed;
        private final boolean slow;

        Result(long at, boolean failed, boolean slow) {
            this.at = at;
            this.failed = failed;
            this.slow = slow;
        }
    }

    NaiveBreaker(CircuitBreakerPolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.mode = policy.initialMode();
        this.random = random;
    }

    void mode(BreakerMode newMode) {
        mode = newMode;
    }

    /** To a policy with the same kind of window. */
    void reconfigure(CircuitBreakerPolicy newPolicy) {
        if (newPolicy.initialMode() != policy.initialMode()) {
            mode = newPolicy.initialMode();
        }
        policy = newPolicy;
    }

    /** A token, or null. */
    Object tryAcquire(long now) {
        switch (mode) {
            case FORCED_OPEN:
                return null;
            case DISABLED:
                return UNCOUNTED;
            case FORCED_CLOSED:
                if (kind != BreakerState.CLOSED) {
                    go(BreakerState.CLOSED);
                    closedSince = now;
                }
                return token;
            case OBSERVE:
                Object permit = take(now);
                return permit == null ? UNCOUNTED : permit;
            default:
                return take(now);
        }
    }

    private Object take(long now) {
        if (kind == BreakerState.CLOSED) {
            return token;
        }
        if (kind == BreakerState.OPEN) {
            if (now < until) {
                return null;
            }
            go(BreakerState.HALF_OPEN);
        }
        int place = freePlace(now);
        if (place < 0) {
            return null;
        }
        long lease = policy.probeLease().toNanos();
        Probe predecessor =
                probes.stream().filter(old -> old.place == place).findAny().orElse(null);
        Probe probe = new Probe(place, now + lease, predecessor);
        probes.remove(predecessor);
        probes.add(probe);
        return probe;
    }

    private int freePlace(long now) {
        for (int place = 0; place < policy.probes(); place++) {
            int wanted = place;
            if (probes.stream().noneMatch(probe -> probe.place == wanted && now < probe.leaseEnd)) {
                return place;
            }
        }
        return -1;
    }

    boolean wouldPass(long now) {
        switch (mode) {
            case AUTOMATIC:
                return kind == BreakerState.CLOSED || (kind == BreakerState.OPEN ? now >= until : freePlace(now) >= 0);
            case FORCED_OPEN:
                return false;
            default:
                return true;
        }
    }

    void onIgnored(Object permit) {
        probes.remove(permit);
    }

    /** Until it reports or another one takes its place, however late that is. */
    private boolean isOut(Object permit) {
        return permit instanceof Probe && probes.contains(permit);
    }

    /** The one that has the place which this one lost. */
    private Probe successor(Object permit) {
        return probes.stream()
                .filter(probe -> permit instanceof Probe && probe.succession == ((Probe) permit).succession)
                .findAny()
                .orElse(null);
    }

    void onResult(Object permit, boolean failed, long duration, long now) {
        boolean slow = !policy.slowCallDuration().isZero()
                && duration > policy.slowCallDuration().toNanos();
        if (mode == BreakerMode.DISABLED) {
            onIgnored(permit);
        } else if (isOut(permit)) {
            probes.remove(permit);
            if (!failed && !slow) {
                probeSucceeded(now);
            } else if (mode != BreakerMode.FORCED_CLOSED) {
                level++;
                open(now);
            }
        } else if (permit == token) {
            count(failed, slow, now);
        } else if (!failed && !slow) {
            Probe successor = successor(permit);
            if (successor != null && successor.lost) {
                successor.lost = false;
                probeSucceeded(now);
            }
        }
    }

    private void probeSucceeded(long now) {
        probeSuccesses++;
        if (probeSuccesses >= policy.probeSuccesses()) {
            go(BreakerState.CLOSED);
            closedSince = now;
        }
    }

    private void count(boolean failed, boolean slow, long now) {
        boolean byRate = policy.failureThreshold().isRate();
        inARow = failed && !byRate ? inARow + 1 : 0;
        boolean opens = failed && !byRate && inARow >= policy.failureThreshold().consecutive();
        if (hasWindow()) {
            tidy(now);
            if (origin == null) {
                origin = now;
                span = policy.windowTime().toNanos();
            }
            results.add(new Result(now, failed, slow));
            tidy(now);
            opens |= (failed || slow) && isTooBad();
        }
        if (opens && mode != BreakerMode.FORCED_CLOSED) {
            long base = policy.recoveryTime().toNanos();
            level = base == 0 ? 0 : (int) Math.max(0, level - Math.max(0, now - closedSince) / base);
            open(now);
        }
    }

    private boolean hasWindow() {
        return policy.failureThreshold().isRate() || !policy.slowCallDuration().isZero();
    }

    /** The percentages of the policies that are compared are whole ones. */
    private boolean isTooBad() {
        long failureShare = Math.round(policy.failureThreshold().rate() * 100);
        long slowShare = Math.round(policy.slowCallRate() * 100);
        return results.size() >= policy.minimumCalls()
                && ((policy.failureThreshold().isRate() && failures() * 100 >= failureShare * results.size())
                        || (!policy.slowCallDuration().isZero() && slow() * 100 >= slowShare * results.size()));
    }

    private long failures() {
        return results.stream().filter(result -> result.failed).count();
    }

    private long slow() {
        return results.stream().filter(result -> result.slow).count();
    }

    /** Forgets what has left the window. One of another span takes what the old one held to be from now. */
    private void tidy(long now) {
        if (policy.windowTime().isZero()) {
            while (results.size() > policy.window()) {
                results.remove(0);
            }
        } else if (origin != null) {
            long width = span / 10;
            results.removeIf(result -> (result.at - origin) / width <= (now - origin) / width - 10);
            if (span != policy.windowTime().toNanos()) {
                span = policy.windowTime().toNanos();
                results.replaceAll(result -> new Result(now, result.failed, result.slow));
                origin = now;
            }
        }
    }

    double failureRate(long now) {
        return gauge(now) ? (double) failures() / results.size() : Double.NaN;
    }

    double slowRate(long now) {
        return gauge(now) && !policy.slowCallDuration().isZero() ? (double) slow() / results.size() : Double.NaN;
    }

    private boolean gauge(long now) {
        if (kind != BreakerState.CLOSED || mode == BreakerMode.DISABLED || !hasWindow()) {
            return false;
        }
        tidy(now);
        return results.size() >= policy.minimumCalls();
    }

    BreakerState state(long now) {
        switch (mode) {
            case FORCED_OPEN:
                return BreakerState.OPEN;
            case FORCED_CLOSED:
            case DISABLED:
                return BreakerState.CLOSED;
            default:
                return kind == BreakerState.OPEN && now >= until ? BreakerState.HALF_OPEN : kind;
        }
    }

    long recoveryEndsIn(long now) {
        return state(now) != BreakerState.OPEN
                ? 0
                : mode == BreakerMode.FORCED_OPEN ? Long.MAX_VALUE : Math.max(0, until - now);
    }

    private void open(long now) {
        long recovery = policy.recoveryTime().toNanos();
        long most = Math.max(recovery, policy.maxRecoveryTime().toNanos());
        double grown = recovery;
        int steps = 0;
        while (steps < level && grown < most) {
            grown *= policy.recoveryMultiplier();
            steps++;
            if (policy.recoveryMultiplier() == 1 || recovery == 0) {
                steps = 0;
                break;
            }
        }
        level = steps;
        double jitter = policy.recoveryJitter() * random.getAsDouble();
        until = now + (long) (Math.min(most, grown) * (1 - jitter));
        go(BreakerState.OPEN);
    }

    private void go(BreakerState to) {
        kind = to;
        token = new Object();
        inARow = 0;
        probeSuccesses = 0;
        probes.clear();
        results.clear();
        origin = null;
    }
}
