package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Cache-Control} says (RFC 9111, section 5.2; RFC 5861; RFC 8246), of a request or of a response. Names are read in any
 * case, values as tokens or as quoted strings; what is not known is ignored. Of a directive that is there twice the first one counts
 * (section 4.2.1). Immutable.
 */
final class CacheControl {
    /** In place of seconds that are not there. */
    static final long ABSENT = -1;

    /** The greatest number of seconds, which a greater one is taken for (section 1.2.2). */
    static final long MOST_SECONDS = 1L << 31;

    /** Nothing is said. */
    static final CacheControl NONE = new CacheControl();

    private long maxAge = ABSENT;
    private long sharedMaxAge = ABSENT;
    private long maxStale = ABSENT;
    private long minFresh = ABSENT;
    private long staleWhileRevalidate = ABSENT;
    private long staleIfError = ABSENT;
    private List<String> noCacheFields = Collections.emptyList();
    private List<String> privateFields = Collections.emptyList();
    private final Set<String> flags = new HashSet<>(4);

    private CacheControl() {}

    /** What the fields of that name say together. */
    static CacheControl of(Headers headers, String field) {
        CacheControl parsed = null;
        for (int i = 0; i < headers.size(); i++) {
            if (headers.name(i).equalsIgnoreCase(field)) {
                parsed = parsed == null ? new CacheControl() : parsed;
                parsed.read(headers.value(i));
            }
        }
        return parsed == null ? NONE : parsed;
    }

    private void read(String value) {
        DirectiveReader reader = new DirectiveReader(value);
        while (reader.next()) {
            take(reader);
        }
    }

    private void take(DirectiveReader reader) {
        String argument = reader.argument();
        // Numbers that are none: what they ought to bound is over (section 4.2.1), what they ought to allow is not
        // allowed.
        switch (reader.name()) {
            case "max-age":
                maxAge = maxAge == ABSENT ? seconds(argument, 0) : maxAge;
                break;
            case "s-maxage":
                sharedMaxAge = sharedMaxAge == ABSENT ? seconds(argument, 0) : sharedMaxAge;
                break;
            case "max-stale":
                if (maxStale == ABSENT) {
                    maxStale = argument == null ? MOST_SECONDS : seconds(argument, 0);
                }
                break;
            case "min-fresh":
                minFresh = minFresh == ABSENT ? seconds(argument, MOST_SECONDS) : minFresh;
                break;
            case "stale-while-revalidate":
                staleWhileRevalidate = staleWhileRevalidate == ABSENT ? seconds(argument, 0) : staleWhileRevalidate;
                break;
            case "stale-if-error":
                staleIfError = staleIfError == ABSENT ? seconds(argument, 0) : staleIfError;
                break;
            case "no-cache":
                noCacheFields = qualified("no-cache", argument, noCacheFields);
                break;
            case "private":
                privateFields = qualified("private", argument, privateFields);
                break;
            default:
                flags.add(reader.name());
                break;
        }
    }

    private static long seconds(@Nullable String argument, long otherwise) {
        long seconds = argument == null ? ABSENT : FieldValues.seconds(argument);
        return seconds == ABSENT ? otherwise : seconds;
    }

    /** A directive that concerns the fields that it names, or everything when it names none, or what can be none. */
    private List<String> qualified(String name, @Nullable String argument, List<String> before) {
        List<String> fields = argument == null ? Collections.<String>emptyList() : FieldValues.members(argument);
        if (fields.isEmpty() || !fields.stream().allMatch(Headers::isToken)) {
            flags.add(name);
            return before;
        }
        List<String> all = new ArrayList<>(before);
        for (String field : fields) {
            all.add(field.toLowerCase(Locale.ROOT));
        }
        return all;
    }

    private boolean has(String name) {
        return flags.contains(name);
    }

    /** Seconds, or {@link #ABSENT}; 0 when it is invalid. */
    long maxAge() {
        return maxAge;
    }

    /** Seconds, or {@link #ABSENT}; 0 when it is invalid. */
    long sharedMaxAge() {
        return sharedMaxAge;
    }

    /** Seconds, or {@link #ABSENT}; very many when it has no argument. */
    long maxStale() {
        return maxStale;
    }

    /** Seconds, or {@link #ABSENT}. */
    long minFresh() {
        return minFresh;
    }

    /** Seconds, or {@link #ABSENT}. */
    long staleWhileRevalidate() {
        return staleWhileRevalidate;
    }

    /** Seconds, or {@link #ABSENT}. */
    long staleIfError() {
        return staleIfError;
    }

    /** Whether everything must be validated before it is used. */
    boolean isNoCache() {
        return has("no-cache");
    }

    /** The fields, in lower case, that must not be used without validation. */
    List<String> noCacheFields() {
        return noCacheFields;
    }

    boolean isNoStore() {
        return has("no-store");
    }

    /** Whether no part of it may be in a shared cache. */
    boolean isPrivate() {
        return has("private");
    }

    /** The fields, in lower case, that must not be in a shared cache. */
    List<String> privateFields() {
        return privateFields;
    }

    boolean isPublic() {
        return has("public");
    }

    boolean isMustRevalidate() {
        return has("must-revalidate");
    }

    boolean isProxyRevalidate() {
        return has("proxy-revalidate");
    }

    boolean isMustUnderstand() {
        return has("must-understand");
    }

    boolean isImmutable() {
        return has("immutable");
    }

    boolean isOnlyIfCached() {
        return has("only-if-cached");
    }
}
