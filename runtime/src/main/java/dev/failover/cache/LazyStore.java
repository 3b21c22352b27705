package dev.failover.cache;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that is opened by whoever uses it first; whoever comes meanwhile waits for it. Thread-safe. */
final class LazyStore implements CacheStore {
    private final FutureTask<CacheStore> opening;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    private enum State {
        NEW,
        OPENED,
        CLOSED
    }

    LazyStore(Supplier<CacheStore> opener) {
        this.opening = new FutureTask<>(opener::get);
    }

    /** Null when it is closed, or the thread has no time to wait for it: then it costs a miss. */
    private @Nullable CacheStore store() {
        if (state.get() == State.NEW && state.compareAndSet(State.NEW, State.OPENED)) {
            opening.run();
        }
        return state.get() == State.CLOSED ? null : opened();
    }

    private @Nullable CacheStore opened() {
        try {
            return opening.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException notOpened) {
            return null;
        }
    }

    @Override
    public @Nullable Variants get(String key) {
        CacheStore store = store();
        return store == null ? null : store.get(key);
    }

    @Override
    public boolean compareAndSet(String key, @Nullable Variants seen, @Nullable Variants next) {
        CacheStore store = store();
        return store != null && store.compareAndSet(key, seen, next);
    }

    @Override
    public void remove(String key) {
        CacheStore store = store();
        if (store != null) {
            store.remove(key);
        }
    }

    @Override
    public void clear() {
        CacheStore store = store();
        if (store != null) {
            store.clear();
        }
    }

    @Override
    public long size() {
        CacheStore store = opening.isDone() && state.get() == State.OPENED ? opened() : null;
        return store == null ? 0 : store.size();
    }

    @Override
    public void close() {
        if (state.getAndSet(State.CLOSED) == State.OPENED) {
            CacheStore store = opened();
            if (store != null) {
                store.close();
            }
        }
    }
}
