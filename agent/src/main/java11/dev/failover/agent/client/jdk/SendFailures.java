package dev.failover.agent.client.jdk;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * What {@code HttpClient.send} throws for a failure of the asynchronous machinery beneath it: an exception of the same
 * kind with the same message, made on the caller's own stack.
 */
final class SendFailures {
    private static final String CLIENT = "jdk.internal.net.http.HttpClientImpl";

    private SendFailures() {}

    static Exception translate(Throwable failure) {
        Throwable cause = told(failure);
        String message = cause.getMessage();
        if (cause instanceof IllegalArgumentException) {
            return new IllegalArgumentException(message, cause);
        }
        if (cause instanceof SecurityException) {
            return new SecurityException(message, cause);
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return because(new HttpConnectTimeoutException(message), cause);
        }
        if (cause instanceof HttpTimeoutException) {
            return new HttpTimeoutException(message);
        }
        if (cause instanceof ConnectException) {
            return because(new ConnectException(message), cause);
        }
        if (cause instanceof SSLHandshakeException) {
            return because(new SSLHandshakeException(message), cause);
        }
        if (cause instanceof SSLException) {
            return new SSLException(message, cause);
        }
        if (cause instanceof ProtocolException) {
            return because(new ProtocolException(message), cause);
        }
        return new IOException(message, cause);
    }

    /**
     * From Java 26 on {@code sendAsync} puts an {@link IOException} around whatever is none, which {@code send} does not see.
     */
    private static Throwable told(Throwable failure) {
        Throwable cause = failure.getCause();
        StackTraceElement[] frames = failure.getStackTrace();
        return failure.getClass() == IOException.class
                        && cause != null
                        && !(cause instanceof IOException)
                        && cause.toString().equals(failure.getMessage())
                        && frames.length > 0
                        && frames[0].getClassName().equals(CLIENT)
                ? cause
                : failure;
    }

    private static <E extends Exception> E because(E exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }
}
