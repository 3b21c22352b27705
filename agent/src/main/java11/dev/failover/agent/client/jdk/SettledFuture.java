package dev.failover.agent.client.jdk;

import java.util.concurrent.CompletableFuture;

/** As the client's own futures, and all that is derived from them: nobody changes what they have come to. */
class SettledFuture<T> extends CompletableFuture<T> {
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new SettledFuture<>();
    }

    @Override
    public void obtrudeValue(T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw new UnsupportedOperationException();
    }
}
