package dev.failover.agent.client.okhttp;

import dev.failover.agent.client.Sockets;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.CookieJar;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What the versions of OkHttp do differently about a call's chain of interceptors, looked up once. Immutable. */
final class Chains {
    /** What a chain goes on to. */
    enum Step {
        /** One of the program's interceptors, or one of OkHttp's that does not matter. */
        OTHER,
        /** OkHttp's first one: it sends a request, again if need be, and follows redirects. */
        CALL,
        /** The one that adds cookies and {@code Host}. */
        HEADERS,
        /** The one that finds a connection. */
        CONNECT
    }

    private final Class<?> call = internal("http.RetryAndFollowUpInterceptor");
    private final Class<?> headers = internal("http.BridgeInterceptor");
    private final Class<?> connect = internal("connection.ConnectInterceptor");

    /** From 3.9 on. */
    private final @Nullable MethodHandle callOf = ofChain("call", MethodType.methodType(Call.class));

    private final @Nullable MethodHandle copyOf = find(Call.class, "clone", MethodType.methodType(Call.class));
    /** Before 3.14 OkHttp's first interceptor knows it. */
    private final @Nullable MethodHandle isCanceled = find(call, "isCanceled", MethodType.methodType(boolean.class));

    /** From 3.12 on. */
    private final @Nullable MethodHandle callTimeout = callTimeout();

    private final Timeout connectTimeout = new Timeout("connectTimeoutMillis", "withConnectTimeout");
    private final Timeout readTimeout = new Timeout("readTimeoutMillis", "withReadTimeout");
    private final Timeout writeTimeout = new Timeout("writeTimeoutMillis", "withWriteTimeout");

    /** From 5.4 on; before, the one that adds them knows. */
    private final @Nullable MethodHandle cookiesOf = ofChain("getCookieJar", MethodType.methodType(CookieJar.class));

    private final @Nullable Field cookies = hidden(headers, "cookieJar");

    /** From 5.4 on; before, OkHttp's first interceptor knows a client that does. */
    private final @Nullable MethodHandle followsOf =
            ofChain("getFollowRedirects", MethodType.methodType(boolean.class));

    private final @Nullable Field client = hidden(call, "client");

    Chains() throws ClassNotFoundException {}

    /** By name: as a module, OkHttp does not export them. */
    private static Class<?> internal(String tail) throws ClassNotFoundException {
        String request = Request.class.getName();
        String root = request.substring(0, request.lastIndexOf('.'));
        return Class.forName(root + ".internal." + tail, false, Request.class.getClassLoader());
    }

    private static @Nullable MethodHandle ofChain(String name, MethodType descriptor) {
        return find(Interceptor.Chain.class, name, descriptor);
    }

    private static @Nullable MethodHandle find(Class<?> type, String name, MethodType descriptor) {
        try {
            return MethodHandles.publicLookup().findVirtual(type, name, descriptor);
        } catch (NoSuchMethodException | IllegalAccessException otherVersion) {
            return null;
        }
    }

    /** By its own word: the library that its type is from may have another name here. */
    private static @Nullable MethodHandle callTimeout() {
        try {
            MethodHandle timeout = MethodHandles.publicLookup().unreflect(Call.class.getMethod("timeout"));
            MethodHandle nanos = find(timeout.type().returnType(), "timeoutNanos", MethodType.methodType(long.class));
            return nanos == null ? null : MethodHandles.filterReturnValue(timeout, nanos);
        } catch (NoSuchMethodException | IllegalAccessException otherVersion) {
            return null;
        }
    }

    /** The interceptor with this index; null when there is none. */
    static @Nullable Object follower(@Nullable Object interceptors, @Nullable Object index) {
        if (!(interceptors instanceof List) || !(index instanceof Integer)) {
            return null;
        }
        List<?> all = (List<?>) interceptors;
        int next = (Integer) index;
        return next < all.size() ? all.get(next) : null;
    }

    private static @Nullable Field hidden(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException otherVersionOrModule) {
            return null;
        }
    }

    /** Where OkHttp takes the cookies of a call from; null when that cannot be told. */
    @Nullable
    CookieJar cookies(Interceptor.Chain chain, @Nullable Object interceptors) {
        if (cookiesOf != null) {
            return (CookieJar) invoke(cookiesOf, chain);
        }
        if (cookies == null || !(interceptors instanceof List)) {
            return null;
        }
        for (Object interceptor : (List<?>) interceptors) {
            if (headers.isInstance(interceptor)) {
                try {
                    return (CookieJar) cookies.get(interceptor);
                } catch (IllegalAccessException hidden) {
                    return null;
                }
            }
        }
        return null;
    }

    /** Whether OkHttp follows redirects for a call; true when that cannot be told. */
    boolean followsRedirects(Interceptor.Chain chain, Object follower) {
        if (followsOf != null) {
            return (boolean) invoke(followsOf, chain);
        }
        try {
            return client == null
                    || !call.isInstance(follower)
                    || ((OkHttpClient) client.get(follower)).followRedirects();
        } catch (IllegalAccessException hidden) {
            return true;
        }
    }

    /** The call of a chain; null in versions that do not tell it, or have no copies of calls. */
    @Nullable
    Call call(Interceptor.Chain chain) {
        return callOf == null || copyOf == null ? null : (Call) invoke(callOf, chain);
    }

    /** The time that the program gives the call of a chain in all, in nanoseconds; 0 for any, or where that cannot be told. */
    long callTimeoutNanos(Interceptor.Chain chain) {
        return callOf == null || callTimeout == null ? 0 : (long) invoke(callTimeout, invoke(callOf, chain));
    }

    /** The same call once more, as it was begun; of a chain that has a {@link #call}. */
    Call copy(Call call) {
        return (Call) invoke(Objects.requireNonNull(copyOf, "copyOf"), call);
    }

    private static Object invoke(MethodHandle method, Object target) {
        try {
            return method.invoke(target);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
    }

    Step step(@Nullable Object follower) {
        Class<?> type = follower == null ? null : follower.getClass();
        if (type == call) {
            return Step.CALL;
        } else if (type == headers) {
            return Step.HEADERS;
        }
        return type == connect ? Step.CONNECT : Step.OTHER;
    }

    /** Whether the program has cancelled the call, or its time is over. */
    boolean isCanceled(Interceptor.Chain chain, Object follower) {
        try {
            if (callOf != null) {
                return ((Call) callOf.invoke(chain)).isCanceled();
            }
            return isCanceled != null && (boolean) isCanceled.invoke(follower);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
    }

    /** Closes a connection, which another thread may be writing to. */
    static void breakOff(Connection connection) {
        // As OkHttp does when a call is cancelled: the socket below TLS, whose own may wait for who writes.
        MethodHandle cancel = find(connection.getClass(), "cancel", MethodType.methodType(void.class));
        if (cancel == null) {
            Sockets.breakOff(connection.socket());
        } else {
            invoke(cancel, connection);
        }
    }

    Timeout connectTimeout() {
        return connectTimeout;
    }

    Timeout readTimeout() {
        return readTimeout;
    }

    Timeout writeTimeout() {
        return writeTimeout;
    }

    /** One of the time-outs of a chain; older versions than 3.9 have them only in the client. */
    static final class Timeout {
        /** When there is none that could be told. */
        static final int UNKNOWN = -1;

        private final @Nullable MethodHandle millis;
        private final @Nullable MethodHandle with;

        Timeout(String millis, String with) {
            this.millis = ofChain(millis, MethodType.methodType(int.class));
            this.with = ofChain(with, MethodType.methodType(Interceptor.Chain.class, int.class, TimeUnit.class));
        }

        boolean canBeTold() {
            return millis != null && with != null;
        }

        /** In milliseconds; 0 for none. */
        int of(Interceptor.Chain chain) {
            if (millis == null) {
                return UNKNOWN;
            }
            try {
                return (int) millis.invoke(chain);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable checked) {
                throw new IllegalStateException(checked);
            }
        }

        /** The same chain with a shorter time-out, never with a longer one. */
        Interceptor.Chain shorten(Interceptor.Chain chain, long nanos) {
            int own = of(chain);
            long bound = (nanos + 999_999) / 1_000_000;
            if (nanos <= 0
                    || own == UNKNOWN
                    || with == null
                    || (own > 0 && own <= bound)
                    || bound > Integer.MAX_VALUE) {
                return chain;
            }
            try {
                return (Interceptor.Chain) with.invoke(chain, (int) bound, TimeUnit.MILLISECONDS);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable checked) {
                throw new IllegalStateException(checked);
            }
        }
    }
}
