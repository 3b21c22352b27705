package dev.failover.cache;

import dev.failover.http.Headers;
import org.jspecify.annotations.Nullable;

/** What a response without a body says about a stored one: a 304 (RFC 9111, section 4.3.4), or one to HEAD (section 4.3.5). */
final class Updates {
    /** What the stored body depends on (section 3.2): it came with it. */
    private static final String[] OF_THE_BODY = {"Content-Length", "Content-Encoding", "Content-Range"};

    private Updates() {}

    /** The stored response that a 304 is about: it has the validator that the 304 names; null when none has. */
    static @Nullable StoredResponse validated(
            Headers notModified, @Nullable StoredResponse asked, @Nullable Variants all, String credentials) {
        String tag = EntityTags.of(notModified);
        if (asked != null && isAbout(notModified, tag, asked)) {
            return asked;
        }
        StoredResponse found = null;
        int candidates = 0;
        if (all != null && asked == null) {
            for (StoredResponse stored : all.responses()) {
                String storedTag = EntityTags.of(stored.headers());
                if (storedTag == null
                        || !stored.isComplete()
                        || !stored.selector().credentials().equals(credentials)) {
                    continue;
                }
                candidates++;
                if (tag == null || EntityTags.matchesWeakly(tag, storedTag)) {
                    found = found == null ? stored : found;
                }
            }
        }
        return (tag == null && candidates > 1) ? null : found;
    }

    private static boolean isAbout(Headers notModified, @Nullable String tag, StoredResponse stored) {
        String storedTag = EntityTags.of(stored.headers());
        if (tag != null && storedTag != null) {
            return (EntityTags.isStrong(tag) && EntityTags.isStrong(storedTag))
                    ? tag.equals(storedTag)
                    : EntityTags.matchesWeakly(tag, storedTag);
        }
        String modified = notModified.first("Last-Modified");
        String storedModified = stored.headers().first("Last-Modified");
        return modified == null || storedModified == null || modified.equals(storedModified);
    }

    /**
     * Whether a response to HEAD is about the stored one: it has the same validators and the same length, as far as it has any (section
     * 4.3.5).
     */
    static boolean isAbout(Headers head, StoredResponse stored) {
        String length = head.first("Content-Length");
        return isSame(head.first("ETag"), stored.headers().first("ETag"))
                && isSame(head.first("Last-Modified"), stored.headers().first("Last-Modified"))
                && isSame(length, stored.isComplete() ? Integer.toString(stored.body().length) : null);
    }

    private static boolean isSame(@Nullable String received, @Nullable String stored) {
        return received == null || (stored != null && received.trim().equals(stored.trim()));
    }

    /** The stored response with the fields that it was told anew (section 3.2), from now on for requests like this one. */
    static StoredResponse applied(
            StoredResponse stored, CacheRequest request, Headers received, Times times, CachePolicy policy) {
        Headers told =
                Storability.storable(received, Freshness.of(stored.status(), received, times, policy), times, policy);
        // An age belongs to the response that it was told with.
        Headers all = merged(stored.headers().toBuilder().remove("Age").build(), told);
        Freshness freshness = Freshness.of(stored.status(), all, times, policy);
        return new StoredResponse(
                stored.status(),
                Storability.storable(all, freshness, times, policy),
                stored.body(),
                Selectors.of(request, all, policy),
                times,
                stored.offset(),
                stored.completeLength());
    }

    /** The stored fields, each replaced by those of its name that are told, but for those of the body. */
    static Headers merged(Headers stored, Headers told) {
        Headers.Builder all = stored.toBuilder();
        for (int i = 0; i < told.size(); i++) {
            if (!isOfTheBody(told.name(i))) {
                all.remove(told.name(i));
            }
        }
        for (int i = 0; i < told.size(); i++) {
            if (!isOfTheBody(told.name(i))) {
                all.add(told.name(i), told.value(i));
            }
        }
        return all.build();
    }

    private static boolean isOfTheBody(String name) {
        for (String one : OF_THE_BODY) {
            if (one.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
