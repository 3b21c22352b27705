package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.jetty.JettyCall;
import java.util.function.Function;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code HttpRequest.getResponseListeners} of Jetty 12: what an exchange tells while it is not clear who gets its response. */
public final class Jetty12Listeners extends ShortHandler {
    @Override
    @SuppressWarnings("unchecked") // only our calls bear that mark
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object none, @Nullable Object none2, @Nullable Object none3) {
        if (self == null || self.getClass() != HttpRequest.class) {
            return null;
        }
        // Made by the adapter of another class of the same library: a type of the JDK is what both know.
        Object call = ((HttpRequest) self).getConversation().getAttribute(JettyCall.MARK);
        Object listeners = call instanceof Function ? ((Function<Object, @Nullable Object>) call).apply(self) : null;
        return listeners == null ? null : Answers.returned(listeners);
    }
}
