package dev.failover.agent.client.jetty12;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.loading.WovenClasses;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.client.transport.HttpRequest;

/** Jetty's client 12 as the agent leaves it. */
final class WovenJetty12 {
    private WovenJetty12() {}

    static void weave() throws Exception {
        WovenClasses.weave(HttpDestination.class, HttpRequest.class);
    }

    /** From now on requests are sent by this engine. */
    static void install(AgentEngine engine) {
        WovenClasses.install(Jetty12Send.class, new Jetty12Send(engine));
        WovenClasses.install(Jetty12Abort.class, new Jetty12Abort());
        WovenClasses.install(Jetty12Listeners.class, new Jetty12Listeners());
    }

    static void remove() {
        WovenClasses.install(Jetty12Send.class, null);
        WovenClasses.install(Jetty12Abort.class, null);
        WovenClasses.install(Jetty12Listeners.class, null);
    }
}
