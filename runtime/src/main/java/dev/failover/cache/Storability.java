package dev.failover.cache;

import dev.failover.http.Headers;
import dev.failover.http.HttpDate;
import java.util.Arrays;
import java.util.List;

/** Which responses may be stored, and what of them (RFC 9111, section 3). */
final class Storability {
    /** Statuses that may be stored without a word of the origin's (RFC 9110, section 15.1), but for 206, which is a part. */
    private static final int[] HEURISTIC = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501};

    /** Statuses whose meaning is known here: those of RFC 9110, and of RFC 6585, 7725 and 8470. */
    private static final int[] UNDERSTOOD = {
        200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407,
        408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503,
        504, 505, 511
    };

    private Storability() {}

    /** Whether a time may be guessed for it. */
    static boolean mayBeGuessed(int status, CacheControl control) {
        return control.isPublic() || Arrays.binarySearch(HEURISTIC, status) >= 0;
    }

    /** Whether a response to that request, a GET, may be stored. */
    static boolean isStorable(
            CacheRequest request, int status, Headers headers, Freshness freshness, CachePolicy policy) {
        CacheControl control = freshness.control();
        // The status says what the head of a message means; these do not end an exchange, or speak of another one's
        // response.
        if (status < 200 || status > 599 || status == 304 || request.control().isNoStore()) {
            return false;
        }
        if (isAboutTheRequest(request, status)) {
            return false;
        }
        boolean isUnderstood = Arrays.binarySearch(UNDERSTOOD, status) >= 0;
        if (control.isMustUnderstand() ? !isUnderstood : control.isNoStore()) {
            return false;
        }
        if (policy.isShared() && (control.isPrivate() || !mayBeShared(request, control))) {
            return false;
        }
        if (status == 206 && !isUsefulPart(headers)) {
            return false;
        }
        return mayBeStored(status, freshness, policy)
                && isOfUse(headers, freshness, policy)
                && !Selectors.isEveryOneDifferent(headers);
    }

    /** What an unusual request brought on itself, with fields that no key holds, must not answer others. */
    private static boolean isAboutTheRequest(CacheRequest request, int status) {
        return status == 412
                || status == 416
                || status == 417
                || (status >= 400 && request.headers().contains("Range"));
    }

    /** Section 3.5. */
    private static boolean mayBeShared(CacheRequest request, CacheControl control) {
        return (!request.headers().contains("Authorization")
                        && !request.identity().headers().contains("Authorization"))
                || control.isPublic()
                || control.isMustRevalidate()
                || control.sharedMaxAge() != CacheControl.ABSENT;
    }

    /** A part without a strong validator belongs to nothing later, but may be used as it is. */
    private static boolean isUsefulPart(Headers headers) {
        return ContentRange.of(headers) != null;
    }

    /** Section 3: the origin says so, or the status allows it by itself. */
    private static boolean mayBeStored(int status, Freshness freshness, CachePolicy policy) {
        CacheControl control = freshness.control();
        return freshness.isExplicit()
                || control.isPublic()
                || (control.isPrivate() && !policy.isShared())
                || mayBeGuessed(status, control)
                || status == 206;
    }

    /** Whether it could ever be used again: fresh for a while, or validated, or in place of an error. */
    private static boolean isOfUse(Headers headers, Freshness freshness, CachePolicy policy) {
        return freshness.lifetime() > 0
                || headers.contains("ETag")
                || headers.contains("Last-Modified")
                || freshness.staleIfError(policy) > 0
                || freshness.staleWhileRevalidate(policy) > 0;
    }

    /**
     * What is stored of the fields: not those of the connection (section 3.1); with a {@code Date} if the origin sent none (RFC 9110,
     * section 6.6.1).
     */
    static Headers storable(Headers received, Freshness freshness, Times times, CachePolicy policy) {
        Headers.Builder kept = HopByHop.without(received);
        if (policy.isShared()) {
            List<String> secret = freshness.control().privateFields();
            for (String name : secret) {
                kept.remove(name);
            }
        }
        if (!received.contains("Date")) {
            kept.add("Date", HttpDate.format(times.responseMillis()));
        }
        return kept.build();
    }
}
