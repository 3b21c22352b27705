package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Reasons;
import dev.failover.cache.CachedAnswer;
import dev.failover.http.Headers;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** A response that no endpoint gave. */
final class StoredHead implements Head {
    private final CachedAnswer answer;
    private final HttpHeaders headers = new DefaultHttpHeaders(false);

    StoredHead(CachedAnswer answer) {
        this.answer = answer;
        Headers stored = answer.headers();
        for (int i = 0; i < stored.size(); i++) {
            headers.add(stored.name(i), stored.value(i));
        }
    }

    @Override
    public int status() {
        return answer.status();
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public void giveTo(ReactorCall call) {
        DefaultHttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, new HttpResponseStatus(status(), Reasons.of(status())));
        head.headers().set(headers);
        // The program may write to what it gets.
        try {
            Rehearsal rehearsal = call.rehearsal();
            if (rehearsal == null) {
                StoredReply.give(call, head, answer.body().clone());
            } else {
                rehearsal.give(head, answer.body().clone());
            }
        } catch (RuntimeException | LinkageError fault) {
            call.askInstead(fault);
        }
    }

    @Override
    public void drop(AgentEngine engine) {
        // It has no connection.
    }
}
