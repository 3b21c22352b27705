package dev.failover.config;

/** The kinds of numbers that a key can have. All are stateless. */
public final class NumberTypes {
    /** A share from 0 to 1, written as {@code 0.5} or {@code 50%}. */
    public static final ValueType<Double> SHARE = new Share("share", true);

    /** A share of more than 0, up to 1. */
    public static final ValueType<Double> POSITIVE_SHARE = new Share("share > 0", false);

    private static final int MAX_QUOTED_NUMBER = 20;

    /** Whoever writes less than this meant the whole and a bit, or twice as much, rather than a percentage. */
    private static final int LEAST_PERCENT_MEANT = 5;

    private NumberTypes() {}

    /**
     * Whole numbers in a range.
     *
     * @param min the smallest, 0 or more
     * @param max the largest, at least {@code min}
     * @return the type
     */
    public static ValueType<Integer> wholeNumber(int min, int max) {
        return new ValueType<Integer>(min + " to " + max, "a whole number from " + min + " to " + max) {
            @Override
            Integer read(String text) {
                if (isNegative(text)) {
                    throw new InvalidValueException(
                            Text.quote(text) + " is negative; write a whole number from " + min + " to " + max);
                }
                if (!Text.isDigits(text)) {
                    throw new InvalidValueException(
                            Text.quote(text) + " is not a whole number; write one from " + min + " to " + max);
                }
                long number = text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
                if (number < min || number > max) {
                    throw new InvalidValueException(
                            Text.quote(text) + " is out of range; write a whole number from " + min + " to " + max);
                }
                return (int) number;
            }
        };
    }

    /**
     * Numbers in a range, which may be fractions.
     *
     * @param min the smallest, 0 or more
     * @param max the largest, at least {@code min}
     * @return the type
     */
    public static ValueType<Double> decimal(int min, int max) {
        return new ValueType<Double>("number, " + min + " to " + max, "a number from " + min + " to " + max) {
            @Override
            Double read(String text) {
                if (isNegative(text)) {
                    throw new InvalidValueException(
                            Text.quote(text) + " is negative; write a number from " + min + " to " + max);
                }
                if (!Text.isDecimal(text)) {
                    String number = leadingNumber(text);
                    throw new InvalidValueException(Text.quote(text) + " is not a number; write "
                            + (number.isEmpty() ? "one from " + min + " to " + max + ", such as 1.5" : number));
                }
                double number = Double.parseDouble(text);
                if (number < min || number > max) {
                    throw new InvalidValueException(
                            Text.quote(text) + " is out of range; write a number from " + min + " to " + max);
                }
                return number;
            }
        };
    }

    private static boolean isNegative(String text) {
        return text.startsWith("-") && Text.isDecimal(text.substring(1));
    }

    /** The number before a unit that does not belong there, as in {@code 3/s}; empty if there is none. */
    private static String leadingNumber(String text) {
        int end = 0;
        while (end < text.length() && (Text.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        String number = text.substring(0, end);
        return Text.isDecimal(number) && number.length() <= MAX_QUOTED_NUMBER ? number : "";
    }

    private static final class Share extends ValueType<Double> {
        private final boolean zeroAllowed;

        Share(String name, boolean zeroAllowed) {
            super(name, zeroAllowed ? "0 to 1, or 0% to 100%" : "more than 0 up to 1, or up to 100%");
            this.zeroAllowed = zeroAllowed;
        }

        @Override
        Double read(String text) {
            boolean percent = text.endsWith("%");
            String number = percent ? text.substring(0, text.length() - 1).trim() : text;
            if (isNegative(number)) {
                throw new InvalidValueException(
                        Text.quote(text) + " is negative; write a number from 0 to 1, or a percentage such as 50%");
            }
            if (!Text.isDecimal(number)) {
                throw new InvalidValueException(
                        Text.quote(text) + " is not a share; write a number from 0 to 1, or a percentage such as 50%");
            }
            double value = Double.parseDouble(number);
            double share = percent ? value / 100 : value;
            if (share > 1) {
                boolean percentMeant = !percent
                        && value >= LEAST_PERCENT_MEANT
                        && value <= 100
                        && number.length() <= MAX_QUOTED_NUMBER;
                throw new InvalidValueException(Text.quote(text) + " is more than the whole; write "
                        + (percentMeant
                                ? number + "% or " + value / 100
                                : "a number from 0 to 1, or a percentage such as 50%"));
            }
            if (share == 0 && !zeroAllowed) {
                throw new InvalidValueException(
                        Text.quote(text) + " is nothing; write more than 0, up to 1, such as 0.5 or 50%");
            }
            return share;
        }
    }
}
