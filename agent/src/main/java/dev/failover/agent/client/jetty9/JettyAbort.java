package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.Answers;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.jetty.JettyCall;
import java.util.function.Predicate;
import org.eclipse.jetty.client.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code HttpRequest.abort} of Jetty 9.4 to 11. */
public final class JettyAbort extends ShortHandler {
    @Override
    @SuppressWarnings("unchecked") // only our calls bear that mark
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object cause, @Nullable Object none, @Nullable Object none2) {
        if (!(self instanceof HttpRequest) || cause == null) {
            return null;
        }
        // Made by the adapter of another class of the same library: a type of the JDK is what both know.
        Object call = Versions.conversation((HttpRequest) self).getAttribute(JettyCall.MARK);
        return call instanceof Predicate && ((Predicate<Throwable>) call).test((Throwable) cause)
                ? Answers.returned(true)
                : null;
    }
}
