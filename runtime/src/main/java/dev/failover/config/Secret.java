package dev.failover.config;

/**
 * A secret, such as an API key. It shows itself to nobody who does not ask with {@link #reveal}: not in {@code toString},
 * not in messages. Immutable and thread-safe.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a secret.
     *
     * @param value the secret itself: not empty, without control characters, so that it can stand in a header
     * @return the secret
     * @throws InvalidValueException if it is empty or contains a control character; the message does not repeat it
     */
    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new InvalidValueException("the secret is empty");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new InvalidValueException("the secret contains a line break or another control character");
            }
        }
        return new Secret(value);
    }

    /** The secret itself. */
    public String reveal() {
        return value;
    }

    /** Always {@code ****}. */
    @Override
    public String toString() {
        return "****";
    }
}
