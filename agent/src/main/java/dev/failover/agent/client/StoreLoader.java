package dev.failover.agent.client;

import dev.failover.cache.CachePolicy;
import dev.failover.cache.CacheStore;
import dev.failover.cache.Variants;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stand-in. */
final class StoreLoader {
    private StoreLoader() {}

    static CacheStore open(String service, CachePolicy policy) {
        return new Heap();
    }

    private static final class Heap implements CacheStore {
        private final ConcurrentHashMap<String, Variants> map = new ConcurrentHashMap<>();

        @Override
        public @Nullable Variants get(String key) {
            return map.get(key);
        }

        @Override
        public boolean compareAndSet(String key, @Nullable Variants seen, @Nullable Variants next) {
            return seen == null
                    ? next != null && map.putIfAbsent(key, next) == null
                    : next == null ? map.remove(key, seen) : map.replace(key, seen, next);
        }

        @Override
        public void remove(String key) {
            map.remove(key);
        }

        @Override
        public void clear() {
            map.clear();
        }

        @Override
        public long size() {
            return map.size();
        }

        @Override
        public void close() {
            map.clear();
        }
    }
}
