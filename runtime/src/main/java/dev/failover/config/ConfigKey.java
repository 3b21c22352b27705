package dev.failover.config;

/**
 * One key of the configuration: what it is called, what its value looks like and what it is for. All keys are
 * listed by {@link ConfigKeys}. Immutable and thread-safe; a key is equal to itself only.
 *
 * @param <T> type of the value
 */
public final class ConfigKey<T> {
    /** Where a key may stand. */
    public enum Scope {
        /** Once for the program: {@code agent.mode} is the key {@code mode} of the section {@code [agent]}. */
        GLOBAL,
        /** In {@code [service.NAME]}, and in {@code [defaults]} for all services. */
        SERVICE,
        /** In {@code [service.NAME]} only, because no two services can share the value. */
        SERVICE_ONLY
    }

    private final String name;
    private final Scope scope;
    private final ValueType<T> type;
    private final String defaultText;
    private final String description;
    private final boolean secret;

    ConfigKey(String name, Scope scope, ValueType<T> type, String defaultText, String description, boolean secret) {
        this.name = name;
        this.scope = scope;
        this.type = type;
        this.defaultText = defaultText;
        this.description = description;
        this.secret = secret;
    }

    /** The name: with its section when global ({@code agent.mode}), otherwise without ({@code retry.max-attempts}). */
    public String name() {
        return name;
    }

    /** Where the key may stand. */
    public Scope scope() {
        return scope;
    }

    /** What the value looks like, and its parser. */
    public ValueType<T> type() {
        return type;
    }

    /** The built-in default, for the documentation. The code that reads the key is what applies it. */
    public String defaultText() {
        return defaultText;
    }

    /** One sentence on what the key does. */
    public String description() {
        return description;
    }

    /** Whether the value may hold {@link SecretPlaceholders} and must never be shown. */
    public boolean isSecret() {
        return secret;
    }

    @Override
    public String toString() {
        return name;
    }
}
