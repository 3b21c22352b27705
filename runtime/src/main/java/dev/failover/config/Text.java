package dev.failover.config;

import java.util.Locale;

/** Small helpers for text, written out because {@code String.replace} and {@code split} of Java 8 load regex. */
final class Text {
    /** Longest piece of foreign text that a message repeats. */
    private static final int MAX_QUOTED = 80;

    private Text() {}

    /** Quotes foreign text for a message: cut when long, and on one line. */
    static String quote(String text) {
        return "'" + printable(text, MAX_QUOTED) + "'";
    }

    /**
     * The text on one line, cut after so many characters: nobody may forge a line of a log, or colour a terminal, with
     * the name of a property.
     */
    static String printable(String text, int max) {
        int end = Math.min(text.length(), max);
        StringBuilder out = new StringBuilder(end + 3);
        for (int i = 0; i < end; i++) {
            out.append(printable(text.charAt(i)));
        }
        return end < text.length() ? out.append("...").toString() : out.toString();
    }

    private static char printable(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c;
    }

    /** Like {@link #quote}, without the user name and password that a URL may carry. */
    static String quoteUrl(String url) {
        int at = url.lastIndexOf('@');
        if (at < 0) {
            return quote(url);
        }
        int slashes = url.indexOf("//");
        String head = slashes >= 0 && slashes < at ? url.substring(0, slashes + 2) : "";
        return quote(head + "****" + url.substring(at));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether the text is plain decimal notation: digits with at most one point between them. */
    static boolean isDecimal(String text) {
        int point = text.indexOf('.');
        return point < 0 ? isDigits(text) : isDigits(text.substring(0, point)) && isDigits(text.substring(point + 1));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLowerLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isUpperLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
