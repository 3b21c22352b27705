package dev.failover.config;

/**
 * A text that cannot be read as the value it should be. The message is one line for the person who wrote the text: what
 * is wrong, what is allowed and what to write instead. It never contains a secret.
 */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, what is allowed and what to write
     */
    public InvalidValueException(String message) {
        super(message);
    }
}
