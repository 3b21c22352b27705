package dev.failover.agent.client.apache5;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * The rest of an asynchronous client's chain as an attempt goes through it: it opens the attempt's connection as the chain would
 * do next, watches over the time that this takes, and knows what can be broken off. Its class is the mark by which attempts are
 * known. The client goes through it once more when a server wants to know the user, after it is done with the first answer.
 */
final class AsyncAttemptChain implements AsyncExecChain, FutureCallback<AsyncExecRuntime>, CancellableDependency {
    private static final AtomicReferenceFieldUpdater<AsyncAttemptChain, @Nullable Cancellable> DEPENDENCY =
            AtomicReferenceFieldUpdater.newUpdater(AsyncAttemptChain.class, Cancellable.class, "dependency");

    private final AsyncAttempt attempt;
    private final AsyncExecChain.Scope scope;
    /** What goes on with an open connection, and who hears of it. */
    private @Nullable HttpRequest request;

    private @Nullable AsyncEntityProducer body;
    private AsyncExecCallback callback;

    private volatile @Nullable Cancellable dependency;
    private volatile boolean cancelled;

    AsyncAttemptChain(AsyncAttempt attempt, AsyncSteps steps) {
        this.attempt = attempt;
        callback = attempt;
        scope = steps.scopeOf(attempt.attempt().endpoint(), this);
    }

    /** The attempt's own. */
    AsyncExecChain.Scope scope() {
        return scope;
    }

    @Override
    public void proceed(HttpRequest asked, AsyncEntityProducer producer, Scope own, AsyncExecCallback told)
            throws HttpException, IOException {
        if (attempt.attempt().connectTimeoutNanos() <= 0 || scope.route.getProxyHost() != null) {
            attempt.rest().proceed(asked, producer, own, told);
            return;
        }
        request = asked;
        body = producer;
        callback = told;
        if (scope.execRuntime.isEndpointAcquired()) {
            acquired();
            return;
        }
        attempt.unsent(true);
        Cancellable before = dependency;
        FutureCallback<AsyncExecRuntime> heard = attempt.connectsWhenAcquiring() ? new Opening(false) : this;
        begun(
                before,
                scope.execRuntime.acquireEndpoint(
                        scope.exchangeId, scope.route, scope.clientContext.getUserToken(), scope.clientContext, heard));
    }

    private void acquired() throws HttpException, IOException {
        if (scope.execRuntime.isEndpointConnected()) {
            connected();
            return;
        }
        attempt.unsent(true);
        Cancellable before = dependency;
        begun(before, scope.execRuntime.connectEndpoint(scope.clientContext, new Opening(true)));
    }

    private void connected() throws HttpException, IOException {
        if (cancelled && attempt.connectsWhenAcquiring()) {
            // Later it could not be broken off.
            letGo();
            cancelled();
            return;
        }
        attempt.unsent(false);
        attempt.rest().proceed(request, body, scope, callback);
    }

    /** A step can be broken off, unless what comes after it can be already. */
    private void begun(@Nullable Cancellable before, Cancellable working) {
        if (DEPENDENCY.compareAndSet(this, before, working) && cancelled) {
            working.cancel();
        }
    }

    /** The connection that was asked for is the attempt's. */
    @Override
    public void completed(AsyncExecRuntime runtime) {
        try {
            acquired();
        } catch (HttpException | IOException | RuntimeException failure) {
            failed(failure);
        }
    }

    @Override
    public void failed(Exception failure) {
        callback.failed(failure);
    }

    @Override
    public void cancelled() {
        failed(new InterruptedIOException());
    }

    @Override
    public void setDependency(Cancellable working) {
        dependency = working;
        if (cancelled && !isShared()) {
            working.cancel();
        }
    }

    /** Nothing was sent by the connection that came about. */
    private void letGo() {
        if (attempt.connectsWhenAcquiring()) {
            scope.execRuntime.releaseEndpoint();
        } else {
            scope.execRuntime.discardEndpoint();
        }
    }

    /**
     * Whether others have their requests on the connection too: the client for HTTP/2 alone closes it with the first one that is
     * broken off, and theirs are lost. This one is let come to its end then, of which nobody hears; that is what becomes of most
     * requests that a program of that client cancels itself.
     */
    private boolean isShared() {
        return attempt.connectsWhenAcquiring() && scope.execRuntime.isEndpointAcquired();
    }

    @Override
    public boolean isCancelled() {
        return cancelled || attempt.isCallCancelled();
    }

    /** Whether the attempt was broken off. */
    boolean isBrokenOff() {
        return cancelled;
    }

    @Override
    public boolean cancel() {
        cancelled = true;
        Cancellable working = dependency;
        return working != null && !isShared() && working.cancel();
    }

    /** What comes of a step that opens a connection; when its time was over before, that was told already. */
    private final class Opening implements FutureCallback<AsyncExecRuntime> {
        private final boolean isAcquired;
        private final ConnectBound bound = attempt.boundConnect(scope.route);

        Opening(boolean isAcquired) {
            this.isAcquired = isAcquired;
        }

        @Override
        public void completed(AsyncExecRuntime runtime) {
            if (bound.end()) {
                letGo();
                return;
            }
            try {
                if (isAcquired) {
                    connected();
                } else {
                    acquired();
                }
            } catch (HttpException | IOException | RuntimeException failure) {
                callback.failed(failure);
            }
        }

        @Override
        public void failed(Exception failure) {
            bound.end();
            callback.failed(failure);
        }

        @Override
        public void cancelled() {
            failed(new InterruptedIOException());
        }
    }
}
