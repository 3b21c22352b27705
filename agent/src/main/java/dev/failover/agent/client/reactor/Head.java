package dev.failover.agent.client.reactor;

import dev.failover.agent.client.AgentEngine;
import io.netty.handler.codec.http.HttpHeaders;

/** A response whose body nobody has asked for yet. */
abstract class Head {
    abstract int status();

    abstract HttpHeaders headers();

    /** Whether it answers the very request: the client has followed no redirect for it. */
    abstract boolean isDirect();

    /** The program gets it. */
    abstract void giveTo(ReactorCall call);

    /** Nobody gets it. */
    abstract void drop(AgentEngine engine);
}
