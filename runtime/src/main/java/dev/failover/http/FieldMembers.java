package dev.failover.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a structured field (RFC 9651), a list as well as a dictionary, as far as rate limits need it: names,
 * numbers and numeric parameters; other values are skipped.
 */
final class FieldMembers {
    /** In place of a number that is not there, or none. */
    static final long NONE = -1;

    /** As many as anybody could mean; the rest of a longer field is read for its form only. */
    private static final int MOST = 32;

    /** One member: {@code name=value;parameter=value...}, or without the value. */
    static final class Member {
        final String name;
        /** {@link #NONE} without one. */
        final long value;

        private final List<String> names = new ArrayList<>(2);
        private final List<Long> values = new ArrayList<>(2);

        private Member(String name, long value) {
            this.name = name;
            this.value = value;
        }

        /** The number that is that parameter, or {@link #NONE}. */
        long parameter(String wanted) {
            int at = names.lastIndexOf(wanted);
            return at < 0 ? NONE : values.get(at);
        }
    }

    private final String text;
    private int at;

    private FieldMembers(String text) {
        this.text = text;
    }

    /** The members in their order; none if the field is absent or malformed: RFC 9651 has a malformed field ignored as a whole. */
    static List<Member> of(@Nullable String field) {
        if (field == null) {
            return Collections.emptyList();
        }
        List<Member> members = new FieldMembers(field).members();
        return members == null ? Collections.<Member>emptyList() : members;
    }

    private @Nullable List<Member> members() {
        List<Member> members = new ArrayList<>(4);
        for (; ; ) {
            Member member = member();
            if (member == null) {
                return null;
            }
            if (members.size() < MOST) {
                members.add(member);
            }
            skipSpaces();
            if (at == text.length()) {
                return members;
            }
            if (!passed(',')) {
                return null;
            }
        }
    }

    private @Nullable Member member() {
        skipSpaces();
        String name = bareItem();
        if (name == null) {
            return null;
        }
        long value = NONE;
        if (passed('=')) {
            String text = bareItem();
            if (text == null) {
                return null;
            }
            value = number(text);
        }
        Member member = new Member(name, value);
        while (passed(';')) {
            skipSpaces();
            String parameter = token();
            if (parameter.isEmpty()) {
                return null;
            }
            String text = passed('=') ? bareItem() : "";
            if (text == null) {
                return null;
            }
            if (member.names.size() < MOST) {
                member.names.add(parameter);
                member.values.add(number(text));
            }
        }
        return member;
    }

    /** The text of a string, a byte sequence, a token or a number; null when there is none. */
    private @Nullable String bareItem() {
        if (passed('"')) {
            return quoted();
        }
        if (passed(':')) {
            int end = text.indexOf(':', at);
            if (end < 0) {
                return null;
            }
            String bytes = text.substring(at, end);
            at = end + 1;
            return bytes;
        }
        passed('?');
        String token = token();
        return token.isEmpty() ? null : token;
    }

    private @Nullable String quoted() {
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            if (c == '\\') {
                if (at == text.length()) {
                    return null;
                }
                c = text.charAt(at++);
            }
            string.append(c);
        }
        return null;
    }

    private String token() {
        int begin = at;
        while (at < text.length() && isInToken(text.charAt(at))) {
            at++;
        }
        return text.substring(begin, at);
    }

    private static boolean isInToken(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "_-.*/:!#$%&'+^`|~".indexOf(c) >= 0;
    }

    private boolean passed(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void skipSpaces() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    /** A number of up to 15 digits, as long as RFC 9651 has them, its fraction cut off; {@link #NONE} for anything else. */
    static long number(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        String value = text.trim();
        int point = value.indexOf('.');
        int digits = point < 0 ? value.length() : point;
        if (digits == 0 || digits > 15 || point == value.length() - 1) {
            return NONE;
        }
        for (int i = 0; i < value.length(); i++) {
            if (i != point && (value.charAt(i) < '0' || value.charAt(i) > '9')) {
                return NONE;
            }
        }
        return Long.parseLong(value.substring(0, digits));
    }
}
