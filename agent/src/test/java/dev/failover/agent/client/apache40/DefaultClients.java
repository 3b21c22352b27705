package dev.failover.agent.client.apache40;

import dev.failover.agent.client.AgentEngine;
import dev.failover.agent.client.ShortHandler;

/** The handler of {@code DefaultHttpClient}, for tests elsewhere. */
public final class DefaultClients {
    private DefaultClients() {}

    public static ShortHandler handler(AgentEngine engine) {
        return new Apache40Execute(engine);
    }
}
