package acme.replica;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * One replica of a service as a process of its own: HTTP/1.1 on plain sockets, so that every fault can be had exactly.
 * Every line of standard input is a new {@link Fault}; when the input ends, because the parent is gone, so does the
 * server.
 */
public final class ReplicaServer {
    private final String id;
    private final ServerSocket listener;
    private final RequestLog log;
    private volatile Fault fault;

    private ReplicaServer(String id, ServerSocket listener, RequestLog log, Fault fault) {
        this.id = id;
        this.listener = listener;
        this.log = log;
        this.fault = fault;
    }

    /** {@code id=a address=127.0.0.1 port=0 log=FILE [fault=...] [keystore=FILE.p12 password=...]}. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            options.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        ServerSocket listener = factory(options).createServerSocket();
        // A killed server leaves connections in TIME_WAIT; the restarted one must get its port all the same.
        listener.setReuseAddress(true);
        listener.bind(
                new InetSocketAddress(
                        InetAddress.getByName(options.getOrDefault("address", "127.0.0.1")),
                        Integer.parseInt(options.getOrDefault("port", "0"))),
                200);
        ReplicaServer server = new ReplicaServer(
                options.getOrDefault("id", "a"),
                listener,
                new RequestLog(options.get("log")),
                Fault.parse(options.getOrDefault("fault", "ok")));
        Thread acceptor = new Thread(server::accept, "acceptor");
        acceptor.setDaemon(true);
        acceptor.start();
        System.out.println("READY\t" + listener.getLocalPort());
        server.obey();
    }

    private static ServerSocketFactory factory(Map<String, String> options)
            throws IOException, GeneralSecurityException {
        if (!options.containsKey("keystore")) {
            return ServerSocketFactory.getDefault();
        }
        char[] password = options.getOrDefault("password", "").toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(options.get("keystore"))) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private void obey() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            fault = Fault.parse(line);
            System.out.println("FAULT\t" + line);
        }
        Runtime.getRuntime().halt(0);
    }

    private void accept() {
        int number = 0;
        while (true) {
            try {
                Socket socket = listener.accept();
                Connection connection = new Connection(id, ++number, socket, log, () -> fault);
                Thread thread = new Thread(connection, "connection-" + number);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                System.err.println("replica " + id + " cannot accept: " + e);
                Runtime.getRuntime().halt(3);
            }
        }
    }
}
