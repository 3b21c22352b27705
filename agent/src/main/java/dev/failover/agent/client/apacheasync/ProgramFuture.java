package dev.failover.agent.client.apacheasync;

import org.apache.http.concurrent.BasicFuture;
import org.apache.http.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/** What {@code execute} returns: cancelling it cancels the call, whatever is under way for it. */
class ProgramFuture<T> extends BasicFuture<T> {
    private volatile @Nullable Abortable abort;

    /** What goes on for it. */
    interface Abortable {
        void abort();
    }

    @SuppressWarnings("NullAway") // the program need not give a callback
    ProgramFuture(@Nullable FutureCallback<T> callback) {
        super(callback);
    }

    final void onCancel(Abortable action) {
        abort = action;
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        Abortable action = abort;
        boolean running = !isDone();
        try {
            if (running && action != null) {
                action.abort();
            }
        } finally {
            running = super.cancel(mayInterruptIfRunning) || (running && isCancelled());
        }
        return running;
    }

    /** The client says that it was. */
    final void cancelled() {
        super.cancel(true);
    }
}
