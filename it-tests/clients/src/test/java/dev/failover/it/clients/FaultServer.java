package dev.failover.it.clients;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One replica: HTTP/1.1 on plain sockets, so that every fault can be had exactly. */
final class FaultServer implements Closeable {
    private final String name;
    private final String replica;
    private final boolean secure;
    private final ServerSocket listener;
    private final RequestLog log;
    private final UnaryOperator<String> origin;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param name under which it writes down what comes
     * @param replica who it says it is
     * @param tls null: plain
     * @param origin the URL of another server
     */
    FaultServer(
            String name, String replica, String address, SSLContext tls, RequestLog log, UnaryOperator<String> origin)
            throws IOException {
        this.name = name;
        this.replica = replica;
        this.secure = tls != null;
        this.log = log;
        this.origin = origin;
        ServerSocketFactory factory = tls == null ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
        listener = factory.createServerSocket(0, 200, InetAddress.getByName(address));
        start("server " + name, this::accept);
    }

    String address() {
        String address = listener.getInetAddress().getHostAddress();
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        // By name where there is TLS: old clients fail to verify addresses.
        return (secure ? "localhost" : host) + ":" + listener.getLocalPort();
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        for (int number = 1; !listener.isClosed(); number++) {
            int connection = number;
            try {
                Socket socket = listener.accept();
                open.add(socket);
                start("server " + name + " connection " + number, () -> serve(socket, connection));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new IllegalStateException("server " + name + " cannot accept", e);
                }
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            socket.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            for (Inbound request = Inbound.head(in); request != null; request = Inbound.head(in)) {
                if (!answer(request, socket, in, connection)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away: its own business.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    /** Whether the connection stays. */
    private boolean answer(Inbound request, Socket socket, BufferedInputStream in, int connection)
            throws IOException, InterruptedException {
        String key = request.key();
        String rest = request.rest();
        OutputStream out = socket.getOutputStream();
        Fault fault = Fault.of(rest, replica, log.serve(key, name));
        boolean early = fault.is("abort");
        if (request.expectsContinue()) {
            request.watch(in, socket);
            early = early || fault.is("status");
            if (!early) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes());
                out.flush();
            }
        }
        if (early) {
            request.complete = false;
        } else {
            request.readBody(in);
        }
        log.add(key, request.entry(name, connection, sni(socket)));
        switch (!request.complete && !early ? "close" : fault.kind()) {
            case "close", "abort" -> {
                return false;
            }
            case "reset" -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            case "hang" -> closed.await();
            case "delay" -> closed.await(fault.number(), TimeUnit.MILLISECONDS);
            default -> {}
        }
        Outbound answer = fault.is("status")
                ? Outbound.failure(replica, fault)
                : Outbound.of(replica, request, "/" + key, rest, origin);
        if (early) {
            answer.headers.put("Connection", "close");
        }
        // Header and body in one write: two would meet Nagle's algorithm and delayed acknowledgements.
        out.write(answer.bytes(request.method, fault.is("cut")));
        out.flush();
        return request.keepAlive() && !fault.is("cut") && !early;
    }

    private static String sni(Socket socket) {
        if (!(socket instanceof SSLSocket secure)) {
            return "";
        }
        return ((ExtendedSSLSession) secure.getSession())
                .getRequestedServerNames().stream()
                        .map(asked -> asked instanceof SNIHostName host ? host.getAsciiName() : asked.toString())
                        .collect(Collectors.joining(","));
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
