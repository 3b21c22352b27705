package dev.failover.agent.client.apacheasync;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.agent.client.apache.Requested;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** One call's use of the cache. */
final class AsyncCache implements CacheAdapter<AsyncAnswer> {
    private final AsyncHttpCall<?> call;
    private final Requested requested;
    private final Headers asked;

    AsyncCache(AsyncHttpCall<?> call, Requested requested, Headers asked) {
        this.call = call;
        this.requested = requested;
        this.asked = asked;
    }

    @Override
    public String method() {
        return requested.request().getRequestLine().getMethod();
    }

    @Override
    public @Nullable String rawQuery() {
        return requested.uri().getRawQuery();
    }

    @Override
    public Headers requestHeaders() {
        return asked;
    }

    @Override
    public boolean hasBody() {
        return requested.body() != null;
    }

    @Override
    public void attemptsHave(Headers conditions) {
        call.attemptsHave(conditions);
    }

    @Override
    public int status(AsyncAnswer answer) {
        return answer.response().getStatusLine().getStatusCode();
    }

    /** The client follows redirects by itself, below us. */
    @Override
    public boolean isDirect(AsyncAnswer answer) {
        return answer instanceof AsyncAttempt && ((AsyncAttempt<?>) answer).isDirect();
    }

    @Override
    public Headers headers(AsyncAnswer answer) {
        Headers.Builder all = Headers.builder();
        for (Header field : answer.response().getAllHeaders()) {
            all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return all.build();
    }

    /** Whether this client follows it nobody can tell from here. */
    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status);
    }

    @Override
    public AsyncAnswer told(AsyncAnswer answer, String cacheStatus) {
        answer.response().addHeader("Cache-Status", cacheStatus);
        return answer;
    }

    @Override
    public AsyncAnswer answer(CachedAnswer answer) {
        return new StoredAnswer(call, answer, method().equals("HEAD"));
    }

    @Override
    public AsyncAnswer recorded(AsyncAnswer answer, BodyRecorder recorder) {
        HttpEntity body = answer.response().getEntity();
        if (body == null || body.getContentLength() == 0) {
            // Nobody need read that.
            recorder.complete();
        } else {
            ((AsyncAttempt<?>) answer).gate().record(recorder);
        }
        return answer;
    }

    @Override
    public boolean canRevalidate() {
        return !hasBody();
    }

    @Override
    public void revalidate(Revalidation revalidation) {
        call.revalidate(revalidation);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return call.revalidation();
    }

    @Override
    public void drop(AsyncAnswer answer) {
        answer.drop();
    }
}
