package dev.failover.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a socket, whose answers the path of a request chooses, faults included; it notes what it received. */
public final class TestServer implements AutoCloseable {
    /** Length of a body that nobody would read ahead. */
    public static final int LONG = 300_000;

    /** Length of a body that is longer than most, and yet read ahead. */
    public static final int LARGE = 200_000;

    /** Length of a body that keeps coming, a byte at a time, for four times as long as {@link Engines#impatient} waits. */
    public static final int DRIPS = 40;

    private static final long DRIP_MILLIS = 25;

    private static final String KEPT = "kept-";

    private final ServerSocket listening;
    private final String id;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /** What it answers when the path does not say: see {@link #answer}. */
    private volatile String mode = "ok";

    public TestServer(String id) throws IOException {
        this.id = id;
        listening = Ports.listen(50);
        start(this::accept);
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A base URL on which nobody listens. */
    public static String dead() throws IOException {
        return "http://127.0.0.1:" + Ports.free();
    }

    /** Length of the body of an error that is answered so. */
    public static int length(String failing) {
        if (failing.endsWith("-dripping")) {
            return DRIPS;
        }
        return failing.endsWith("-long") ? LONG : failing.endsWith("-large") ? LARGE : "error of A".length();
    }

    public TestServer answering(String always) {
        mode = always;
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** Method, path and body of every request, in order. */
    public List<String> received() {
        return received;
    }

    /** The {@code Host} field of every request, in order. */
    public List<String> hosts() {
        return hosts;
    }

    /** Every request as it came, without its body, in order. */
    public List<String> heads() {
        return heads;
    }

    /** How many connections were opened. */
    public int connections() {
        return connections.get();
    }

    /** Waits until a request has come. */
    public void awaitRequest() throws InterruptedException {
        if (!asked.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError(id + " has received nothing");
        }
    }

    /** Waits until a connection is closed. */
    public void awaitClosed() throws InterruptedException {
        if (!left.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError(id + " is still connected");
        }
    }

    /** From now on it answers what it was to keep until then ("kept-" and what it answers), or the body of it ("503-late"). */
    public void release() {
        released.countDown();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                connections.incrementAndGet();
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String line; (line = line(in)) != null; ) {
                String[] request = line.split(" ");
                if (mode.equals("deaf")) {
                    // Leaves the body where it is.
                    closed.await();
                }
                if (mode.endsWith("-early")) {
                    // And leaves the body where it is.
                    fail(socket, out, request, mode);
                    closed.await();
                }
                StringBuilder head = new StringBuilder(line).append('\n');
                String body = body(in, head);
                heads.add(head.toString());
                received.add(request[0] + " " + request[1] + (body.isEmpty() ? "" : " " + body));
                asked.countDown();
                String[] path = request[1].split("[/?]");
                if (!answer(socket, out, request, path.length > 2 && path[1].equals("answer") ? path[2] : mode)) {
                    return;
                }
            }
        } catch (IOException broken) {
            // The client went away, which is what some tests are about.
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        } finally {
            left.countDown();
        }
    }

    private boolean answer(Socket socket, OutputStream out, String[] request, String how)
            throws IOException, InterruptedException {
        if (how.startsWith(KEPT)) {
            released.await();
            return answer(socket, out, request, how.substring(KEPT.length()));
        }
        switch (how) {
            case "reset":
                socket.setSoLinger(true, 0);
                return false;
            case "close":
                return false;
            case "nothing":
                // Until one of the two closes the connection.
                while (socket.getInputStream().read() >= 0) {
                    continue;
                }
                return false;
            case "slow":
                // Long enough for a hedge.
                closed.await(300, TimeUnit.MILLISECONDS);
                return answer(socket, out, request, "ok");
            case "stalling":
                return fail(socket, out, request, "200-stalling");
            case "garbage":
                write(out, "SSH-2.0-OpenSSH\r\n\r\n");
                return false;
            case "cookie":
                respond(out, request, "200 OK", "Set-Cookie: id=7; Path=/\r\n", "cookie of " + id);
                return true;
            case "cacheable":
                respond(out, request, "200 OK", "Cache-Control: max-age=600\r\n", id + " " + request[1]);
                return true;
            case "half":
                write(out, "HTTP/1.1 200 OK\r\nX-Id: " + id + "\r\nContent-Length: 100\r\n\r\nhalf");
                return false;
            case "redirect":
                respond(out, request, "302 Found", "Location: /moved?x=1\r\n", "moved");
                return true;
            case "redirect-odd":
                respond(
                        out,
                        request,
                        "302 Found",
                        "Location: " + url().replace("http://", "HTTP://me@") + "/moved#x\r\n",
                        "moved");
                return true;
            case "redirect-round":
                respond(out, request, "302 Found", "Location: /x\r\n", "moved");
                return true;
            case "challenge":
                respond(out, request, "401 Who", "WWW-Authenticate: Basic realm=\"a\"\r\n", "who?");
                return true;
            case "challenge-none":
                respond(out, request, "401 Who", "", "who?");
                return true;
            case "redirect-nowhere":
                respond(out, request, "302 Found", "Location: http://127.0.0.1:1/\r\n", "moved");
                return true;
            case "ok":
                respond(out, request, "200 OK", "Content-Type: text/plain\r\n", id + " " + request[1]);
                return true;
            default:
                return fail(socket, out, request, how);
        }
    }

    /** @param how a status, followed by what its body is like */
    private boolean fail(Socket socket, OutputStream out, String[] request, String how)
            throws IOException, InterruptedException {
        String status = how.substring(0, 3) + " Status";
        if (how.endsWith("-stalling")) {
            write(out, "HTTP/1.1 " + status + "\r\nContent-Length: 100\r\n\r\nstall");
            return answer(socket, out, request, "nothing");
        }
        if (how.endsWith("-late")) {
            write(out, "HTTP/1.1 " + status + "\r\nContent-Length: 4\r\n\r\n");
            released.await();
            write(out, "late");
            return true;
        }
        if (how.endsWith("-half")) {
            write(
                    out,
                    "HTTP/1.1 " + status + "\r\nContent-Length: 100\r\n\r\n"
                            + (how.endsWith("-empty-half") ? "" : "half"));
            return false;
        }
        if (how.endsWith("-dripping")) {
            drip(out, status, DRIPS);
            return true;
        }
        if (how.endsWith("-endless")) {
            drip(out, status, Integer.MAX_VALUE);
            return false;
        }
        if (how.endsWith("-trailer")) {
            write(
                    out,
                    "HTTP/1.1 " + status + "\r\nX-Id: " + id
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nerror\r\n0\r\nX-Sum: 1\r\n\r\n");
            return true;
        }
        if (how.endsWith("-garbled")) {
            respond(out, request, status, "Content-Encoding: gzip\r\n", "this is no gzip");
            return true;
        }
        int length = how.endsWith("-long") ? LONG : how.endsWith("-large") ? LARGE : 0;
        respond(out, request, status, "", length > 0 ? "x".repeat(length) : "error of " + id);
        return true;
    }

    private void drip(OutputStream out, String status, int drips) throws IOException, InterruptedException {
        write(out, "HTTP/1.1 " + status + "\r\nX-Id: " + id + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < drips; i++) {
            write(out, "1\r\nx\r\n");
            closed.await(DRIP_MILLIS, TimeUnit.MILLISECONDS);
        }
        write(out, "0\r\n\r\n");
    }

    private void respond(OutputStream out, String[] request, String status, String fields, String body)
            throws IOException {
        write(
                out,
                "HTTP/1.1 " + status + "\r\nX-Id: " + id + "\r\n" + fields + "Content-Length: " + body.length()
                        + "\r\n\r\n" + (request[0].equals("HEAD") ? "" : body));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private String body(InputStream in, StringBuilder head) throws IOException {
        int length = 0;
        boolean chunked = false;
        for (String field; (field = line(in)) != null && !field.isEmpty(); ) {
            head.append(field).append('\n');
            String lower = field.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            if (lower.startsWith("host:")) {
                hosts.add(field.substring(5).trim());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        if (!chunked) {
            return describe(in.readNBytes(length));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size; (size = Integer.parseInt(present(line(in)), 16)) > 0; line(in)) {
            body.write(in.readNBytes(size));
        }
        line(in);
        return describe(body.toByteArray());
    }

    private static String present(String line) throws EOFException {
        if (line == null) {
            throw new EOFException("the client left in the middle of a body");
        }
        return line;
    }

    private static String describe(byte[] body) {
        return body.length <= 40 ? new String(body, StandardCharsets.ISO_8859_1) : body.length + " bytes";
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        released.countDown();
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
