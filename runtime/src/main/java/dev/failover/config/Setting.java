package dev.failover.config;

import org.jspecify.annotations.Nullable;

/** A value that counts, where it came from, and which weaker one it hides. Immutable. */
final class Setting {
    final Object value;
    /** As it was written; empty if it may be a secret. */
    final String text;

    final String place;
    final @Nullable String overriddenPlace;

    Setting(Object value, String text, String place, @Nullable String overriddenPlace) {
        this.value = value;
        this.text = text;
        this.place = place;
        this.overriddenPlace = overriddenPlace;
    }

    Setting overriding(String weakerPlace) {
        return overriddenPlace == null ? new Setting(value, text, place, weakerPlace) : this;
    }

    String origin() {
        return overriddenPlace == null ? place : place + ", overrides " + overriddenPlace;
    }
}
