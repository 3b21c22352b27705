package dev.failover.config;

import static dev.failover.config.NumberTypes.wholeNumber;
import static dev.failover.config.ValueTypes.BOOLEAN;
import static dev.failover.config.ValueTypes.DURATION;

import dev.failover.cache.CachePolicy;
import java.time.Duration;
import java.util.List;

/** Keys of {@link CachePolicy}. While the cache is off the others mean nothing. */
public final class CacheKeys {
    static final KeyList LIST = new KeyList();

    /** Whether there is a cache. */
    public static final ConfigKey<Boolean> ENABLED = LIST.key(
            "cache.enabled",
            BOOLEAN,
            "`false`",
            "Whether responses are kept and used again as far as HTTP allows it (RFC 9111). Generated clients: for all"
                    + " methods, whichever have `@Cached`.");

    /** Whether it is a shared cache. */
    public static final ConfigKey<Boolean> SHARED = LIST.key(
            "cache.shared",
            BOOLEAN,
            "`false`",
            "Whether it is a shared cache, which keeps nothing that is `private` and makes no difference between"
                    + " credentials; a private one never uses a response for other credentials than those it was given for.");

    /** URIs that are kept. */
    public static final ConfigKey<Integer> MAX_ENTRIES = LIST.key(
            "cache.max-entries",
            wholeNumber(1, CachePolicy.MOST_ENTRIES),
            "`1000`",
            "URIs whose responses are kept on the heap at most.");

    /** The largest body that is kept. */
    public static final ConfigKey<Long> MAX_OBJECT_SIZE = LIST.key(
            "cache.max-object-size",
            SizeType.upTo("1GB", CachePolicy.LARGEST_OBJECT),
            "`1MB`",
            "A body above this is handed on but not kept. Not above `cache.offheap` and `cache.disk`, where these are on.");

    /** Memory outside of the heap. */
    public static final ConfigKey<Long> OFFHEAP = LIST.key(
            "cache.offheap",
            ValueTypes.SIZE,
            "`0`",
            "Memory outside of the heap for what does not fit there; `0` means none. Below `cache.disk`, where that is on.");

    /** Room on a disk. */
    public static final ConfigKey<Long> DISK = LIST.key(
            "cache.disk",
            ValueTypes.SIZE,
            "`0`",
            "Room on a disk, which survives a restart; `0` means none. Needs `cache.disk-path`.");

    /** Where it is. */
    public static final ConfigKey<String> DISK_PATH = LIST.key(
            "cache.disk-path",
            ValueTypes.DIRECTORY,
            "none",
            "Where that is: each service has a directory of its own below it, which no other process may use.");

    /** How long a stale response may stand in for an error. */
    public static final ConfigKey<Duration> STALE_IF_ERROR = LIST.key(
            "cache.stale-if-error",
            DURATION,
            "`0`",
            "How long after it became stale a response may be used when no endpoint has a good one, where the server does not"
                    + " say so itself (RFC 5861); `0` means not at all.");

    /** How long a stale response may be used while a new one is fetched. */
    public static final ConfigKey<Duration> STALE_WHILE_REVALIDATE = LIST.key(
            "cache.stale-while-revalidate",
            DURATION,
            "`0`",
            "How long after it became stale a response may be used while it is validated in the background, where the server"
                    + " does not say so itself (RFC 5861); `0` means not at all.");

    /** Whether freshness is guessed. */
    public static final ConfigKey<Boolean> HEURISTIC = LIST.key(
            "cache.heuristic",
            BOOLEAN,
            "`true`",
            "Whether the freshness of a response that says nothing of it is guessed from its `Last-Modified`.");

    /** Fields that count instead of {@code Cache-Control}. */
    public static final ConfigKey<List<String>> TARGETED_FIELDS = LIST.key(
            "cache.targeted-fields",
            ValueTypes.HEADER_NAMES,
            "`none`",
            "Headers such as `CDN-Cache-Control`, of which the first one that is there counts instead of `Cache-Control`"
                    + " and `Expires` (RFC 9213).");

    private CacheKeys() {}
}
