package dev.failover.store;

import dev.failover.cache.CachePolicy;
import dev.failover.cache.CacheStore;
import dev.failover.cache.Variants;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store on Ehcache: on the heap, where entries are kept as the objects that they are, and as an option outside of it and on a disk,
 * where they are bytes with a check sum. Whatever fails costs a miss, is counted, and is told once of each kind. Thread-safe.
 */
public final class EhcacheStore implements CacheStore {
    private final String service;
    private final Reports reports;

    /** Null: closed, or it could not be opened. */
    private final AtomicReference<@Nullable OpenCache> open = new AtomicReference<>();

    private EhcacheStore(String service, Consumer<String> told) {
        this.service = service;
        this.reports = new Reports(service, told);
    }

    /**
     * Opens the store of a service. It never fails: a tier that cannot be opened is left out, and without any the store keeps nothing.
     *
     * @param told hears in a sentence what goes wrong, on whichever thread it does, and once of each kind
     */
    public static EhcacheStore open(String service, CachePolicy policy, Consumer<String> told) {
        EhcacheStore store = new EhcacheStore(service, Objects.requireNonNull(told, "told"));
        store.open(Tiers.of(policy));
        return store;
    }

    private void open(Tiers tiers) {
        try {
            open.set(OpenCache.open(service, tiers, null));
        } catch (StackOverflowError callers) {
            throw callers;
        } catch (Throwable failure) {
            if (tiers.offheap() > 0) {
                reports.tell(tiers.offheap() + " bytes outside of the heap cannot be had, so it works without: "
                        + Reports.describe(failure)
                        + "; write less, at least 1MB, or raise -XX:MaxDirectMemorySize");
                open(tiers.withoutOffheap());
            } else {
                reports.tell("it cannot be opened, so nothing is stored: " + Reports.describe(failure));
            }
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
        Boolean done = change("writing", false, cache -> cache.compareAndSet(key, from, to));
        if (done == null) {
            // What is there is perhaps what cannot be read, and would be in the way of every later one.
            remove(key);
        }
        return done != null && done;
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

    @Override
    public void close() {
        OpenCache cache = open.getAndSet(null);
        if (cache == null) {
            return;
        }
        try {
            cache.close();
        } catch (StackOverflowError callers) {
            throw callers;
        } catch (Throwable failure) {
            reports.tell("it could not be closed: " + Reports.describe(failure));
        }
    }

    /** Null if it failed; what {@code closed} says when there is no cache. */
    private <T> @Nullable T change(String doing, T closed, Function<OpenCache, T> change) {
        OpenCache cache = open.get();
        if (cache == null) {
            return closed;
        }
        try {
            return change.apply(cache);
        } catch (StackOverflowError callers) {
            throw callers;
        } catch (Throwable failure) {
            failed(cache, doing, failure);
            return null;
        }
    }

    private void failed(OpenCache cache, String doing, Throwable failure) {
        // One that was closed meanwhile may say so.
        if (open.get() == cache) {
            reports.failed(doing, failure);
        }
    }
}
