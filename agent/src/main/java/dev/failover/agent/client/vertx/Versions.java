package dev.failover.agent.client.vertx;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Vert.x 4 and 5 call alike and have compiled differently, or keep in packages that have moved: looked up by name. */
final class Versions {
    private static final MethodHandle SERVER =
            handle(named(RequestOptions.class, "getServer"), MethodType.methodType(Object.class, RequestOptions.class));

    private static final MethodHandle SET_SERVER = handle(
            named(RequestOptions.class, "setServer", SocketAddress.class),
            MethodType.methodType(void.class, RequestOptions.class, SocketAddress.class));

    private static final MethodHandle RESET = handle(
            named(HttpClientRequest.class, "reset", long.class),
            MethodType.methodType(Object.class, HttpClientRequest.class, long.class));

    private static final MethodHandle RESET_WITH_CAUSE = handle(
            named(HttpClientRequest.class, "reset", long.class, Throwable.class),
            MethodType.methodType(Object.class, HttpClientRequest.class, long.class, Throwable.class));

    /** Before 4.4 there is one time-out for everything. */
    private static final MethodHandle SET_IDLE_TIMEOUT = handle(
            has("setIdleTimeout")
                    ? named(RequestOptions.class, "setIdleTimeout", long.class)
                    : named(RequestOptions.class, "setTimeout", long.class),
            MethodType.methodType(void.class, RequestOptions.class, long.class));

    /** Whom a request is for: with its port in 5, with all the rest of the URI in 5.0. */
    private static final MethodHandle AUTHORITY = handle(
            getter("authority", "getHost", "absoluteURI"),
            MethodType.methodType(Object.class, HttpClientRequest.class));

    /** Null where that says it. */
    private static final @Nullable MethodHandle PORT = port();

    private static final @Nullable MethodHandle DECODES = option("isDecompressionSupported", "isTryUseCompression");

    /** Null before 4.5. */
    private static final @Nullable MethodHandle FOLLOWS = follows();

    /** The same. */
    private static final @Nullable MethodHandle FOLLOW = follow();

    private static final Getter OPTIONS = new Getter("options", "getOptions");
    private static final Getter VERTX = new Getter("vertx", "getVertx");
    private static final Getter REDIRECTS = new Getter("redirectHandler", "redirectHandler");
    private static final Getter CONTEXT = new Getter("context", null);
    private static final Getter PROMISE = new Getter("promise", null);

    private Versions() {}

    /** Where the program itself wants to be connected to; null for where its URI says. */
    static @Nullable Object server(RequestOptions options) {
        try {
            return (Object) SERVER.invokeExact(options);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void setServer(RequestOptions options, SocketAddress server) {
        try {
            SET_SERVER.invokeExact(options, server);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    static void setIdleTimeout(RequestOptions options, long millis) {
        try {
            SET_IDLE_TIMEOUT.invokeExact(options, millis);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** Whom a request is for: another one when the program has said so. */
    static @Nullable Object authority(HttpClientRequest request) {
        try {
            return (Object) AUTHORITY.invokeExact(request);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** The port of whom a request is for; 0 where {@link #authority} says it. */
    static int port(HttpClientRequest request) {
        if (PORT == null) {
            return 0;
        }
        try {
            return (int) PORT.invokeExact(request);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** @return what the method returns: whether it was done, in 4; when, in 5 */
    static Object reset(HttpClientRequest request, long code, @Nullable Throwable cause) {
        try {
            return cause == null
                    ? (Object) RESET.invokeExact(request, code)
                    : (Object) RESET_WITH_CAUSE.invokeExact(request, code, cause);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** What a client does with a request that leaves it open; null for a client that does not say. */
    static @Nullable HttpClientOptions options(HttpClient client) {
        return (HttpClientOptions) OPTIONS.of(client);
    }

    /** What a client belongs to; null for one that does not say. */
    static @Nullable Vertx vertx(HttpClient client) {
        return (Vertx) VERTX.of(client);
    }

    /** Whether a client follows redirects in its own way, and in no way of the program's. */
    static boolean followsByItself(HttpClient client) {
        Object how = REDIRECTS.of(client);
        String own = client.getClass().getName();
        return how != null && how.getClass().getName().startsWith(own.substring(0, own.lastIndexOf('.') + 1));
    }

    /** Whether a client decodes what it reads; true for one that does not say. */
    static boolean decodes(HttpClient client) {
        HttpClientOptions options = options(client);
        try {
            return options == null || DECODES == null || (boolean) DECODES.invokeExact(options);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** Whether a request of the client's may be followed by another one, if its response is a redirect. */
    static boolean mayFollow(@Nullable Object request) {
        if (FOLLOWS == null || !(request instanceof HttpClientRequest)) {
            return true;
        }
        try {
            return (boolean) FOLLOWS.invokeExact((HttpClientRequest) request);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** Says how a request is to follow a redirect, as it can from 4.5 on. */
    static Object follow(HttpClientRequest request, OwnRedirects redirects) {
        if (FOLLOW == null) {
            throw new IllegalStateException("this version has no such handler");
        }
        try {
            return (Object) FOLLOW.invokeExact(request, (Function<?, ?>) redirects);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** The context that a future of the client's completes on; null when it does not say. */
    static @Nullable Context contextOf(Future<?> future) {
        return (Context) CONTEXT.of(future);
    }

    /** A promise whose listeners run on a context, wherever it is completed. */
    @SuppressWarnings("unchecked")
    static <T> Promise<T> promise(Context context) {
        Object promise = PROMISE.of(context);
        if (promise == null) {
            throw new IllegalStateException(context.getClass() + " makes no promises");
        }
        return (Promise<T>) promise;
    }

    private static @Nullable MethodHandle follows() {
        try {
            return handle(
                    HttpClientRequest.class.getMethod("isFollowRedirects"),
                    MethodType.methodType(boolean.class, HttpClientRequest.class));
        } catch (NoSuchMethodException older) {
            return null;
        }
    }

    private static @Nullable MethodHandle follow() {
        try {
            return handle(
                    HttpClientRequest.class.getMethod("redirectHandler", Function.class),
                    MethodType.methodType(Object.class, HttpClientRequest.class, Function.class));
        } catch (NoSuchMethodException older) {
            return null;
        }
    }

    /** Whichever of the names the version has; the first one that it has. */
    private static @Nullable MethodHandle option(String... names) {
        for (String name : names) {
            try {
                return handle(
                        HttpClientOptions.class.getMethod(name),
                        MethodType.methodType(boolean.class, HttpClientOptions.class));
            } catch (NoSuchMethodException otherVersion) {
                // The next one.
            }
        }
        return null;
    }

    /** The first one of a request's that the version has. */
    private static Method getter(String... names) {
        for (String name : names) {
            try {
                return HttpClientRequest.class.getMethod(name);
            } catch (NoSuchMethodException otherVersion) {
                // The next one.
            }
        }
        throw new IllegalStateException("a request has none of " + Arrays.toString(names));
    }

    private static @Nullable MethodHandle port() {
        try {
            return handle(
                    HttpClientRequest.class.getMethod("getPort"),
                    MethodType.methodType(int.class, HttpClientRequest.class));
        } catch (NoSuchMethodException newer) {
            return null;
        }
    }

    private static boolean has(String name) {
        for (Method method : RequestOptions.class.getMethods()) {
            if (method.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whatever it returns, and whichever of its supertypes it takes for such arguments. */
    private static Method named(Class<?> type, String name, Class<?>... arguments) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
                return method;
            }
        }
        throw new IllegalStateException(type + " has no " + name);
    }

    private static boolean takes(Class<?>[] parameters, Class<?>[] arguments) {
        if (parameters.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (!parameters[i].isAssignableFrom(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static MethodHandle handle(Method method, MethodType type) {
        try {
            return MethodHandles.publicLookup().unreflect(method).asType(type);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }

    static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        return failure instanceof RuntimeException ? (RuntimeException) failure : new IllegalStateException(failure);
    }
}
