package dev.failover.agent.client.jetty9;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.eclipse.jetty.client.ResponseNotifier;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives the content of a response that was held back to the program's listeners, each at the pace that it asks for: a piece
 * is only taken from the client when all of them want another one. Thread-safe.
 */
final class ContentRelay {
    /** From 9.4.21 on listeners demand content; before that they only say when they are done with it. */
    private static final @Nullable Class<?> DEMANDING = demanding();

    private static final MethodHandle CONTENT = content();
    private static final @Nullable MethodHandle BEFORE = before();

    private final ResponseNotifier notifier = new ResponseNotifier();
    private final Response response;
    private final List<Response.ResponseListener> listeners;
    private final Map<Object, Long> demands = new HashMap<>();
    private final ObjLongConsumer<Object> demand = this::demand;
    private @Nullable Runnable waiting;

    ContentRelay(Response response, List<Response.ResponseListener> programs) {
        this.response = response;
        if (DEMANDING == null) {
            listeners = programs;
            return;
        }
        listeners = new ArrayList<>();
        for (Response.ResponseListener listener : programs) {
            if (DEMANDING.isInstance(listener)) {
                listeners.add(listener);
            }
        }
    }

    private static @Nullable Class<?> demanding() {
        try {
            return Class.forName(
                    Response.class.getName() + "$DemandedContentListener", false, Response.class.getClassLoader());
        } catch (ClassNotFoundException older) {
            return null;
        }
    }

    private static MethodHandle content() {
        try {
            Method method = DEMANDING == null
                    ? ResponseNotifier.class.getMethod(
                            "notifyContent", List.class, Response.class, ByteBuffer.class, Callback.class)
                    : ResponseNotifier.class.getMethod(
                            "notifyContent",
                            Response.class,
                            ObjLongConsumer.class,
                            ByteBuffer.class,
                            Callback.class,
                            List.class);
            return MethodHandles.publicLookup().unreflect(method);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("another library", missing);
        }
    }

    private static @Nullable MethodHandle before() {
        try {
            return DEMANDING == null
                    ? null
                    : MethodHandles.publicLookup()
                            .unreflect(ResponseNotifier.class.getMethod(
                                    "notifyBeforeContent", Response.class, ObjLongConsumer.class, List.class));
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("another library", missing);
        }
    }

    /** Before the first piece. */
    void begin() {
        MethodHandle before = BEFORE;
        if (before != null && !listeners.isEmpty()) {
            try {
                before.invoke(notifier, response, demand, listeners);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        }
    }

    /** The next piece, after the callback of the last one was called. */
    void content(ByteBuffer buffer, Callback callback) {
        if (listeners.isEmpty()) {
            callback.succeeded();
            return;
        }
        Runnable pass = () -> pass(buffer, callback);
        if (DEMANDING != null) {
            synchronized (this) {
                if (!takeDemand()) {
                    waiting = pass;
                    return;
                }
            }
        }
        pass.run();
    }

    private void pass(ByteBuffer buffer, Callback callback) {
        try {
            if (DEMANDING == null) {
                CONTENT.invoke(notifier, listeners, response, buffer, callback);
            } else {
                CONTENT.invoke(notifier, response, demand, buffer, callback, listeners);
            }
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private void demand(Object listener, long more) {
        Runnable next = null;
        synchronized (this) {
            demands.merge(listener, more, (had, added) -> had + added < 0 ? Long.MAX_VALUE : had + added);
            if (waiting != null && takeDemand()) {
                next = waiting;
                waiting = null;
            }
        }
        if (next != null) {
            next.run();
        }
    }

    /** Guarded by this object. */
    private boolean takeDemand() {
        for (Response.ResponseListener listener : listeners) {
            if (demands.getOrDefault(listener, 0L) <= 0) {
                return false;
            }
        }
        demands.replaceAll((listener, had) -> had - 1);
        return true;
    }

    private static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        return failure instanceof RuntimeException ? (RuntimeException) failure : new IllegalStateException(failure);
    }
}
