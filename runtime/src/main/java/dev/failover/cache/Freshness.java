package dev.failover.cache;

import dev.failover.http.Headers;
import dev.failover.http.HttpDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a stored response is good, and how far beyond that it may be used (RFC 9111, section 4.2; RFC 5861). In milliseconds.
 * Immutable.
 */
final class Freshness {
    /** The share of the time since the last change that is guessed (RFC 9111, section 4.2.2, calls it typical). */
    private static final int HEURISTIC_DIVISOR = 10;

    /** The longest guess. */
    private static final long LONGEST_GUESS = TimeUnit.DAYS.toMillis(1);

    /** Without a lifetime. */
    private static final long NONE = -1;

    private final CacheControl control;
    private final long lifetime;
    private final long sent;
    private final long initialAge;
    private final boolean explicit;
    private final boolean mustRevalidate;

    private Freshness(
            CacheControl control, long sent, long explicitLifetime, long guessed, long initialAge, boolean must) {
        this.control = control;
        this.sent = sent;
        this.explicit = explicitLifetime != NONE;
        this.lifetime = explicit ? explicitLifetime : guessed;
        this.initialAge = initialAge;
        this.mustRevalidate = must;
    }

    static Freshness of(StoredResponse response, CachePolicy policy) {
        return of(response.status(), response.headers(), response.times(), policy);
    }

    static Freshness of(int status, Headers headers, Times times, CachePolicy policy) {
        String targeted = TargetedControl.fieldOf(headers, policy);
        CacheControl control =
                targeted == null ? CacheControl.of(headers, "Cache-Control") : TargetedControl.of(headers, targeted);
        long date = HttpDate.parse(headers.first("Date"), times.responseMillis());
        long sent = date == HttpDate.NONE ? times.responseMillis() : date;
        boolean must = control.isMustRevalidate()
                || control.isNoCache()
                || (policy.isShared()
                        && (control.isProxyRevalidate() || control.sharedMaxAge() != CacheControl.ABSENT));
        return new Freshness(
                control,
                sent,
                explicit(control, targeted, headers, sent, policy),
                Storability.mayBeGuessed(status, control) ? guess(headers, sent, policy) : 0,
                initialAge(headers, sent, times),
                must);
    }

    private static long explicit(
            CacheControl control, @Nullable String targeted, Headers headers, long sent, CachePolicy policy) {
        if (policy.isShared() && control.sharedMaxAge() != CacheControl.ABSENT) {
            return TimeUnit.SECONDS.toMillis(control.sharedMaxAge());
        }
        if (control.maxAge() != CacheControl.ABSENT) {
            return TimeUnit.SECONDS.toMillis(control.maxAge());
        }
        String expires = targeted == null ? headers.first("Expires") : null;
        if (expires == null) {
            return NONE;
        }
        long until = HttpDate.parse(expires.trim(), sent);
        // What is no date is in the past (RFC 9111, section 5.3).
        return until == HttpDate.NONE ? 0 : Math.max(0, until - sent);
    }

    private static long guess(Headers headers, long sent, CachePolicy policy) {
        String modified = policy.isHeuristic() ? headers.first("Last-Modified") : null;
        long changed = modified == null ? HttpDate.NONE : HttpDate.parse(modified.trim(), sent);
        return changed == HttpDate.NONE || changed >= sent
                ? 0
                : Math.min(LONGEST_GUESS, (sent - changed) / HEURISTIC_DIVISOR);
    }

    /** Section 4.2.3: the greater of what the dates and what {@code Age} say. */
    private static long initialAge(Headers headers, long sent, Times times) {
        long apparent = Math.max(0, times.responseMillis() - sent);
        return Math.max(apparent, TimeUnit.SECONDS.toMillis(ageValue(headers)) + times.delayMillis());
    }

    /** Of several ones the first; what is no number is not there (section 5.1). */
    private static long ageValue(Headers headers) {
        String field = headers.first("Age");
        List<String> values = FieldValues.members(field == null ? "" : field);
        return values.isEmpty() ? 0 : Math.max(0, FieldValues.seconds(values.get(0)));
    }

    /** What the origin says, else what the configuration grants. */
    private static long granted(long seconds, long configuredNanos) {
        return seconds == CacheControl.ABSENT
                ? TimeUnit.NANOSECONDS.toMillis(configuredNanos)
                : TimeUnit.SECONDS.toMillis(seconds);
    }

    CacheControl control() {
        return control;
    }

    /** When it was made, as {@code Date} says; else when it came. */
    long sentMillis() {
        return sent;
    }

    /** How long it is fresh. */
    long lifetime() {
        return lifetime;
    }

    /** Whether the origin said how long it is fresh. */
    boolean isExplicit() {
        return explicit;
    }

    /** How old it is now. */
    long age(Times times, CacheClock clock) {
        return initialAge + times.residentMillis(clock);
    }

    /** Whether it must not be used stale, whatever the request or the configuration allows. */
    boolean mustRevalidate() {
        return mustRevalidate;
    }

    /** How long after it has become stale it may be used while it is validated. */
    long staleWhileRevalidate(CachePolicy policy) {
        return mustRevalidate ? 0 : granted(control.staleWhileRevalidate(), policy.staleWhileRevalidateNanos());
    }

    /** How long after it has become stale it may be used in place of an error. */
    long staleIfError(CachePolicy policy) {
        return mustRevalidate ? 0 : granted(control.staleIfError(), policy.staleIfErrorNanos());
    }
}
