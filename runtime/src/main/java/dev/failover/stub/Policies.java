package dev.failover.stub;

import dev.failover.config.ServiceSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What the annotations of an interface or of a method say of policies, as the configuration would. Immutable. */
public final class Policies {
    /** Messages name the place instead: an operation does not know its service. */
    private static final String ANY_SERVICE = "any";

    /** Nothing is said. */
    static final Policies NONE = new Policies(Collections.emptyMap());

    private final Map<String, String> values;

    private Policies(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** One key, such as {@code retry.max-attempts}, and its text. */
    public static Policies of(String key, String value) {
        return new Policies(Collections.<String, String>emptyMap()).and(key, value);
    }

    /** The same with one more key. */
    public Policies and(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new Policies(more);
    }

    /** @throws dev.failover.config.ConfigurationException if a key is unknown or a value is bad */
    ServiceSettings settings(String place) {
        return settings(ANY_SERVICE, place);
    }

    /** @throws dev.failover.config.ConfigurationException if a key is unknown or a value is bad */
    ServiceSettings settings(String service, String place) {
        return ServiceSettings.ofCode(service, place, values);
    }

    /** Keys and texts. */
    @Override
    public String toString() {
        return values.toString();
    }
}
