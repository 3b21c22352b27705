package dev.failover.agent.client.jetty12;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.BiConsumer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.RequestListeners;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The listeners that a program has put on one request: a further attempt tells them what becomes of it, too. The client shows
 * them to nobody, so on the module path, where a field cannot be opened, they only hear of the first attempt.
 */
final class RequestHooks {
    private static final @Nullable Field LISTENERS = field();

    private RequestHooks() {}

    private static @Nullable Field field() {
        try {
            Field field = HttpRequest.class.getDeclaredField("requestListeners");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException hidden) {
            return null;
        }
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
