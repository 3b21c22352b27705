package dev.failover.agent.client.commons3;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Redirects;
import dev.failover.agent.client.Revalidation;
import dev.failover.cache.BodyRecorder;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import java.io.IOException;
import org.apache.commons.httpclient.Header;
import org.apache.commons.httpclient.HttpStatus;
import org.apache.commons.httpclient.HttpVersion;
import org.apache.commons.httpclient.StatusLine;
import org.apache.commons.httpclient.methods.ExpectContinueMethod;
import org.jspecify.annotations.Nullable;

/** One call's use of the cache. */
final class CommonsCache implements CacheAdapter<Reply> {
    private final AgentEngine engine;
    private final CommonsCall call;
    private final MethodState state;
    private final String method;
    private final Headers asked;

    CommonsCache(AgentEngine engine, CommonsCall call, MethodState state, Headers asked) {
        this.engine = engine;
        this.call = call;
        this.state = state;
        this.asked = asked;
        method = state.method().getName();
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public @Nullable String rawQuery() {
        return state.method().getQueryString();
    }

    @Override
    public Headers requestHeaders() {
        return asked;
    }

    @Override
    public boolean hasBody() {
        return state.method() instanceof ExpectContinueMethod;
    }

    @Override
    public void attemptsHave(Headers conditions) {
        call.attemptsHave(conditions);
    }

    @Override
    public int status(Reply reply) {
        return reply.status();
    }

    /** The client follows redirects by itself, below us. */
    @Override
    public boolean isDirect(Reply reply) {
        return reply.isDirect();
    }

    @Override
    public Headers headers(Reply reply) {
        Headers.Builder all = Headers.builder();
        for (Header field : reply.headers()) {
            all.add(field.getName(), field.getValue() == null ? "" : field.getValue());
        }
        return all.build();
    }

    @Override
    public boolean goesOnWith(int status) {
        return Redirects.is(status) && state.method().getFollowRedirects();
    }

    @Override
    public Reply told(Reply reply, String cacheStatus) {
        reply.add(new Header("Cache-Status", cacheStatus));
        return reply;
    }

    @Override
    public Reply answer(CachedAnswer answer) throws IOException {
        int status = answer.status();
        String words = HttpStatus.getStatusText(status);
        Header[] headers = new Header[answer.headers().size()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new Header(answer.headers().name(i), answer.headers().value(i));
        }
        boolean hasBody =
                !method.equals("HEAD") && status != HttpStatus.SC_NO_CONTENT && status != HttpStatus.SC_NOT_MODIFIED;
        return new Reply(
                engine,
                state,
                status,
                new MethodState.Saved(
                        new StatusLine("HTTP/1.1 " + status + " " + (words == null ? "" : words)),
                        HttpVersion.HTTP_1_1,
                        headers,
                        new Header[0],
                        // What is stored is everybody's, and the program gets the array.
                        hasBody ? answer.body().clone() : null));
    }

    @Override
    public Reply recorded(Reply reply, BodyRecorder recorder) throws IOException {
        reply.record(recorder);
        return reply;
    }

    @Override
    public boolean canRevalidate() {
        return call.canRevalidate();
    }

    @Override
    public void revalidate(Revalidation revalidation) throws Exception {
        CommonsBehind.start(engine, call, state.method(), revalidation);
    }

    @Override
    public @Nullable Revalidation revalidates() {
        return call.revalidation();
    }

    @Override
    public void drop(Reply reply) {
        reply.drop();
    }
}
