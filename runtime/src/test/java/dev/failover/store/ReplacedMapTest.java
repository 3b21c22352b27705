package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.ehcache.config.EvictionAdvisor;
import org.ehcache.impl.internal.concurrent.ConcurrentHashMap;
import org.ehcache.impl.internal.concurrent.EvictingConcurrentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our map in place of Ehcache's: what {@link EvictingConcurrentMap} promises, alone and with 64 threads. */
class ReplacedMapTest {
    private static final EvictionAdvisor<Object, Object> NONE = (key, value) -> false;

    /** A key of which several have one hash, as strings do when somebody wants them to. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 97;
        }
    }

    @Test
    void isTheMapThatEhcacheFinds() {
        assertThat(ConcurrentHashMap.class.getSuperclass()).isEqualTo(java.util.concurrent.ConcurrentHashMap.class);
    }

    @Test
    void nothingToEvict() {
        EvictingConcurrentMap<String, Integer> map = new ConcurrentHashMap<>();
        assertThat(map.getEvictionCandidate(8, Comparator.naturalOrder(), NONE)).isNull();
        map.put("a", 1);
        assertThat(map.getEvictionCandidate(0, Comparator.naturalOrder(), NONE)).isNull();
        assertThat(map.getEvictionCandidate(8, Comparator.naturalOrder(), (key, value) -> true))
                .isNull();
        assertThat(map.getEvictionCandidate(8, Comparator.naturalOrder(), NONE)).isEqualTo(Map.entry("a", 1));
    }

    @Test
    void theBestOfTheSampleIsChosen() {
        EvictingConcurrentMap<Integer, Integer> map = filled(1_000);
        // The sample is everything: then it is the greatest.
        assertThat(map.getEvictionCandidate(1_000, Comparator.naturalOrder(), NONE)
                        .getKey())
                .isEqualTo(999);
        assertThat(map.getEvictionCandidate(1_000, Comparator.reverseOrder(), (key, value) -> value < 500)
                        .getKey())
                .isEqualTo(500);
    }

    @Test
    void everyEntryHasItsTurn() {
        EvictingConcurrentMap<Integer, Integer> map = filled(1_000);
        Set<Object> looked = new HashSet<>();
        for (int i = 0; i < 1_000 / 8; i++) {
            map.getEvictionCandidate(8, Comparator.naturalOrder(), (key, value) -> {
                looked.add(key);
                return false;
            });
        }
        assertThat(looked).hasSize(1_000);
        // And then they have it again.
        looked.clear();
        map.getEvictionCandidate(8, Comparator.naturalOrder(), (key, value) -> !looked.add(key));
        assertThat(looked).isNotEmpty();
    }

    /** A look that ended somewhere has the entry after that in hand. */
    @Test
    void whatIsGoneIsNoVictim() {
        EvictingConcurrentMap<Integer, Integer> map = filled(100);
        assertThat(map.getEvictionCandidate(8, Comparator.naturalOrder(), NONE)).isNotNull();
        for (int i = 0; i < 100; i++) {
            map.remove(i);
        }
        assertThat(map.getEvictionCandidate(8, Comparator.naturalOrder(), NONE)).isNull();
        map.put(7, 7);
        map.clear();
        assertThat(map.getEvictionCandidate(8, Comparator.naturalOrder(), NONE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesWhatANaiveOneDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EvictingConcurrentMap<Key, Integer> map = new ConcurrentHashMap<>();
        Map<Key, Integer> twin = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            Key key = new Key(random.nextInt(500));
            Integer value = random.nextInt(10);
            String where = "seed " + seed + ", step " + step;
            switch (random.nextInt(9)) {
                case 0, 1 -> assertThat(map.put(key, value)).as(where).isEqualTo(twin.put(key, value));
                case 2 -> assertThat(map.putIfAbsent(key, value)).as(where).isEqualTo(twin.putIfAbsent(key, value));
                case 3 -> assertThat(map.remove(key)).as(where).isEqualTo(twin.remove(key));
                case 4 -> assertThat(map.remove(key, value)).as(where).isEqualTo(twin.remove(key, value));
                case 5 ->
                    assertThat(map.replace(key, value, value + 1))
                            .as(where)
                            .isEqualTo(twin.replace(key, value, value + 1));
                case 6 ->
                    assertThat(map.compute(key, (k, old) -> old == null ? value : old > 5 ? null : old + 1))
                            .as(where)
                            .isEqualTo(twin.compute(key, (k, old) -> old == null ? value : old > 5 ? null : old + 1));
                case 7 -> {
                    Map.Entry<Key, Integer> victim = map.getEvictionCandidate(
                            1 + random.nextInt(16), Comparator.naturalOrder(), (k, v) -> v == 3);
                    if (victim == null) {
                        assertThat(twin.values()).as(where).allMatch(each -> each == 3);
                    } else {
                        assertThat(twin.get(victim.getKey())).as(where).isEqualTo(victim.getValue());
                        assertThat(victim.getValue()).as(where).isNotEqualTo(3);
                        twin.remove(victim.getKey());
                        assertThat(map.remove(victim.getKey(), victim.getValue()))
                                .as(where)
                                .isTrue();
                    }
                }
                default -> {
                    // Seldom: it takes a fiftieth of everything.
                    if (random.nextInt(50) == 0) {
                        int hash = key.hashCode();
                        Map<Key, Integer> expected = new HashMap<>(twin);
                        expected.keySet().removeIf(each -> each.hashCode() != hash);
                        twin.keySet().removeAll(expected.keySet());
                        Collection<Map.Entry<Key, Integer>> removed = map.removeAllWithHash(hash);
                        assertThat(removed).as(where).containsExactlyInAnyOrderElementsOf(expected.entrySet());
                    }
                }
            }
            assertThat(map.mappingCount()).as(where).isEqualTo(twin.size());
        }
        assertThat(map).isEqualTo(twin);
    }

    /** As Ehcache uses it: whoever puts evicts, too, by the value that he was shown. */
    @Test
    @Timeout(60)
    void sixtyFourThreadsPutRemoveAndEvict() throws Exception {
        int threads = 64;
        int capacity = 500;
        long seed = 20261126;
        ConcurrentHashMap<Key, Object> map = new ConcurrentHashMap<>();
        AtomicLong added = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                SplittableRandom random = new SplittableRandom(seed + thread);
                running.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < 5_000; i++) {
                        step(map, capacity, random, added, taken);
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(map.mappingCount()).as("seed " + seed).isEqualTo(added.get() - taken.get());
        assertThat(map.keySet()).hasSize((int) map.mappingCount());
        // Everybody who put evicted while there were too many.
        assertThat(map.mappingCount()).isBetween(1L, (long) capacity + threads);
        assertThat(taken.get()).isGreaterThan(100_000);
    }

    private static void step(
            ConcurrentHashMap<Key, Object> map,
            int capacity,
            SplittableRandom random,
            AtomicLong added,
            AtomicLong taken) {
        Key key = new Key(random.nextInt(10_000));
        int what = random.nextInt(200);
        if (what == 0) {
            taken.addAndGet(map.removeAllWithHash(key.hashCode()).size());
        } else if (what < 20) {
            if (map.remove(key) != null) {
                taken.incrementAndGet();
            }
        } else if (map.put(key, new Object()) == null) {
            added.incrementAndGet();
        }
        while (map.mappingCount() > capacity) {
            Map.Entry<Key, Object> victim =
                    map.getEvictionCandidate(8, Comparator.comparingInt(Object::hashCode), NONE);
            if (victim != null && map.remove(victim.getKey(), victim.getValue())) {
                taken.incrementAndGet();
            }
        }
    }

    private static EvictingConcurrentMap<Integer, Integer> filled(int size) {
        EvictingConcurrentMap<Integer, Integer> map = new ConcurrentHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(i, i);
        }
        return map;
    }
}
