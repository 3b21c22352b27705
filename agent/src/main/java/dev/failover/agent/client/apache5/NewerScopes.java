package dev.failover.agent.client.apache5;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Scopes of attempts, which keep what scopes have from 5.1 on: a scheduler and a count of executions. */
final class NewerScopes {
    private static final int ARGUMENTS = 8;

    private static final MethodType GETTER = MethodType.methodType(Object.class, AsyncExecChain.Scope.class);

    private static final @Nullable MethodHandle CONSTRUCTOR = constructor();
    private static final @Nullable MethodHandle SCHEDULER = getter("scheduler");
    private static final @Nullable MethodHandle EXEC_COUNT = getter("execCount");

    private NewerScopes() {}

    private static @Nullable MethodHandle constructor() {
        for (Constructor<?> constructor : AsyncExecChain.Scope.class.getConstructors()) {
            if (constructor.getParameterCount() == ARGUMENTS) {
                try {
                    return MethodHandles.publicLookup()
                            .unreflectConstructor(constructor)
                            .asType(MethodType.methodType(
                                    AsyncExecChain.Scope.class,
                                    String.class,
                                    HttpRoute.class,
                                    HttpRequest.class,
                                    CancellableDependency.class,
                                    HttpClientContext.class,
                                    AsyncExecRuntime.class,
                                    Object.class,
                                    Object.class));
                } catch (IllegalAccessException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return null;
    }

    private static @Nullable MethodHandle getter(String name) {
        try {
            return MethodHandles.publicLookup()
                    .unreflectGetter(AsyncExecChain.Scope.class.getField(name))
                    .asType(GETTER);
        } catch (ReflectiveOperationException olderVersion) {
            return null;
        }
    }

    static AsyncExecChain.Scope of(
            AsyncExecChain.Scope scope,
            HttpRoute route,
            HttpRequest original,
            CancellableDependency dependency,
            HttpClientContext context,
            AsyncExecRuntime runtime) {
        if (CONSTRUCTOR == null || SCHEDULER == null || EXEC_COUNT == null) {
            return new AsyncExecChain.Scope(scope.exchangeId, route, original, dependency, context, runtime);
        }
        try {
            return (AsyncExecChain.Scope) CONSTRUCTOR.invokeExact(
                    scope.exchangeId,
                    route,
                    original,
                    dependency,
                    context,
                    runtime,
                    (Object) SCHEDULER.invokeExact(scope),
                    (Object) EXEC_COUNT.invokeExact(scope));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }
}
