package dev.failover.agent.client;

import java.io.IOException;
import java.net.Socket;

/** Breaks connections off that may be stuck. */
public final class Sockets {
    private Sockets() {}

    /** Closes a socket that another thread may be writing to, whose other side may read nothing. */
    public static void breakOff(Socket socket) {
        try {
            // A secure one would say good-bye first, and wait for whoever writes: for ever, unless it has no time for
            // that.
            // Java 8's waits all the same.
            socket.setSoLinger(true, 0);
        } catch (IOException | RuntimeException closedOrWithoutThat) {
            // It is closed as it can be.
        }
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // It is what we want.
        }
    }
}
