package dev.failover.cache;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A store that is a map. */
final class MapStore implements CacheStore {
    final ConcurrentHashMap<String, Variants> map = new ConcurrentHashMap<>();

    @Override
    public @Nullable Variants get(String key) {
        return map.get(key);
    }

    @Override
    public boolean compareAndSet(String key, @Nullable Variants seen, @Nullable Variants next) {
        if (seen == null) {
            return next != null && map.putIfAbsent(key, next) == null;
        }
        return next == null ? map.remove(key, seen) : map.replace(key, seen, next);
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
