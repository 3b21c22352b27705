package dev.failover.config;

import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes values of texts, and fills in what secrets refer to. Immutable. */
final class ValueReader {
    private final Map<String, String> environment;
    private final @Nullable File directory;

    ValueReader(Map<String, String> environment, @Nullable File directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** The value of a text. */
    Object read(ConfigKey<?> key, String text) {
        String value = key.isSecret() ? SecretPlaceholders.expand(text, environment, directory) : text;
        Object parsed = key.type().parse(value);
        if (parsed == null) {
            throw new InvalidValueException("there is no value");
        }
        return parsed;
    }

    /** Checks a text that a stronger one hides: a secret that nobody needs may be missing. */
    void check(ConfigKey<?> key, String text) {
        if (key.isSecret()) {
            SecretPlaceholders.check(text);
        } else {
            key.type().parse(text);
        }
    }
}
