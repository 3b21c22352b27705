package dev.failover.agent.client.jetty;

/** What comes of beginning a call. */
public enum Begun {
    /** Nothing was begun: the program's own call is to be run. */
    NOT,
    /** The program's own call is the first attempt, and is to be run. */
    BY_ITSELF,
    /** It is under way, or over. */
    YES
}
