package dev.failover.agent;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports of the loopback address for the servers of tests, each given once: what the agent knows of an endpoint outlives its
 * engine, and so the test, as do its health checks. Every server that an engine has for an endpoint must get its port here.
 */
public final class Ports {
    private static final int BACKLOG = 50;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** Whether no server has had this port; from now on one has. */
    public static boolean isNew(int port) {
        return GIVEN.add(port);
    }

    public static ServerSocket listen(int backlog) throws IOException {
        for (; ; ) {
            ServerSocket socket = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
            if (isNew(socket.getLocalPort())) {
                return socket;
            }
            socket.close();
        }
    }

    /** A server that is not started. */
    public static HttpServer http() throws IOException {
        return bound(HttpServer.create());
    }

    /** A server that is not started. */
    public static HttpsServer https() throws IOException {
        return bound(HttpsServer.create());
    }

    /** One on which nobody listens. */
    public static int free() throws IOException {
        try (ServerSocket socket = listen(1)) {
            return socket.getLocalPort();
        }
    }

    private static <S extends HttpServer> S bound(S server) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), free()), BACKLOG);
        return server;
    }
}
