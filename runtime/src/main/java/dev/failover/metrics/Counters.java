package dev.failover.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** One striped counter for each constant of an enumeration. */
final class Counters<E extends Enum<E>> {
    private final E[] constants;
    private final LongAdder[] adders;

    Counters(Class<E> type) {
        constants = type.getEnumConstants();
        adders = new LongAdder[constants.length];
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    void increment(E constant) {
        adders[constant.ordinal()].increment();
    }

    /** Adds those that are not zero; the constant becomes the value of {@code tag}, in lower case. */
    void collect(List<Metric> into, String name, String tag, String... otherTags) {
        for (E constant : constants) {
            long value = adders[constant.ordinal()].sum();
            if (value != 0) {
                String[] tags = Arrays.copyOf(otherTags, otherTags.length + 2);
                tags[otherTags.length] = tag;
                tags[otherTags.length + 1] = constant.name().toLowerCase(Locale.ROOT);
                into.add(new Metric(name, value, tags));
            }
        }
    }
}
