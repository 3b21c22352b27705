package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.jetty.JettyCall;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpExchange;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.Response;
import org.jspecify.annotations.Nullable;

/** {@code HttpRequest.abort} of Jetty 9.4 to 11. */
public final class JettyAbort extends ShortHandler {
    /** The attribute of a conversation whose request was broken off before the client had anything to do with it. */
    static final String EARLY = "dev.failover.agent.aborted";

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object cause, @Nullable Object none, @Nullable Object none2) {
        if (!(self instanceof HttpRequest) || cause == null) {
            return null;
        }
        HttpConversation conversation = Versions.conversation((HttpRequest) self);
        Predicate<Throwable> call = call(conversation);
        if (call == null && conversation.getExchanges().isEmpty()) {
            // The call may be about to begin.
            if (conversation.getAttribute(EARLY) == null) {
                conversation.setAttribute(EARLY, cause);
            }
            call = call(conversation);
        }
        return call != null && call.test((Throwable) cause) ? Answers.returned(true) : null;
    }

    /** Made by the adapter of another class of the same library: a type of the JDK is what both know. */
    @SuppressWarnings("unchecked") // only our calls bear that mark, or that name
    private static @Nullable Predicate<Throwable> call(HttpConversation conversation) {
        Object marked = conversation.getAttribute(JettyCall.MARK);
        if (marked instanceof Predicate) {
            return (Predicate<Throwable>) marked;
        }
        HttpExchange first = conversation.getExchanges().peekFirst();
        List<Response.ResponseListener> listeners = first == null ? null : first.getResponseListeners();
        Object listener = listeners == null || listeners.isEmpty() ? null : listeners.get(0);
        return listener != null && listener.getClass().getName().equals(ResponseGate.class.getName())
                ? (Predicate<Throwable>) listener
                : null;
    }
}
