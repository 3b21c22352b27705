package dev.failover.it.clients;

import dev.failover.it.BlackHole;
import dev.failover.it.Loopback;
import dev.failover.it.TestCertificate;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** All servers, one set for every run: a run has paths of its own. */
final class Servers implements Closeable {
    private final RequestLog log = new RequestLog();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final List<Closeable> closing = new ArrayList<>();
    private final TestCertificate certificate;

    Servers(Path directory) throws IOException, GeneralSecurityException {
        String first = "127.0.0.1";
        // Another host where there is one, for then nothing can depend on the port alone.
        String second = System.getProperty("os.name").startsWith("Linux") ? "127.0.0.2" : "127.0.0.1";
        certificate = TestCertificate.create(directory, first, second, "orders.test");
        SSLContext tls = certificate.context();
        add("a", "a", first, null);
        add("b", "b", second, null);
        add("sa", "a", first, tls);
        add("sb", "b", first, tls);
        add("n", "a", first, null);
        add("sn", "a", first, tls);
        add("proxy", "proxy", first, null);
        if (hasIp6()) {
            add("a6", "a", "::1", null);
            add("b6", "b", "::1", null);
        }
        addHttp2("ha", "a", first, tls);
        addHttp2("hb", "b", first, tls);
        BlackHole hole = closing(new BlackHole(first));
        addresses.put("hole", hole.address());
        addresses.put("dead", dead());
        addresses.put("dead2", dead());
        ControlServer control = closing(new ControlServer(log));
        addresses.put("log", control.address());
    }

    /** HOST:PORT by name. */
    Map<String, String> addresses() {
        return addresses;
    }

    TestCertificate certificate() {
        return certificate;
    }

    private static boolean hasIp6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    private void add(String name, String replica, String address, SSLContext tls) throws IOException {
        String entry = name.matches("s[ab]|[ab]6") ? replica : name;
        FaultServer server =
                closing(new FaultServer(entry, replica, address, tls, log, other -> "http://" + addresses.get(other)));
        addresses.put(name, server.address());
    }

    private void addHttp2(String name, String replica, String address, SSLContext tls) throws IOException {
        Http2Server server = closing(new Http2Server(replica, address, tls, log));
        addresses.put(name, server.address());
    }

    private <T extends Closeable> T closing(T server) {
        closing.add(server);
        return server;
    }

    /** Nobody else takes a port at such an address. */
    private static String dead() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(Loopback.next()))) {
            return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (Closeable server : closing) {
            server.close();
        }
    }
}
