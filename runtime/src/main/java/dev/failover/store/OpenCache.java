package dev.failover.store;

import java.io.IOException;
import java.util.Map;
import org.ehcache.Cache;
import org.ehcache.CacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.EntryUnit;
import org.ehcache.config.units.MemoryUnit;
import org.ehcache.core.internal.resilience.ThrowingResilienceStrategy;
import org.ehcache.core.internal.statistics.DefaultStatisticsService;
import org.ehcache.core.statistics.TierStatistics;
import org.ehcache.impl.config.persistence.DefaultPersistenceConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * One cache of Ehcache that is open. Its methods throw whatever happens in Ehcache, which itself would hide it: {@link EhcacheStore}
 * makes misses of it. Thread-safe.
 */
final class OpenCache {
    private static final String ALIAS = "responses";

    private final CacheManager manager;
    private final Cache<String, Entry> cache;
    private final DefaultStatisticsService statistics;
    private final StoreThreads threads;
    private final Tiers tiers;
    private final @Nullable DiskDirectory directory;

    private OpenCache(
            CacheManager manager,
            Cache<String, Entry> cache,
            DefaultStatisticsService statistics,
            StoreThreads threads,
            Tiers tiers,
            @Nullable DiskDirectory directory) {
        this.manager = manager;
        this.cache = cache;
        this.statistics = statistics;
        this.threads = threads;
        this.tiers = tiers;
        this.directory = directory;
    }

    /** @param directory which it closes when it is closed; null without a disk */
    static OpenCache open(String service, Tiers tiers, @Nullable DiskDirectory directory) {
        ResourcePoolsBuilder pools =
                ResourcePoolsBuilder.newResourcePoolsBuilder().heap(tiers.entries(), EntryUnit.ENTRIES);
        if (tiers.offheap() > 0) {
            pools = pools.offheap(tiers.offheap(), MemoryUnit.B);
        }
        if (tiers.disk() > 0) {
            pools = pools.disk(tiers.disk(), MemoryUnit.B, true);
        }
        CacheConfigurationBuilder<String, Entry> configuration = CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        String.class, Entry.class, pools)
                // The context of whoever opens the store has nothing to do with it.
                .withClassLoader(OpenCache.class.getClassLoader())
                .withResilienceStrategy(new ThrowingResilienceStrategy<>());
        if (tiers.offheap() > 0 || tiers.disk() > 0) {
            configuration = configuration.withValueSerializer(new EntrySerializer());
        }
        DefaultStatisticsService statistics = new DefaultStatisticsService();
        StoreThreads threads = new StoreThreads("failover-cache-" + service);
        CacheManagerBuilder<CacheManager> builder = CacheManagerBuilder.newCacheManagerBuilder()
                .withClassLoader(OpenCache.class.getClassLoader())
                .using(statistics)
                .using(threads)
                .withCache(ALIAS, configuration);
        if (directory != null) {
            builder = builder.using(
                    new DefaultPersistenceConfiguration(directory.entries().toFile()));
        }
        CacheManager manager = builder.build(true);
        return new OpenCache(
                manager, manager.getCache(ALIAS, String.class, Entry.class), statistics, threads, tiers, directory);
    }

    boolean isOnDisk() {
        return directory != null;
    }

    Tiers tiers() {
        return tiers;
    }

    /** How many writes to the disk wait. */
    int waiting() {
        return threads.waiting();
    }

    @Nullable
    Entry get(String key) {
        return cache.get(key);
    }

    boolean compareAndSet(String key, @Nullable Entry seen, @Nullable Entry next) {
        if (seen == null) {
            return next == null ? !cache.containsKey(key) : cache.putIfAbsent(key, next) == null;
        }
        return next == null ? cache.remove(key, seen) : cache.replace(key, seen, next);
    }

    void remove(String key) {
        cache.remove(key);
    }

    void clear() {
        cache.clear();
    }

    /** Of the lowest tier, which has everything. */
    long size() {
        Map<String, TierStatistics> known = statistics.getCacheStatistics(ALIAS).getTierStatistics();
        TierStatistics lowest = known.get(tiers.disk() > 0 ? "Disk" : tiers.offheap() > 0 ? "OffHeap" : "OnHeap");
        return lowest == null ? 0 : Math.max(0, lowest.getMappings());
    }

    /** Writes down what is on the disk. */
    void close() throws IOException {
        try {
            manager.close();
            if (directory != null) {
                directory.seal();
            }
        } finally {
            if (directory != null) {
                directory.release();
            }
        }
    }

    /** Closes it and leaves nothing on the disk. */
    void discard() throws IOException {
        try {
            manager.close();
        } finally {
            if (directory != null) {
                try {
                    directory.clear();
                } finally {
                    directory.release();
                }
            }
        }
    }
}
