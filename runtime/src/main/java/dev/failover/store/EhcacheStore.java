package dev.failover.store;

import dev.failover.cache.CachePolicy;
import dev.failover.cache.CacheStore;
import dev.failover.cache.Variants;
import java.io.File;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store on Ehcache: on the heap, where entries are kept as the objects that they are, and as an option outside of it and on a disk,
 * where they are bytes with a check sum. Whatever fails costs a miss, is counted, and is told once of each kind. Thread-safe.
 */
public final class EhcacheStore implements CacheStore {
    /** More writes than these do not wait for a disk that is too slow: what comes then is not stored. */
    private static final int MOST_WAITING = 256;

    /** So often the disk gets another chance, with nothing on it. */
    private static final int MOST_RESTARTS = 3;

    private final StoreOpener opener;
    private final Reports reports;
    private final @Nullable DiskWorker worker;
    private final @Nullable CloseAtExit atExit;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger restarts = new AtomicInteger();

    /** Null: closed, or it could not be opened. */
    private final AtomicReference<@Nullable OpenCache> open = new AtomicReference<>();

    private EhcacheStore(String service, CachePolicy policy, Reports reports, DiskSpace space) {
        boolean disk = policy.disk() > 0;
        this.reports = reports;
        this.worker = disk ? new DiskWorker(service) : null;
        this.opener = new StoreOpener(service, policy.directory(), space, reports);
        this.atExit = disk ? new CloseAtExit(service, this::close) : null;
    }

    /**
     * Opens the store of a service. It never fails: a tier that cannot be opened is left out, and without any the store keeps nothing.
     * What is on a disk is written down when the store is closed or the JVM ends.
     *
     * @param told hears in a sentence what goes wrong, on whichever thread it does, and once of each kind
     */
    public static EhcacheStore open(String service, CachePolicy policy, Consumer<String> told) {
        return open(service, policy, told, new DiskSpace(File::getUsableSpace));
    }

    static EhcacheStore open(String service, CachePolicy policy, Consumer<String> told, DiskSpace space) {
        Reports reports = new Reports(service, Objects.requireNonNull(told, "told"));
        EhcacheStore store = new EhcacheStore(service, policy, reports, space);
        store.start(Tiers.of(policy));
        return store;
    }

    private void start(Tiers tiers) {
        open.set(opened(tiers));
        if (atExit != null) {
            atExit.add();
        }
    }

    private @Nullable OpenCache opened(Tiers tiers) {
        if (worker == null) {
            return opener.open(tiers);
        }
        try {
            return worker.call(() -> opener.open(tiers));
        } catch (IllegalStateException | OutOfMemoryError noThread) {
            reports.tell("it works without the disk: " + Reports.describe(noThread));
            return opener.open(tiers.withoutDisk());
        }
    }

    @Override
    public @Nullable Variants get(String key) {
        OpenCache cache = open.get();
        if (cache == null) {
            return null;
        }
        try {
            Entry entry = cache.get(key);
            if (entry == null) {
                return null;
            }
            if (entry.key().equals(key)) {
                return entry.variants();
            }
            throw new CorruptEntryException("it belongs to another URI", null);
        } catch (StackOverflowError callers) {
            throw callers;
        } catch (Throwable failure) {
            failed(cache, "reading", failure);
            remove(key);
            return null;
        }
    }

    @Override
    public boolean compareAndSet(String key, @Nullable Variants seen, @Nullable Variants next) {
        Entry from = seen == null ? null : new Entry(key, seen);
        Entry to = next == null ? null : new Entry(key, next);
        Boolean done = change("writing", false, cache -> mayWrite(cache, to) && cache.compareAndSet(key, from, to));
        if (done == null) {
            // What is there is perhaps what cannot be read, and would be in the way of every later one.
            remove(key);
        }
        return done != null && done;
    }

    private boolean mayWrite(OpenCache cache, @Nullable Entry entry) {
        if (entry == null || !cache.isOnDisk()) {
            return true;
        }
        String low = opener.lowOnSpace();
        if (low == null) {
            return cache.waiting() <= MOST_WAITING;
        }
        if (open.compareAndSet(cache, null)) {
            reports.tell("it works without the disk from now on: " + low);
            replace(cache, cache.tiers().withoutDisk());
        }
        return false;
    }

    @Override
    public void remove(String key) {
        change("removing", false, cache -> {
            cache.remove(key);
            return true;
        });
    }

    @Override
    public void clear() {
        change("clearing", false, cache -> {
            cache.clear();
            return true;
        });
    }

    @Override
    public long size() {
        Long size = change("counting", 0L, OpenCache::size);
        return size == null ? 0 : size;
    }

    /** How often something failed that then cost a miss. */
    public long failures() {
        return reports.failures();
    }

    /** Null if it failed; what {@code closed} says when there is no cache. */
    private <T> @Nullable T change(String doing, T closed, Function<OpenCache, T> change) {
        OpenCache cache = open.get();
        if (cache == null) {
            return closed;
        }
        try {
            return worker != null && cache.isOnDisk() ? worker.call(() -> change.apply(cache)) : change.apply(cache);
        } catch (StackOverflowError callers) {
            throw callers;
        } catch (Throwable failure) {
            failed(cache, doing, failure);
            return null;
        }
    }

    private void failed(OpenCache cache, String doing, Throwable failure) {
        // One that was closed meanwhile may say so.
        if (open.get() != cache) {
            return;
        }
        reports.failed(doing, failure);
        // One that is damaged makes Ehcache believe in lengths that are none: it must not read on.
        if (cache.isOnDisk() && !Reports.isTooLarge(failure) && open.compareAndSet(cache, null)) {
            boolean again = restarts.incrementAndGet() <= MOST_RESTARTS;
            reports.tell("the disk gave back something else than it was given, or took no more: "
                    + (again ? "it starts empty" : "it works without the disk from now on; see whether it is full"));
            replace(cache, again ? cache.tiers() : cache.tiers().withoutDisk());
        }
    }

    /** Goes on with an empty cache in place of one that was taken away; until that is open, nothing is stored. */
    private void replace(OpenCache cache, Tiers next) {
        if (worker == null) {
            throw new IllegalStateException("only what is on a disk is replaced");
        }
        try {
            worker.execute(() -> {
                quietly("leaving the disk", cache::discard);
                open.set(opener.open(next));
                if (closed.get()) {
                    closeWhatIsOpen();
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            // It was closed meanwhile, or there are too many threads already.
            quietly("leaving the disk", cache::discard);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (worker == null) {
            closeWhatIsOpen();
            return;
        }
        quietly(
                "closing",
                () -> worker.call(() -> {
                    closeWhatIsOpen();
                    return true;
                }));
        // Unless that could not be done there.
        closeWhatIsOpen();
        worker.close();
        if (atExit != null) {
            atExit.remove();
        }
    }

    private void closeWhatIsOpen() {
        OpenCache cache = open.getAndSet(null);
        if (cache != null) {
            quietly("closing", cache::close);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Nobody waits for the end of it whom a failure could help. */
    private void quietly(String doing, Action action) {
        try {
            action.run();
        } catch (Throwable failure) {
            reports.tell(doing + " failed, so nothing of it is there the next time: " + Reports.describe(failure));
        }
    }
}
