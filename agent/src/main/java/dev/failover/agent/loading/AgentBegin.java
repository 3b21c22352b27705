package dev.failover.agent.loading;

import dev.failover.agent.FailoverAgent;
import java.io.File;
import java.lang.instrument.Instrumentation;

/** Starts the agent when it is initialized, in the agent's own class loader. */
final class AgentBegin {
    static {
        Instrumentation instrumentation = FailoverAgent.instrumentation();
        File jar = FailoverAgent.file();
        if (instrumentation != null && jar != null) {
            AgentStart.start(FailoverAgent.argument(), instrumentation, jar, FailoverAgent.isAttached());
        }
    }

    private AgentBegin() {}
}
