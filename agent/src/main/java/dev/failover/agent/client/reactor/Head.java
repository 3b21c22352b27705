package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import io.netty.handler.codec.http.HttpHeaders;

/** A response whose body nobody has asked for yet. */
interface Head {
    int status();

    HttpHeaders headers();

    /** Whether it answers the very request: the client has followed no redirect for it. */
    boolean isDirect();

    /** The program gets it. */
    void giveTo(ReactorCall call);

    /** Nobody gets it. */
    void drop(AgentEngine engine);
}
