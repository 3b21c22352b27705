package dev.failover.agent.client.reactor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.TcpResources;

/** What is known of pools: which open their connections where we are told of it, and for whom ({@link ReactorOpening}). */
final class Pools {
    private static final @Nullable Class<?> OWN = beside(ConnectionProvider.class, "DefaultPooledConnectionProvider");
    /** What the first versions have around the pool that they are given. */
    private static final @Nullable Class<?> WRAPPER = beside(HttpClient.class, "HttpConnectionProvider");

    private static final @Nullable MethodHandle WRAPPED =
            WRAPPER == null ? null : getter(WRAPPER, "http1ConnectionProvider");
    /** Whether HTTP/2 opens its connections by the program's pool; in the first versions it has one of its own. */
    private static final boolean HTTP2_FROM_PROGRAMS = beside(HttpClient.class, "Http2Pool") != null;
    /** The pool of clients that are given none. */
    private static final @Nullable MethodHandle SHARED = getter(TcpResources.class, "defaultProvider");

    private Pools() {}

    private static @Nullable Class<?> beside(Class<?> known, String simpleName) {
        String name = known.getName();
        try {
            return Class.forName(
                    name.substring(0, name.lastIndexOf('.') + 1) + simpleName, false, known.getClassLoader());
        } catch (ClassNotFoundException | LinkageError otherVersion) {
            return null;
        }
    }

    private static @Nullable MethodHandle getter(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectGetter(field)
                    .asType(MethodType.methodType(ConnectionProvider.class, ConnectionProvider.class));
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return null;
        }
    }

    /** Whether a client's pool does, as far as we know. One of HTTP/2 has its connections from another pool. */
    static boolean tellsOf(HttpClientConfig config) {
        if (!speaksHttp1Only(config)) {
            return false;
        }
        ConnectionProvider pool = programs(config);
        if (pool instanceof TcpResources) {
            pool = in(pool, SHARED);
        }
        return pool.getClass() == OWN;
    }

    /**
     * Whether the program has disposed of the connections of its client, to be asked once a request had one: a pool of Reactor
     * Netty's says the same before its first use, and opens connections again when somebody asks for one. Those that clients
     * share who were given none are not the program's to dispose of in the middle of a call.
     */
    static boolean isDisposed(HttpClientConfig config) {
        if (!HTTP2_FROM_PROGRAMS && !speaksHttp1Only(config)) {
            return false;
        }
        ConnectionProvider pool = programs(config);
        return !(pool instanceof TcpResources) && pool.isDisposed();
    }

    private static boolean speaksHttp1Only(HttpClientConfig config) {
        HttpProtocol[] spoken = config.protocols();
        return spoken.length == 1 && spoken[0] == HttpProtocol.HTTP11;
    }

    /** What the program has given its client. */
    private static ConnectionProvider programs(HttpClientConfig config) {
        ConnectionProvider pool = config.connectionProvider();
        return pool.getClass() == WRAPPER ? in(pool, WRAPPED) : pool;
    }

    /** What stands behind a pool; itself when nobody can tell. */
    private static ConnectionProvider in(ConnectionProvider pool, @Nullable MethodHandle getter) {
        if (getter == null) {
            return pool;
        }
        try {
            ConnectionProvider behind = (ConnectionProvider) getter.invokeExact(pool);
            return behind == null ? pool : behind;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
