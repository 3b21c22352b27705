package dev.failover.agent.client.jetty;

import dev.failover.call.AsyncDriver;

/** Stands between the response of an attempt and the program. To cancel it is to break the attempt off: nobody waits for it. */
public interface Gate extends AsyncDriver.Running {
    /** Whether the attempt is the program's own request. */
    boolean isOwn();

    /** Whether the client has still to tell what becomes of the attempt. */
    boolean isOpen();

    /** Whether {@link #pass} must be called here and now: the client waits for it. */
    boolean isDecidedHere();

    /** The program gets the response. */
    void pass();

    /** The program does not get it. */
    void drop();

    /** Breaks off the request of the attempt, by the client itself. */
    boolean breakOff(Throwable why);

    /**
     * Whether the call waits for the client to tell of a head, or that there will be none, or is told of one just now: then it is
     * the client that ends the attempt when the program breaks it off, and tells so when it has let go of the connection.
     */
    default boolean isAwaited() {
        return false;
    }

    /** Whether it is an answer of the cache: no attempt at all. */
    default boolean isStored() {
        return false;
    }
}
