package dev.failover.config;

import org.jspecify.annotations.Nullable;

/** A value that counts, where it came from, and which weaker one it hides. Immutable. */
final class Setting {
    final Object value;
    final String place;
    final @Nullable String overriddenPlace;

    Setting(Object value, String place, @Nullable String overriddenPlace) {
        this.value = value;
        this.place = place;
        this.overriddenPlace = overriddenPlace;
    }

    Setting overriding(String weakerPlace) {
        return overriddenPlace == null ? new Setting(value, place, weakerPlace) : this;
    }

    String origin() {
        return overriddenPlace == null ? place : place + ", overrides " + overriddenPlace;
    }
}
