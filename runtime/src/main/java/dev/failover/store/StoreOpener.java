package dev.failover.store;

import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens what can be opened of the tiers that somebody wants, and tells why the others cannot. Thread-safe. */
final class StoreOpener {
    private final String service;
    private final @Nullable File directory;
    private final DiskSpace space;
    private final Reports reports;

    StoreOpener(String service, @Nullable File directory, DiskSpace space, Reports reports) {
        this.service = service;
        this.directory = directory;
        this.space = space;
        this.reports = reports;
    }

    /** Null if not even the heap can be had. */
    @Nullable
    OpenCache open(Tiers wanted) {
        Tiers tiers = wanted;
        if (tiers.disk() > 0 && tiers.offheap() >= tiers.disk()) {
            reports.tell(
                    "what lies outside of the heap lies on the disk, too, so it works without the " + tiers.offheap()
                            + " bytes outside of the heap; write less than the " + tiers.disk() + " bytes of the disk");
            tiers = tiers.withoutOffheap();
        }
        if (tiers.disk() > 0 && directory != null) {
            OpenCache opened = openOnDisk(tiers, directory);
            if (opened != null) {
                return opened;
            }
        }
        return openInMemory(tiers.withoutDisk());
    }

    private @Nullable OpenCache openInMemory(Tiers tiers) {
        try {
            return OpenCache.open(service, tiers, null);
        } catch (Throwable failure) {
            rethrowStackOverflow(failure);
            if (tiers.offheap() > 0) {
                withoutOffheap(tiers, failure);
                return openInMemory(tiers.withoutOffheap());
            }
            reports.tell("it cannot be opened, so nothing is stored: " + Reports.describe(failure));
            return null;
        }
    }

    private @Nullable OpenCache openOnDisk(Tiers tiers, File parent) {
        DiskDirectory taken = null;
        try {
            taken = DiskDirectory.take(parent, service, reports);
            String low = lowOnSpace();
            if (low != null) {
                throw new DiskUnavailableException(low);
            }
            return openIn(taken, tiers);
        } catch (Throwable failure) {
            rethrowStackOverflow(failure);
            reports.tell("it works without the disk: " + Reports.describe(failure));
            release(taken);
            return null;
        }
    }

    private OpenCache openIn(DiskDirectory taken, Tiers tiers) throws IOException {
        boolean empty = taken.isEmpty();
        try {
            return OpenCache.open(service, tiers, taken);
        } catch (RuntimeException | Error failure) {
            rethrowStackOverflow(failure);
            taken.clear();
            if (!empty) {
                reports.tell(
                        "what is in " + taken + " cannot be used, so it starts empty: " + Reports.describe(failure));
                return openIn(taken, tiers);
            }
            if (tiers.offheap() > 0) {
                withoutOffheap(tiers, failure);
                return openIn(taken, tiers.withoutOffheap());
            }
            throw failure;
        }
    }

    private void withoutOffheap(Tiers tiers, Throwable failure) {
        reports.tell(tiers.offheap() + " bytes outside of the heap cannot be had, so it works without: "
                + Reports.describe(failure)
                + "; write less, at least 1MB, or raise -XX:MaxDirectMemorySize");
    }

    private void release(@Nullable DiskDirectory taken) {
        if (taken == null) {
            return;
        }
        try {
            taken.release();
        } catch (IOException failure) {
            reports.tell("it cannot let go of " + taken + ": " + Reports.describe(failure));
        }
    }

    /** Null if the disk has room, else what to do. */
    @Nullable
    String lowOnSpace() {
        return directory == null ? null : space.low(directory);
    }

    /** It is the caller's stack that is too deep, and nothing of the store that fails. */
    private static void rethrowStackOverflow(Throwable failure) {
        if (failure instanceof StackOverflowError) {
            throw (StackOverflowError) failure;
        }
    }
}
