package dev.failover.agent.client.okhttp;

import dev.failover.cache.BodyRecorder;
import dev.failover.cache.HeardStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import okhttp3.MediaType;
import okhttp3.ResponseBody;

/** A body that tells a recorder what is read of it. */
final class RecordedBody {
    private static final Method SOURCE = method(ResponseBody.class, "source");
    private static final Class<?> OKIO = okio();
    private static final Method OF_STREAM = method(OKIO, "source", InputStream.class);
    private static final Method BUFFER = method(OKIO, "buffer", OF_STREAM.getReturnType());
    private static final Method CREATE =
            method(ResponseBody.class, "create", MediaType.class, long.class, SOURCE.getReturnType());

    private RecordedBody() {}

    /** The program may have OkHttp's I/O library under other names: it is where its types are. */
    private static Class<?> okio() {
        Class<?> source = SOURCE.getReturnType();
        String name = source.getName();
        try {
            return Class.forName(name.substring(0, name.lastIndexOf('.') + 1) + "Okio", true, source.getClassLoader());
        } catch (ClassNotFoundException otherLibrary) {
            throw new IllegalStateException(otherLibrary);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    static ResponseBody of(ResponseBody body, BodyRecorder recorder) throws IOException {
        try {
            Object source =
                    OF_STREAM.invoke(null, new HeardStream(body.byteStream(), recorder, body.contentLength(), false));
            Object buffered = BUFFER.invoke(null, source);
            return (ResponseBody) CREATE.invoke(null, body.contentType(), body.contentLength(), buffered);
        } catch (InvocationTargetException | IllegalAccessException incompatible) {
            throw new IOException(incompatible);
        }
    }
}
