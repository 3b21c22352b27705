package dev.failover.call;

import dev.failover.call.Outcome.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Tells what a failure proves about the request: one table for all clients. */
public final class Failures {
    private static final List<Class<?>> CONNECT = Arrays.asList(
            ConnectException.class,
            UnknownHostException.class,
            NoRouteToHostException.class,
            PortUnreachableException.class,
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class);

    private static final List<Class<?>> TIMEOUT = Arrays.asList(SocketTimeoutException.class, TimeoutException.class);

    private static final List<Class<?>> CANCELLED =
            Arrays.asList(CancellationException.class, InterruptedException.class, InterruptedIOException.class);

    /**
     * Classes that the runtime cannot name because they are not on Java 8 or belong to a client. The name suffices: what
     * they say is part of their contract.
     */
    private static final Set<String> CONNECT_BY_NAME = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "java.net.http.HttpConnectTimeoutException",
            "java.nio.channels.UnresolvedAddressException",
            "ConnectTimeoutException")));

    /** What clients say when none of the connections that they may have to a host came free in time. */
    private static final Set<String> NONE_FREE_BY_NAME = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "ConnectionPoolTimeoutException",
            "ConnectionRequestTimeoutException",
            "DeadlineTimeoutException",
            "PoolAcquireTimeoutException")));

    private static final Set<String> TIMEOUT_BY_NAME = Collections.singleton("java.net.http.HttpTimeoutException");

    private static final int NONE_FREE = 1 << 8;

    /**
     * What a class says by itself, looked up once. By ordinal: the value hangs on the failure's class, which may outlive the
     * class loader of ours, and must not keep it alive.
     */
    private static final ClassValue<Integer> MARKS_BY_CLASS = new ClassValue<Integer>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return isNamed(type, NONE_FREE_BY_NAME)
                    ? NONE_FREE | Kind.CONNECT.ordinal()
                    : kindOf(type).ordinal();
        }
    };

    private Failures() {}

    /**
     * The kind of an ending by its failure. Wrappers of asynchronous code are looked through. {@link Kind#CONNECT} is only
     * ever said when no byte of the request can have been processed; in doubt it is {@link Kind#IO}.
     */
    public static Kind kindOf(Throwable failure) {
        Throwable cause = unwrap(failure);
        Kind kind = Outcome.kind(MARKS_BY_CLASS.get(cause.getClass()) & ~NONE_FREE);
        if (kind == Kind.TIMEOUT && isConnectTimeOut(cause)) {
            return Kind.CONNECT;
        }
        return kind == Kind.CANCELLED && isTimeOut(cause) ? Kind.TIMEOUT : kind;
    }

    private static Kind kindOf(Class<?> failure) {
        if (isAny(failure, CONNECT) || isNamed(failure, CONNECT_BY_NAME)) {
            return Kind.CONNECT;
        }
        if (isAny(failure, TIMEOUT) || isNamed(failure, TIMEOUT_BY_NAME)) {
            return Kind.TIMEOUT;
        }
        if (isAny(failure, CANCELLED)) {
            return Kind.CANCELLED;
        }
        // An answer that a streaming HttpURLConnection cannot follow is no failure of the endpoint.
        boolean io = IOException.class.isAssignableFrom(failure) && !HttpRetryException.class.isAssignableFrom(failure);
        return io ? Kind.IO : Kind.LOCAL;
    }

    /** Whether its class says {@link Outcome#noneFree}. */
    static boolean isNoneFree(Throwable failure) {
        return (MARKS_BY_CLASS.get(unwrap(failure).getClass()) & NONE_FREE) != 0;
    }

    /** What a failure says of itself; its class alone when it cannot say anything: that is somebody else's code. */
    public static String text(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (Throwable cannotSay) {
            return failure.getClass().getName();
        }
    }

    /** The failure without the wrappers that futures put around it. */
    public static Throwable unwrap(Throwable failure) {
        Throwable current = failure;
        while (current instanceof CompletionException || current instanceof ExecutionException) {
            Throwable cause = current.getCause();
            if (cause == null) {
                break;
            }
            current = cause;
        }
        return current;
    }

    private static boolean isAny(Class<?> failure, List<Class<?>> types) {
        for (Class<?> type : types) {
            if (type.isAssignableFrom(failure)) {
                return true;
            }
        }
        return false;
    }

    /** The JDK's sockets tell a time-out of connecting from one of reading by the message alone. */
    private static boolean isConnectTimeOut(Throwable failure) {
        String message = failure instanceof SocketTimeoutException ? failure.getMessage() : null;
        return message != null && message.toLowerCase(Locale.ROOT).startsWith("connect timed out");
    }

    /** Some clients tell a time-out of theirs from an interrupt by the message alone, OkHttp among them. */
    private static boolean isTimeOut(Throwable failure) {
        String message = failure instanceof InterruptedIOException ? failure.getMessage() : null;
        String lower = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return lower.contains("timeout") || lower.contains("timed out");
    }

    private static boolean isNamed(@Nullable Class<?> type, Set<String> names) {
        for (Class<?> current = type; current != null && current != Object.class; current = current.getSuperclass()) {
            if (names.contains(current.getName()) || names.contains(current.getSimpleName())) {
                return true;
            }
        }
        return false;
    }
}
