package dev.failover.agent.client.apache5;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
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

    private static final @Nullable Constructor<?> CONSTRUCTOR = constructor();
    private static final @Nullable Field SCHEDULER = field("scheduler");
    private static final @Nullable Field EXEC_COUNT = field("execCount");

    private NewerScopes() {}

    private static @Nullable Constructor<?> constructor() {
        for (Constructor<?> constructor : AsyncExecChain.Scope.class.getConstructors()) {
            if (constructor.getParameterCount() == ARGUMENTS) {
                return constructor;
            }
        }
        return null;
    }

    private static @Nullable Field field(String name) {
        try {
            return AsyncExecChain.Scope.class.getField(name);
        } catch (NoSuchFieldException olderVersion) {
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
            return (AsyncExecChain.Scope) CONSTRUCTOR.newInstance(
                    scope.exchangeId,
                    route,
                    original,
                    dependency,
                    context,
                    runtime,
                    SCHEDULER.get(scope),
                    EXEC_COUNT.get(scope));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
