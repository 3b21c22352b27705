package dev.failover.agent.client.apache5;

import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * The rest of an asynchronous client's chain as an attempt goes through it. Its class is the mark by which attempts are known.
 */
final class AsyncAttemptChain implements AsyncExecChain {
    private final AsyncExecChain chain;
    private final AsyncAttempt attempt;

    AsyncAttemptChain(AsyncExecChain chain, AsyncAttempt attempt) {
        this.chain = chain;
        this.attempt = attempt;
    }

    @Override
    public void proceed(HttpRequest request, AsyncEntityProducer body, Scope scope, AsyncExecCallback callback)
            throws HttpException, IOException {
        if (attempt.attempt().connectTimeoutNanos() <= 0 || scope.route.getProxyHost() != null) {
            chain.proceed(request, body, scope, callback);
        } else {
            new AsyncConnect(attempt, scope, callback, chain, request, body).run();
        }
    }
}
