package dev.failover.stub;

/** What stands between the values of one query parameter. */
public enum Separator {
    COMMA(',', ","),
    SPACE(' ', "%20"),
    TAB('\t', "%09"),
    PIPE('|', "%7C");

    private final char plain;
    private final String encoded;

    Separator(char plain, String encoded) {
        this.plain = plain;
        this.encoded = encoded;
    }

    String encoded() {
        return encoded;
    }

    /** Whether a value with this separator in it looks like two, whatever is done about it. */
    boolean isAmbiguousIn(String value) {
        return this != COMMA && value.indexOf(plain) >= 0;
    }
}
