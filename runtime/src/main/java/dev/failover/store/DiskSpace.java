package dev.failover.store;

import java.io.File;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether a disk has room left. Ehcache maps files that have holes: what is written into a hole when the disk is full does not fail as
 * I/O, it breaks the JVM's access to memory.
 */
final class DiskSpace {
    static final long RESERVE = 64L << 20;

    private final ToLongFunction<File> usable;

    DiskSpace(ToLongFunction<File> usable) {
        this.usable = usable;
    }

    /** Null if there is room, else what to do. */
    @Nullable
    String low(File directory) {
        long bytes = usable.applyAsLong(directory);
        return bytes >= RESERVE
                ? null
                : "only " + (bytes >> 20) + " MiB are left on the disk of " + directory + "; make room and restart";
    }
}
