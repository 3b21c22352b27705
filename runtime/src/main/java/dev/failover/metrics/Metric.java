package dev.failover.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of a snapshot: a name such as {@code failover.attempts}, its tags, and a count (or nanoseconds). Immutable. */
public final class Metric implements Comparable<Metric> {
    private final String name;
    private final Map<String, String> tags;
    private final long value;

    Metric(String name, long value, String... tagNamesAndValues) {
        this.name = name;
        this.value = value;
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < tagNamesAndValues.length; i += 2) {
            map.put(tagNamesAndValues[i], tagNamesAndValues[i + 1]);
        }
        this.tags = Collections.unmodifiableMap(map);
    }

    public String name() {
        return name;
    }

    public Map<String, String> tags() {
        return tags;
    }

    public long value() {
        return value;
    }

    @Override
    public int compareTo(Metric other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : tags.toString().compareTo(other.tags.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metric && compareTo((Metric) other) == 0 && ((Metric) other).value == value;
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + tags.hashCode();
    }

    /** Such as {@code failover.attempts{service=orders, endpoint=a:80, outcome=ok} 12}. */
    @Override
    public String toString() {
        return name + tags + " " + value;
    }
}
