package dev.failover.agent.client.ahc;

import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What the cache must know of a call of AsyncHttpClient. */
final class AhcCache<T> implements CacheAdapter<AhcAnswer<T>> {
    private final AhcCall<T> call;
    private final KnownRequest asked;
    private final @Nullable Revalidation revalidation;
    private volatile Headers conditions = Headers.EMPTY;

    private AhcCache(AhcCall<T> call, KnownRequest asked, @Nullable Revalidation revalidation) {
        this.call = call;
        this.asked = asked;
        this.revalidation = revalidation;
    }

    /** Null where nobody can tell as whom the client reads. */
    static <T> @Nullable AhcCache<T> of(AhcCall<T> call, @Nullable Revalidation revalidation) {
        KnownRequest asked = KnownRequest.of(call);
        return asked.isKnown() || !asked.isRead() ? new AhcCache<>(call, asked, revalidation) : null;
    }

    Headers conditions() {
        return conditions;
    }

    @Override
    public String method() {
        return call.request().getMethod();
    }

    @Override
    public @Nullable String rawQuery() {
        return call.request().getUri().getQuery();
    }

    @Override
    public Headers requestHeaders() {
        return asked.headers();
    }

    @Override
    public boolean hasBody() {
        return Bodies.isThere(call.request());
    }

    @Override
    public void attemptsHave(Headers fields) {
        conditions = fields;
    }

    @Override
    public int status(AhcAnswer<T> answer) {
        return answer.status();
    }

    @Override
    public boolean isDirect(AhcAnswer<T> answer) {
        HttpHeaders fields = answer.headers();
        // A redirect is no answer to who follows it.
        return asked.isKnown()
                && !Redirects.is(answer.status())
                && (!(answer instanceof Gate) || ((Gate<T>) answer).isDirect())
                && (fields == null || !Decoding.isUnknown(call.client().getConfig(), fields));
    }

    @Override
    public Headers headers(AhcAnswer<T> answer) {
        HttpHeaders fields = answer.headers();
        return fields == null ? Headers.EMPTY : KnownRequest.copy(fields).build();
    }

    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status) && call.followsRedirects();
    }

    @Override
    public AhcAnswer<T> told(AhcAnswer<T> answer, String cacheStatus) {
        HttpHeaders fields = answer.headers();
        if (fields != null) {
            fields.add("Cache-Status", cacheStatus);
        }
        return answer;
    }

    @Override
    public AhcAnswer<T> answer(CachedAnswer answer) {
        return StoredAnswer.of(call, answer);
    }

    @Override
    public AhcAnswer<T> recorded(AhcAnswer<T> answer, BodyRecorder recorder) {
        if (answer instanceof Gate) {
            ((Gate<T>) answer).record(recorder);
        } else {
            recorder.abandon();
        }
        return answer;
    }

    @Override
    public boolean canRevalidate() {
        return true;
    }

    @Override
    public void revalidate(Revalidation behind) {
        call.revalidate(behind);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return revalidation;
    }

    @Override
    public void drop(AhcAnswer<T> answer) {
        answer.drop();
    }
}
