package dev.failover.agent.client.apache5;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** The rest of a client's chain as an attempt goes through it. Its class is the mark by which attempts are known. */
final class AttemptChain implements ExecChain {
    private final ExecChain chain;
    private final ClassicAttempt attempt;

    AttemptChain(ExecChain chain, ClassicAttempt attempt) {
        this.chain = chain;
        this.attempt = attempt;
    }

    @Override
    public ClassicHttpResponse proceed(ClassicHttpRequest request, Scope scope) throws IOException, HttpException {
        attempt.open();
        return chain.proceed(request, scope);
    }
}
