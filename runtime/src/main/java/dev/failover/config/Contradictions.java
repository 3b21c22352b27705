package dev.failover.config;

import dev.failover.failure.FailureTypes;
import dev.failover.pool.AdaptiveLimitPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds pairs of keys that contradict each other: each value is good, but beside the other one it cannot be meant. Only pairs
 * that stand together in one section count, because whoever writes one key for one service need not know what {@code
 * [defaults]} say of the other. The key that is reported counts as not written.
 */
final class Contradictions {
    /** What is repeated of a value. */
    private static final int MAX_QUOTED = 80;

    private final SettingMap settings;
    private final Problems problems;

    private Contradictions(SettingMap settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Reports and removes what contradicts something else in the same section. */
    static void remove(SettingMap settings, Problems problems) {
        Contradictions found = new Contradictions(settings, problems);
        found.atLeast(RetryKeys.MAX_DELAY, RetryKeys.BASE_DELAY, true);
        found.atMost(ConfigKeys.TIMEOUT_CONNECT, ConfigKeys.TIMEOUT_ATTEMPT);
        found.atLeast(BreakerKeys.PROBE_LEASE, ConfigKeys.TIMEOUT_ATTEMPT, false);
        found.atLeast(PoolKeys.LEASE_TIMEOUT, ConfigKeys.TIMEOUT_ATTEMPT, false);
        found.adaptiveLimit();
        found.retriedAndAborting();
        found.tiers();
    }

    /**
     * Reports room on a disk that has no place.
     *
     * @param weaker what counts of the other key beside {@code settings}
     */
    static void removeDiskWithoutPath(SettingMap settings, SettingMap weaker, Problems problems) {
        Long disk = settings.get(CacheKeys.DISK);
        if (disk != null && disk > 0 && !contains(CacheKeys.DISK_PATH, settings, weaker)) {
            new Contradictions(settings, problems).half(CacheKeys.DISK, CacheKeys.DISK_PATH, "/var/cache/failover");
        }
    }

    /** Reports a place on a disk for which there is no room; not for {@code [defaults]}, which may leave that to each service. */
    static void removePathWithoutDisk(SettingMap settings, SettingMap weaker, Problems problems) {
        if (settings.contains(CacheKeys.DISK_PATH) && !contains(CacheKeys.DISK, settings, weaker)) {
            new Contradictions(settings, problems).half(CacheKeys.DISK_PATH, CacheKeys.DISK, "100MB");
        }
    }

    private static boolean contains(ConfigKey<?> key, SettingMap settings, SettingMap weaker) {
        return settings.contains(key) || weaker.contains(key);
    }

    private void half(ConfigKey<?> key, ConfigKey<?> other, String example) {
        problems.error(
                place(key),
                key + " " + text(key) + " needs " + other + " too; write " + other + " = " + example + ", or remove "
                        + key);
        settings.remove(key);
    }

    /** @param zeroCounts false where a value of 0 means that there is no bound */
    private void atLeast(ConfigKey<Duration> key, ConfigKey<Duration> bound, boolean zeroCounts) {
        Duration value = settings.get(key);
        Duration least = settings.get(bound);
        if (value != null && least != null && value.compareTo(least) < 0 && (zeroCounts || !value.isZero())) {
            report(key, "is below", bound, "write " + text(bound) + " or more");
        }
    }

    private void atMost(ConfigKey<Duration> key, ConfigKey<Duration> bound) {
        Duration value = settings.get(key);
        Duration most = settings.get(bound);
        if (value != null && most != null && value.compareTo(most) > 0 && !most.isZero()) {
            report(key, "is above", bound, "write " + text(bound) + " or less");
        }
    }

    /** What is kept has to fit into each tier, and each tier holds what the one above it holds. */
    private void tiers() {
        sizeBelow(CacheKeys.OFFHEAP, CacheKeys.DISK, false);
        sizeBelow(CacheKeys.MAX_OBJECT_SIZE, CacheKeys.OFFHEAP, true);
        sizeBelow(CacheKeys.MAX_OBJECT_SIZE, CacheKeys.DISK, true);
    }

    private void sizeBelow(ConfigKey<Long> key, ConfigKey<Long> bound, boolean mayBeTheSame) {
        Long value = settings.get(key);
        Long most = settings.get(bound);
        if (value == null || most == null || most == 0 || value < most || (mayBeTheSame && value.equals(most))) {
            return;
        }
        if (mayBeTheSame) {
            report(key, "is above", bound, "write " + text(bound) + " or less");
        } else {
            report(key, "is not below", bound, "write less than " + text(bound));
        }
    }

    private void adaptiveLimit() {
        Optional<AdaptiveLimitPolicy> limit = settings.get(PoolKeys.ADAPTIVE_LIMIT);
        Integer most = settings.get(PoolKeys.MAX_PER_ENDPOINT);
        if (limit != null
                && limit.isPresent()
                && most != null
                && most > 0
                && limit.get().min() > most) {
            report(
                    PoolKeys.ADAPTIVE_LIMIT,
                    "has its least above",
                    PoolKeys.MAX_PER_ENDPOINT,
                    "nothing is left to adapt; write a least of " + most + " or less, such as 1-" + most);
        }
    }

    private void retriedAndAborting() {
        FailureTypes retried = settings.get(RetryKeys.ON);
        FailureTypes aborting = settings.get(RetryKeys.ABORT_ON);
        if (retried == null || aborting == null) {
            return;
        }
        TreeSet<String> both = new TreeSet<>(retried.names());
        both.retainAll(aborting.names());
        if (!both.isEmpty()) {
            // The other one is stronger, so this is the key that would have no effect.
            problems.error(
                    place(RetryKeys.ON),
                    RetryKeys.ON + " names " + Text.printable(both.first(), MAX_QUOTED) + ", and so does "
                            + RetryKeys.ABORT_ON + " (" + place(RetryKeys.ABORT_ON) + "); remove it from one of them");
            settings.remove(RetryKeys.ON);
        }
    }

    private void report(ConfigKey<?> key, String relation, ConfigKey<?> bound, String advice) {
        problems.error(
                place(key),
                key + " " + text(key) + " " + relation + " " + bound + " " + text(bound) + " (" + place(bound) + "); "
                        + advice);
        settings.remove(key);
    }

    private String place(ConfigKey<?> key) {
        Setting setting = settings.setting(key);
        return setting == null ? "" : setting.place;
    }

    private String text(ConfigKey<?> key) {
        Setting setting = settings.setting(key);
        return setting == null ? "" : Text.printable(setting.text, MAX_QUOTED);
    }
}
