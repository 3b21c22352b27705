package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.endpoint.Endpoint;
import dev.failover.metrics.MetricsCollector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 64 threads on one key. */
class SharedKeyTest {
    private static final int THREADS = 64;

    private final MapStore store = new MapStore();
    private final TestClock clock = new TestClock();
    private final CachePolicy policy = CachePolicy.defaults();
    private final HttpCache cache = new HttpCache(
            policy,
            store,
            clock,
            List.of(Endpoint.of("http://o")),
            new MetricsCollector().service("o").cache());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CyclicBarrier start = new CyclicBarrier(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private void onAllThreads(Work work) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            all.add(threads.submit(() -> {
                start.await();
                work.run(thread);
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    private CacheExchange begin(String... fields) {
        return cache.begin(new CacheRequest("GET", "/", CacheWorld.headers(fields), false, Identity.NONE), policy);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As many variants as there may be are all there, with their own bodies, though all came at once. */
    @Test
    void noVariantIsLost() throws Exception {
        for (int round = 0; round < 20; round++) {
            store.clear();
            onAllThreads(thread -> {
                String variant = Integer.toString(thread % Variants.MOST);
                CacheExchange exchange = begin("X-A: " + variant);
                exchange.received(200, CacheWorld.headers("Cache-Control: max-age=100", "Vary: X-A"))
                        .recorder()
                        .complete(bytes(variant));
            });
            assertThat(store.get("/").responses()).hasSize(Variants.MOST);
            for (int i = 0; i < Variants.MOST; i++) {
                assertThat(begin("X-A: " + i).answer().body()).isEqualTo(bytes(Integer.toString(i)));
            }
        }
    }

    /** More than there may be: never more are kept, and none with a body of another. */
    @Test
    void neverTooManyAndNoneMixedUp() throws Exception {
        onAllThreads(thread -> {
            for (int i = 0; i < 50; i++) {
                String variant = (thread + 7 * i) % THREADS + "";
                CacheExchange exchange = begin("X-A: " + variant);
                CachedAnswer answer = exchange.answer();
                if (answer == null) {
                    exchange.received(200, CacheWorld.headers("Cache-Control: max-age=100", "Vary: X-A"))
                            .recorder()
                            .complete(bytes(variant));
                } else {
                    assertThat(answer.body()).isEqualTo(bytes(variant));
                }
            }
        });
        assertThat(store.get("/").responses()).hasSizeLessThanOrEqualTo(Variants.MOST);
    }

    /** Equal calls at once: one fetch. */
    @Test
    void oneFetchesForAll() throws Exception {
        for (int round = 0; round < 50; round++) {
            store.clear();
            oneFetches();
        }
    }

    private void oneFetches() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        onAllThreads(thread -> {
            CacheExchange exchange = begin();
            CachedAnswer answer = exchange.answer();
            if (answer == null) {
                Flight other = exchange.flight();
                if (other != null) {
                    other.await(TimeUnit.SECONDS.toNanos(50));
                    exchange = exchange.again();
                    answer = exchange.answer();
                }
            }
            if (answer == null) {
                fetches.incrementAndGet();
                exchange.received(200, CacheWorld.headers("Cache-Control: max-age=100"))
                        .recorder()
                        .complete(bytes("body"));
            } else {
                assertThat(answer.body()).isEqualTo(bytes("body"));
            }
        });
        assertThat(fetches).hasValue(1);
    }

    /** After the last change nothing is stored that was asked for before it. */
    @Test
    void nothingFromBeforeAChangeOutlivesIt() throws Exception {
        for (int round = 0; round < 50; round++) {
            AtomicInteger version = new AtomicInteger();
            onAllThreads(thread -> {
                if (thread % 8 == 0) {
                    version.incrementAndGet();
                    cache.evict("/");
                    return;
                }
                CacheExchange exchange = begin("X-A: " + thread);
                String seen = Integer.toString(version.get());
                exchange.received(200, CacheWorld.headers("Cache-Control: max-age=100", "Vary: X-A"))
                        .recorder()
                        .complete(bytes(seen));
            });
            Variants left = store.get("/");
            if (left != null) {
                assertThat(left.responses())
                        .allSatisfy(response -> assertThat(response.body()).isEqualTo(bytes("8")));
            }
            store.clear();
        }
    }
}
