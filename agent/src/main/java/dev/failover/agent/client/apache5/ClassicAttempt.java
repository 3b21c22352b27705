package dev.failover.agent.client.apache5;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ReadAhead;
import dev.failover.call.Attempt;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** One attempt of a classic client: its connection, and the answer that it brought. */
final class ClassicAttempt implements ClassicAnswer {
    private final AgentEngine engine;
    private final Attempt attempt;
    private final ClassicHttpRequest request;
    private final ExecChain.Scope scope;
    private final ExecRuntime runtime;
    private volatile boolean unsent;
    private @Nullable ClassicHttpResponse response;
    private @Nullable HeldEntity held;
    /** What follows is guarded by this. */
    private boolean aborted;

    private boolean over;

    ClassicAttempt(AgentEngine engine, Attempt attempt, ClassicHttpRequest request, ExecChain.Scope scope) {
        this.engine = engine;
        this.attempt = attempt;
        this.request = request;
        this.scope = scope;
        runtime = scope.execRuntime;
    }

    ClassicHttpRequest request() {
        return request;
    }

    ExecChain.Scope scope() {
        return scope;
    }

    Attempt attempt() {
        return attempt;
    }

    /** Whether no connection came about. */
    boolean isUnsent() {
        return unsent;
    }

    @Override
    public ClassicHttpResponse response() {
        if (response == null) {
            throw new IllegalStateException("no answer");
        }
        return response;
    }

    /** Breaks off what is under way; from another thread, and without effect once it is over. */
    synchronized void abort() {
        if (!over) {
            aborted = true;
            runtime.discardEndpoint();
        }
    }

    synchronized void over() {
        over = true;
    }

    private synchronized void mustGoOn() throws SocketTimeoutException {
        if (aborted) {
            throw new SocketTimeoutException("Read timed out");
        }
    }

    /** Does what the chain would do next, when somebody has to watch over it. */
    void open() throws IOException {
        if (attempt.connectTimeoutNanos() <= 0 && attempt.timeoutNanos() <= 0) {
            return;
        }
        unsent = true;
        if (!runtime.isEndpointAcquired()) {
            runtime.acquireEndpoint(
                    scope.exchangeId, scope.route, scope.clientContext.getUserToken(), scope.clientContext);
        }
        try {
            // There was nothing to break off before.
            mustGoOn();
            if (!runtime.isEndpointConnected() && scope.route.getProxyHost() == null) {
                connect();
            }
        } catch (IOException | RuntimeException failure) {
            runtime.discardEndpoint();
            throw failure;
        }
        unsent = false;
    }

    private void connect() throws IOException {
        ConnectBound bound = ConnectBound.start(engine, scope.route, attempt.connectTimeoutNanos(), this::abort);
        try {
            runtime.connectEndpoint(scope.clientContext);
        } catch (IOException | RuntimeException failure) {
            if (bound.end()) {
                throw ConnectBound.failure(scope.route, failure);
            }
            throw failure;
        }
        if (bound.end()) {
            throw ConnectBound.failure(scope.route, null);
        }
    }

    /**
     * The answer is there.
     *
     * @param mayBeDropped whether another attempt might follow: then the answer is not to keep its connection
     */
    void answered(ClassicHttpResponse received, boolean mayBeDropped) throws IOException {
        response = received;
        HttpEntity body = received.getEntity();
        if (mayBeDropped && body != null) {
            HeldEntity holding = new HeldEntity(body, ReadAhead.of(engine, body.getContent(), this::abort));
            held = holding;
            received.setEntity(holding);
        }
    }

    /** Whether the answer is too long to be held. */
    boolean keepsConnection() {
        return held != null && !held.isWhole();
    }

    @Override
    public void drop() {
        if (held == null || keepsConnection()) {
            runtime.discardEndpoint();
        }
    }
}
