package org.ehcache.impl.internal.concurrent;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.ehcache.config.EvictionAdvisor;

/**
 * Takes the place of Ehcache's map of this name, a copy of the JDK's that needs {@code sun.misc.Unsafe}: that one warns from Java 24
 * on, and does not even load where access to memory is denied (JEP 498). This one is the JDK's map, and what Ehcache asks of it
 * besides: a victim for an eviction, among some entries that are looked at in turn.
 */
@SuppressWarnings("serial") // Nobody serialises it; Ehcache's own is serialisable only because the JDK's is.
public final class ConcurrentHashMap<K, V> extends java.util.concurrent.ConcurrentHashMap<K, V>
        implements EvictingConcurrentMap<K, V> {
    /** Where the last look for a victim ended, so that each entry has its turn; at most one for each thread that looks. */
    private final Deque<Iterator<Map.Entry<K, V>>> walks = new ConcurrentLinkedDeque<>();

    public ConcurrentHashMap() {}

    public ConcurrentHashMap(int initialCapacity) {
        super(initialCapacity);
    }

    public ConcurrentHashMap(int initialCapacity, float loadFactor) {
        super(initialCapacity, loadFactor);
    }

    public ConcurrentHashMap(int initialCapacity, float loadFactor, int concurrencyLevel) {
        super(initialCapacity, loadFactor, concurrencyLevel);
    }

    public ConcurrentHashMap(Map<? extends K, ? extends V> other) {
        super(other);
    }

    @Override
    public Map.Entry<K, V> getEvictionCandidate(
            int size, Comparator<? super V> prioritizer, EvictionAdvisor<? super K, ? super V> advisor) {
        Map.Entry<K, V> best = null;
        int seen = 0;
        boolean fromTheStart = false;
        // A walk that was begun earlier has only the rest to offer: the one after it sees everything.
        while (seen < size && !fromTheStart) {
            Iterator<Map.Entry<K, V>> walk = walks.poll();
            if (walk == null) {
                walk = entrySet().iterator();
                fromTheStart = true;
            }
            while (seen < size && walk.hasNext()) {
                Map.Entry<K, V> entry = walk.next();
                // A walk has its next entry in hand while it lies there, and that one may be gone since.
                if (get(entry.getKey()) == entry.getValue()
                        && !advisor.adviseAgainstEviction(entry.getKey(), entry.getValue())) {
                    seen++;
                    if (best == null || prioritizer.compare(entry.getValue(), best.getValue()) > 0) {
                        best = entry;
                    }
                }
            }
            if (walk.hasNext()) {
                walks.push(walk);
            }
        }
        return best;
    }

    /** Looks at everything: Ehcache uses it only in clusters. */
    @Override
    public Collection<Map.Entry<K, V>> removeAllWithHash(int keyHash) {
        List<Map.Entry<K, V>> removed = new ArrayList<>();
        for (K key : keySet()) {
            if (key.hashCode() == keyHash) {
                V value = remove(key);
                if (value != null) {
                    removed.add(new AbstractMap.SimpleImmutableEntry<>(key, value));
                }
            }
        }
        return removed;
    }

    /** Lets go of what walks have in hand, too. */
    @Override
    public void clear() {
        super.clear();
        walks.clear();
    }
}
