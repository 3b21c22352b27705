package dev.failover.agent.client.jetty12;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;

/** The program's request as another attempt sends it. Its class is also the mark by which the agent knows its own attempts. */
final class AttemptRequest12 extends HttpRequest {
    AttemptRequest12(HttpClient client, URI uri) {
        super(client, new HttpConversation(), uri);
    }
}
