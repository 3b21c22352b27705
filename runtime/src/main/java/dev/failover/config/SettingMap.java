package dev.failover.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one scope: of the program, of the defaults or of a service. Filled strongest first, then only read. */
final class SettingMap {
    private final Map<ConfigKey<?>, Setting> settings = new HashMap<>();

    SettingMap copy() {
        SettingMap copy = new SettingMap();
        copy.settings.putAll(settings);
        return copy;
    }

    boolean contains(ConfigKey<?> key) {
        return settings.containsKey(key);
    }

    /** Keeps the value, unless a stronger one is there. */
    void put(ConfigKey<?> key, Object value, String text, String place) {
        Setting stronger = settings.get(key);
        settings.put(key, stronger == null ? new Setting(value, text, place, null) : stronger.overriding(place));
    }

    void putStronger(SettingMap stronger) {
        settings.putAll(stronger.settings);
    }

    /** Says that a weaker source has a value for a key that is there already. */
    void overrides(ConfigKey<?> key, String place) {
        Setting stronger = settings.get(key);
        if (stronger != null) {
            settings.put(key, stronger.overriding(place));
        }
    }

    void remove(ConfigKey<?> key) {
        settings.remove(key);
    }

    @Nullable
    Setting setting(ConfigKey<?> key) {
        return settings.get(key);
    }

    /** The value. Safe, because {@link #put} is only ever given what the key's own parser made. */
    @SuppressWarnings("unchecked")
    <T> @Nullable T get(ConfigKey<T> key) {
        Setting setting = settings.get(key);
        return setting == null ? null : (T) setting.value;
    }
}
