package dev.failover.processor.model;

import java.util.Set;

/**
 * One attribute of an annotation that sets a policy.
 *
 * @param key as the configuration has it, such as {@code retry.max-attempts}
 * @param attribute as the user wrote it, such as {@code @Retry(maxAttempts)}
 */
public record PolicySetting(String key, String attribute, Sourced value) {
    private static final Set<String> CACHE_OF_CALLS =
            Set.of("cache.enabled", "cache.stale-if-error", "cache.stale-while-revalidate");

    /** Whether it can differ from call to call; else all calls of the service share what it is about. */
    public boolean isOfCalls() {
        return key.equals("deadline")
                || key.startsWith("timeout.")
                || key.startsWith("hedge.")
                || isUseOfCache()
                || (key.startsWith("retry.") && !key.startsWith("retry.budget."));
    }

    /** Whether on the interface it is said of the service, and so of all of its calls, whoever makes them. */
    public boolean isOfService() {
        return !isOfCalls() || isUseOfCache();
    }

    /** Whether the cache is used, and how stale what comes from it may be; the cache itself is shared. */
    private boolean isUseOfCache() {
        return CACHE_OF_CALLS.contains(key);
    }
}
