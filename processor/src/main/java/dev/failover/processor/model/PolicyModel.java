package dev.failover.processor.model;

import java.util.List;

/**
 * An annotation that sets a policy.
 *
 * @param annotation such as {@code @Retry}
 */
public record PolicyModel(String annotation, Origin origin, List<PolicySetting> settings) {
    /** The text of a key, or {@code fallback} if it is left out. */
    public String text(String key, String fallback) {
        return settings.stream()
                .filter(setting -> setting.key().equals(key))
                .map(setting -> setting.value().text())
                .findFirst()
                .orElse(fallback);
    }
}
