package dev.failover.agent.client.apache5;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/** What only newer versions of the library tell of a route. */
final class NewerRoutes {
    private static final MethodType GETTER = MethodType.methodType(Object.class, HttpRoute.class);

    /** From 5.4 on. */
    private static final @Nullable MethodHandle TARGET_NAME = find("getTargetName");

    /** From 5.6 on. */
    private static final @Nullable MethodHandle LOCAL_SOCKET = find("getUnixDomainSocket");

    private NewerRoutes() {}

    private static @Nullable MethodHandle find(String getter) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(HttpRoute.class.getMethod(getter))
                    .asType(GETTER);
        } catch (ReflectiveOperationException olderVersion) {
            return null;
        }
    }

    /** The name that a certificate has to be for, when it is not that of the target; null when it is. */
    static @Nullable NamedEndpoint targetName(HttpRoute route) {
        return (NamedEndpoint) ask(TARGET_NAME, route);
    }

    /** Whether it leads to a socket of this machine, whatever its target is called. */
    static boolean isLocalSocket(HttpRoute route) {
        return ask(LOCAL_SOCKET, route) != null;
    }

    private static @Nullable Object ask(@Nullable MethodHandle getter, HttpRoute route) {
        if (getter == null) {
            return null;
        }
        try {
            return (Object) getter.invokeExact(route);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }
}
