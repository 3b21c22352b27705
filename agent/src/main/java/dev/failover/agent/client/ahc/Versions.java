package dev.failover.agent.client.ahc;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.AsyncHttpClientConfig;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilderBase;
import org.asynchttpclient.netty.LazyResponseBodyPart;
import org.jspecify.annotations.Nullable;

/** What is not the same in all versions of the library: looked up once for each copy of it. */
final class Versions {
    private static final @Nullable Class<?> STREAMED = named("handler.StreamedAsyncHandler");
    private static final @Nullable Class<?> RESUMABLE = named("handler.resumable.ResumableAsyncHandler");
    private static final @Nullable Class<?> WEB_SOCKET = named("ws.WebSocketUpgradeHandler");

    /** Milliseconds in 2.x, a {@link Duration} in 3.x. */
    private static final @Nullable MethodHandle REQUEST_TIMEOUT = getter(Request.class, "getRequestTimeout");

    private static final @Nullable MethodHandle CONFIG_TIMEOUT =
            getter(AsyncHttpClientConfig.class, "getRequestTimeout");
    private static final @Nullable MethodHandle READ_TIMEOUT = getter(Request.class, "getReadTimeout");
    private static final @Nullable MethodHandle SET_READ_TIMEOUT = setter("setReadTimeout");
    /** From 3.0 on. */
    private static final @Nullable MethodHandle BYTE_BUF = getter(Request.class, "getByteBufData");
    /** By another name from 3.0 on. */
    private static final @Nullable MethodHandle LAZY_BUFFER = lazyBuffer();
    /** From 3.0 on; always before. */
    private static final @Nullable MethodHandle DECODES =
            getter(AsyncHttpClientConfig.class, "isEnableAutomaticDecompression");
    /** With a session from 2.11 on. */
    private static final @Nullable MethodHandle HANDSHAKE = handshake(SSLSession.class);

    private static final @Nullable MethodHandle BARE_HANDSHAKE = handshake();

    private Versions() {}

    private static @Nullable Class<?> named(String tail) {
        String name = AsyncHandler.class.getName();
        String root = name.substring(0, name.lastIndexOf('.') + 1);
        try {
            return Class.forName(root + tail, false, AsyncHandler.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notInThisVersion) {
            return null;
        }
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(type.getMethod(name))
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException notInThisVersion) {
            return null;
        }
    }

    private static @Nullable MethodHandle lazyBuffer() {
        MethodHandle older = getter(LazyResponseBodyPart.class, "getBuf");
        return older != null ? older : getter(LazyResponseBodyPart.class, "getBodyByteBuf");
    }

    private static @Nullable MethodHandle setter(String name) {
        for (Method method : RequestBuilderBase.class.getMethods()) {
            if (method.getName().equals(name) && !method.isBridge()) {
                try {
                    return MethodHandles.publicLookup().unreflect(method);
                } catch (IllegalAccessException notPublic) {
                    return null;
                }
            }
        }
        return null;
    }

    private static @Nullable MethodHandle handshake(Class<?>... told) {
        try {
            return MethodHandles.publicLookup().unreflect(AsyncHandler.class.getMethod("onTlsHandshakeSuccess", told));
        } catch (ReflectiveOperationException notInThisVersion) {
            return null;
        }
    }

    /** Whether the client has a way of its own with a handler of this class. */
    static boolean isStreamed(Object handler) {
        return isA(STREAMED, handler) || isA(RESUMABLE, handler) || isA(WEB_SOCKET, handler);
    }

    private static boolean isA(@Nullable Class<?> type, Object handler) {
        return type != null && type.isInstance(handler);
    }

    /** How long the client gives a request in all; 0 for as long as it takes. */
    static long requestTimeoutMillis(Request request, AsyncHttpClientConfig config) {
        long own = millis(REQUEST_TIMEOUT, request);
        return Math.max(0, own != 0 ? own : millis(CONFIG_TIMEOUT, config));
    }

    private static long millis(@Nullable MethodHandle getter, Object of) {
        Object value = call(getter, of);
        if (value instanceof Duration) {
            return ((Duration) value).toMillis();
        }
        return value instanceof Integer ? (Integer) value : 0;
    }

    /** The builders of the first versions forget it. */
    static void keepReadTimeout(Request from, RequestBuilderBase<?> to) {
        Object value = call(READ_TIMEOUT, from);
        if (value != null && SET_READ_TIMEOUT != null) {
            try {
                SET_READ_TIMEOUT.invoke(to, value);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        }
    }

    /** Whether the body is a buffer that the client releases once it is written. */
    static boolean hasByteBuf(Request request) {
        return call(BYTE_BUF, request) != null;
    }

    /** Whether the client decodes bodies. */
    static boolean decodes(AsyncHttpClientConfig config) {
        return !Boolean.FALSE.equals(call(DECODES, config));
    }

    /** What a part of a body refers to that is not its own; null when it is a copy. */
    static @Nullable ByteBuf bufferOfNetwork(HttpResponseBodyPart part) {
        return part instanceof LazyResponseBodyPart ? (ByteBuf) call(LAZY_BUFFER, part) : null;
    }

    static void tlsHandshakeSuccess(AsyncHandler<?> handler) {
        if (BARE_HANDSHAKE != null) {
            try {
                BARE_HANDSHAKE.invoke(handler);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        }
    }

    static void tlsHandshakeSuccess(AsyncHandler<?> handler, SSLSession session) {
        if (HANDSHAKE != null) {
            try {
                HANDSHAKE.invoke(handler, session);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        }
    }

    private static @Nullable Object call(@Nullable MethodHandle getter, Object of) {
        if (getter == null) {
            return null;
        }
        try {
            return (Object) getter.invokeExact(of);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** None of these methods declares an exception: what it throws is passed on as it is. */
    private static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        return failure instanceof RuntimeException ? (RuntimeException) failure : new IllegalStateException(failure);
    }
}
