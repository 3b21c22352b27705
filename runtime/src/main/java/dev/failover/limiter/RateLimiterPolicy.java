package dev.failover.limiter;

import dev.failover.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a service may get in a time, how many at once, how long a call waits for its turn, and whether the server's
 * own words count. Several rates at once are possible, such as 10 a second and 5000 an hour: a call needs a permit of each.
 *
 * <p>The burst of a rate is what it lets through at once after a time of rest, so that within any period there are at most
 * the rate's permits and one burst. Unless given, it is one second of the rate's permits (at least 1). For a rate beside one
 * of a shorter period it is a tenth of the limit (500 for 5000/h), and no less than the other one's burst, up to the whole
 * limit: otherwise the rate of the longer period alone would decide, and the other one would never matter. No rate makes the
 * burst of one with a shorter or the same period larger.
 *
 * <p>A rate that never matters beside another one is refused, such as 100/s beside 10/s: it is a mistake.
 *
 * <p>Immutable.
 */
public final class RateLimiterPolicy {
    private static final int MOST_BANDWIDTHS = 8;
    private static final long DEFAULT_LONGEST_RESET = 3600L * 1_000_000_000L;

    /** No lambda: a configuration is read in the premain of an agent, where the first one of a program costs its start. */
    private static final Comparator<Bandwidth> FASTEST_FIRST = new Comparator<Bandwidth>() {
        @Override
        public int compare(Bandwidth one, Bandwidth other) {
            return Long.compare(one.rate().intervalNanos(), other.rate().intervalNanos());
        }
    };

    private static final Comparator<Bandwidth> SHORTEST_FIRST = new Comparator<Bandwidth>() {
        @Override
        public int compare(Bandwidth one, Bandwidth other) {
            return Long.compare(one.rate().periodNanos(), other.rate().periodNanos());
        }
    };

    private static final RateLimiterPolicy ONLY_THE_SERVERS =
            new RateLimiterPolicy(Collections.<Bandwidth>emptyList(), 0, true, DEFAULT_LONGEST_RESET);

    private final List<Bandwidth> bandwidths;
    private final long waitNanos;
    private final boolean fromServer;
    private final long longestResetNanos;

    private RateLimiterPolicy(List<Bandwidth> bandwidths, long waitNanos, boolean fromServer, long longestResetNanos) {
        this.bandwidths = bandwidths;
        this.waitNanos = waitNanos;
        this.fromServer = fromServer;
        this.longestResetNanos = longestResetNanos;
    }

    /** A policy with this rate, a burst of one second's permits and no waiting, that does not ask what the server says. */
    public static RateLimiterPolicy of(Rate rate) {
        return of(Collections.singletonList(Bandwidth.of(rate)));
    }

    /**
     * Reads one rate or several, each with its burst if wanted: {@code 100/s}, {@code 10/s, 5000/h} or {@code 10/s burst 20,
     * 5000/h burst 1000}.
     *
     * @throws IllegalArgumentException with what is allowed, as {@link Rate#parse} does; or if one of them never matters
     *     beside another
     */
    public static RateLimiterPolicy of(String rates) {
        List<Bandwidth> all = new ArrayList<>();
        int from = 0;
        for (int comma = rates.indexOf(','); comma >= 0; comma = rates.indexOf(',', from)) {
            String rate = rates.substring(from, comma).trim();
            if (WholeNumber.isWritten(rate)) {
                throw noUnit(rate, rates.substring(comma + 1));
            }
            all.add(Bandwidth.parse(rate));
            from = comma + 1;
        }
        all.add(Bandwidth.parse(rates.substring(from)));
        return of(all);
    }

    /** Most probably {@code 1,000/s} was meant as one number. */
    private static IllegalArgumentException noUnit(String number, String rest) {
        int end = rest.indexOf(',');
        String next = (end < 0 ? rest : rest.substring(0, end)).trim();
        boolean one = next.length() > 3 && WholeNumber.isWritten(next.substring(0, 3)) && number.length() <= 6;
        return new IllegalArgumentException("\"" + number + "\" has no unit, and a comma separates rates; write "
                + (one ? number + next + " for one rate, or " : "") + "each with its unit, such as " + number + "/s");
    }

    /** No limit of ours: only what the server says counts. */
    public static RateLimiterPolicy fromServer() {
        return ONLY_THE_SERVERS;
    }

    private static RateLimiterPolicy of(List<Bandwidth> bandwidths) {
        return new RateLimiterPolicy(checked(bandwidths), 0, false, DEFAULT_LONGEST_RESET);
    }

    private static List<Bandwidth> checked(List<Bandwidth> given) {
        if (given.size() > MOST_BANDWIDTHS) {
            throw new IllegalArgumentException(
                    given.size() + " rates are too many; write " + MOST_BANDWIDTHS + " or fewer, such as 10/s, 5000/h");
        }
        List<Bandwidth> complete = complete(given);
        for (int i = 0; i < complete.size(); i++) {
            for (int j = i + 1; j < complete.size(); j++) {
                Bandwidth faster = complete.get(i);
                Bandwidth slower = complete.get(j);
                if (faster.equals(slower)) {
                    throw new IllegalArgumentException(faster.asWritten() + " stands twice in the list; remove one");
                }
                if (faster.neverMattersBeside(slower)) {
                    throw neverMatters(faster, slower);
                }
                if (slower.neverMattersBeside(faster)) {
                    throw neverMatters(slower, faster);
                }
            }
        }
        return complete;
    }

    private static IllegalArgumentException neverMatters(Bandwidth idle, Bandwidth other) {
        return new IllegalArgumentException(idle.asWritten() + " never matters beside " + other.asWritten()
                + ": whatever " + other.asWritten() + " lets through is within " + idle.asWritten() + "; remove one");
    }

    /** The fastest first, each with its burst. */
    private static List<Bandwidth> complete(List<Bandwidth> given) {
        List<Bandwidth> sorted = new ArrayList<>(given);
        sorted.sort(SHORTEST_FIRST);
        Bandwidth shorter = null;
        for (int i = 0; i < sorted.size(); i++) {
            Bandwidth alone = sorted.get(i).alone();
            Bandwidth before = i == 0 ? null : sorted.get(i - 1);
            if (before != null && before.rate().periodNanos() < alone.rate().periodNanos()) {
                shorter = before;
            }
            sorted.set(i, shorter == null ? alone : alone.beside(shorter));
        }
        sorted.sort(FASTEST_FIRST);
        return Collections.unmodifiableList(sorted);
    }

    /**
     * The same with one rate more, of the default burst.
     *
     * @throws IllegalArgumentException if one of them never matters beside another
     */
    public RateLimiterPolicy and(Rate rate) {
        return and(Bandwidth.of(rate));
    }

    /**
     * The same with one rate more.
     *
     * @param burst as {@link Bandwidth#of(Rate, int)} allows
     * @throws IllegalArgumentException if one of them never matters beside another
     */
    public RateLimiterPolicy and(Rate rate, int burst) {
        return and(Bandwidth.of(rate, burst));
    }

    private RateLimiterPolicy and(Bandwidth bandwidth) {
        List<Bandwidth> more = new ArrayList<>(bandwidths);
        more.add(bandwidth);
        return with(checked(more));
    }

    /**
     * The same with another burst: the permits that an idle limiter hands out at once, 1 or more. Of several rates the
     * fastest gets this burst, and a slower one at least this. Nothing changes where only the server's words count.
     *
     * @throws IllegalArgumentException if it is less than 1, or takes more than 50 years to refill
     */
    public RateLimiterPolicy withBurst(int permits) {
        Bandwidth.requireBurst(permits);
        List<Bandwidth> changed = new ArrayList<>(bandwidths);
        for (int i = 0; i < changed.size(); i++) {
            Bandwidth bandwidth = changed.get(i);
            if (i == 0 || bandwidth.burst() < permits) {
                changed.set(i, Bandwidth.of(bandwidth.rate(), permits));
            }
        }
        return with(complete(changed));
    }

    private RateLimiterPolicy with(List<Bandwidth> changed) {
        return new RateLimiterPolicy(changed, waitNanos, fromServer, longestResetNanos);
    }

    /** The same with another wait: a call that cannot have its permit within this time is rejected at once. */
    public RateLimiterPolicy withWait(Duration longest) {
        return new RateLimiterPolicy(bandwidths, Durations.nanos("wait", longest), fromServer, longestResetNanos);
    }

    /** The same, obeying what the server says of its own limit or not; not by default. */
    public RateLimiterPolicy fromServer(boolean obeyed) {
        return new RateLimiterPolicy(bandwidths, waitNanos, obeyed, longestResetNanos);
    }

    /**
     * The same with another guard against nonsense: a reset that the server announces for later than this is taken to be
     * this far away. 1 hour by default.
     */
    public RateLimiterPolicy withLongestReset(Duration longest) {
        return new RateLimiterPolicy(
                bandwidths, waitNanos, fromServer, Durations.positiveNanos("longest reset", longest));
    }

    /** The rates with their bursts, the fastest rate first; empty when only the server's words count. Unmodifiable. */
    public List<Bandwidth> bandwidths() {
        return bandwidths;
    }

    /** 0 to a hundred years. */
    public long waitNanos() {
        return waitNanos;
    }

    /** Whether the limiter obeys what the server says of its own limit. */
    public boolean isFromServer() {
        return fromServer;
    }

    /** 1 to a hundred years. */
    public long longestResetNanos() {
        return longestResetNanos;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof RateLimiterPolicy)) {
            return false;
        }
        RateLimiterPolicy that = (RateLimiterPolicy) other;
        return that.bandwidths.equals(bandwidths)
                && that.waitNanos == waitNanos
                && that.fromServer == fromServer
                && that.longestResetNanos == longestResetNanos;
    }

    @Override
    public int hashCode() {
        return Objects.hash(bandwidths, waitNanos, fromServer, longestResetNanos);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("RateLimiterPolicy{");
        for (Bandwidth bandwidth : bandwidths) {
            text.append(bandwidth).append(", ");
        }
        text.append("wait=").append(Duration.ofNanos(waitNanos));
        if (fromServer) {
            text.append(", from server, longest reset=").append(Duration.ofNanos(longestResetNanos));
        }
        return text.append('}').toString();
    }
}
