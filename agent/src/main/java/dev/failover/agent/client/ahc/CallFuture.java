package dev.failover.agent.client.ahc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.asynchttpclient.ListenableFuture;
import org.jspecify.annotations.Nullable;

/** What the program gets for a call: one future, however many attempts there are. Thread-safe. */
final class CallFuture<T> implements ListenableFuture<T> {
    private final CompletableFuture<@Nullable T> future = new CompletableFuture<>();
    private final AhcCall<T> call;

    CallFuture(AhcCall<T> call) {
        this.call = call;
    }

    boolean complete(@Nullable T value) {
        return future.complete(value);
    }

    boolean fail(Throwable failure) {
        return future.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (future.isDone()) {
            return false;
        }
        call.giveUp(null);
        return future.isCancelled();
    }

    @Override
    public void abort(Throwable why) {
        if (!future.isDone()) {
            call.giveUp(why);
        }
    }

    @Override
    public void done() {
        call.done();
    }

    @Override
    public void touch() {
        ListenableFuture<?> clients = call.latest();
        if (clients != null) {
            clients.touch();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // as with the client's own, nobody hears of a listener that fails
    public ListenableFuture<T> addListener(Runnable listener, @Nullable Executor executor) {
        future.whenCompleteAsync((value, failure) -> listener.run(), executor == null ? Runnable::run : executor);
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // a handler may make null of a response
    public CompletableFuture<T> toCompletableFuture() {
        return future;
    }

    @Override
    public boolean isCancelled() {
        return future.isCancelled();
    }

    @Override
    public boolean isDone() {
        return future.isDone();
    }

    @Override
    @SuppressWarnings("NullAway") // a handler may make null of a response
    public T get() throws InterruptedException, ExecutionException {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw inWordsOfClient(failure);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // a handler may make null of a response
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return future.get(timeout, unit);
        } catch (ExecutionException failure) {
            throw inWordsOfClient(failure);
        }
    }

    /** What the client has not even begun to send it tells with a message of its own. */
    private ExecutionException inWordsOfClient(ExecutionException failure) {
        ListenableFuture<?> clients = call.latest();
        if (clients instanceof CompletedFailure) {
            try {
                clients.get();
            } catch (ExecutionException own) {
                return own.getCause() == failure.getCause() ? own : failure;
            } catch (InterruptedException impossible) {
                // It waits for nothing.
                Thread.currentThread().interrupt();
            }
        }
        return failure;
    }
}
