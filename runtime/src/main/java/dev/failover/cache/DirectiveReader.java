package dev.failover.cache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Takes one field line apart into directives: {@code name}, {@code name=token} or {@code name="quoted string"}, separated by commas
 * (RFC 9111, section 5.2). Not thread-safe.
 */
final class DirectiveReader {
    /** In place of an argument that is there but makes no sense: neither a number nor the name of a field. */
    private static final String NO_VALUE = "?";

    private final String text;
    private int at;
    private String name = "";
    private @Nullable String argument;

    DirectiveReader(String text) {
        this.text = text;
    }

    /** Goes on to the next one; false when there is none. */
    boolean next() {
        while (at < text.length() && (FieldValues.isSpace(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
        if (at == text.length()) {
            return false;
        }
        int begin = at;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ',') {
            at++;
        }
        String raw = text.substring(begin, at);
        name = raw.trim().toLowerCase(Locale.ROOT);
        argument = null;
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            String value = value();
            // White space before the sign: neither is what it seems.
            boolean isApart = !raw.isEmpty() && FieldValues.isSpace(raw.charAt(raw.length() - 1));
            argument = isApart ? NO_VALUE : value;
        }
        return true;
    }

    private String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            int quote = at++;
            String string = quoted();
            if (string == null) {
                // Nobody closes it: what stands behind the next comma must not be lost in it.
                at = quote;
                skipToComma();
                return NO_VALUE;
            }
            int behind = at;
            skipToComma();
            // Something behind the string: it is no value.
            return text.substring(behind, at).trim().isEmpty() ? string : NO_VALUE;
        }
        int begin = at;
        skipToComma();
        int end = at;
        while (end > begin && FieldValues.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    private void skipToComma() {
        while (at < text.length() && text.charAt(at) != ',') {
            at++;
        }
    }

    /** Null when it has no end. */
    private @Nullable String quoted() {
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            string.append(c);
        }
        return null;
    }

    /** In lower case. */
    String name() {
        return name;
    }

    /** As it is written, without quotes; null when there is none. */
    @Nullable
    String argument() {
        return argument;
    }
}
