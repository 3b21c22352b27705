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

    /** Whether a response to HEAD is about the stored one: its validators and its length are the same where both have them. */
    static boolean isAbout(Headers head, StoredResponse stored) {
        String tag = EntityTags.of(head);
        String storedTag = EntityTags.of(stored.headers());
        boolean isSameTag = tag == null || storedTag == null || tag.equals(storedTag);
        return isSameTag
                && isSame(head.first("Last-Modified"), stored.headers().first("Last-Modified"))
                && isSame(head.first("Content-Length"), stored.headers().first("Content-Length"));
    }

    private static boolean isSame(@Nullable String one, @Nullable String other) {
        return one == null || other == null || one.trim().equals(other.trim());
    }

    /** The stored response with the fields that it was told anew (section 3.2), from now on for that selector. */
    static StoredResponse applied(
            StoredResponse stored, Headers received, Times times, Selector selector, CachePolicy policy) {
        Headers told =
                Storability.storable(received, Freshness.of(stored.status(), received, times, policy), times, policy);
        // An age belongs to the response that it was told with.
        Headers.Builder all = stored.headers().toBuilder().remove("Age");
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
        return new StoredResponse(
                stored.status(), all.build(), stored.body(), selector, times, stored.offset(), stored.completeLength());
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
