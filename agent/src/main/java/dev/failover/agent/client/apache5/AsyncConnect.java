package dev.failover.agent.client.apache5;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/** Opens an attempt's connection as the chain would do next, and watches over the time that it takes. */
final class AsyncConnect {
    private final AsyncAttempt attempt;
    private final AsyncExecChain.Scope scope;
    private final AsyncExecCallback callback;
    private final AsyncExecChain rest;
    private final HttpRequest request;
    private final @Nullable AsyncEntityProducer body;

    /** @param rest what goes on with an open connection */
    AsyncConnect(
            AsyncAttempt attempt,
            AsyncExecChain.Scope scope,
            AsyncExecCallback callback,
            AsyncExecChain rest,
            HttpRequest request,
            @Nullable AsyncEntityProducer body) {
        this.attempt = attempt;
        this.scope = scope;
        this.callback = callback;
        this.rest = rest;
        this.request = request;
        this.body = body;
    }

    void run() throws HttpException, IOException {
        AsyncExecRuntime runtime = scope.execRuntime;
        if (runtime.isEndpointAcquired()) {
            acquired();
            return;
        }
        attempt.unsent(true);
        Step acquiring = new Step(attempt.connectsWhenAcquiring() ? attempt.boundConnect(scope.route) : null) {
            @Override
            void next() throws HttpException, IOException {
                acquired();
            }
        };
        acquiring.begun(runtime.acquireEndpoint(
                scope.exchangeId, scope.route, scope.clientContext.getUserToken(), scope.clientContext, acquiring));
    }

    private void acquired() throws HttpException, IOException {
        if (scope.execRuntime.isEndpointConnected()) {
            connected();
            return;
        }
        attempt.unsent(true);
        Step connecting = new Step(attempt.boundConnect(scope.route)) {
            @Override
            void next() throws HttpException, IOException {
                connected();
            }
        };
        connecting.begun(scope.execRuntime.connectEndpoint(scope.clientContext, connecting));
    }

    private void connected() throws HttpException, IOException {
        attempt.unsent(false);
        rest.proceed(request, body, scope, callback);
    }

    /** What comes of a step; when its time was over before, that was told already. */
    private abstract class Step implements FutureCallback<AsyncExecRuntime> {
        private final @Nullable ConnectBound bound;
        private boolean done;

        Step(@Nullable ConnectBound bound) {
            this.bound = bound;
        }

        abstract void next() throws HttpException, IOException;

        /** It can be broken off, unless it is done already and what comes next can be. */
        synchronized void begun(Cancellable working) {
            if (!done) {
                attempt.setDependency(working);
            }
        }

        private synchronized boolean isInTime() {
            done = true;
            return bound == null || !bound.end();
        }

        @Override
        public void completed(AsyncExecRuntime runtime) {
            if (!isInTime()) {
                attempt.runtime().discardEndpoint();
                return;
            }
            try {
                next();
            } catch (HttpException | IOException | RuntimeException failure) {
                callback.failed(failure);
            }
        }

        @Override
        public void failed(Exception failure) {
            isInTime();
            callback.failed(failure);
        }

        @Override
        public void cancelled() {
            failed(new InterruptedIOException());
        }
    }
}
