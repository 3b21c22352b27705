package dev.failover.limiter;

/** Whole numbers as a configuration may have them: digits of ASCII and nothing else. Stateless. */
final class WholeNumber {
    private WholeNumber() {}

    static boolean isWritten(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isNegative(String text) {
        return text.startsWith("-") && isWritten(text.substring(1));
    }

    /** @return -1 if the text is a whole number, but one that is too large for an int */
    static int read(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLarge) {
            return -1;
        }
    }
}
