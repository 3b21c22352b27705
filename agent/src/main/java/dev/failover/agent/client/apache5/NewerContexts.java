package dev.failover.agent.client.apache5;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Contexts that know what they hold by fields and no longer by names, as they do from 5.4 on. */
final class NewerContexts {
    private static final @Nullable MethodHandle ROUTE = find("setRoute", HttpRoute.class);
    private static final @Nullable MethodHandle REQUEST = find("setRequest", HttpRequest.class);
    private static final @Nullable MethodHandle RESPONSE = find("setResponse", HttpResponse.class);

    private NewerContexts() {}

    private static @Nullable MethodHandle find(String setter, Class<?> type) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(HttpClientContext.class.getMethod(setter, type))
                    .asType(MethodType.methodType(void.class, HttpClientContext.class, Object.class));
        } catch (ReflectiveOperationException olderVersion) {
            return null;
        }
    }

    /** What a program may ask the context for afterwards, as with an answer that came by a connection. */
    static void tell(HttpClientContext context, HttpRoute route, HttpRequest request, HttpResponse response) {
        tell(context, ROUTE, HttpClientContext.HTTP_ROUTE, route);
        tell(context, REQUEST, HttpClientContext.HTTP_REQUEST, request);
        tell(context, RESPONSE, HttpClientContext.HTTP_RESPONSE, response);
    }

    private static void tell(HttpClientContext context, @Nullable MethodHandle setter, String name, Object value) {
        if (setter == null) {
            context.setAttribute(name, value);
            return;
        }
        try {
            setter.invokeExact(context, value);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }
}
