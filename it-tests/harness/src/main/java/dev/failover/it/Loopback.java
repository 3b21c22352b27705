package dev.failover.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Addresses of this machine that nobody else uses, so that a killed server finds its port free when it comes back. */
public final class Loopback {
    private static final boolean WHOLE_NETWORK = System.getProperty("os.name").startsWith("Linux");

    private Loopback() {}

    /**
     * On Linux all of 127.0.0.0/8 is the machine itself. An address of its own shields a server's port from being given
     * to an outgoing connection (those come from 127.0.0.1) or to another server while it is dead.
     */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return WHOLE_NETWORK
                ? "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255) + "." + random.nextInt(1, 255)
                : "127.0.0.1";
    }

    /** A URL where nobody is; its address is its own, so that nobody else is given the port. */
    public static String nobody() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(next()))) {
            return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
