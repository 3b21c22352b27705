package dev.failover.config;

import static dev.failover.config.ConfigKey.Scope.SERVICE;

import dev.failover.config.ConfigKey.Scope;
import java.util.ArrayList;
import java.util.List;

/** Makes keys and keeps them in the order of the documentation. Used by static initializers only; not thread-safe. */
final class KeyList {
    private final List<ConfigKey<?>> keys = new ArrayList<>();

    /** A key of services that {@code [defaults]} may hold too. */
    <T> ConfigKey<T> key(String name, ValueType<T> type, String defaultText, String description) {
        return key(name, SERVICE, type, defaultText, description);
    }

    <T> ConfigKey<T> key(String name, Scope scope, ValueType<T> type, String defaultText, String description) {
        boolean secret = type.equals(ValueTypes.SECRET);
        ConfigKey<T> key = new ConfigKey<>(name, scope, type, defaultText, description, secret);
        keys.add(key);
        return key;
    }

    void addAll(KeyList group) {
        keys.addAll(group.keys);
    }

    List<ConfigKey<?>> keys() {
        return keys;
    }
}
