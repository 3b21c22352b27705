package dev.failover.config;

/** One of a few words: the constants of an enum, in lower case and with hyphens. Case does not count. */
final class WordType<E extends Enum<E>> extends ValueType<E> {
    private final String what;
    private final E[] values;

    /** @param what such as {@code mode}, for messages */
    WordType(String what, E[] values) {
        super(list(values, "`"), list(values, ""));
        this.what = what;
        this.values = values;
    }

    private static String list(Enum<?>[] values, String quote) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : i == values.length - 1 ? " or " : ", ");
            text.append(quote).append(word(values[i])).append(quote);
        }
        return text.toString();
    }

    private static String word(Enum<?> value) {
        return Text.lower(value.name()).replace('_', '-');
    }

    @Override
    E read(String text) {
        String folded = Text.lower(text);
        for (E value : values) {
            if (word(value).equals(folded)) {
                return value;
            }
        }
        throw new InvalidValueException(Text.quote(text) + " is not a " + what + "; write " + syntax());
    }
}
