package dev.failover.config;

import java.util.Locale;

/** Where a setting can come from, strongest first, and how a key is spelled there. */
enum Layer {
    AGENT_ARGUMENT {
        @Override
        String spell(String section, String key) {
            return dotted(section, key);
        }
    },
    SYSTEM_PROPERTY {
        @Override
        String spell(String section, String key) {
            return "-Dfailover." + dotted(section, key);
        }
    },
    ENVIRONMENT {
        @Override
        String spell(String section, String key) {
            return environmentName(dotted(section, key));
        }
    },
    FILE {
        @Override
        String spell(String section, String key) {
            return "'" + key + "' in [" + section + "]";
        }
    },
    CODE {
        @Override
        String spell(String section, String key) {
            return dotted(section, key);
        }
    };

    /** How a person writes this key here. */
    abstract String spell(String section, String key);

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
