package dev.failover.processor.check;

import dev.failover.processor.model.PropertyText;
import dev.failover.processor.model.Sourced;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Header fields as RFC 9110, section 5, has them. Stateless. */
final class HeaderSyntax {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** What the transport must decide alone, or requests can be smuggled (RFC 9112, section 11.2). */
    private static final Set<String> OF_THE_TRANSPORT =
            Set.of("content-length", "host", "transfer-encoding", "connection");

    private HeaderSyntax() {}

    /** Checks {@code Name: value}. */
    static void checkLine(Sourced line, Report report) {
        String text = line.text();
        int colon = text.indexOf(':');
        if (colon <= 0) {
            report.add(Message.BAD_HEADER_LINE, line.origin(), visible(text), ", and it has no name before a colon");
        } else if (!TOKEN.matcher(text.substring(0, colon)).matches()) {
            report.add(Message.BAD_HEADER_LINE, line.origin(), visible(text), ", and its name is no token");
        } else if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            report.add(Message.BAD_HEADER_LINE, line.origin(), visible(text), ", and it has a control character");
        } else if (!PropertyText.of(text).fault().isEmpty()) {
            report.add(
                    Message.BAD_HEADER_LINE,
                    line.origin(),
                    visible(text),
                    ", and " + PropertyText.of(text).fault());
        } else {
            checkForbidden(text.substring(0, colon), line, report);
            if (!PropertyText.of(text).hasProperties()
                    && text.substring(0, colon).equalsIgnoreCase("Content-Type")) {
                MediaTypes.check(text.substring(colon + 1).strip(), line.origin(), report);
            }
        }
    }

    static void checkName(Sourced name, Report report) {
        if (!TOKEN.matcher(name.text()).matches()) {
            report.add(Message.BAD_HEADER_NAME, name.origin(), visible(name.text()));
        } else {
            checkForbidden(name.text(), name, report);
        }
    }

    /** Names of cookies are tokens too (RFC 6265, section 4.1.1). */
    static void checkCookie(Sourced name, Report report) {
        if (!TOKEN.matcher(name.text()).matches()) {
            report.add(Message.BAD_COOKIE_NAME, name.origin(), visible(name.text()));
        }
    }

    private static void checkForbidden(String name, Sourced where, Report report) {
        if (OF_THE_TRANSPORT.contains(name.toLowerCase(Locale.ROOT))) {
            report.add(Message.FORBIDDEN_HEADER, where.origin(), name);
        }
    }

    static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\r' -> visible.append("\\r");
                case '\n' -> visible.append("\\n");
                default -> visible.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
            }
        }
        return visible.toString();
    }
}
