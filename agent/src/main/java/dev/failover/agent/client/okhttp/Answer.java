package dev.failover.agent.client.okhttp;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** What is done to an answer before the program gets it. */
final class Answer {
    /** As much of an answer is kept that another one may replace. */
    private static final long LONGEST_KEPT = 64 * 1024;

    /** The program may have OkHttp's I/O library under other names: they are learned from OkHttp. */
    private static final Method SOURCE = method(ResponseBody.class, "source");

    private static final Method TIMEOUT = method(SOURCE.getReturnType(), "timeout");
    private static final Method SET = method(TIMEOUT.getReturnType(), "timeout", long.class, TimeUnit.class);

    private Answer() {}

    private static Method method(Class<?> type, String name, Class<?>... arguments) {
        try {
            return type.getMethod(name, arguments);
        } catch (NoSuchMethodException otherLibrary) {
            throw new IllegalStateException(otherLibrary);
        }
    }

    /**
     * The same answer with its body in memory: from 3.14 on no other request can be made while it is on the way.
     *
     * @return null when it is too long; then it is as it was
     */
    static @Nullable Response kept(Response response) throws IOException {
        ResponseBody body = response.body();
        if (body == null) {
            return response;
        }
        ResponseBody copy;
        try {
            copy = response.peekBody(LONGEST_KEPT + 1);
        } catch (IOException | RuntimeException broken) {
            body.close();
            throw broken;
        }
        if (copy.contentLength() > LONGEST_KEPT) {
            return null;
        }
        body.close();
        return response.newBuilder().body(copy).build();
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
