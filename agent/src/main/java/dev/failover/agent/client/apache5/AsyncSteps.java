package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.Route;
import dev.failover.call.Attempt;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/** What the program's asynchronous client is about to do, and how each attempt does it. Immutable, but for the conditions. */
final class AsyncSteps extends Hop {
    /** The runtime of a client that is not that of {@link #isMultiplexed}: its name need not be read each time. */
    private static volatile @Nullable Class<?> usual;

    private final AsyncExecChainHandler protocol;
    private final Header[] headers;
    private final @Nullable AsyncBody body;
    private final AsyncExecChain.Scope scope;
    private final AsyncExecChain chain;
    private volatile Headers conditions = Headers.EMPTY;

    private AsyncSteps(
            Route route,
            AsyncExecChainHandler protocol,
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain) {
        super(route, request);
        this.protocol = protocol;
        this.body = body == null ? null : new AsyncBody(body);
        this.scope = scope;
        this.chain = chain;
        headers = request.getHeaders();
    }

    /** The client of nothing but HTTP/2 looks every name up itself, and connects when it is asked for a connection. */
    private static boolean isMultiplexed(Class<?> runtime) {
        if (runtime == usual) {
            return false;
        }
        if (runtime.getSimpleName().startsWith("InternalH2")) {
            return true;
        }
        usual = runtime;
        return false;
    }

    /** Null when the request is none of our business. */
    static @Nullable AsyncSteps of(
            AgentEngine engine,
            AsyncExecChainHandler protocol,
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain) {
        Route route = find(engine, scope.route, request);
        return route == null ? null : new AsyncSteps(route, protocol, request, body, scope, chain);
    }

    @Override
    HttpRoute own() {
        return scope.route;
    }

    @Nullable
    AsyncBody body() {
        return body;
    }

    AsyncExecChain.Scope scope() {
        return scope;
    }

    /** What the client does next, in which attempts go other ways. */
    AsyncExecChain chain() {
        return chain;
    }

    /** As whom the client asks; null when that cannot be known. */
    @Nullable
    CachedRequest cached() {
        return CachedRequest.of(this, protocol, chain, request(), scope.clientContext);
    }

    /** What the requests of attempts have in their heads besides, from now on. */
    void have(Headers more) {
        conditions = more;
    }

    boolean connectsWhenAcquiring() {
        return isMultiplexed(scope.execRuntime.getClass());
    }

    /**
     * What the chain knows of an attempt there. A runtime holds one connection, and that of the program's own is let go when
     * the program has its answer, while an attempt that has lost may not be done with it.
     */
    AsyncExecChain.Scope scopeOf(Endpoint endpoint, CancellableDependency dependency) {
        AsyncExecRuntime runtime = route().service().isObserving() ? scope.execRuntime : scope.execRuntime.fork();
        HttpRoute way = at(endpoint, !connectsWhenAcquiring());
        return NewerScopes.of(scope, way, scope.originalRequest, dependency, scope.clientContext, runtime);
    }

    /** Goes through the rest of the chain. */
    void send(AsyncAttempt tried) throws HttpException, IOException {
        AsyncAttemptChain rest = tried.chain();
        protocol.execute(request(tried.attempt()), tried.body(), rest.scope(), rest, tried);
    }

    private HttpRequest request(Attempt attempt) {
        Endpoint endpoint = attempt.endpoint();
        boolean asWritten = isAsWritten(endpoint);
        Headers more = conditions;
        if (asWritten && attempt.number() == 1 && more.size() == 0) {
            return request();
        }
        BasicHttpRequest copy = copy();
        for (Header condition : Fields.of(more)) {
            copy.addHeader(condition);
        }
        if (!asWritten) {
            copy.setPath(path(endpoint));
            copy.setScheme(endpoint.scheme());
            copy.setAuthority(authority(endpoint, !connectsWhenAcquiring()));
        }
        return copy;
    }

    private BasicHttpRequest copy() {
        HttpRequest request = request();
        BasicHttpRequest copy = new BasicHttpRequest(request.getMethod(), "/");
        copy.setVersion(request.getVersion());
        copy.setHeaders(headers);
        copy.setPath(request.getPath());
        copy.setScheme(request.getScheme());
        copy.setAuthority(request.getAuthority());
        return copy;
    }

    /**
     * The same without a body, beside the program's: of its own request, context and connection.
     *
     * @param dependency what breaks it off
     */
    @Nullable
    AsyncSteps copy(AgentEngine engine, CancellableDependency dependency) {
        BasicHttpRequest own = copy();
        HttpClientContext context = CopiedContext.of(scope.clientContext);
        return of(
                engine,
                protocol,
                own,
                null,
                NewerScopes.of(scope, scope.route, own, dependency, context, scope.execRuntime.fork()),
                chain);
    }
}
