package dev.failover.cache;

import dev.failover.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * An answer that no endpoint gave: what was stored, the part of it that was wanted, or that the caller has it already. Immutable, but
 * for the body, which nobody may write to.
 */
public final class CachedAnswer {
    private static final byte[] NO_BODY = {};

    /** What a 304 repeats of a response (RFC 9110, section 15.4.5). */
    private static final String[] OF_NOT_MODIFIED = {
        "Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Last-Modified", "Vary"
    };

    private final int status;
    private final Headers headers;
    private final byte[] body;

    private CachedAnswer(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * What a stored response is for that request.
     *
     * @param ageMillis how old it is
     * @param isValidated whether the origin has just said that it is good
     * @param cacheStatus the member for {@code Cache-Status}
     */
    static CachedAnswer of(
            CacheRequest request,
            StoredResponse stored,
            Freshness freshness,
            long ageMillis,
            boolean isValidated,
            String cacheStatus) {
        if (Preconditions.areThere(request.headers()) && Preconditions.isNotModified(request.headers(), stored)) {
            return new CachedAnswer(
                    304, notModified(usable(stored, freshness, isValidated).build(), ageMillis, cacheStatus), NO_BODY);
        }
        Headers.Builder headers = usable(stored, freshness, isValidated);
        Portion portion = Portion.of(request, stored);
        byte[] body = portion == null ? stored.body() : portion.bytes(stored);
        if (portion != null) {
            headers.set("Content-Range", portion.contentRange(stored));
            headers.set("Content-Length", Integer.toString(body.length));
        }
        finish(headers, ageMillis, cacheStatus);
        return new CachedAnswer(
                portion == null ? stored.status() : 206, headers.build(), request.isHead() ? NO_BODY : body);
    }

    /** Without the fields that must be validated before they are used (RFC 9111, section 5.2.2.4). */
    private static Headers.Builder usable(StoredResponse stored, Freshness freshness, boolean isValidated) {
        Headers.Builder headers = stored.headers().toBuilder();
        if (!isValidated) {
            for (String name : freshness.control().noCacheFields()) {
                headers.remove(name);
            }
        }
        return headers;
    }

    /** That nothing stored could be used, nor an endpoint asked (504). */
    static CachedAnswer error(String cacheStatus, String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        return new CachedAnswer(
                504,
                Headers.builder()
                        .add("Cache-Status", cacheStatus)
                        .add("Content-Length", Integer.toString(text.length))
                        .add("Content-Type", "text/plain;charset=utf-8")
                        .build(),
                text);
    }

    private static Headers notModified(Headers stored, long ageMillis, String cacheStatus) {
        Headers.Builder headers = Headers.builder();
        for (String name : OF_NOT_MODIFIED) {
            for (String value : stored.all(name)) {
                headers.add(name, value);
            }
        }
        finish(headers, ageMillis, cacheStatus);
        return headers.build();
    }

    private static void finish(Headers.Builder headers, long ageMillis, String cacheStatus) {
        headers.set(
                "Age", Long.toString(Math.min(CacheControl.MOST_SECONDS, TimeUnit.MILLISECONDS.toSeconds(ageMillis))));
        headers.add("Cache-Status", cacheStatus);
    }

    public int status() {
        return status;
    }

    /** Those that were stored, {@code Age} (RFC 9111, section 5.1) and {@code Cache-Status} (RFC 9211). */
    public Headers headers() {
        return headers;
    }

    /** The body itself; empty for none. Not to be written to. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "CachedAnswer " + status + " (" + body.length + " bytes)";
    }
}
