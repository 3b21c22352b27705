package dev.failover.config;

/** One {@code key = value} of an INI file, with where it was found. Immutable. */
final class IniEntry {
    final String section;
    final int sectionLine;
    final String key;
    final String value;
    final int line;

    IniEntry(String section, int sectionLine, String key, String value, int line) {
        this.section = section;
        this.sectionLine = sectionLine;
        this.key = key;
        this.value = value;
        this.line = line;
    }
}
