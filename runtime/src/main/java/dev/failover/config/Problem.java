package dev.failover.config;

/**
 * Something in the configuration that a person should look at: where it is, what is wrong, what is allowed and what to
 * write. It never contains a secret. Immutable and thread-safe.
 */
public final class Problem {
    /** How bad it is. */
    public enum Severity {
        /** What was written has no effect. The strict variant of loading refuses the configuration. */
        ERROR,
        /** What was written is used, or is not surely meant for us. */
        WARNING
    }

    private final Severity severity;
    private final String place;
    private final String message;

    Problem(Severity severity, String place, String message) {
        this.severity = severity;
        this.place = Text.printable(place, 200);
        this.message = Text.printable(message, 2_000);
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }

    /** Where: {@code config.ini:14}, {@code -Dfailover.service.orders.deadline}, {@code FAILOVER_AGENT_MODE}. */
    public String place() {
        return place;
    }

    /** What is wrong, what is allowed and what to write, in one line. */
    public String message() {
        return message;
    }

    /** Place and message: {@code config.ini:14: unknown key ...}. */
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
