package dev.failover.stub;

import dev.failover.http.Headers;

/** The cookies of one request. They are sent as they are: what a cookie cannot hold is refused, not encoded. */
public final class CookieWriter extends ValueWriter<CookieWriter> {
    private final StringBuilder line = new StringBuilder();

    /** No cookie yet. */
    public CookieWriter() {}

    /** The message does not repeat the value, which may be a session. */
    @Override
    CookieWriter one(String name, String value) {
        if (!Headers.isToken(name)) {
            throw new IllegalArgumentException(
                    "\"" + Names.visible(name) + "\" is not a cookie name; write letters, digits and hyphens");
        }
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        for (int i = quoted ? 1 : 0; i < value.length() - (quoted ? 1 : 0); i++) {
            if (!isOctet(value.charAt(i))) {
                throw new IllegalArgumentException("the value of cookie " + name
                        + " holds a character that a cookie cannot have; encode it as the server expects");
            }
        }
        line.append(line.length() == 0 ? "" : "; ").append(name).append('=').append(value);
        return this;
    }

    /** RFC 6265, section 4.1.1: neither white space nor control characters, nor what would end or split it. */
    private static boolean isOctet(char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
    }

    @Override
    CookieWriter self() {
        return this;
    }

    /** {@code a=1; b=2}; empty when there is none. */
    String line() {
        return line.toString();
    }
}
