package dev.failover.config;

import java.util.Locale;

/** Where a setting can come from, strongest first, and how a key is spelled there. */
enum Layer {
    AGENT_ARGUMENT,
    SYSTEM_PROPERTY,
    ENVIRONMENT,
    FILE,
    CODE;

    static final String PROPERTY_PREFIX = "failover.";

    /** How a person writes this key here. One method for all: a class for each layer would cost start-up time. */
    String spell(String section, String key) {
        if (this == SYSTEM_PROPERTY) {
            return "-D" + PROPERTY_PREFIX + dotted(section, key);
        }
        if (this == ENVIRONMENT) {
            return environmentName(dotted(section, key));
        }
        return this == FILE ? "'" + key + "' in [" + section + "]" : dotted(section, key);
    }

    static String dotted(String section, String key) {
        return section.isEmpty() ? key : key.isEmpty() ? section : section + "." + key;
    }

    /** {@code service.orders.deadline} as {@code FAILOVER_SERVICE_ORDERS_DEADLINE}. */
    static String environmentName(String dotted) {
        return "FAILOVER_" + mangle(dotted);
    }

    static String mangle(String dotted) {
        return dotted.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
