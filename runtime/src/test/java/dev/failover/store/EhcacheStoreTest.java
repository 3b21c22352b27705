package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.cache.CachePolicy;
import dev.failover.cache.StoredResponse;
import dev.failover.cache.Variants;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store in memory: on the heap alone, and with a part outside of it. */
class EhcacheStoreTest {
    private static final long MB = 1 << 20;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<EhcacheStore> opened = new ArrayList<>();

    private EhcacheStore open(CachePolicy policy) {
        EhcacheStore store = EhcacheStore.open("orders", policy, told::add);
        opened.add(store);
        return store;
    }

    private EhcacheStore open(long offheap) {
        return open(CachePolicy.defaults().withOffheap(offheap));
    }

    @AfterEach
    void close() {
        opened.forEach(EhcacheStore::close);
    }

    @Test
    void onTheHeapTheObjectItselfIsKept() {
        EhcacheStore store = open(0);
        Variants value = Responses.variants(1, "a");
        assertThat(store.compareAndSet("k", null, value)).isTrue();
        assertThat(store.get("k")).isSameAs(value);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4 * MB})
    void compareAndSetGoesByTheVersion(long offheap) {
        EhcacheStore store = open(offheap);
        Variants one = Responses.variants(1, "one");
        Variants copyOfOne = Responses.variants(1, "one");
        Variants two = Responses.variants(2, "two");
        assertThat(store.get("k")).isNull();
        // Nothing is there.
        assertThat(store.compareAndSet("k", two, one)).isFalse();
        assertThat(store.compareAndSet("k", two, null)).isFalse();
        assertThat(store.compareAndSet("k", null, null)).isTrue();
        assertThat(store.compareAndSet("k", null, one)).isTrue();
        // Something is there, and another value than that.
        assertThat(store.compareAndSet("k", null, two)).isFalse();
        assertThat(store.compareAndSet("k", null, null)).isFalse();
        assertThat(store.compareAndSet("k", two, two)).isFalse();
        assertThat(store.compareAndSet("k", two, null)).isFalse();
        assertThat(store.get("k")).isEqualTo(one);
        // It is what was seen.
        assertThat(store.compareAndSet("k", copyOfOne, two)).isTrue();
        assertThat(Responses.body(store.get("k"))).isEqualTo("two");
        assertThat(store.compareAndSet("k", two, null)).isTrue();
        assertThat(store.get("k")).isNull();
        assertThat(store.failures()).isZero();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4 * MB})
    void removesOneAndAll(long offheap) {
        EhcacheStore store = open(offheap);
        for (int i = 0; i < 10; i++) {
            assertThat(store.compareAndSet("k" + i, null, Responses.variants(i, "v")))
                    .isTrue();
        }
        assertThat(store.size()).isEqualTo(10);
        store.remove("k3");
        store.remove("k3");
        assertThat(store.get("k3")).isNull();
        assertThat(store.size()).isEqualTo(9);
        store.clear();
        assertThat(store.size()).isZero();
        assertThat(store.get("k4")).isNull();
        assertThat(store.compareAndSet("k4", null, Responses.variants(1, "v"))).isTrue();
    }

    @Test
    void keepsAsManyUrisAsThePolicySays() {
        EhcacheStore store = open(CachePolicy.defaults().withMaxEntries(100));
        for (int i = 0; i < 1_000; i++) {
            assertThat(store.compareAndSet("k" + i, null, Responses.variants(i, "v")))
                    .isTrue();
        }
        assertThat(store.size()).isEqualTo(100);
        assertThat(IntStream.range(0, 1_000).filter(i -> store.get("k" + i) != null))
                .hasSize(100);
    }

    /** More than the heap has room for is read from the outside of it. */
    @Test
    void outsideOfTheHeapThereIsMore() {
        EhcacheStore store = open(CachePolicy.defaults().withMaxEntries(10).withOffheap(8 * MB));
        byte[] body = new byte[1_000];
        for (int i = 0; i < 1_000; i++) {
            body[0] = (byte) i;
            assertThat(store.compareAndSet("k" + i, null, Responses.variants(i, body.clone())))
                    .isTrue();
        }
        for (int i = 0; i < 1_000; i++) {
            Variants value = store.get("k" + i);
            assertThat(value).isNotNull();
            assertThat(value.version()).isEqualTo(i);
            assertThat(value.responses().get(0).body()[0]).isEqualTo((byte) i);
        }
        assertThat(store.size()).isEqualTo(1_000);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotStoredAndToldOnce() {
        EhcacheStore store = open(MB);
        Variants small = Responses.variants(1, "small");
        assertThat(store.compareAndSet("k", null, small)).isTrue();
        for (int i = 2; i < 5; i++) {
            assertThat(store.compareAndSet("k" + i, null, Responses.variants(i, new byte[(int) MB])))
                    .isFalse();
            assertThat(store.get("k" + i)).isNull();
        }
        assertThat(store.failures()).isEqualTo(3);
        assertThat(told).hasSize(1).first().asString().startsWith("the cache of orders: writing failed");
    }

    @Test
    void withoutRoomOutsideOfTheHeapItWorksOnTheHeap() {
        EhcacheStore store = open(1);
        assertThat(told).hasSize(1).first().asString().contains("works without", "-XX:MaxDirectMemorySize");
        assertThat(store.compareAndSet("k", null, Responses.variants(1, "v"))).isTrue();
        assertThat(store.get("k")).isNotNull();
        told.clear();
        assertThat(open(1L << 60).compareAndSet("k", null, Responses.variants(1, "v")))
                .isTrue();
        assertThat(told).hasSize(1);
    }

    @Test
    void closedItIsEmptyAndQuiet() {
        EhcacheStore store = open(0);
        store.compareAndSet("k", null, Responses.variants(1, "v"));
        store.close();
        store.close();
        assertThat(store.get("k")).isNull();
        assertThat(store.compareAndSet("k", null, Responses.variants(1, "v"))).isFalse();
        store.remove("k");
        store.clear();
        assertThat(store.size()).isZero();
        assertThat(store.failures()).isZero();
        assertThat(told).isEmpty();
    }

    /** Each of 64 threads adds a response until it was the one who did: none is lost. */
    @ParameterizedTest
    @ValueSource(longs = {0, 16 * MB})
    @Timeout(60)
    void sixtyFourThreadsOnOneKey(long offheap) throws Exception {
        EhcacheStore store = open(offheap);
        int threads = 64;
        int each = 20;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> {
                    start.await();
                    for (int done = 0; done < each; ) {
                        Variants seen = store.get("k");
                        long count = seen == null ? 0 : Long.parseLong(Responses.body(seen));
                        done += store.compareAndSet("k", seen, next(count + 1)) ? 1 : 0;
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(Responses.body(store.get("k"))).isEqualTo(String.valueOf(threads * each));
        assertThat(store.failures()).isZero();
        assertThat(told).isEmpty();
    }

    private static Variants next(long count) {
        StoredResponse response = Responses.of(String.valueOf(count));
        return new Variants(count, List.of(response));
    }
}
