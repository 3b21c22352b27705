package dev.failover.agent.client.jetty9;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ShortHandler;
import dev.failover.agent.client.jetty.JettyCall;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.Response;
import org.jspecify.annotations.Nullable;

/** {@code HttpClient.send(HttpRequest, List)} of Jetty 9.4 to 11, through which every request passes that a program sends. */
public final class JettySend extends ShortHandler {
    private final AgentEngine engine;

    public JettySend() {
        this(AgentEngine.get());
    }

    JettySend(AgentEngine engine) {
        this.engine = engine;
    }

    @Override
    @SuppressWarnings("unchecked") // the woven method declares it
    public Object @Nullable [] enter(
            @Nullable Object self, @Nullable Object asked, @Nullable Object listeners, @Nullable Object none) {
        // Other kinds of request are upgrades of Jetty's own, or attempts of ours.
        if (!(self instanceof HttpClient)
                || asked == null
                || asked.getClass() != HttpRequest.class
                || listeners == null) {
            return null;
        }
        HttpRequest request = (HttpRequest) asked;
        if (!engine.routes().mayKnow(request.getHost())) {
            return null;
        }
        HttpConversation conversation = Versions.conversation(request);
        if (conversation.getAttribute(JettyCall.MARK) != null
                || !conversation.getExchanges().isEmpty()) {
            // Our first attempt, or what follows on another request: a redirect, an authorization.
            return null;
        }
        Asked call = Asked.of(engine, (HttpClient) self, request, (List<Response.ResponseListener>) listeners);
        return call == null ? null : new JettyCall9(engine, call).run();
    }
}
