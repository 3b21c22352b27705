package dev.failover.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Collects what is not zero, under the same leading tags. */
final class Series {
    private final List<Metric> into;
    private final String[] tags;

    Series(List<Metric> into, String... tags) {
        this.into = into;
        this.tags = tags;
    }

    void add(String name, long value) {
        if (value != 0) {
            into.add(new Metric(name, value, tags));
        }
    }

    /** One for each constant, which becomes the value of {@code tag}, in lower case. */
    void addEach(String name, String tag, Enum<?>[] constants, long[] values) {
        for (Enum<?> constant : constants) {
            long value = values[constant.ordinal()];
            if (value != 0) {
                String[] more = Arrays.copyOf(tags, tags.length + 2);
                more[tags.length] = tag;
                more[tags.length + 1] = constant.name().toLowerCase(Locale.ROOT);
                into.add(new Metric(name, value, more));
            }
        }
    }
}
