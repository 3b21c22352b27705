package dev.failover.agent.client.apache;

import java.io.Closeable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A response that can be closed, which only versions from 4.3 on know: closing it breaks the body off past its entity. */
public final class ClosingResponse implements InvocationHandler {
    private final HttpResponse response;
    private final Runnable onClose;

    private ClosingResponse(HttpResponse response, Runnable onClose) {
        this.response = response;
        this.onClose = onClose;
    }

    /** @param type the client's own interface, which extends both */
    public static HttpResponse of(Class<?> type, HttpResponse response, Runnable onClose) {
        return (HttpResponse) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new ClosingResponse(response, onClose));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("close")) {
            onClose.run();
            if (!(response instanceof Closeable)) {
                return null;
            }
        } else if (name.equals("equals") && arguments != null) {
            return proxy == arguments[0];
        }
        try {
            return method.invoke(response, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
