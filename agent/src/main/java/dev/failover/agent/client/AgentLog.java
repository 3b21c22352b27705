package dev.failover.agent.client;

/** The agent's own log: lines on stderr. No logging framework, because the program has not configured one yet. */
public final class AgentLog {
    private AgentLog() {}

    /** Writes one line; never throws. */
    public static void line(String text) {
        try {
            System.err.println("failover: " + text);
        } catch (RuntimeException stderrIsGone) {
            // There is nobody left to tell.
        }
    }
}
