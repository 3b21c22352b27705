import dev.failover.cache.CachePolicy;
import dev.failover.cache.Selector;
import dev.failover.cache.StoredResponse;
import dev.failover.cache.Times;
import dev.failover.cache.Variants;
import dev.failover.http.Headers;
import dev.failover.store.EhcacheStore;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * Stores and reads with nothing but the packaged jar, and prints "ok" or what is wrong: the bytes outside of the heap, those on the
 * disk, its directory.
 */
public class StoreProgram {
    public static void main(String[] args) {
        // Whoever asks the context finds nothing.
        Thread.currentThread().setContextClassLoader(new ClassLoader(null) {});
        CachePolicy policy = CachePolicy.defaults()
                .withMaxEntries(10)
                .withOffheap(Long.parseLong(args[0]))
                .withDisk(Long.parseLong(args[1]), new File(args[2]));
        EhcacheStore store = EhcacheStore.open("orders", policy, System.out::println);
        for (int i = 0; i < 100; i++) {
            check(store.compareAndSet("k" + i, null, value(i)), "stored " + i);
        }
        boolean more = policy.offheap() > 0 || policy.disk() > 0;
        check(store.size() == (more ? 100 : 10), "size " + store.size());
        for (int i = 0; more && i < 100; i++) {
            check(body(store, i).equals("body " + i), "read " + i);
        }
        check(body(store, 99).equals("body 99"), "read the last");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("failover") || thread.getName().contains("hcache")) {
                check(thread.isDaemon(), "daemon " + thread);
                check(thread.getContextClassLoader() == null, "context of " + thread);
            }
        }
        store.close();
        if (policy.disk() > 0) {
            store = EhcacheStore.open("orders", policy, System.out::println);
            for (int i = 0; i < 100; i++) {
                check(body(store, i).equals("body " + i), "read again " + i);
            }
        }
        check(store.failures() == 0, "failures " + store.failures());
        System.out.println("ok");
        // It ends by itself: nothing of the store keeps it alive.
    }

    private static String body(EhcacheStore store, int i) {
        Variants found = store.get("k" + i);
        return found == null ? "nothing" : new String(found.responses().get(0).body(), StandardCharsets.UTF_8);
    }

    private static Variants value(int i) {
        byte[] body = ("body " + i).getBytes(StandardCharsets.UTF_8);
        return new Variants(
                i,
                Collections.singletonList(new StoredResponse(
                        200,
                        Headers.builder().add("ETag", "\"" + i + "\"").build(),
                        body,
                        new Selector("", new String[0], new String[0]),
                        new Times(1, 2, 3, 4),
                        0,
                        body.length)));
    }

    private static void check(boolean good, String what) {
        if (!good) {
            System.out.println("WRONG: " + what);
        }
    }
}
