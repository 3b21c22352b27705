package dev.failover.http;

import dev.failover.http.FieldMembers.Member;
import dev.failover.limiter.ServerLimit;
import dev.failover.time.Durations;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of its rate limit in the header fields of a response. Read are, in this order:
 *
 * <ol>
 *   <li>{@code Retry-After} of a 429 or 503 (RFC 9110, section 10.2.3);
 *   <li>{@code RateLimit}, both as {@code limit=100, remaining=50, reset=5} (draft-ietf-httpapi-ratelimit-headers up to -07)
 *       and as {@code "default";r=50;t=30} with {@code RateLimit-Policy} (later drafts), where the one of several policies
 *       counts that has the least left;
 *   <li>{@code RateLimit-Remaining}, {@code -Reset} and {@code -Limit}, and the same with {@code X-RateLimit-} and {@code
 *       X-Rate-Limit-} before. Their reset may be seconds from now, or a time in seconds or milliseconds since 1970.
 * </ol>
 *
 * <p>What is malformed is ignored as if it were absent, because the answer itself is still good.
 */
public final class RateLimitFields {
    private static final String RATE_LIMIT = "RateLimit";
    private static final String POLICY = "RateLimit-Policy";
    private static final String[] PREFIXES = {"RateLimit-", "X-RateLimit-", "X-Rate-Limit-"};

    /** Nobody announces a reset in so many seconds, 15 years, but every time since 1985 has more. */
    private static final long LEAST_EPOCH_SECONDS = 500_000_000L;

    private RateLimitFields() {}

    /**
     * @param status of the response
     * @param wallClockMillis the wall clock here, used for a reset or {@code Retry-After} that is a time, when the response
     *     has no {@code Date}
     * @return null when the response says nothing that limits
     */
    public static @Nullable ServerLimit read(int status, Headers headers, long wallClockMillis) {
        return read(status, name -> isList(name) ? joined(headers.all(name)) : headers.first(name), wallClockMillis);
    }

    /**
     * The same for a client with headers of its own.
     *
     * @param field the value of a field by its name, or null; several lines of one name joined by commas
     */
    public static @Nullable ServerLimit read(
            int status, Function<String, @Nullable String> field, long wallClockMillis) {
        if (status == 429 || status == 503) {
            long pause = RetryAfter.parseNanos(field.apply("Retry-After"), field.apply("Date"), wallClockMillis);
            if (pause > 0) {
                return ServerLimit.nothingFor(pause);
            }
        }
        ServerLimit limit = fromMembers(FieldMembers.of(field.apply(RATE_LIMIT)), field);
        for (int i = 0; i < PREFIXES.length && limit == null; i++) {
            limit = fromSeparateFields(PREFIXES[i], field, wallClockMillis);
        }
        return limit;
    }

    private static @Nullable ServerLimit fromMembers(List<Member> members, Function<String, @Nullable String> field) {
        if (members.isEmpty()) {
            return null;
        }
        List<Member> policies = FieldMembers.of(field.apply(POLICY));
        long remaining = value(members, "remaining");
        long reset = value(members, "reset");
        if (remaining >= 0 && reset > 0) {
            long limit = value(members, "limit");
            return limit(remaining, seconds(reset), limit, window(policies, Long.toString(limit)));
        }
        ServerLimit tightest = null;
        for (Member member : members) {
            ServerLimit each = fromItem(member, policies);
            if (each != null && (tightest == null || isTighter(each, tightest))) {
                tightest = each;
            }
        }
        return tightest;
    }

    /** The time until the reset may be left out; it is at most the policy's window then. */
    private static @Nullable ServerLimit fromItem(Member item, List<Member> policies) {
        long remaining = item.parameter("r");
        long window = window(policies, item.name);
        long seconds = item.parameter("t");
        long reset = seconds >= 0 ? seconds(seconds) : window;
        if (remaining < 0 || reset <= 0) {
            return null;
        }
        Member policy = named(policies, item.name);
        return limit(remaining, reset, policy == null ? ServerLimit.UNKNOWN : policy.parameter("q"), window);
    }

    private static boolean isTighter(ServerLimit limit, ServerLimit other) {
        return limit.remaining() == other.remaining()
                ? limit.resetNanos() > other.resetNanos()
                : limit.remaining() < other.remaining();
    }

    private static @Nullable ServerLimit fromSeparateFields(
            String prefix, Function<String, @Nullable String> field, long wallClockMillis) {
        long remaining = FieldMembers.number(field.apply(prefix + "Remaining"));
        if (remaining < 0) {
            return null;
        }
        long reset = FieldMembers.number(field.apply(prefix + "Reset"));
        if (reset <= 0) {
            return null;
        }
        long nanos = untilReset(reset, field, wallClockMillis);
        if (nanos <= 0) {
            return null;
        }
        // As in "100, 100;w=60": the limit that is in force, and then all there are.
        String limit = field.apply(prefix + "Limit");
        List<Member> limits = FieldMembers.of(limit);
        long first = limits.isEmpty() ? ServerLimit.UNKNOWN : FieldMembers.number(limits.get(0).name);
        return limit(remaining, nanos, first, window(limits, Long.toString(first)));
    }

    /** A time has far more digits than a delay; 0 or less when the time is over. */
    private static long untilReset(long reset, Function<String, @Nullable String> field, long wallClockMillis) {
        if (reset < LEAST_EPOCH_SECONDS) {
            return seconds(reset);
        }
        long now = RetryAfter.serversClock(field.apply("Date"), wallClockMillis);
        // Half of what the clock shows, so that a clock that is wrong by years still tells the two units apart.
        boolean milliseconds = reset > Math.max(now / 2, LEAST_EPOCH_SECONDS * 1_000);
        long until = milliseconds ? reset : TimeUnit.SECONDS.toMillis(reset);
        return Math.min(Durations.LONGEST_NANOS, TimeUnit.MILLISECONDS.toNanos(until - now));
    }

    private static ServerLimit limit(long remaining, long resetNanos, long limit, long windowNanos) {
        return ServerLimit.of(remaining, resetNanos, limit, windowNanos);
    }

    private static long value(List<Member> members, String name) {
        Member member = named(members, name);
        return member == null ? FieldMembers.NONE : member.value;
    }

    private static long window(List<Member> policies, String name) {
        for (Member policy : policies) {
            long window = policy.parameter("w");
            if (window > 0 && policy.name.equals(name)) {
                return seconds(window);
            }
        }
        return ServerLimit.UNKNOWN;
    }

    private static @Nullable Member named(List<Member> members, String name) {
        for (Member member : members) {
            if (member.name.equals(name)) {
                return member;
            }
        }
        return null;
    }

    private static long seconds(long seconds) {
        return Math.min(Durations.LONGEST_NANOS, TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Whether several lines of a field of that name are one list; of any other one only the first line counts. */
    public static boolean isList(String name) {
        return name.equals(RATE_LIMIT) || name.equals(POLICY);
    }

    private static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : String.join(", ", values);
    }
}
