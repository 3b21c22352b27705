package dev.failover.cache;

import dev.failover.http.Headers;
import dev.failover.metrics.CacheMetrics;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call's dealings with the cache. It is asked first for an {@link #answer}; without one the request is sent with the {@link
 * #conditions}, and what comes of it is {@link #received}, or {@link #unreachable} asked for. However it ends, it is {@link #close closed},
 * unless a body is still being recorded. Used by one thread at a time.
 */
public final class CacheExchange {
    /** The detail of a call that endpoints were asked for in vain. */
    public static final String UNREACHABLE = "unreachable";

    /** What comes of a call; each counts once. */
    private enum Result {
        HIT,
        STALE,
        REVALIDATED,
        COLLAPSED,
        MISS,
        BYPASS
    }

    private final HttpCache cache;
    private final CachePolicy policy;
    private final CacheRequest request;
    private final @Nullable Variants variants;
    private final Lookup lookup;
    private long stamp;
    private boolean isCounted;
    private long requestMillis;

    /** What others wait for while this call fetches it. */
    private @Nullable String flightKey;

    private @Nullable Flight own;
    /** Why the request would have been forwarded, if this call has waited for another one; else null. */
    private @Nullable CacheReason waitedBecause;

    CacheExchange(
            HttpCache cache,
            CachePolicy policy,
            CacheRequest request,
            @Nullable Variants variants,
            Lookup lookup,
            long stamp) {
        this.cache = cache;
        this.policy = policy;
        this.request = request;
        this.variants = variants;
        this.lookup = lookup;
        this.stamp = stamp;
        this.requestMillis = cache.clock().millis();
    }

    /** The answer without an endpoint, or null when one has to be asked. */
    public @Nullable CachedAnswer answer() {
        switch (lookup.kind()) {
            case ANSWER:
            case ANSWER_AND_REVALIDATE:
                return answerOf(stored());
            case UNSATISFIABLE:
                count(Result.MISS, 0);
                return CachedAnswer.error(
                        CacheStatus.unsatisfiable(lookup.reason()),
                        "nothing that is stored will do, and only-if-cached was asked for");
            default:
                return null;
        }
    }

    private CachedAnswer answerOf(StoredResponse stored) {
        Freshness freshness = stored.freshness(policy);
        long age = freshness.age(stored.times(), cache.clock());
        long left = freshness.lifetime() - age;
        CacheReason waited = waitedBecause;
        String status = waited == null ? CacheStatus.hit(left) : CacheStatus.collapsed(waited, left);
        CachedAnswer answer = CachedAnswer.of(request, stored, freshness, age, false, status);
        count(waited != null ? Result.COLLAPSED : left > 0 ? Result.HIT : Result.STALE, answer.body().length);
        return answer;
    }

    /**
     * Whether what answers is stale, and this call is the one that has it validated, behind its answer: the request is to be sent with
     * the conditions, and what comes of it {@link #received}. At most one call at a time does so for what is stored.
     */
    public boolean revalidates() {
        if (lookup.kind() != Lookup.Kind.ANSWER_AND_REVALIDATE) {
            return false;
        }
        leads(Flights.keyOf(request.target(), stored().selector()));
        if (own != null && !Objects.equals(cache.store().get(request.target()), variants)) {
            // Another one has landed between the look and the start: what is there now is as good as can be.
            land(true);
        }
        return own != null;
    }

    /**
     * Another call that fetches the same right now: waiting for it and then beginning {@link #again} may spare an endpoint a request.
     * Null when there is none, or waiting would be of no use; then others may wait for this call.
     */
    public @Nullable Flight flight() {
        String key = lookup.kind() == Lookup.Kind.FORWARD && waitedBecause == null
                ? Flights.keyOf(request, variants, policy)
                : null;
        if (key == null || cache.flights().isFutile(key, cache.clock().nanos())) {
            return null;
        }
        Flight other = leads(key);
        Flight mine = own;
        if (mine == null || Objects.equals(cache.store().get(request.target()), variants)) {
            return other;
        }
        // Another one has landed between the look and the start: its answer is there.
        land(true);
        return mine;
    }

    /** The call that is ahead of this one; null when this is the first. */
    private @Nullable Flight leads(String key) {
        long now = cache.clock().nanos();
        Flight flight = new Flight(now);
        Flight other = cache.flights().join(key, flight, now);
        if (other == null) {
            flightKey = key;
            own = flight;
        }
        return other;
    }

    /** The same request, once more, after another call has fetched what it wants: nobody waits twice. */
    public CacheExchange again() {
        CacheExchange next = cache.begin(request, policy);
        next.waitedBecause = lookup.reason();
        return next;
    }

    /** Fields to add to the request; none, mostly. */
    public Headers conditions() {
        return lookup.conditions();
    }

    /** The request is sent now: a later time makes a younger response. */
    public void sent() {
        requestMillis = cache.clock().millis();
    }

    /** Whether something stored could be used in place of an error: then the caller need not wait for anything. */
    public boolean hasStandby() {
        StoredResponse stored = lookup.stored();
        return lookup.kind() == Lookup.Kind.FORWARD
                && stored != null
                && !request.demandsValidation()
                && isGoodForErrors(stored);
    }

    /** What {@link #hasStandby} is about. */
    public @Nullable StoredResponse standby() {
        return hasStandby() ? lookup.stored() : null;
    }

    private boolean isGoodForErrors(StoredResponse stored) {
        Freshness freshness = stored.freshness(policy);
        if (freshness.mustRevalidate()) {
            return false;
        }
        long asked = request.control().staleIfError();
        long allowed = Math.max(freshness.staleIfError(policy), asked == CacheControl.ABSENT ? 0 : 1_000 * asked);
        return allowed > 0 && freshness.age(stored.times(), cache.clock()) - freshness.lifetime() < allowed;
    }

    /**
     * What answers when no endpoint does: what is stored, where it may (RFC 5861, section 4); else a 504, where what is stored must not
     * be used without the origin, as RFC 9111, section 5.2.2.2, wants it of a cache that is cut off. Null when there is neither: then the
     * failure is the answer.
     *
     * @param detail a token that says what went wrong: {@value #UNREACHABLE} when an endpoint was asked, else why none was
     * @param message the same for a person: the body of the 504
     */
    public @Nullable CachedAnswer unreachable(String detail, String message) {
        CachedAnswer standby = standby(left -> detail.equals(UNREACHABLE)
                ? CacheStatus.unreachable(lookup.reason(), left, detail)
                : CacheStatus.hit(left, detail));
        StoredResponse stored = lookup.stored();
        if (standby != null
                || stored == null
                || lookup.kind() != Lookup.Kind.FORWARD
                || lookup.reason() != CacheReason.STALE
                || !stored.freshness(policy).mustRevalidate()) {
            return standby;
        }
        count(Result.MISS, 0);
        close();
        return CachedAnswer.error(CacheStatus.failed(lookup.reason(), detail), message);
    }

    /** @param cacheStatus what {@code Cache-Status} says, given how many milliseconds it is still fresh */
    private @Nullable CachedAnswer standby(LongFunction<String> cacheStatus) {
        StoredResponse stored = lookup.stored();
        if (stored == null || !hasStandby()) {
            return null;
        }
        Freshness freshness = stored.freshness(policy);
        long age = freshness.age(stored.times(), cache.clock());
        CachedAnswer answer =
                CachedAnswer.of(request, stored, freshness, age, false, cacheStatus.apply(freshness.lifetime() - age));
        count(Result.STALE, answer.body().length);
        close();
        return answer;
    }

    /** What the response's head means. The caller then does as {@link CacheReply#kind} says. */
    public CacheReply received(int status, Headers headers) {
        Times times = now();
        CacheReply reply = lookup.kind() == Lookup.Kind.BYPASS
                ? past(status, headers, times)
                : status == 304 ? notModified(headers, times) : fetched(status, headers, times);
        if (reply.kind() != CacheReply.Kind.RECORD) {
            close();
        }
        return reply;
    }

    private Times now() {
        return new Times(
                requestMillis,
                cache.clock().millis(),
                Times.THIS_JVM,
                cache.clock().nanos());
    }

    /** To a request that the cache does not answer. */
    private CacheReply past(int status, Headers headers, Times times) {
        count(Result.BYPASS, 0);
        boolean isError = status >= 400 || status < 200;
        if (!request.isSafe() && !isError) {
            cache.invalidate(request, headers);
            stamp = cache.stamp(request.target());
            if (isForLaterGets(headers, status, times)) {
                return recorded(status, headers);
            }
        }
        return CacheReply.pass(CacheStatus.forwarded(lookup.reason(), false));
    }

    /** A response to POST that says it is what a GET of the same URI would give (RFC 9110, section 9.3.3). */
    private boolean isForLaterGets(Headers headers, int status, Times times) {
        if (!request.method().equals("POST")
                || status != 200
                || !request.target().equals(cache.targetOf(request, headers.first("Content-Location")))) {
            return false;
        }
        Freshness freshness = Freshness.of(status, headers, times, policy);
        return freshness.isExplicit()
                && freshness.lifetime() > 0
                && Storability.isStorable(request, status, headers, freshness, policy);
    }

    private CacheReply notModified(Headers headers, Times times) {
        boolean isOurs = lookup.conditions().size() > 0;
        String credentials = Credentials.of(request, policy);
        StoredResponse stored = Updates.validated(headers, lookup.stored(), isOurs ? variants : null, credentials);
        boolean isOfStored = stored != null && (isOurs || Preconditions.isNotModified(request.headers(), stored));
        if (stored == null || !isOfStored || !stored.isComplete()) {
            // Nobody asked for it, or it is about something that is not here any more.
            count(Result.MISS, 0);
            return isOurs ? CacheReply.sendAgain() : CacheReply.pass(CacheStatus.forwarded(lookup.reason(), false));
        }
        StoredResponse fresh = Updates.applied(stored, request, headers, times, policy);
        Freshness freshness = fresh.freshness(policy);
        boolean isKept = update(stored, fresh);
        if (!isOurs) {
            count(Result.MISS, 0);
            return CacheReply.pass(CacheStatus.forwarded(lookup.reason(), isKept));
        }
        long age = freshness.age(fresh.times(), cache.clock());
        CachedAnswer answer = CachedAnswer.of(
                request,
                fresh,
                freshness,
                age,
                true,
                CacheStatus.validated(lookup.reason(), freshness.lifetime() - age));
        count(Result.REVALIDATED, answer.body().length);
        return CacheReply.answer(answer);
    }

    private CacheReply fetched(int status, Headers headers, Times times) {
        if (isError(status)) {
            CachedAnswer standby = standby(left -> CacheStatus.covered(lookup.reason(), status, left));
            if (standby != null) {
                return CacheReply.answer(standby);
            }
        }
        count(Result.MISS, 0);
        Freshness freshness = Freshness.of(status, headers, times, policy);
        if (request.isHead()) {
            head(status, headers, times);
            return CacheReply.pass(CacheStatus.forwarded(lookup.reason(), false));
        }
        return Storability.isStorable(request, status, headers, freshness, policy)
                ? recorded(status, headers)
                : CacheReply.pass(CacheStatus.forwarded(lookup.reason(), false));
    }

    /** What RFC 5861, section 4, calls an error. */
    private static boolean isError(int status) {
        return status == 500 || status == 502 || status == 503 || status == 504;
    }

    private void head(int status, Headers headers, Times times) {
        StoredResponse stored = lookup.stored();
        if (stored == null || status != 200 || stored.status() != 200) {
            return;
        }
        StoredResponse fresh = Updates.applied(stored, request, headers, times, policy);
        // When it varies otherwise now, nobody knows what the request for the body had in those fields.
        if (Updates.isAbout(headers, stored) && HttpCache.isSame(stored.selector(), fresh.selector())) {
            update(stored, fresh);
        } else {
            cache.drop(request.target(), stored.selector());
        }
    }

    /** Keeps the one in place of the other, unless it must not be kept any more, or for other requests than before. */
    private boolean update(StoredResponse stored, StoredResponse fresh) {
        boolean isStorable =
                Storability.isStorable(request, fresh.status(), fresh.headers(), fresh.freshness(policy), policy);
        boolean isSelected = lookup.stored() == stored;
        if (isSelected && !(isStorable && HttpCache.isSame(stored.selector(), fresh.selector()))) {
            cache.drop(request.target(), stored.selector());
        }
        if (isStorable) {
            put(fresh);
            land(true);
        }
        return isStorable;
    }

    /** Not what announces itself as too large. */
    private CacheReply recorded(int status, Headers headers) {
        BodyRecorder recorder = new BodyRecorder(this, status, headers, policy.maxObjectSize());
        return recorder.isEnded()
                ? CacheReply.pass(CacheStatus.forwarded(lookup.reason(), false))
                : CacheReply.record(CacheStatus.forwarded(lookup.reason(), true), recorder);
    }

    /** A body was recorded to its end, or is not to be stored. */
    void recorded(int status, Headers headers, byte @Nullable [] body) {
        StoredResponse stored = body == null ? null : stored(status, headers, body);
        if (stored != null) {
            put(stored);
        }
        land(stored != null);
    }

    private @Nullable StoredResponse stored(int status, Headers headers, byte[] body) {
        Times times = now();
        Headers kept = Storability.storable(headers, Freshness.of(status, headers, times, policy), times, policy);
        Selector selector = Selectors.of(request, headers, policy);
        if (status != 206) {
            return new StoredResponse(status, kept, body, selector, times, 0, body.length);
        }
        ContentRange range = ContentRange.of(headers);
        // More than was said would be: nothing about it can be believed.
        if (range == null || body.length > range.last() - range.first() + 1) {
            return null;
        }
        Headers whole = kept.toBuilder()
                .remove("Content-Range")
                .remove("Content-Length")
                .build();
        return new StoredResponse(200, whole, body, selector, times, range.first(), range.completeLength());
    }

    private void put(StoredResponse response) {
        cache.put(request.target(), response, stamp);
    }

    private StoredResponse stored() {
        StoredResponse stored = lookup.stored();
        if (stored == null) {
            throw new IllegalStateException("there is nothing to answer with: " + lookup.kind());
        }
        return stored;
    }

    /** Nothing more comes of this call: whoever waits for it goes on. More than once does no harm. */
    public void close() {
        land(false);
    }

    private void land(boolean isStored) {
        Flight flight = own;
        String key = flightKey;
        if (flight != null && key != null) {
            own = null;
            cache.flights().land(key, flight, isStored, cache.clock().nanos());
        }
    }

    private void count(Result result, long bytes) {
        if (isCounted) {
            return;
        }
        isCounted = true;
        CacheMetrics metrics = cache.metrics();
        switch (result) {
            case HIT:
                metrics.hit(bytes);
                break;
            case STALE:
                metrics.stale(bytes);
                break;
            case REVALIDATED:
                metrics.revalidated(bytes);
                break;
            case COLLAPSED:
                metrics.collapsed(bytes);
                break;
            case MISS:
                metrics.miss();
                break;
            default:
                metrics.bypass();
                break;
        }
    }
}
