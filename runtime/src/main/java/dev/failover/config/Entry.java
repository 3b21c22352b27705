package dev.failover.config;

/** One setting as a source gave it: not checked yet, in the spelling of the INI file. Immutable. */
final class Entry {
    static final String SERVICE_PREFIX = "service.";
    static final String DEFAULTS = "defaults";

    final Layer layer;
    final String section;
    final String key;
    final String value;

    /** Where the setting stands, for messages. */
    final String place;

    /** Where its section begins; the same as {@link #place} if the source has no sections. */
    final String sectionPlace;

    Entry(Layer layer, String section, String key, String value, String place, String sectionPlace) {
        this.layer = layer;
        this.section = section;
        this.key = key;
        this.value = value;
        this.place = place;
        this.sectionPlace = sectionPlace;
    }

    /**
     * An entry of a source that has one long name instead of a section and a key.
     *
     * @param name such as {@code service.orders.retry.max-attempts}; {@code config} is short for {@code config.file}
     */
    static Entry named(Layer layer, String name, String value, String place) {
        String full = name.equals("config") ? "config.file" : name;
        // A name of a service has no dot, so its end is the first one.
        int from = full.startsWith(SERVICE_PREFIX) ? SERVICE_PREFIX.length() : 0;
        int dot = full.indexOf('.', from);
        String section = dot < 0 ? (from == 0 ? "" : full) : full.substring(0, dot);
        String key = dot < 0 ? (from == 0 ? full : "") : full.substring(dot + 1);
        return new Entry(layer, section, key, value, place, place);
    }

    static Entry ofFile(IniEntry entry, String file) {
        return new Entry(
                Layer.FILE,
                entry.section,
                entry.key,
                entry.value,
                file + ":" + entry.line,
                file + ":" + entry.sectionLine);
    }

    boolean isService() {
        return section.startsWith(SERVICE_PREFIX);
    }

    /** The name of the service; only if {@link #isService}. */
    String service() {
        return section.substring(SERVICE_PREFIX.length());
    }

    String dotted() {
        return Layer.dotted(section, key);
    }
}
