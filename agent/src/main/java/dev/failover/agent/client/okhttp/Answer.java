package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ReadAhead;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** What is done to an answer before the program gets it. */
final class Answer {
    /** The program may have OkHttp's I/O library under other names: they are learned from OkHttp. */
    private static final Method SOURCE = method(ResponseBody.class, "source");

    private static final Method TIMEOUT = method(SOURCE.getReturnType(), "timeout");
    private static final Method SET = method(TIMEOUT.getReturnType(), "timeout", long.class, TimeUnit.class);
    private static final Method NANOS = method(TIMEOUT.getReturnType(), "timeoutNanos");
    private static final Method REQUEST = method(SOURCE.getReturnType(), "request", long.class);
    private static final Method BUFFER = method(SOURCE.getReturnType(), "buffer");
    private static final Method SIZE = method(BUFFER.getReturnType(), "size");

    private Answer() {}

    private static Method method(Class<?> type, String name, Class<?>... arguments) {
        try {
            return type.getMethod(name, arguments);
        } catch (NoSuchMethodException otherLibrary) {
            throw new IllegalStateException(otherLibrary);
        }
    }

    /**
     * The same answer with its body in memory: from 3.14 on no other request can be made while it is on the way. One that breaks
     * off has no connection any more, and stays as it is: whoever gets it reads what has come, and hears of the end there.
     *
     * @return null when it is too long, or keeps coming; then it is as it was
     */
    static @Nullable Response kept(Response response, AgentEngine engine) throws IOException {
        ResponseBody body = response.body();
        if (body == null) {
            return response;
        }
        ResponseBody copy;
        try {
            if (hasBody(response, body) && !comesToItsEnd(body, engine)) {
                return null;
            }
            copy = response.peekBody(ReadAhead.LONGEST);
        } catch (IOException broken) {
            return response;
        } catch (RuntimeException broken) {
            body.close();
            throw broken;
        }
        body.close();
        return response.newBuilder().body(copy).build();
    }

    /** Reads a body ahead, which loses nothing by that; fails when nothing comes of it for a while. */
    private static boolean comesToItsEnd(ResponseBody body, AgentEngine engine) throws IOException {
        Object source = call(SOURCE, body);
        Object timeout = call(TIMEOUT, source);
        long own = (long) call(NANOS, timeout);
        if (own == 0 || own > engine.silenceNanos()) {
            call(SET, timeout, engine.silenceNanos(), TimeUnit.NANOSECONDS);
        }
        Object read = call(BUFFER, source);
        long begin = System.nanoTime();
        do {
            if (!(boolean) call(REQUEST, source, (long) call(SIZE, read) + 1)) {
                // The connection may serve another call already, with a time-out of its own.
                return true;
            }
        } while ((long) call(SIZE, read) <= ReadAhead.LONGEST && System.nanoTime() - begin < engine.patienceNanos());
        call(SET, timeout, own, TimeUnit.NANOSECONDS);
        return false;
    }

    @SuppressWarnings("NullAway") // none of these methods returns null
    private static Object call(Method method, Object target, Object... arguments) throws IOException {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof IOException) {
                throw (IOException) cause;
            }
            throw cause instanceof RuntimeException ? (RuntimeException) cause : new IllegalStateException(cause);
        } catch (IllegalAccessException incompatible) {
            throw new IllegalStateException(incompatible);
        }
    }

    private static boolean hasBody(Response response, ResponseBody body) {
        return body.contentLength() != 0
                && response.code() != 204
                && response.code() != 304
                && !response.request().method().equals("HEAD");
    }

    /** Once the answer is there, the program's own time-out counts for the rest of it. */
    static void restoreReadTimeout(Response response, @Nullable Connection connection, int millis) {
        ResponseBody body = response.body();
        if (connection == null || millis < 0 || body == null || !hasBody(response, body)) {
            // A connection whose answer is complete may serve another call already.
            return;
        }
        try {
            SET.invoke(TIMEOUT.invoke(SOURCE.invoke(body)), (long) millis, TimeUnit.MILLISECONDS);
            if (OkHttpAttempt.isOurs(connection)) {
                connection.socket().setSoTimeout(millis);
            }
        } catch (SocketException closed) {
            // The program will hear of it when it reads on.
        } catch (ReflectiveOperationException incompatible) {
            throw new IllegalStateException(incompatible);
        }
    }
}
