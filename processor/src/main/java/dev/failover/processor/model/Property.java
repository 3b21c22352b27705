package dev.failover.processor.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reference to the configuration, {@code ${name}} or {@code ${name:-fallback}}.
 *
 * @param fallback stands for a property that is not set; null for none
 */
public record Property(String name, @Nullable String fallback) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /** Of what is between the braces; null when that names no property. */
    public static @Nullable Property of(String inside) {
        int dash = inside.indexOf(":-");
        String name = dash < 0 ? inside : inside.substring(0, dash);
        return NAME.matcher(name).matches() ? new Property(name, dash < 0 ? null : inside.substring(dash + 2)) : null;
    }
}
