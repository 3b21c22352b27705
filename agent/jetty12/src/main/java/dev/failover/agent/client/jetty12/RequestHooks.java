package dev.failover.agent.client.jetty12;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.RequestListeners;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The listeners that a program has put on one request: a further attempt tells them what becomes of it, too. The client shows
 * them to nobody, so on the module path, where a field cannot be opened, they only hear of the first attempt, and no call uses the cache.
 */
final class RequestHooks {
    private static final @Nullable Field LISTENERS = field();

    private static final List<Method> GETTERS = getters();

    private RequestHooks() {}

    /** Empty when they are hidden. */
    private static List<Method> getters() {
        List<Method> getters = new ArrayList<>();
        try {
            for (String event :
                    Arrays.asList("Queued", "Begin", "Headers", "Commit", "Content", "Success", "Failure")) {
                Method getter = RequestListeners.class.getDeclaredMethod("get" + event + "Listener");
                getter.setAccessible(true);
                getters.add(getter);
            }
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            getters.clear();
        }
        return getters;
    }

    private static @Nullable Field field() {
        try {
            Field field = HttpRequest.class.getDeclaredField("requestListeners");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException hidden) {
            return null;
        }
    }

    /** Whether there are none for sure. */
    static boolean areNone(HttpClient client, HttpRequest request) {
        try {
            return LISTENERS != null
                    && !GETTERS.isEmpty()
                    && areNone(LISTENERS.get(request))
                    && areNone(client.getRequestListeners());
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            return false;
        }
    }

    private static boolean areNone(@Nullable Object listeners) throws ReflectiveOperationException {
        if (listeners == null) {
            return true;
        }
        for (Method getter : GETTERS) {
            if (getter.invoke(listeners) != null) {
                return false;
            }
        }
        return true;
    }

    static void copy(HttpRequest from, HttpRequest to) {
        try {
            Object listeners = LISTENERS == null ? null : LISTENERS.get(from);
            if (listeners == null) {
                return;
            }
            copy(listeners, "getQueuedListener", Request.QueuedListener.class, to, HttpRequest::onRequestQueued);
            copy(listeners, "getBeginListener", Request.BeginListener.class, to, HttpRequest::onRequestBegin);
            copy(listeners, "getHeadersListener", Request.HeadersListener.class, to, HttpRequest::onRequestHeaders);
            copy(listeners, "getCommitListener", Request.CommitListener.class, to, HttpRequest::onRequestCommit);
            copy(listeners, "getContentListener", Request.ContentListener.class, to, HttpRequest::onRequestContent);
            copy(listeners, "getSuccessListener", Request.SuccessListener.class, to, HttpRequest::onRequestSuccess);
            copy(listeners, "getFailureListener", Request.FailureListener.class, to, HttpRequest::onRequestFailure);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            // They have heard of the first attempt.
        }
    }

    private static <L> void copy(
            Object listeners, String getter, Class<L> type, HttpRequest to, BiConsumer<HttpRequest, L> setter)
            throws ReflectiveOperationException {
        Method get = RequestListeners.class.getDeclaredMethod(getter);
        get.setAccessible(true);
        Object listener = get.invoke(listeners);
        if (type.isInstance(listener)) {
            setter.accept(to, type.cast(listener));
        }
    }
}
