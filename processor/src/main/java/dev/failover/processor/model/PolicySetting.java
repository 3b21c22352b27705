package dev.failover.processor.model;

/**
 * One attribute of an annotation that sets a policy.
 *
 * @param key as the configuration has it, such as {@code retry.max-attempts}
 * @param attribute as the user wrote it, such as {@code @Retry(maxAttempts)}
 */
public record PolicySetting(String key, String attribute, Sourced value) {
    /** Whether it can differ from call to call; else all calls of the service share what it is about. */
    public boolean isOfCalls() {
        return key.equals("deadline")
                || key.startsWith("timeout.")
                || key.startsWith("hedge.")
                || (key.startsWith("retry.") && !key.startsWith("retry.budget."));
    }
}
