import dev.failover.cache.CachePolicy;
import dev.failover.cache.Selector;
import dev.failover.cache.StoredResponse;
import dev.failover.cache.Times;
import dev.failover.cache.Variants;
import dev.failover.http.Headers;
import dev.failover.store.EhcacheStore;
import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

/**
 * Works on a disk until it is killed or told to stop: the mode, the directory, a seed. Looks at everything first, and prints each body
 * that is not what was stored with that version under that key.
 */
public class DiskProgram {
    private static final int KEYS = 400;
    private static volatile boolean stop;

    public static void main(String[] args) throws Exception {
        CachePolicy policy = CachePolicy.defaults()
                .withMaxEntries(20)
                .withOffheap(args[0].equals("full") ? 0 : 1 << 20)
                .withDisk(64 << 20, new File(args[1]));
        EhcacheStore store =
                EhcacheStore.open("orders", policy, what -> System.out.println("told: " + what.replace('\n', ' ')));
        int found = 0;
        for (int i = 0; i < KEYS; i++) {
            found += look(store, "k" + i) == null ? 0 : 1;
        }
        System.out.println("ready " + found);
        Random seeds = new Random(Long.parseLong(args[2]));
        if (args[0].equals("full")) {
            fill(store, seeds);
            return;
        }
        Thread[] writers = new Thread[3];
        for (int i = 0; i < writers.length; i++) {
            Random random = new Random(seeds.nextLong());
            writers[i] = new Thread(() -> change(store, random));
            writers[i].setDaemon(true);
            writers[i].start();
        }
        // A byte of who began this asks for the end; the end of the stream would be his own.
        if (System.in.read() > 0) {
            stop = true;
            for (Thread writer : writers) {
                writer.join();
            }
            System.out.println("closing");
            store.close();
            System.out.println("closed");
            Thread.sleep(60_000);
        }
    }

    private static void change(EhcacheStore store, Random random) {
        for (int i = 1; !stop; i++) {
            String key = "k" + random.nextInt(KEYS);
            Variants seen = look(store, key);
            store.compareAndSet(key, seen, random.nextInt(8) == 0 ? null : value(key, random.nextLong()));
            if (i % 50 == 0) {
                System.out.println("wrote");
            }
        }
    }

    /** More than there is room for, with whatever that does to what is there. */
    private static void fill(EhcacheStore store, Random random) throws InterruptedException {
        int stored = 0;
        int read = 0;
        for (int i = 0; i < 6_000; i++) {
            String key = "k" + random.nextInt(4_000);
            Variants seen = look(store, key);
            read += seen == null ? 0 : 1;
            if (store.compareAndSet(key, seen, value(key, random.nextLong()))) {
                stored++;
            } else {
                // It is behind, or begins again without what it could not read.
                Thread.sleep(1);
            }
        }
        // What comes then is stored and found again, on the heap at least.
        boolean works = false;
        for (int i = 0; i < 10_000 && !works; i++) {
            works = store.compareAndSet("last" + i, null, value("last" + i, i)) && look(store, "last" + i) != null;
            Thread.sleep(1);
        }
        System.out.println("stored " + stored + ", read " + read + ", works " + works);
        store.close();
        System.out.println("ok");
    }

    private static Variants look(EhcacheStore store, String key) {
        Variants found = store.get(key);
        if (found != null && !Arrays.equals(found.responses().get(0).body(), body(key, found.version()))) {
            System.out.println("WRONG: " + key + " " + found);
        }
        return found;
    }

    private static byte[] body(String key, long version) {
        Random random = new Random(31 * version + key.hashCode());
        byte[] body = new byte[100 + random.nextInt(6_000)];
        random.nextBytes(body);
        return body;
    }

    private static Variants value(String key, long version) {
        byte[] body = body(key, version);
        return new Variants(
                version,
                Collections.singletonList(new StoredResponse(
                        200,
                        Headers.EMPTY,
                        body,
                        new Selector("", new String[0], new String[0]),
                        new Times(1, 2, 3, 4),
                        0,
                        body.length)));
    }
}
