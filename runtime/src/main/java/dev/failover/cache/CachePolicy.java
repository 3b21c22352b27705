package dev.failover.cache;

import dev.failover.http.Headers;
import dev.failover.time.Durations;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is stored, where, and when a stale response may be used. Immutable. */
public final class CachePolicy {
    /** The greatest {@link #maxEntries}. */
    public static final int MOST_ENTRIES = 100_000_000;

    /** The greatest {@link #maxObjectSize}: 1 GiB. */
    public static final long LARGEST_OBJECT = 1L << 30;

    private static final CachePolicy DEFAULT = new CachePolicy(new Draft());

    private final Draft draft;

    private CachePolicy(Draft draft) {
        this.draft = draft;
    }

    /**
     * A private cache of 1,000 entries on the heap, none of them above 1 MiB, with heuristic freshness, that uses a stale response only
     * where the origin allows it.
     */
    public static CachePolicy defaults() {
        return DEFAULT;
    }

    /**
     * The same as a shared cache (RFC 9111, section 1) or as a private one. A shared one stores nothing that is {@code private}, answers
     * a request with {@code Authorization} only where the origin allows it, and makes no difference between credentials; a private one
     * never uses a response for other credentials ({@code Authorization}, {@code Cookie}) than those it was given for.
     */
    public CachePolicy withShared(boolean shared) {
        Draft next = new Draft(draft);
        next.shared = shared;
        return new CachePolicy(next);
    }

    /** The same with another number of URIs that are kept at most: 1 to {@value #MOST_ENTRIES}. */
    public CachePolicy withMaxEntries(int entries) {
        if (entries < 1 || entries > MOST_ENTRIES) {
            throw new IllegalArgumentException("max entries is " + entries + "; write 1 to " + MOST_ENTRIES);
        }
        Draft next = new Draft(draft);
        next.maxEntries = entries;
        return new CachePolicy(next);
    }

    /** The same with another size, in bytes, above which a body is handed on but not stored: 0 to 1 GiB. */
    public CachePolicy withMaxObjectSize(long bytes) {
        if (bytes < 0 || bytes > LARGEST_OBJECT) {
            throw new IllegalArgumentException("max object size is " + bytes + "; write 0 to " + LARGEST_OBJECT);
        }
        Draft next = new Draft(draft);
        next.maxObjectSize = bytes;
        return new CachePolicy(next);
    }

    /** The same with so many bytes outside of the heap; 0 for none. */
    public CachePolicy withOffheap(long bytes) {
        Draft next = new Draft(draft);
        next.offheap = size("offheap", bytes);
        return new CachePolicy(next);
    }

    /**
     * The same with so many bytes on a disk, which survive a restart; 0 for none.
     *
     * @param directory where; each service has a directory of its own below it. Null only without a disk
     */
    public CachePolicy withDisk(long bytes, @Nullable File directory) {
        if (bytes > 0 && directory == null) {
            throw new IllegalArgumentException("there is no directory for the disk; write one");
        }
        Draft next = new Draft(draft);
        next.disk = size("disk", bytes);
        next.directory = bytes == 0 ? null : directory;
        return new CachePolicy(next);
    }

    /**
     * The same with another time for which a response may be used after it has become stale when there is no better one, where the
     * origin does not say so itself (RFC 5861, section 4); 0 for none. Never against {@code must-revalidate} and its like.
     */
    public CachePolicy withStaleIfError(Duration longest) {
        Draft next = new Draft(draft);
        next.staleIfErrorNanos = Durations.nanos("stale if error", longest);
        return new CachePolicy(next);
    }

    /**
     * The same with another time for which a response may be used after it has become stale while it is validated in the background,
     * where the origin does not say so itself (RFC 5861, section 3); 0 for none. Never against {@code must-revalidate} and its like.
     */
    public CachePolicy withStaleWhileRevalidate(Duration longest) {
        Draft next = new Draft(draft);
        next.staleWhileRevalidateNanos = Durations.nanos("stale while revalidate", longest);
        return new CachePolicy(next);
    }

    /** The same, with or without a guess at the freshness of what has a {@code Last-Modified} only (RFC 9111, section 4.2.2). */
    public CachePolicy withHeuristic(boolean heuristic) {
        Draft next = new Draft(draft);
        next.heuristic = heuristic;
        return new CachePolicy(next);
    }

    /**
     * The same with another list of fields, the first of which that is there and valid counts instead of {@code Cache-Control} and
     * {@code Expires} (RFC 9213, section 2.2), such as {@code CDN-Cache-Control}; default none.
     *
     * @throws IllegalArgumentException if one is no field name
     */
    public CachePolicy withTargetedFields(List<String> names) {
        for (String name : names) {
            if (!Headers.isToken(name)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is not a header name; write one such as CDN-Cache-Control");
            }
        }
        Draft next = new Draft(draft);
        next.targetedFields = Collections.unmodifiableList(new ArrayList<>(names));
        return new CachePolicy(next);
    }

    /** Whether what is stored by one of the two is where the other one looks for it, and means the same to it. */
    boolean storesAs(CachePolicy other) {
        return withStaleIfError(Duration.ZERO)
                .withStaleWhileRevalidate(Duration.ZERO)
                .equals(other.withStaleIfError(Duration.ZERO).withStaleWhileRevalidate(Duration.ZERO));
    }

    private static long size(String what, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(what + " is " + bytes + " bytes; write 0 for none");
        }
        return bytes;
    }

    public boolean isShared() {
        return draft.shared;
    }

    public int maxEntries() {
        return draft.maxEntries;
    }

    /** In bytes. */
    public long maxObjectSize() {
        return draft.maxObjectSize;
    }

    /** In bytes; 0 for none. */
    public long offheap() {
        return draft.offheap;
    }

    /** In bytes; 0 for none. */
    public long disk() {
        return draft.disk;
    }

    /** Where what is on the disk lies; null without one. */
    public @Nullable File directory() {
        return draft.directory;
    }

    /** In nanoseconds; 0 for none. */
    public long staleIfErrorNanos() {
        return draft.staleIfErrorNanos;
    }

    /** In nanoseconds; 0 for none. */
    public long staleWhileRevalidateNanos() {
        return draft.staleWhileRevalidateNanos;
    }

    public boolean isHeuristic() {
        return draft.heuristic;
    }

    public List<String> targetedFields() {
        return draft.targetedFields;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CachePolicy && draft.values().equals(((CachePolicy) other).draft.values());
    }

    @Override
    public int hashCode() {
        return draft.values().hashCode();
    }

    @Override
    public String toString() {
        return "CachePolicy{" + (draft.shared ? "shared" : "private") + ", maxEntries=" + draft.maxEntries
                + ", maxObjectSize="
                + draft.maxObjectSize + ", offheap=" + draft.offheap + ", disk=" + draft.disk
                + (draft.directory == null ? "" : " in " + draft.directory) + ", staleIfError="
                + Duration.ofNanos(draft.staleIfErrorNanos) + ", staleWhileRevalidate="
                + Duration.ofNanos(draft.staleWhileRevalidateNanos) + ", heuristic=" + draft.heuristic
                + ", targetedFields=" + draft.targetedFields + "}";
    }

    private static final class Draft {
        private boolean shared;
        private int maxEntries = 1_000;
        private long maxObjectSize = 1 << 20;
        private long offheap;
        private long disk;
        private @Nullable File directory;
        private long staleIfErrorNanos;
        private long staleWhileRevalidateNanos;
        private boolean heuristic = true;
        private List<String> targetedFields = Collections.emptyList();

        Draft() {}

        Draft(Draft other) {
            shared = other.shared;
            maxEntries = other.maxEntries;
            maxObjectSize = other.maxObjectSize;
            offheap = other.offheap;
            disk = other.disk;
            directory = other.directory;
            staleIfErrorNanos = other.staleIfErrorNanos;
            staleWhileRevalidateNanos = other.staleWhileRevalidateNanos;
            heuristic = other.heuristic;
            targetedFields = other.targetedFields;
        }

        List<@Nullable Object> values() {
            return Arrays.asList(
                    shared,
                    maxEntries,
                    maxObjectSize,
                    offheap,
                    disk,
                    directory,
                    staleIfErrorNanos,
                    staleWhileRevalidateNanos,
                    heuristic,
                    targetedFields);
        }
    }
}
