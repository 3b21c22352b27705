package dev.failover.agent.client.jetty12;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** By what a request travels: from 12.0.7 on that need not be an address of the internet. */
final class Transports {
    private static final MethodType GET = MethodType.methodType(Object.class, Object.class);

    private static final @Nullable MethodHandle OF_REQUEST = handle(HttpRequest.class, "getTransport", GET);
    private static final @Nullable MethodHandle BY_ADDRESS =
            OF_REQUEST == null ? null : handle(type(), "requiresDomainNameResolution", GET);
    private static final @Nullable MethodHandle SET = OF_REQUEST == null
            ? null
            : handle(
                    HttpRequest.class,
                    "transport",
                    MethodType.methodType(void.class, Object.class, Object.class),
                    type());

    private Transports() {}

    private static Class<?> type() {
        try {
            return HttpRequest.class.getMethod("getTransport").getReturnType();
        } catch (NoSuchMethodException older) {
            return Object.class;
        }
    }

    private static @Nullable MethodHandle handle(Class<?> owner, String name, MethodType as, Class<?>... arguments) {
        try {
            Method method = owner.getMethod(name, arguments);
            return MethodHandles.publicLookup().unreflect(method).asType(as);
        } catch (ReflectiveOperationException older) {
            return null;
        }
    }

    /** Whether host and port of its URL say where a request goes. */
    static boolean isByAddress(HttpRequest request) {
        Object transport = of(request);
        return transport == null || BY_ADDRESS == null || Boolean.TRUE.equals(get(BY_ADDRESS, transport));
    }

    static void copy(HttpRequest from, HttpRequest to) {
        Object transport = of(from);
        if (transport != null && SET != null) {
            try {
                SET.invokeExact((Object) to, transport);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        }
    }

    private static @Nullable Object of(HttpRequest request) {
        return OF_REQUEST == null ? null : get(OF_REQUEST, request);
    }

    private static @Nullable Object get(MethodHandle handle, Object owner) {
        try {
            return (Object) handle.invokeExact(owner);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        return failure instanceof RuntimeException ? (RuntimeException) failure : new IllegalStateException(failure);
    }
}
