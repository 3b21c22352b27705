package dev.failover.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.cache.CachePolicy;
import dev.failover.cache.Variants;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store on a disk: what survives, what does not, and what stands in its way. */
class DiskStoreTest {
    private static final long MB = 1 << 20;
    private static final long PLENTY = 1L << 40;

    @TempDir
    Path parent;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<EhcacheStore> opened = new ArrayList<>();

    private CachePolicy policy() {
        return CachePolicy.defaults().withMaxEntries(10).withDisk(16 * MB, parent.toFile());
    }

    private EhcacheStore open(CachePolicy policy) {
        EhcacheStore store = EhcacheStore.open("orders", policy, told::add, new DiskSpace(file -> PLENTY));
        opened.add(store);
        return store;
    }

    private EhcacheStore open() {
        return open(policy());
    }

    private Path directory() {
        return parent.resolve("orders.cache");
    }

    private Path data() throws IOException {
        return FileTree.files(directory()).stream()
                .filter(file -> file.toString().endsWith(".data"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() {
        opened.forEach(EhcacheStore::close);
    }

    private static void fill(EhcacheStore store, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(put(store, i)).isTrue();
        }
    }

    /** Again when the disk is behind with what it has to write, or is being replaced. */
    private static boolean put(EhcacheStore store, int i) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!store.compareAndSet("k" + i, null, Responses.variants(i, "body " + i))) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static int found(EhcacheStore store, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            Variants value = store.get("k" + i);
            if (value != null) {
                found++;
                assertThat(Responses.body(value)).isEqualTo("body " + i);
                assertThat(value.version()).isEqualTo(i);
            }
        }
        return found;
    }

    @Test
    void survivesARestart() {
        EhcacheStore store = open();
        fill(store, 500);
        assertThat(store.size()).isEqualTo(500);
        store.remove("k7");
        store.close();
        EhcacheStore again = open();
        assertThat(again.size()).isEqualTo(499);
        assertThat(again.get("k7")).isNull();
        assertThat(found(again, 500)).isEqualTo(499);
        // And it is no museum.
        assertThat(again.compareAndSet("k8", Responses.variants(8, "body 8"), Responses.variants(9_000, "new")))
                .isTrue();
        again.close();
        assertThat(Responses.body(open().get("k8"))).isEqualTo("new");
        assertThat(told).isEmpty();
    }

    @Test
    void withAPartOutsideOfTheHeapToo() {
        CachePolicy policy = policy().withOffheap(4 * MB);
        EhcacheStore store = open(policy);
        fill(store, 500);
        assertThat(found(store, 500)).isEqualTo(500);
        store.close();
        EhcacheStore again = open(policy);
        assertThat(found(again, 500)).isEqualTo(500);
        again.clear();
        assertThat(found(again, 500)).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        assertThat(directory().resolve(DiskDirectory.MARK)).content().contains("Delete it as you like");
    }

    @Test
    void eachServiceHasItsDirectory() {
        assertThat(DiskDirectory.name("orders")).isEqualTo("orders.cache");
        assertThat(DiskDirectory.name("../é:8")).isEqualTo("..%2f%c3%a9%3a8.cache");
    }

    @Test
    void aSecondOneOfThisJvmWorksWithoutTheDisk() {
        EhcacheStore first = open();
        EhcacheStore second = open();
        assertThat(told).hasSize(1).first().asString().contains("without the disk", "give each its own directory");
        assertThat(put(second, 1)).isTrue();
        assertThat(first.get("k1")).isNull();
        fill(first, 20);
        second.close();
        first.close();
        // The second one did not take the first one's lock away, nor its files.
        assertThat(found(open(), 20)).isEqualTo(20);
    }

    @Test
    void whatIsNotOursIsMovedAside() throws IOException {
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("thesis.txt"), "three years of work");
        fill(open(), 3);
        assertThat(parent.resolve("orders.cache.old-1/thesis.txt")).hasContent("three years of work");
        assertThat(told).hasSize(1).first().asString().contains("was not made by a cache");
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsMovedAside() throws IOException {
        Files.writeString(directory(), "a file");
        fill(open(), 3);
        assertThat(parent.resolve("orders.cache.old-1")).hasContent("a file");
        assertThat(told).hasSize(1);
    }

    @Test
    void whatIsOfAnotherVersionIsCleared() throws IOException {
        EhcacheStore store = open();
        fill(store, 3);
        store.close();
        Files.writeString(directory().resolve(DiskDirectory.MARK), "something newer");
        EhcacheStore again = open();
        assertThat(found(again, 3)).isZero();
        assertThat(told).hasSize(1).first().asString().contains("another version");
        fill(again, 3);
    }

    @Test
    void aDirectoryThatCannotBeMadeMeansNoDisk() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "no directory");
        EhcacheStore store = open(
                CachePolicy.defaults().withDisk(16 * MB, file.resolve("below").toFile()));
        assertThat(told).hasSize(1).first().asString().contains("works without the disk");
        assertThat(put(store, 1)).isTrue();
        assertThat(store.get("k1")).isNotNull();
    }

    @Test
    void theDirectoryMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), Files.createDirectory(parent.resolve("target")));
        EhcacheStore store = open(CachePolicy.defaults().withDisk(16 * MB, link.toFile()));
        fill(store, 3);
        assertThat(parent.resolve("target/orders.cache")).isDirectory();
        assertThat(told).isEmpty();
    }

    @Test
    void moreOutsideOfTheHeapThanOnTheDiskMakesNoSense() {
        EhcacheStore store = open(policy().withOffheap(16 * MB));
        assertThat(told).hasSize(1).first().asString().contains("write less than");
        fill(store, 3);
        store.close();
        assertThat(found(open(), 3)).isEqualTo(3);
    }

    @Test
    void aSmallerDiskThanBeforeStartsEmptyOrNot() {
        EhcacheStore store = open();
        fill(store, 2_000);
        store.close();
        EhcacheStore smaller = open(CachePolicy.defaults().withDisk(2 * MB, parent.toFile()));
        found(smaller, 2_000);
        assertThat(put(smaller, 5_000)).isTrue();
        assertThat(smaller.failures()).isZero();
    }

    @Test
    void aDiskThatGetsFullIsLeft() throws Exception {
        AtomicLong usable = new AtomicLong(PLENTY);
        EhcacheStore store = EhcacheStore.open("orders", policy(), told::add, new DiskSpace(file -> usable.get()));
        opened.add(store);
        fill(store, 20);
        usable.set(DiskSpace.RESERVE - 1);
        assertThat(store.compareAndSet("k20", null, Responses.variants(20, "body 20")))
                .isFalse();
        // What is left is a store on the heap, which the next call finds or the one after it.
        assertThat(put(store, 21)).isTrue();
        assertThat(store.get("k21")).isNotNull();
        assertThat(told).hasSize(1).first().asString().contains("make room and restart");
        assertThat(FileTree.files(directory().resolve(DiskDirectory.ENTRIES))).isEmpty();
        store.close();
        // Full from the beginning.
        EhcacheStore again = EhcacheStore.open("orders", policy(), told::add, new DiskSpace(file -> usable.get()));
        opened.add(again);
        assertThat(put(again, 1)).isTrue();
        assertThat(told).hasSize(2);
    }

    @Test
    void withoutASealItStartsEmpty() throws IOException {
        EhcacheStore store = open();
        fill(store, 20);
        store.close();
        Files.delete(directory().resolve(DiskDirectory.SEAL));
        EhcacheStore again = open();
        assertThat(found(again, 20)).isZero();
        assertThat(told).hasSize(1).first().asString().contains("was not closed properly");
        fill(again, 20);
    }

    /** Whatever happens to any of the files between two starts: what is read is right, or it is a miss. */
    @Test
    void damagedFilesNeverGiveAWrongResponse() throws IOException {
        int served = 0;
        int lost = 0;
        for (long seed = 0; seed < 16; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EhcacheStore store = open();
            store.clear();
            fill(store, 200);
            store.close();
            List<Path> files = FileTree.files(directory());
            // Every second time the data, which the seal knows the length of only.
            Path victim = seed % 2 == 0 ? data() : files.get(random.nextInt(files.size()));
            damage(victim, random);
            EhcacheStore again = open();
            int found = found(again, 200);
            served += found;
            lost += 200 - found;
            assertThat(put(again, 1_000_000)).as("seed " + seed).isTrue();
            again.close();
        }
        assertThat(served).isGreaterThan(100);
        assertThat(lost).isGreaterThan(100);
    }

    private static void damage(Path file, SplittableRandom random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long length = bytes.length();
            if (random.nextInt(5) == 0) {
                bytes.setLength(length == 0 ? 1 : random.nextLong(length));
                return;
            }
            for (int i = length == 0 ? 0 : 1 + random.nextInt(20); i > 0; i--) {
                bytes.seek(random.nextLong(length));
                bytes.write(random.nextInt(256));
            }
        }
    }

    /** An interrupt closes the file that somebody reads or writes: for everybody, and for ever, if nobody takes care. */
    @Test
    @Timeout(60)
    void interruptsBreakNothing() throws Exception {
        EhcacheStore store = open();
        fill(store, 200);
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch changed = new CountDownLatch(2_000);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int t = 0; t < 8; t++) {
            SplittableRandom random = new SplittableRandom(t);
            Thread thread = new Thread(() -> {
                byte[] body = new byte[20_000];
                while (!stop.get()) {
                    int i = random.nextInt(200);
                    String key = random.nextBoolean() ? "k" + i : "new" + random.nextInt(2_000);
                    Variants seen = store.get(key);
                    if (seen != null && key.startsWith("k") && seen.version() != i) {
                        failures.add(new AssertionError(key + " has version " + seen.version()));
                    }
                    if (key.startsWith("new")) {
                        Variants next = random.nextInt(3) == 0 ? null : Responses.variants(random.nextLong(), body);
                        store.compareAndSet(key, seen, next);
                        changed.countDown();
                    }
                }
            });
            thread.setUncaughtExceptionHandler((who, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        SplittableRandom random = new SplittableRandom(99);
        while (changed.getCount() > 0) {
            threads.get(random.nextInt(threads.size())).interrupt();
            Thread.onSpinWait();
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(told).isEmpty();
        assertThat(found(store, 200)).isGreaterThan(0);
        put(store, 3_000);
        assertThat(store.get("k3000")).isNotNull();
        store.close();
        assertThat(open().get("k3000")).isNotNull();
    }

    /** It is whole, and its caller is still interrupted afterwards. */
    @Test
    void whoIsInterruptedMayOpenChangeAndClose() {
        Thread.currentThread().interrupt();
        EhcacheStore store = open();
        fill(store, 20);
        assertThat(found(store, 20)).isEqualTo(20);
        store.close();
        assertThat(found(open(), 20)).isEqualTo(20);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).isEmpty();
    }
}
