package dev.failover.stub;

/** Names from outside, such as keys of a map, in messages. Stateless. */
final class Names {
    private Names() {}

    /** Control characters as {@code \\u000d}: a message must not break the line of a log either. */
    static String visible(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
