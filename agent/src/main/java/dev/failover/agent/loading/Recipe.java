package dev.failover.agent.loading;

/** What is woven into a class. */
enum Recipe {
    /** Opens connections of {@code http:} and {@code https:} URLs. */
    STREAM_HANDLER,
    /** The connection itself: when it must not use a stale socket or send a request twice. */
    URL_CONNECTION,
    /** What the connection sends with: when it must not send a request twice. */
    URL_CLIENT,
    /** {@code java.net.http}. */
    JDK_CLIENT
}
