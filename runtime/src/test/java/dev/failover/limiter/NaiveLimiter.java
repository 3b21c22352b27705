package dev.failover.limiter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A limiter in the plainest words, for one thread and a clock that begins at 0 and never wraps: leaky buckets (the
 * continuous-state form of ITU-T I.371) instead of arrival times, and the server's words as they were said. The oracle of the
 * twin test.
 */
final class NaiveLimiter {
    /** What is in it leaks by one nanosecond in a nanosecond. */
    private static final class Leaky {
        final long period;
        final long interval;
        final int burst;
        long level;

        Leaky(Bandwidth bandwidth) {
            period = bandwidth.rate().periodNanos();
            interval = bandwidth.rate().intervalNanos();
            burst = bandwidth.burst();
        }

        long capacity() {
            return interval * burst;
        }
    }

    private RateLimiterPolicy policy;
    private List<Leaky> buckets;
    private long now;

    /** When the places can be used that were given up before others, and their weights; the earliest first. */
    private final List<long[]> places = new ArrayList<>();

    private long postponedTo;
    private long inheritedUntil;

    private long pausedUntil;
    private long windowAnnounced;
    private long windowSame;
    private long windowBegin;
    private long windowReset;
    private long windowTold;
    private long windowLeft;

    NaiveLimiter(RateLimiterPolicy policy) {
        this.policy = policy;
        this.buckets = fresh(policy);
    }

    private static List<Leaky> fresh(RateLimiterPolicy policy) {
        List<Leaky> fresh = new ArrayList<>();
        policy.bandwidths().forEach(bandwidth -> fresh.add(new Leaky(bandwidth)));
        return fresh;
    }

    void moveTo(long time) {
        for (Leaky bucket : buckets) {
            bucket.level = Math.max(0, bucket.level - (time - now));
        }
        now = time;
        places.removeIf(place -> place[0] < now);
    }

    /** Until when somebody waits, or may wait. */
    private long lastToGo() {
        return Math.max(lastByRates(), Math.max(postponedTo, inheritedUntil));
    }

    private long lastByRates() {
        long latest = now;
        for (Leaky bucket : buckets) {
            latest = Math.max(latest, now + bucket.level - bucket.capacity());
        }
        return latest;
    }

    long reserve(int weight, long maxWait) {
        for (Leaky bucket : buckets) {
            if (weight > bucket.burst) {
                return RateLimiter.NEVER;
            }
        }
        long earliest = policy.isFromServer() ? Math.max(now, pausedUntil) : now;
        boolean fromWindow = false;
        if (policy.isFromServer() && earliest < windowReset) {
            fromWindow = windowLeft >= weight;
            earliest = fromWindow ? earliest : windowReset;
        }
        long wait = earliest - now;
        for (Leaky bucket : buckets) {
            long full = Math.max(bucket.level, earliest - now) + bucket.interval * weight;
            wait = Math.max(wait, full - bucket.capacity());
        }
        if (earliest > now && earliest - now <= maxWait) {
            postponedTo = Math.max(postponedTo, earliest);
        }
        for (long[] place : places) {
            if (place[0] >= earliest && place[1] >= weight && place[0] < now + wait && place[0] <= now + maxWait) {
                place[1] -= weight;
                postponedTo = place[1] == 0 ? postponedTo : Math.max(postponedTo, place[0]);
                places.removeIf(each -> each[1] == 0);
                windowLeft -= fromWindow ? weight : 0;
                return place[0] - now;
            }
        }
        if (wait > maxWait) {
            return -wait;
        }
        for (Leaky bucket : buckets) {
            bucket.level = Math.max(bucket.level, earliest - now) + bucket.interval * weight;
        }
        windowLeft -= fromWindow ? weight : 0;
        return wait;
    }

    /** A permit whose time has come but that others wait behind is lost: time refills it. */
    void giveBack(int weight, long held) {
        if (!leak(weight, held) && held <= 0) {
            places.add(new long[] {now - held, weight});
            places.sort(Comparator.comparingLong(place -> place[0]));
        }
        while (!places.isEmpty()) {
            long[] latest = places.get(places.size() - 1);
            if (!leak((int) latest[1], now - latest[0])) {
                break;
            }
            places.remove(latest);
        }
        long usableAt = now - held;
        if (policy.isFromServer() && usableAt >= windowBegin && usableAt < windowReset) {
            windowLeft = Math.max(windowLeft, Math.min(windowTold, windowLeft + weight));
        }
    }

    /** Gives back what somebody took who is the last to go, unless the rates are not those by which the time was given. */
    private boolean leak(int weight, long held) {
        long usableAt = Math.max(now, now - held);
        if (lastToGo() > usableAt || (inheritedUntil > now && inheritedUntil >= usableAt)) {
            return false;
        }
        if (lastByRates() > now && lastByRates() < usableAt) {
            // They are in line still, and the rates will not tell any more.
            postponedTo = Math.max(postponedTo, lastByRates());
        }
        for (Leaky bucket : buckets) {
            long back = bucket.interval * Math.min(weight, bucket.burst) - Math.max(0, held);
            bucket.level = Math.max(0, bucket.level - Math.max(0, back));
        }
        return true;
    }

    void heard(ServerLimit limit) {
        if (!policy.isFromServer() || limit.resetNanos() == 0) {
            return;
        }
        long reset = now + Math.min(limit.resetNanos(), policy.longestResetNanos());
        if (limit.isPause()) {
            pausedUntil = Math.max(pausedUntil, reset);
            return;
        }
        long announced = now + limit.resetNanos();
        if (now < windowReset && Math.abs(announced - windowAnnounced) <= windowSame) {
            windowReset = Math.max(windowReset, reset);
            windowTold = Math.min(windowTold, limit.remaining());
            windowLeft = Math.min(windowLeft, windowTold);
        } else {
            windowAnnounced = announced;
            long window = limit.windowNanos() > 0 ? limit.windowNanos() : limit.resetNanos();
            windowSame = Math.min(1_000_000_000L, window / 2);
            // Permits of those who wait already are not from here.
            windowBegin = lastByRates() > now ? lastByRates() + 1 : now;
            windowReset = reset;
            windowTold = limit.remaining();
            windowLeft = limit.remaining();
        }
    }

    void reconfigure(RateLimiterPolicy next) {
        if (next.equals(policy)) {
            return;
        }
        inheritedUntil = lastToGo();
        postponedTo = 0;
        List<Leaky> heirs = fresh(next);
        for (Leaky heir : heirs) {
            boolean known = buckets.stream().anyMatch(bucket -> bucket.period == heir.period);
            for (Leaky bucket : buckets) {
                if (bucket.period == heir.period) {
                    long left = bucket.capacity() - bucket.level;
                    long mine = Math.min(heir.capacity(), scaled(left, bucket, heir, false));
                    heir.level = Math.max(heir.level, heir.capacity() - mine);
                } else if (!known) {
                    long used = Math.min(bucket.level, bucket.capacity());
                    heir.level = Math.max(
                            heir.level,
                            Math.min(heir.capacity(), scaled(used, bucket, heir, true))
                                    + scaled(bucket.level - used, bucket, heir, true));
                }
            }
        }
        if (!next.isFromServer()) {
            pausedUntil = 0;
            windowReset = 0;
        }
        buckets = heirs;
        policy = next;
    }

    /** The time that as many permits take at another rate. */
    private static long scaled(long nanos, Leaky from, Leaky to, boolean up) {
        BigInteger[] result = BigInteger.valueOf(nanos)
                .multiply(BigInteger.valueOf(to.interval))
                .divideAndRemainder(BigInteger.valueOf(from.interval));
        // Rounded to the disadvantage of whoever wants permits: what is left downwards, also below 0.
        long rounding = up && result[1].signum() > 0 ? 1 : !up && result[1].signum() < 0 ? -1 : 0;
        return result[0].longValueExact() + rounding;
    }

    long available() {
        boolean listens = policy.isFromServer();
        if (listens && now < pausedUntil) {
            return 0;
        }
        long least = listens && now < windowReset ? windowLeft : Long.MAX_VALUE;
        for (Leaky bucket : buckets) {
            least = Math.min(least, Math.max(0, (bucket.capacity() - bucket.level) / bucket.interval));
        }
        return least;
    }
}
