package dev.failover.agent.client.jdk;

import dev.failover.agent.bridge.v1.Bridge;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.CacheUse;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.cache.Flight;
import dev.failover.call.CallSpec;
import dev.failover.http.Headers;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How one call of the client uses the cache of its service. What an endpoint answers is asked about as soon as its head is there, so that
 * the body is recorded while the program's handler gets it; where something else may take its place, or a redirect must be ruled out
 * first, the body is held back and the question comes at the end of the call.
 */
final class CachedCall<T> implements CacheAdapter<Given<T>> {
    private static final int NOT_MODIFIED = 304;

    private final JdkCall<T> call;
    private final Sender sender;
    private final boolean isRead;
    private final boolean followsRedirects;
    /** The client's threads bring heads, perhaps of an attempt that has been given up. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Headers conditions = Headers.EMPTY;
    private @Nullable CacheUse<Given<T>> use;
    private @Nullable JdkAttempt<T> latest;
    private boolean isTold;
    private boolean isGivenUp;

    private CachedCall(JdkCall<T> call, Sender sender) {
        this.call = call;
        this.sender = sender;
        String method = call.request().method();
        isRead = method.equals("GET") || method.equals("HEAD");
        followsRedirects = call.client().followRedirects() != Redirect.NEVER;
    }

    /** Null when the call is carried out as without a cache. */
    static <T> @Nullable CachedCall<T> of(JdkCall<T> call) {
        if (!call.route().hasCache()) {
            return null;
        }
        try {
            CachedCall<T> cached = new CachedCall<>(call, Sender.of(call));
            if (cached.isRead && !cached.sender.isKnown()) {
                return null;
            }
            CacheUse<Given<T>> begun = CacheUse.of(call.route(), cached);
            cached.use = begun;
            return begun == null ? null : cached;
        } catch (RuntimeException | LinkageError fault) {
            Bridge.failed(fault);
            return null;
        }
    }

    private CacheUse<Given<T>> use() {
        CacheUse<Given<T>> begun = use;
        if (begun == null) {
            throw new IllegalStateException("not begun");
        }
        return begun;
    }

    @Nullable
    Given<T> answer() {
        return use().answer();
    }

    @Nullable
    Flight flight() {
        return use().flight();
    }

    @Nullable
    Given<T> answerAfterWaiting() {
        return use().answerAfterWaiting();
    }

    CallSpec begin(CallSpec spec) {
        return use().begin(spec);
    }

    /** What its attempts have in their heads besides. */
    Headers conditions() {
        return conditions;
    }

    /** What is heard of earlier attempts does not count any more. */
    void begins(JdkAttempt<T> attempt) {
        lock.lock();
        try {
            if (!isGivenUp) {
                latest = attempt;
                isTold = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the body of a response with this status is not for the program's handler yet. */
    boolean holds(int status) {
        return use().mayReplace(status)
                || (followsRedirects
                        && isRead
                        && (status == NOT_MODIFIED || call.request().method().equals("HEAD")));
    }

    /** The program gets the response that begins now; its body is recorded if it may be. */
    void headIsThere(JdkAttempt<T> attempt) {
        lock.lock();
        try {
            if (latest == attempt && !isTold) {
                isTold = true;
                Given<T> same = use().received(attempt);
                if (same != attempt) {
                    Bridge.failed(
                            new IllegalStateException("a response is to be replaced that the program has already"));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the program gets; null when the request has to be sent again, without the cache. */
    @Nullable
    Given<T> received(JdkAttempt<T> attempt) {
        lock.lock();
        try {
            // It need not be the latest one: an answer that was held back beats a failure after it.
            if (isTold) {
                return attempt;
            }
            isTold = true;
            if (!attempt.isRedirected() || attempt.status() >= 500) {
                return use().received(attempt);
            }
            // It says nothing about what was asked for.
            if (attempt.status() != NOT_MODIFIED || conditions.size() == 0) {
                return attempt;
            }
            attempt.drop();
            attemptsHave(Headers.EMPTY);
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Given<T> unreachable(Throwable failure) {
        lock.lock();
        try {
            JdkAttempt<T> failed = latest;
            latest = null;
            return failed != null && failed.isSeen() ? null : use().unreachable(failure, failed != null);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits for this call any more, unless its body is still to come. */
    void close() {
        lock.lock();
        try {
            latest = null;
            use().close();
        } finally {
            lock.unlock();
        }
    }

    /** The program does not want the answer any more: what comes of it is not asked about, nor stored, and nobody waits for it. */
    void giveUp() {
        JdkAttempt<T> unwanted;
        lock.lock();
        try {
            unwanted = latest;
            latest = null;
            isTold = true;
            isGivenUp = true;
            use().close();
        } finally {
            lock.unlock();
        }
        if (unwanted != null) {
            unwanted.stopRecording();
        }
    }

    @Override
    public boolean canRevalidate() {
        return isRead;
    }

    @Override
    public void revalidate(Revalidation revalidation) {
        Revalidating.start(call.client(), call.request(), revalidation);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return call.request() instanceof Revalidating ? ((Revalidating) call.request()).revalidation() : null;
    }

    @Override
    public String method() {
        return call.request().method();
    }

    @Override
    public @Nullable String rawQuery() {
        return call.request().uri().getRawQuery();
    }

    @Override
    public Headers requestHeaders() {
        Headers.Builder headers = Fields.of(call.request().headers());
        sender.addTo(headers);
        if (!isRead && (followsRedirects || !sender.isKnown())) {
            // It invalidates what is stored, and that is all.
            headers.add("Cache-Control", "no-store");
        }
        return headers.build();
    }

    @Override
    public boolean hasBody() {
        BodyPublisher body = call.request().bodyPublisher().orElse(null);
        return body != null && !TrackedBody.isEmpty(body);
    }

    @Override
    public void attemptsHave(Headers wanted) {
        conditions = wanted;
    }

    @Override
    public int status(Given<T> response) {
        return response.status();
    }

    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status) && followsRedirects;
    }

    @Override
    public Headers headers(Given<T> response) {
        return Fields.of(response.headers()).build();
    }

    @Override
    public Given<T> answer(CachedAnswer answer) {
        return new StoredAnswer<>(call, answer);
    }

    @Override
    public Given<T> told(Given<T> response, String cacheStatus) {
        response.tell(cacheStatus);
        return response;
    }

    @Override
    public Given<T> recorded(Given<T> response, BodyRecorder recorder) {
        response.record(recorder);
        return response;
    }

    @Override
    public void drop(Given<T> response) {
        response.drop();
    }
}
