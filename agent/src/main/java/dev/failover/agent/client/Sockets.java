package dev.failover.agent.client;

import java.io.IOException;
import java.net.Socket;

/** Breaks connections off that may be stuck. */
public final class Sockets {
    private Sockets() {}

    /** Closes a socket that another thread may be writing to, whose other side may read nothing. */
    public static void breakOff(Socket socket) {
        sayNoGoodBye(socket);
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // It is what we want.
        }
    }

    /** Lets whoever closes it not wait for another thread that writes to it. */
    public static void sayNoGoodBye(Socket socket) {
        try {
            // A secure one says good-bye first, and waits for whoever writes, unless it has no time; Java 8's always
            // does.
            socket.setSoLinger(true, 0);
        } catch (IOException | RuntimeException closedOrWithoutThat) {
            // It is closed as it can be.
        }
    }
}
