package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.cache.CacheClock;
import dev.failover.cache.CachePolicy;
import dev.failover.cache.CacheStore;
import dev.failover.cache.HttpCache;
import dev.failover.cache.Identity;
import dev.failover.cache.ServiceCaches;
import dev.failover.cache.Variants;
import dev.failover.call.CallSpec;
import dev.failover.config.ConfigSources;
import dev.failover.config.Configuration;
import dev.failover.endpoint.Endpoint;
import dev.failover.http.Headers;
import dev.failover.http.Request;
import dev.failover.http.Response;
import dev.failover.metrics.MetricsCollector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A cache that breaks its word, here by a store that throws, costs its benefit and never the call. */
class CacheFaultTest {
    /** Whatever is asked of it. */
    private static final class ThrowingStore implements CacheStore {
        private boolean isReadable;

        @Override
        public @Nullable Variants get(String key) {
            if (isReadable) {
                return null;
            }
            throw new IllegalStateException("a fault");
        }

        @Override
        public boolean compareAndSet(String key, @Nullable Variants seen, @Nullable Variants next) {
            throw new NoClassDefFoundError("a fault");
        }

        @Override
        public void remove(String key) {
            throw new IllegalStateException("a fault");
        }

        @Override
        public void clear() {
            throw new IllegalStateException("a fault");
        }

        @Override
        public long size() {
            throw new IllegalStateException("a fault");
        }

        @Override
        public void close() {}
    }

    private final ThrowingStore store = new ThrowingStore();
    private final FakeTransport transport = new FakeTransport();

    private CachingCall call(Engine engine) {
        transport.host(
                "a",
                request -> new Response(
                        200,
                        Headers.builder().add("Cache-Control", "max-age=60").build(),
                        "good".getBytes(StandardCharsets.UTF_8)));
        MetricsCollector metrics = new MetricsCollector();
        HttpCache cache = new HttpCache(
                CachePolicy.defaults(),
                store,
                CacheClock.SYSTEM,
                List.of(Endpoint.of("http://a")),
                metrics.service("orders").cache());
        ServiceRegistry registry = new ServiceRegistry(
                new PolicyOverrides(),
                Configuration.load(ConfigSources.builder().build()),
                metrics,
                CacheClock.SYSTEM,
                engine,
                new ServiceCaches((service, policy) -> store, CacheClock.SYSTEM));
        registry.register(new InternalService("orders", null, "http://a"));
        return new CachingCall(
                engine,
                registry.get("orders").current(),
                new ServiceCache(cache, CachePolicy.defaults(), Identity.NONE),
                CallSpec.IDEMPOTENT,
                Request.get("/"));
    }

    @Test
    void whenItCannotBeRead() {
        try (Engine engine = new Engine(transport, Runnable::run)) {
            assertThat(call(engine).execute().text()).isEqualTo("good");
            assertThat(call(engine).executeAsync().join().text()).isEqualTo("good");
        }
    }

    @Test
    void whenItCannotBeWritten() {
        store.isReadable = true;
        try (Engine engine = new Engine(transport, Runnable::run)) {
            assertThat(call(engine).execute().text()).isEqualTo("good");
            assertThat(call(engine).executeAsync().join().text()).isEqualTo("good");
        }
    }
}
