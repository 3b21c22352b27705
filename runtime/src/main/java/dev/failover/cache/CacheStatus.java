package dev.failover.cache;

import java.util.concurrent.TimeUnit;

/** Our member of {@code Cache-Status} (RFC 9211). */
final class CacheStatus {
    private static final String NAME = "failover";

    private CacheStatus() {}

    /** Answered by what was stored. */
    static String hit(long leftMillis) {
        return NAME + "; hit; ttl=" + TimeUnit.MILLISECONDS.toSeconds(leftMillis);
    }

    /** Answered by what was stored, because an endpoint gave that status. */
    static String covered(CacheReason reason, int status, long leftMillis) {
        return forwarded(reason, false) + "; fwd-status=" + status + "; ttl="
                + TimeUnit.MILLISECONDS.toSeconds(leftMillis) + "; detail=stale-if-error";
    }

    /** Answered by what was stored, because no endpoint did. */
    static String unreachable(CacheReason reason, long leftMillis, String detail) {
        return forwarded(reason, false) + "; ttl=" + TimeUnit.MILLISECONDS.toSeconds(leftMillis) + "; detail=" + detail;
    }

    /** Answered by what was stored, although an endpoint would have been asked. */
    static String hit(long leftMillis, String detail) {
        return hit(leftMillis) + "; detail=" + detail;
    }

    /** Answered by what was stored, which the origin has just said is good. */
    static String validated(CacheReason reason, long leftMillis) {
        return NAME + "; fwd=" + reason.token() + "; fwd-status=304; ttl="
                + TimeUnit.MILLISECONDS.toSeconds(leftMillis);
    }

    /** Answered by an endpoint. */
    static String forwarded(CacheReason reason, boolean isStored) {
        return NAME + "; fwd=" + reason.token() + (isStored ? "; stored" : "");
    }

    /** Answered by what another call was given meanwhile. */
    static String collapsed(CacheReason reason, long leftMillis) {
        return NAME + "; fwd=" + reason.token() + "; collapsed; ttl=" + TimeUnit.MILLISECONDS.toSeconds(leftMillis);
    }

    /** Not answered: no endpoint could be asked, and what is stored must not be used without. */
    static String failed(CacheReason reason, String detail) {
        return NAME + "; fwd=" + reason.token() + "; detail=" + detail;
    }

    /** Not answered: nothing stored would do where nothing else was wanted. */
    static String unsatisfiable(CacheReason reason) {
        return NAME + "; detail=" + reason.token();
    }
}
