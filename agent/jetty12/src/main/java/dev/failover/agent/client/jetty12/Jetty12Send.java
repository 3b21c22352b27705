package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.jetty.JettyCall;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code HttpDestination.send(Request, CompleteListener)} of Jetty 12, through which every request passes. */
public final class Jetty12Send extends ShortHandler {
    private final AgentEngine engine;

    public Jetty12Send() {
        this(AgentEngine.get());
    }

    Jetty12Send(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object asked, @Nullable Object listener, @Nullable Object none) {
        // Other kinds of request are upgrades of Jetty's own, or attempts of ours.
        if (!(self instanceof HttpDestination) || asked == null || asked.getClass() != HttpRequest.class) {
            return null;
        }
        HttpRequest request = (HttpRequest) asked;
        if (!engine.routes().mayKnow(request.getHost())) {
            return null;
        }
        HttpConversation conversation = request.getConversation();
        if (conversation.getAttribute(JettyCall.MARK) != null
                || !conversation.getExchanges().isEmpty()) {
            // Our first attempt, or what follows on another request: a redirect, an authorization.
            return null;
        }
        Asked12 call = Asked12.of(
                engine, ((HttpDestination) self).getHttpClient(), request, (Response.CompleteListener) listener);
        return call == null ? null : new JettyCall12(engine, call).run(conversation);
    }
}
