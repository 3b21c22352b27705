package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Answers;
import dev.failover.agent.client.BlockingCall;
import dev.failover.agent.client.CacheAdapter;
import dev.failover.agent.client.Revalidation;
import dev.failover.call.Attempt;
import dev.failover.call.Outcome;
import java.util.List;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/** A call by a classic client: the lower part of its chain is gone through once for each attempt. */
final class ClassicCall extends BlockingCall<ClassicAnswer> {
    private final Hop hop;
    private final ExecChainHandler protocol;
    private final ClassicHttpRequest request;
    private final ExecChain.Scope scope;
    private final ExecChain chain;
    private final @Nullable Revalidation revalidation;
    private final RequestCopies requests;
    private volatile @Nullable ClassicAttempt current;

    /** @param revalidation what the call is made for; null when it is the program's own */
    ClassicCall(
            AgentEngine engine,
            Hop hop,
            ExecChainHandler protocol,
            ClassicHttpRequest request,
            ExecChain.Scope scope,
            ExecChain chain,
            @Nullable Revalidation revalidation) {
        super(engine, hop.route());
        this.hop = hop;
        this.protocol = protocol;
        this.request = request;
        this.scope = scope;
        this.chain = chain;
        this.revalidation = revalidation;
        requests = new RequestCopies(hop, request);
    }

    /** What the woven method returns and what it throws; null to run the program's own call. */
    Object @Nullable [] execute() {
        Object[] answer = run();
        if (answer != null && answer[0] instanceof ClassicAnswer) {
            answer[0] = ((ClassicAnswer) answer[0]).response();
        }
        return answer;
    }

    @Override
    protected boolean isIdempotent() {
        return hop.isIdempotent();
    }

    @Override
    protected boolean isBodyRepeatable() {
        ClassicAttempt tried = current;
        // What is too long to be held has the connection that another attempt might wait for.
        return requests.isBodyRepeatable() && (tried == null || !tried.keepsConnection());
    }

    @Override
    protected @Nullable CacheAdapter<ClassicAnswer> cacheAdapter() {
        CachedRequest asked = CachedRequest.of(hop, protocol, chain, request, scope.clientContext);
        return asked == null ? null : new ClassicCache(this, hop, asked, request, requests);
    }

    ExecChain.Scope scope() {
        return scope;
    }

    @Nullable
    Revalidation revalidation() {
        return revalidation;
    }

    /** The same request once more, where nobody waits for it. */
    void revalidate(Revalidation what) {
        ClassicBehind.start(engine(), protocol, request, scope, chain, what);
    }

    @Override
    protected void prepare(Attempt attempt) {
        HttpRoute way = hop.at(attempt.endpoint(), true);
        boolean asWritten = hop.isAsWritten(attempt.endpoint());
        // A runtime holds one connection; the answer that an attempt has brought may still need it.
        boolean first = attempt.number() == 1 && (asWritten || !scope.execRuntime.isEndpointAcquired());
        ExecRuntime runtime = first ? scope.execRuntime : scope.execRuntime.fork(cancellable());
        ExecChain.Scope own = first && asWritten
                ? scope
                : new ExecChain.Scope(scope.exchangeId, way, scope.originalRequest, runtime, scope.clientContext);
        current = new ClassicAttempt(engine(), attempt, requests.of(attempt), own);
    }

    @Override
    protected ClassicAnswer send(Attempt attempt) throws Exception {
        ClassicAttempt tried = current;
        if (tried == null) {
            throw new IllegalStateException("not prepared");
        }
        try {
            ClassicHttpResponse response =
                    protocol.execute(tried.request(), tried.scope(), new AttemptChain(chain, tried));
            tried.answered(response, mayBeDropped(attempt, response.getCode()));
            return tried;
        } finally {
            tried.over();
        }
    }

    private boolean mayBeDropped(Attempt attempt, int status) {
        return Answers.mayBeDropped(route().service(), attempt, status) && isBodyRepeatable();
    }

    /** What the program breaks off, where it is still known after a redirect. */
    private @Nullable CancellableDependency cancellable() {
        return scope.originalRequest instanceof CancellableDependency
                ? (CancellableDependency) scope.originalRequest
                : null;
    }

    @Override
    public void abort(Attempt attempt) {
        ClassicAttempt tried = current;
        if (tried != null && tried.attempt() == attempt) {
            tried.abort();
        }
    }

    @Override
    protected void abort() {
        throw new UnsupportedOperationException("which attempt?");
    }

    @Override
    protected boolean isGivenUp() {
        return scope.execRuntime.isExecutionAborted();
    }

    @Override
    protected int status(ClassicAnswer answered) {
        return answered.response().getCode();
    }

    @Override
    protected List<String> headers(ClassicAnswer answered, String name) {
        return Fields.lines(answered.response(), name);
    }

    @Override
    protected void drop(ClassicAnswer answered) {
        answered.drop();
    }

    @Override
    protected Outcome.Kind kindOf(Throwable failure) {
        if (RequestCopies.isBodyAtFault(failure)) {
            return Outcome.Kind.LOCAL;
        }
        ClassicAttempt tried = current;
        return Endings.kindOf(failure, tried != null && tried.isUnsent());
    }

    @Override
    protected Throwable refused(String why) {
        HttpHost target = hop.own().getTargetHost();
        return new HttpHostConnectException("Connect to " + target.toHostString() + " failed: " + why, target);
    }

    @Override
    protected Throwable aborted() {
        return new RequestFailedException("Request aborted");
    }
}
