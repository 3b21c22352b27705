package dev.failover.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.endpoint.Endpoint;
import dev.failover.metrics.MetricsCollector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that fails costs misses, and nothing else. */
class FailingStoreTest {
    private final CachePolicy policy = CachePolicy.defaults();
    private boolean reads;
    private int tries;

    private final CacheStore store = new CacheStore() {
        private final MapStore held = new MapStore();

        @Override
        public Variants get(String key) {
            return reads ? held.get(key) : null;
        }

        @Override
        public boolean compareAndSet(String key, Variants seen, Variants next) {
            tries++;
            return false;
        }

        @Override
        public void remove(String key) {}

        @Override
        public void clear() {}

        @Override
        public long size() {
            return 0;
        }

        @Override
        public void close() {}
    };

    private final HttpCache cache = new HttpCache(
            policy,
            store,
            new TestClock(),
            List.of(Endpoint.of("http://o")),
            new MetricsCollector().service("o").cache());

    private CacheExchange begin() {
        return cache.begin(new CacheRequest("GET", "/", CacheWorld.headers(), false, Identity.NONE), policy);
    }

    @Test
    void costsMissesOnly() {
        for (boolean each : new boolean[] {false, true}) {
            reads = each;
            tries = 0;
            CacheExchange exchange = begin();
            assertThat(exchange.answer()).isNull();
            assertThat(exchange.flight()).isNull();
            CacheReply reply = exchange.received(200, CacheWorld.headers("Cache-Control: max-age=100", "ETag: \"a\""));
            assertThat(reply.kind()).isEqualTo(CacheReply.Kind.RECORD);
            reply.recorder().complete(new byte[3]);
            assertThat(tries).as("it is tried again, and given up").isBetween(1, 64);
            assertThat(begin().answer()).isNull();
        }
        cache.evict("/");
        cache.clear();
        assertThat(cache.size()).isZero();
    }
}
