package dev.failover.cache;

import dev.failover.http.Headers;
import org.jspecify.annotations.Nullable;

/** The fields that make a request a question whether what is stored is still good (RFC 9111, section 4.3.1). */
final class Conditions {
    private Conditions() {}

    /** On that response. None when it has no validator, or the caller asks for something of its own. */
    static Headers on(CacheRequest request, StoredResponse stored) {
        if (!mayBeAdded(request) || !stored.isComplete()) {
            return Headers.EMPTY;
        }
        Headers.Builder conditions = Headers.builder();
        String tag = EntityTags.of(stored.headers());
        if (tag != null) {
            conditions.add("If-None-Match", tag);
        }
        String modified = stored.headers().first("Last-Modified");
        if (modified != null) {
            conditions.add("If-Modified-Since", modified);
        }
        return conditions.build();
    }

    /** On responses for other requests, one of which may be the one for this request, too; only those of the same credentials. */
    static Headers onOthers(CacheRequest request, @Nullable Variants variants, String credentials) {
        if (variants == null || !mayBeAdded(request)) {
            return Headers.EMPTY;
        }
        StringBuilder tags = new StringBuilder();
        for (StoredResponse response : variants.responses()) {
            String tag = EntityTags.of(response.headers());
            if (tag != null
                    && response.isComplete()
                    && response.selector().credentials().equals(credentials)) {
                tags.append(tags.length() == 0 ? "" : ", ").append(tag);
            }
        }
        return tags.length() == 0
                ? Headers.EMPTY
                : Headers.builder().add("If-None-Match", tags.toString()).build();
    }

    private static boolean mayBeAdded(CacheRequest request) {
        Headers headers = request.headers();
        return request.isGet() && !Preconditions.areThere(headers) && !headers.contains("Range");
    }
}
