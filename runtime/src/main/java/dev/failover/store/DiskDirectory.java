package dev.failover.store;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The directory of one service, which one store of one JVM has for itself: a line of text that says whose it is, a lock, the {@link Seal},
 * and Ehcache's files in a directory of their own. Used on one thread.
 */
final class DiskDirectory {
    static final String MARK = "failover-cache.txt";
    static final String LOCK = "lock";
    static final String SEAL = "seal";
    static final String ENTRIES = "entries";

    private static final String MARK_TEXT = "Responses that the cache of a service keeps (failover, format 1)."
            + " Delete it as you like while no program uses it.\n";

    private final Path directory;
    private final String claim;
    private final RandomAccessFile lockFile;
    private final Seal seal;

    private DiskDirectory(Path directory, String claim, RandomAccessFile lockFile) {
        this.directory = directory;
        this.claim = claim;
        this.lockFile = lockFile;
        this.seal = new Seal(directory.resolve(SEAL), entries());
    }

    /** The name of the directory of a service: the service's own where that can be one. */
    static String name(String service) {
        StringBuilder name = new StringBuilder();
        for (byte each : service.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || c == '-' || c == '_' || c == '.') {
                name.append(c);
            } else {
                name.append('%').append(Integer.toHexString(0x100 | c), 1, 3);
            }
        }
        return name.append(".cache").toString();
    }

    /**
     * Takes the directory of that service. What is in it and not good to use is gone then.
     *
     * @throws DiskUnavailableException if somebody else has it
     */
    static DiskDirectory take(File parent, String service, Reports reports) throws IOException {
        // Where it is a link to one, older Java would not find it good enough.
        if (!Files.isDirectory(parent.toPath())) {
            Files.createDirectories(parent.toPath());
        }
        Path directory = parent.toPath().toRealPath().resolve(name(service));
        // A second lock of one JVM is refused only after its file was opened, and closing that would release the first
        // one.
        String claim = "failover-cache:" + directory;
        if (System.getProperties().putIfAbsent(claim, "open") != null) {
            throw new DiskUnavailableException(
                    "another cache of this program uses " + directory + "; give each its own directory");
        }
        RandomAccessFile lockFile = null;
        try {
            moveAsideWhatIsNotOurs(directory, reports);
            FileTree.create(directory);
            lockFile = lock(directory);
            DiskDirectory taken = new DiskDirectory(directory, claim, lockFile);
            taken.prepare(reports);
            return taken;
        } catch (IOException | RuntimeException | Error failure) {
            if (lockFile != null) {
                lockFile.close();
            }
            System.getProperties().remove(claim);
            throw failure;
        }
    }

    private static void moveAsideWhatIsNotOurs(Path directory, Reports reports) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (Files.isDirectory(directory)) {
            List<String> names = FileTree.names(directory);
            // Only the lock: somebody begins just now, or began once and came no further.
            names.remove(LOCK);
            if (names.isEmpty() || names.contains(MARK)) {
                return;
            }
        }
        int number = 1;
        Path aside = directory.resolveSibling(directory.getFileName() + ".old-" + number);
        while (Files.exists(aside)) {
            number++;
            aside = directory.resolveSibling(directory.getFileName() + ".old-" + number);
        }
        Files.move(directory, aside);
        reports.tell(directory + " was not made by a cache; it is " + aside + " now");
    }

    private static RandomAccessFile lock(Path directory) throws IOException {
        RandomAccessFile file = new RandomAccessFile(directory.resolve(LOCK).toFile(), "rw");
        FileLock lock = null;
        try {
            lock = file.getChannel().tryLock();
        } finally {
            if (lock == null) {
                file.close();
            }
        }
        if (lock == null) {
            throw new DiskUnavailableException("another JVM uses " + directory
                    + "; give each JVM its own directory to have the disk in all of them");
        }
        return file;
    }

    private void prepare(Reports reports) throws IOException {
        Path mark = directory.resolve(MARK);
        boolean marked = Files.exists(mark) && Arrays.equals(Files.readAllBytes(mark), bytesOfMark());
        boolean empty = isEmpty();
        if (!marked || !seal.breakIt()) {
            if (!empty) {
                reports.tell(
                        marked
                                ? "what is in " + directory
                                        + " was not closed properly, or changed since: it starts empty"
                                : "what is in " + directory + " is of another version: it starts empty");
            }
            FileTree.delete(entries());
            Files.deleteIfExists(directory.resolve(SEAL));
            Files.write(mark, bytesOfMark());
        }
        FileTree.create(entries());
    }

    private static byte[] bytesOfMark() {
        return MARK_TEXT.getBytes(StandardCharsets.UTF_8);
    }

    Path entries() {
        return directory.resolve(ENTRIES);
    }

    /** Whether there is nothing of an earlier store. */
    boolean isEmpty() throws IOException {
        return !Files.exists(entries()) || FileTree.names(entries()).isEmpty();
    }

    void clear() throws IOException {
        FileTree.delete(entries());
        FileTree.create(entries());
    }

    /** Says that what is there now is good to use. */
    void seal() throws IOException {
        seal.write();
    }

    /** Lets go of it. */
    void release() throws IOException {
        try {
            lockFile.close();
        } finally {
            System.getProperties().remove(claim);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
