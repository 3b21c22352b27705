package dev.failover.agent.client.apache5;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.jspecify.annotations.Nullable;

/** One call's use of the cache, for an asynchronous client. */
final class AsyncCache implements CacheAdapter<AsyncAnswer> {
    private final ChainCall call;
    private final AsyncSteps steps;
    private final CachedRequest asked;

    AsyncCache(ChainCall call, AsyncSteps steps, CachedRequest asked) {
        this.call = call;
        this.steps = steps;
        this.asked = asked;
    }

    @Override
    public String method() {
        return asked.method();
    }

    @Override
    public @Nullable String rawQuery() {
        return steps.rawQuery();
    }

    @Override
    public Headers requestHeaders() {
        return asked.headers();
    }

    @Override
    public boolean hasBody() {
        return steps.body() != null;
    }

    @Override
    public void attemptsHave(Headers conditions) {
        steps.have(conditions);
    }

    @Override
    public int status(AsyncAnswer answer) {
        return answer.response().getCode();
    }

    @Override
    public Headers headers(AsyncAnswer answer) {
        return Fields.of(answer.response());
    }

    @Override
    public AsyncAnswer told(AsyncAnswer answer, String cacheStatus) {
        if (!call.isWinner(answer)) {
            answer.response().addHeader("Cache-Status", cacheStatus);
        }
        return answer;
    }

    @Override
    public AsyncAnswer answer(CachedAnswer answer) {
        StoredAsyncAnswer stored = new StoredAsyncAnswer(answer, asked.isHead());
        AsyncExecChain.Scope scope = steps.scope();
        NewerContexts.tell(scope.clientContext, scope.route, steps.request(), stored.response());
        return stored;
    }

    @Override
    public AsyncAnswer recorded(AsyncAnswer answer, BodyRecorder recorder) {
        HeldAnswer held = answer instanceof AsyncAttempt ? ((AsyncAttempt) answer).held() : null;
        if (held == null || call.isWinner(answer)) {
            // The program has begun to read.
            recorder.abandon();
        } else {
            held.record(recorder);
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
        if (!call.isWinner(answer)) {
            answer.drop();
        }
    }
}
