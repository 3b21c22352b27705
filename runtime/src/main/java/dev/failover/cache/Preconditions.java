package dev.failover.cache;

import dev.failover.http.Headers;
import dev.failover.http.HttpDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request asks of the response that it would be given (RFC 9110, section 13; RFC 9111, section 4.3.2). */
final class Preconditions {
    private static final String[] FOR_A_CACHE = {"If-None-Match", "If-Modified-Since"};
    private static final String[] FOR_THE_ORIGIN = {"If-Match", "If-Unmodified-Since"};

    private Preconditions() {}

    /** Whether the caller has validators of its own, so that it wants to hear that nothing has changed. */
    static boolean areThere(Headers request) {
        return hasAny(request, FOR_A_CACHE);
    }

    /** Whether only the origin can tell. */
    static boolean areForTheOrigin(Headers request) {
        return hasAny(request, FOR_THE_ORIGIN);
    }

    private static boolean hasAny(Headers request, String[] names) {
        for (String name : names) {
            if (request.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the caller has that response already, which is then told it instead (304). */
    static boolean isNotModified(Headers request, StoredResponse stored) {
        if (stored.status() != 200) {
            return false;
        }
        List<String> tags = request.all("If-None-Match");
        if (!tags.isEmpty()) {
            // It takes precedence (RFC 9110, section 13.2.2).
            String tag = EntityTags.of(stored.headers());
            return tag == null ? tags.get(0).trim().equals("*") : EntityTags.hasMatch(tags, tag);
        }
        long now = stored.times().responseMillis();
        long since = date(request.first("If-Modified-Since"), now);
        if (since == HttpDate.NONE) {
            return false;
        }
        long modified = date(stored.headers().first("Last-Modified"), now);
        // Without it the time of the response counts, and what came later than what the caller has is another one.
        long changed = modified == HttpDate.NONE ? date(stored.headers().first("Date"), now) : modified;
        return changed != HttpDate.NONE && changed <= since;
    }

    /** Whether a range is wanted of that response: {@code If-Range} is not there, or names it (RFC 9110, section 13.1.5). */
    static boolean isRangeOf(Headers request, StoredResponse stored) {
        String wanted = request.first("If-Range");
        if (wanted == null) {
            return true;
        }
        String validator = wanted.trim();
        return (validator.startsWith("\"") || validator.startsWith("W/"))
                ? EntityTags.matchesStrongly(validator, EntityTags.of(stored.headers()))
                : validator.equals(stored.headers().first("Last-Modified")) && isStrongDate(validator, stored);
    }

    /** Whether nothing can have changed twice within that second: the response was made later (section 8.8.2.2). */
    private static boolean isStrongDate(String modified, StoredResponse stored) {
        long now = stored.times().responseMillis();
        long changed = date(modified, now);
        long sent = date(stored.headers().first("Date"), now);
        return changed != HttpDate.NONE && sent != HttpDate.NONE && sent - changed >= 1_000;
    }

    private static long date(@Nullable String text, long now) {
        return text == null ? HttpDate.NONE : HttpDate.parse(text.trim(), now);
    }
}
