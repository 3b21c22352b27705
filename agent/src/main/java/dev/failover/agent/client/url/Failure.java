package dev.failover.agent.client.url;

import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    /**
     * The failure in other words, when it would be told in others: of the same class, from the same place.
     *
     * @param words what the program is to read in place of a message
     */
    static IOException told(IOException failure, UnaryOperator<String> words) {
        String message = failure.getMessage();
        String told = message == null ? null : words.apply(message);
        Exception other = told == null || told.equals(message) ? null : made(failure, told);
        if (!(other instanceof IOException)) {
            return failure;
        }
        Throwable cause = failure.getCause();
        other.initCause(cause instanceof IOException ? told((IOException) cause, words) : cause);
        other.setStackTrace(failure.getStackTrace());
        return (IOException) other;
    }

    /** The failure for the second time: one of the same class with the same message, and the first as its cause. */
    static Exception again(Exception failure) {
        if (failure instanceof RuntimeException) {
            return new RuntimeException(failure);
        }
        Exception chained = made(failure, failure.getMessage());
        if (chained == null) {
            return failure;
        }
        chained.initCause(failure);
        return chained;
    }

    private static @Nullable Exception made(Exception like, @Nullable String message) {
        try {
            return like.getClass().getConstructor(String.class).newInstance(message);
        } catch (ReflectiveOperationException | RuntimeException noSuchConstructor) {
            return null;
        }
    }
}
