package dev.failover.bench.cache;

import dev.failover.FailoverManager;
import dev.failover.InternalService;
import dev.failover.ServiceClient;
import dev.failover.bench.Row;
import dev.failover.cache.CachePolicy;
import dev.failover.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Cache;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.cache.CacheConfig;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A call whose answer of 1 KB is in the client's cache and fresh, to the whole body. */
public class HitBenchmarks {
    private static final String HIT = "cache-hit";
    private static final String PATH = "/orders/1?view=full";

    /** On the heap. */
    @State(Scope.Benchmark)
    public static class OursShared {
        final Origin origin = new Origin();
        final FailoverManager manager = FailoverManager.create();
        final ServiceClient client = manager.register(
                        new InternalService("orders", null, origin.url()).cache(CachePolicy.defaults()))
                .service("orders");
        final Request request = Request.get(PATH);

        @TearDown
        public void close() {
            manager.close();
            origin.close();
        }
    }

    @Benchmark
    @Row(benchmark = HIT, subject = "ours", decisive = true)
    public byte[] ours(OursShared ours) {
        return ours.client.execute(ours.request).bodyForCodec();
    }

    /** As far as a program goes that keeps its own copy of the body. */
    @Benchmark
    @Row(benchmark = HIT, subject = "ours and a copy of the body")
    public byte[] oursCopied(OursShared ours) {
        return ours.client.execute(Request.get(PATH)).body();
    }

    /** On the heap. */
    @State(Scope.Benchmark)
    public static class HttpClient5Shared {
        final Origin origin = new Origin();
        final CloseableHttpClient client = CachingHttpClients.custom()
                .setCacheConfig(CacheConfig.custom().setSharedCache(false).build())
                .build();
        final String url = origin.url() + PATH;

        @TearDown
        public void close() throws IOException {
            client.close();
            origin.close();
        }
    }

    @Benchmark
    @Row(benchmark = HIT, subject = "HttpClient 5", decisive = true)
    public byte[] httpClient5(HttpClient5Shared peer) throws IOException {
        return peer.client.execute(new HttpGet(peer.url), answer -> EntityUtils.toByteArray(answer.getEntity()));
    }

    /** On a disk, as it has no other place. */
    @State(Scope.Benchmark)
    public static class OkHttpShared {
        final Origin origin = new Origin();
        final Path folder = folder();
        final Cache cache = new Cache(folder.toFile(), 10_000_000);
        final OkHttpClient client = new OkHttpClient.Builder().cache(cache).build();
        final okhttp3.Request request =
                new okhttp3.Request.Builder().url(origin.url() + PATH).build();

        private static Path folder() {
            try {
                return Files.createTempDirectory("okhttp-cache");
            } catch (IOException noFolder) {
                throw new UncheckedIOException(noFolder);
            }
        }

        @TearDown
        public void close() throws IOException {
            cache.delete();
            origin.close();
        }
    }

    @Benchmark
    @Row(benchmark = HIT, subject = "OkHttp")
    public byte[] okHttp(OkHttpShared peer) throws IOException {
        try (Response answer = peer.client.newCall(peer.request).execute()) {
            return answer.body().bytes();
        }
    }
}
