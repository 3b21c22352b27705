package dev.failover.config;

/**
 * How a value of one kind is written: its name and syntax for the documentation, and its parser.
 *
 * <p>Instances are immutable and thread-safe.
 *
 * @param <T> what the parser makes of the text
 */
public abstract class ValueType<T> {
    private final String name;
    private final String syntax;

    ValueType(String name, String syntax) {
        this.name = name;
        this.syntax = syntax;
    }

    /** Short name for tables, such as {@code duration} or {@code 1 to 100}. */
    public final String name() {
        return name;
    }

    /** What may be written, with examples, for messages: {@code such as 500ms}. */
    public final String syntax() {
        return syntax;
    }

    /**
     * Reads a value. White space around it does not count.
     *
     * @param text the text as it was written, never null
     * @return the value, never null
     * @throws InvalidValueException if the text is not such a value; the message says what to write instead
     */
    public final T parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            throw new InvalidValueException("the value is empty; give one (" + syntax + ") or leave the key out");
        }
        return read(trimmed);
    }

    /** Reads a text that is trimmed and not empty. */
    abstract T read(String text);

    @Override
    public final String toString() {
        return name;
    }
}
