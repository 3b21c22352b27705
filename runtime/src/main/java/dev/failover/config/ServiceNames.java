package dev.failover.config;

/**
 * The rule for names of services: {@code [a-z0-9][a-z0-9-]*}, at most 63 characters. Without dots and upper case a name
 * keeps property and environment names unambiguous and is a good tag of a metric. Stateless.
 */
public final class ServiceNames {
    /** Most characters that a name may have. */
    public static final int MAX_LENGTH = 63;

    private ServiceNames() {}

    /**
     * Checks a name.
     *
     * @param name never null
     * @return the same name
     * @throws InvalidValueException if it breaks the rule; the message proposes a name where there is one
     */
    public static String check(String name) {
        if (isValid(name)) {
            return name;
        }
        String better = proposal(name);
        throw new InvalidValueException(Text.quote(name)
                + " is not a service name; it has 1 to 63 characters a-z, 0-9 and '-', and does not begin with '-'"
                + (better.isEmpty() ? "" : "; write '" + better + "'"));
    }

    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Text.isLowerLetter(c) && !Text.isDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** The nearest name that keeps to the rule; empty when nothing of it does. */
    static String proposal(String name) {
        StringBuilder better = new StringBuilder();
        String folded = Suggestions.fold(name.trim());
        for (int i = 0; i < folded.length() && better.length() < MAX_LENGTH; i++) {
            char c = folded.charAt(i);
            boolean letter = Text.isLowerLetter(c) || Text.isDigit(c);
            if (letter || better.length() > 0) {
                better.append(letter ? c : '-');
            }
        }
        return better.toString();
    }
}
