package dev.failover.cache;

import dev.failover.http.Headers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request, given what is stored (RFC 9111, section 4): it is answered, or goes to an endpoint, with conditions if
 * something stored can be validated. Immutable; made without I/O.
 */
final class Lookup {
    enum Kind {
        /** The cache has nothing to do with it, nor with its response, but that it may invalidate something. */
        BYPASS,
        /** Answered by what is stored. */
        ANSWER,
        /** Answered by what is stored, which is validated behind it (RFC 5861, section 3). */
        ANSWER_AND_REVALIDATE,
        /** Goes to an endpoint. */
        FORWARD,
        /** Nothing but what is stored was wanted, and nothing that is stored will do (RFC 9111, section 5.2.1.7). */
        UNSATISFIABLE
    }

    private final Kind kind;
    private final CacheReason reason;
    private final @Nullable StoredResponse stored;
    private final Headers conditions;

    private Lookup(Kind kind, CacheReason reason, @Nullable StoredResponse stored, Headers conditions) {
        this.kind = kind;
        this.reason = reason;
        this.stored = stored;
        this.conditions = conditions;
    }

    static Lookup of(CacheRequest request, @Nullable Variants variants, CachePolicy policy, CacheClock clock) {
        if (!request.isGet() && !request.isHead()) {
            return new Lookup(Kind.BYPASS, CacheReason.METHOD, null, Headers.EMPTY);
        }
        Headers headers = request.headers();
        if (request.hasBody() || request.control().isNoStore() || Preconditions.areForTheOrigin(headers)) {
            return new Lookup(Kind.BYPASS, CacheReason.REQUEST, null, Headers.EMPTY);
        }
        String credentials = Credentials.of(request, policy);
        StoredResponse stored = variants == null ? null : selected(variants, request, credentials, policy);
        if (stored == null) {
            CacheReason reason = variants == null ? CacheReason.URI_MISS : CacheReason.VARY_MISS;
            return forwarded(request, reason, null, Conditions.onOthers(request, variants, credentials));
        }
        if (!Portion.isStored(request, stored)) {
            return forwarded(request, CacheReason.PARTIAL, null, Headers.EMPTY);
        }
        return of(request, stored, policy, clock);
    }

    private static Lookup of(CacheRequest request, StoredResponse stored, CachePolicy policy, CacheClock clock) {
        Freshness freshness = stored.freshness(policy);
        long age = freshness.age(stored.times(), clock);
        long staleBy = age - freshness.lifetime();
        if (request.demandsValidation() || isTooOld(request.control(), freshness, age)) {
            return forwarded(request, CacheReason.REQUEST, stored, Conditions.on(request, stored));
        }
        boolean mustValidate = freshness.control().isNoCache();
        if (!mustValidate && staleBy < 0) {
            return new Lookup(Kind.ANSWER, CacheReason.HIT, stored, Headers.EMPTY);
        }
        if (!freshness.mustRevalidate()) {
            if (staleBy < millis(request.control().maxStale())) {
                return new Lookup(Kind.ANSWER, CacheReason.HIT, stored, Headers.EMPTY);
            }
            if (staleBy < freshness.staleWhileRevalidate(policy)
                    && request.mayRevalidate()
                    && !request.control().isOnlyIfCached()) {
                return new Lookup(Kind.ANSWER_AND_REVALIDATE, CacheReason.HIT, stored, Conditions.on(request, stored));
            }
        }
        return forwarded(request, CacheReason.STALE, stored, Conditions.on(request, stored));
    }

    /** Whether the request wants a younger one, or one that stays fresh for longer (sections 5.2.1.1 and 5.2.1.3). */
    private static boolean isTooOld(CacheControl wanted, Freshness freshness, long age) {
        long left = freshness.lifetime() - age;
        if (left > 0 && freshness.control().isImmutable() && wanted.minFresh() == CacheControl.ABSENT) {
            // Asking earlier tells nothing new (RFC 8246, section 2).
            return false;
        }
        boolean isOlder = wanted.maxAge() != CacheControl.ABSENT && age > millis(wanted.maxAge());
        return isOlder || left < millis(wanted.minFresh());
    }

    private static long millis(long seconds) {
        return seconds == CacheControl.ABSENT ? Long.MIN_VALUE / 2 : TimeUnit.SECONDS.toMillis(seconds);
    }

    private static Lookup forwarded(
            CacheRequest request, CacheReason reason, @Nullable StoredResponse stored, Headers conditions) {
        return request.control().isOnlyIfCached()
                ? new Lookup(Kind.UNSATISFIABLE, reason, null, Headers.EMPTY)
                : new Lookup(Kind.FORWARD, reason, stored, conditions);
    }

    /** Of several the one with the latest {@code Date} (section 4); of those the one that came last. */
    private static @Nullable StoredResponse selected(
            Variants variants, CacheRequest request, String credentials, CachePolicy policy) {
        StoredResponse found = null;
        for (StoredResponse response : variants.responses()) {
            if (Selectors.matches(response.selector(), request, credentials)
                    && (found == null
                            || response.freshness(policy).sentMillis()
                                    > found.freshness(policy).sentMillis())) {
                found = response;
            }
        }
        return found;
    }

    Kind kind() {
        return kind;
    }

    CacheReason reason() {
        return reason;
    }

    /** What answers it, or what is validated; null when there is neither. */
    @Nullable
    StoredResponse stored() {
        return stored;
    }

    /** Fields to add to the request; none when nothing is to be validated, or the caller validates something of its own. */
    Headers conditions() {
        return conditions;
    }
}
