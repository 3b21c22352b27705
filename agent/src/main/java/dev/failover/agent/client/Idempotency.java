package dev.failover.agent.client;

import dev.failover.http.Headers;
import dev.failover.http.HttpMethod;

/** Which requests of a program that does not know of us may be sent twice: one rule for all clients. */
public final class Idempotency {
    /** The header by which a program says that its request may be. */
    public static final String KEY = "Idempotency-Key";

    private Idempotency() {}

    /** Whether a method is idempotent by its definition; one that is not known, or no method at all, is not. */
    public static boolean ofMethod(String method) {
        return Headers.isToken(method) && HttpMethod.of(method).isIdempotent();
    }
}
