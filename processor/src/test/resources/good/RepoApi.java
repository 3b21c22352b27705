package shop;

import dev.failover.annotations.*;
import java.util.Collection;
import java.util.List;
import java.util.Map;

@FailoverService(name = "repo")
@Idempotent
@Fallback(RepoApi.Nothing.class)
interface RepoApi<K extends Comparable<K>, V> extends AllOf<V> {
    V find(K key);

    @SuppressWarnings("rawtypes")
    void many(Map raw);

    void put(K key, V value) throws InterruptedException;

    @SuppressWarnings("unchecked")
    V[] array(Map<? super K, ? extends V>[] maps, List<V>... more);

    <E extends Exception> void check(Class<E> type) throws E;

    final class Nothing<K extends Comparable<K>, V> implements RepoApi<K, V> {
        @Override
        public V find(K key) {
            return null;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void many(Map raw) {}

        @Override
        public void put(K key, V value) {}

        @Override
        @SafeVarargs
        public final V[] array(Map<? super K, ? extends V>[] maps, List<V>... more) {
            return null;
        }

        @Override
        public <E extends Exception> void check(Class<E> type) {}

        @Override
        public Collection<V> all() {
            return null;
        }
    }
}

interface AllOf<T> {
    Collection<T> all();
}
