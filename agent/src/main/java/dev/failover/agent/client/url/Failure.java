package dev.failover.agent.client.url;

import java.io.IOException;

/** Throwing failures again as {@code HttpURLConnection} does. */
final class Failure {
    private Failure() {}

    /** Throws a failure of the kinds that a connection may throw; returns it for the compiler's sake. */
    static IOException raise(Exception failure) throws IOException {
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof IOException) {
            throw (IOException) failure;
        }
        throw new IOException(failure);
    }

    /** The failure for the second time: one of the same class with the same message, and the first as its cause. */
    static Exception again(Exception failure) {
        if (failure instanceof RuntimeException) {
            return new RuntimeException(failure);
        }
        try {
            Exception chained = failure.getClass().getConstructor(String.class).newInstance(failure.getMessage());
            chained.initCause(failure);
            return chained;
        } catch (ReflectiveOperationException | RuntimeException noSuchConstructor) {
            return failure;
        }
    }
}
