package dev.failover.agent.client.apache5;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** One call's use of the cache, for a classic client. */
final class ClassicCache implements CacheAdapter<ClassicAnswer> {
    private final ClassicCall call;
    private final Hop hop;
    private final CachedRequest asked;
    private final ClassicHttpRequest request;
    private final RequestCopies requests;

    ClassicCache(ClassicCall call, Hop hop, CachedRequest asked, ClassicHttpRequest request, RequestCopies requests) {
        this.call = call;
        this.hop = hop;
        this.asked = asked;
        this.request = request;
        this.requests = requests;
    }

    @Override
    public String method() {
        return asked.method();
    }

    @Override
    public @Nullable String rawQuery() {
        return hop.rawQuery();
    }

    @Override
    public Headers requestHeaders() {
        return asked.headers();
    }

    @Override
    public boolean hasBody() {
        return request.getEntity() != null;
    }

    @Override
    public void attemptsHave(Headers conditions) {
        requests.have(conditions);
    }

    @Override
    public int status(ClassicAnswer answer) {
        return answer.response().getCode();
    }

    @Override
    public Headers headers(ClassicAnswer answer) {
        return Fields.of(answer.response());
    }

    @Override
    public ClassicAnswer told(ClassicAnswer answer, String cacheStatus) {
        answer.response().addHeader("Cache-Status", cacheStatus);
        return answer;
    }

    @Override
    public ClassicAnswer answer(CachedAnswer answer) {
        StoredAnswer stored = new StoredAnswer(answer, asked.isHead());
        ExecChain.Scope scope = call.scope();
        NewerContexts.tell(scope.clientContext, scope.route, request, stored.response());
        return stored;
    }

    @Override
    public ClassicAnswer recorded(ClassicAnswer answer, BodyRecorder recorder) {
        HttpEntity body = answer.response().getEntity();
        if (body == null || body.getContentLength() == 0) {
            // Nobody need read that.
            recorder.complete();
        } else {
            answer.response().setEntity(new RecordedEntity(body, recorder));
        }
        return answer;
    }

    @Override
    public boolean canRevalidate() {
        return !hasBody() && Connections.arePooled(call.scope().execRuntime);
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
    public void drop(ClassicAnswer answer) {
        answer.drop();
    }
}
