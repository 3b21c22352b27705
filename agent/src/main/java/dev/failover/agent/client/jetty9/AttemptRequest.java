package dev.failover.agent.client.jetty9;

import java.net.URI;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.client.api.Response;

/** The program's request as another attempt sends it. Its class is also the mark by which the agent knows its own attempts. */
final class AttemptRequest extends HttpRequest {
    AttemptRequest(HttpClient client, URI uri) {
        super(client, new HttpConversation(), uri);
    }

    void listen(List<Response.ResponseListener> listeners) {
        getResponseListeners().addAll(listeners);
    }
}
