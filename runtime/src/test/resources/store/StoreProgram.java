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
 * Stores and reads with nothing but the packaged jar, and prints "ok" or what is wrong: on the heap, outside of it, on
 * a disk below the directory that it is given, and all of that.
 */
public class StoreProgram {
    public static void main(String[] args) {
        // Whoever asks the context finds nothing.
        Thread.currentThread().setContextClassLoader(new ClassLoader(null) {});
        use(0, 0, args[0]);
        use(4 << 20, 0, args[0]);
        use(0, 8 << 20, args[0] + "/disk");
        use(4 << 20, 8 << 20, args[0] + "/both");
        System.out.println("ok");
        // It ends by itself: nothing of the store keeps it alive.
    }

    private static void use(long offheap, long disk, String directory) {
        CachePolicy policy = CachePolicy.defaults()
                .withMaxEntries(10)
                .withOffheap(offheap)
                .withDisk(disk, new File(directory));
        EhcacheStore store = EhcacheStore.open("orders", policy, System.out::println);
        for (int i = 0; i < 100; i++) {
            check(store.compareAndSet("k" + i, null, value(i)), "stored " + i);
        }
        boolean more = policy.offheap() > 0 || policy.disk() > 0;
        check(store.size() == (more ? 100 : 10), "size " + store.size());
        int read = 0;
        for (int i = 0; i < 100; i++) {
            read += body(store, i).equals("body " + i) ? 1 : 0;
        }
        check(read == (more ? 100 : 10), "read " + read);
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
