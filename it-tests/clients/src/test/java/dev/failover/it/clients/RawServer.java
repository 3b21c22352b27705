package dev.failover.it.clients;

import acme.suite.same.Reply;
import acme.suite.same.Trial;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.net.ssl.SSLContext;

/** Writes the bytes that a {@link Trial} wants to see written, and takes down those that come, as they come. */
final class RawServer implements Closeable {
    private static final Pattern TRIAL =
            Pattern.compile("^" + Trial.FIELD + ": *([0-9]+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern LENGTH =
            Pattern.compile("^content-length: *([0-9]+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern CHUNKED =
            Pattern.compile("^transfer-encoding: *chunked", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    /**
     * Longer than a group takes. Vert.x, for one, never writes again to a connection on which a URI was refused; when its
     * server gave that up in the middle of a group, chance would decide in which call.
     */
    private static final int PATIENCE = 180_000;
    /** For so long nothing is read of a body that is left, so that its client has given up by then. */
    private static final int LEFT = 2_000;

    private final ServerSocket listening;
    private final RawLog log;
    private final IntFunction<Trial> trials;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Listens.
     *
     * @param tls null for none
     * @param trials by their numbers
     */
    RawServer(String address, SSLContext tls, RawLog log, IntFunction<Trial> trials) throws IOException {
        this.log = log;
        this.trials = trials;
        InetAddress host = InetAddress.getByName(address);
        listening = tls == null
                ? new ServerSocket(0, 100, host)
                : tls.getServerSocketFactory().createServerSocket(0, 100, host);
        start(this::accept);
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setSoTimeout(PATIENCE);
                socket.setTcpNoDelay(true);
                open.add(socket);
                log.connected();
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
            boolean more = true;
            while (more) {
                String head = head(in);
                more = head != null && answer(socket, in, out, head);
            }
        } catch (IOException gone) {
            // The client went away, or the trial wanted it to: what was received is in the log.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private boolean answer(Socket socket, InputStream in, OutputStream out, String head)
            throws IOException, InterruptedException {
        Matcher found = TRIAL.matcher(head);
        if (!found.find()) {
            log.add(RawLog.UNKNOWN, head);
            return false;
        }
        int number = Integer.parseInt(found.group(1));
        String[] line = head.split("\r\n", 2)[0].split(" ");
        Reply reply = trials.apply(number).reply(line.length > 1 ? line[1] : "", head);
        boolean expects = head.toLowerCase(Locale.ROOT).contains("\nexpect: 100-continue");
        boolean refused = expects && reply.isRefusingBody();
        if (reply.isLeavingBody()) {
            log.add(number, head + "(left)");
            log.answered(number);
            Thread.sleep(LEFT);
        } else if (refused) {
            log.add(number, head + "(refused)");
        } else {
            if (expects && reply.continueMillis() >= 0) {
                Thread.sleep(reply.continueMillis());
                write(out, "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            log.add(number, head + body(in, head));
        }
        try {
            for (Reply.Step step : reply.steps()) {
                if (step.pauseMillis > 0) {
                    Thread.sleep(step.pauseMillis);
                }
                write(out, step.bytes);
            }
        } finally {
            if (!reply.isRedirect()) {
                log.answered(number);
            }
        }
        return end(socket, in, reply.end());
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static boolean end(Socket socket, InputStream in, Reply.End end) throws IOException {
        switch (end) {
            case KEEP:
                return true;
            case RESET:
                socket.setSoLinger(true, 0);
                return false;
            case HANG:
                while (in.read() >= 0) {
                    continue;
                }
                return false;
            default:
                return false;
        }
    }

    /** As it came, with the empty line; null when the client has closed the connection. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next;
            try {
                next = in.read();
            } catch (SocketException reset) {
                next = -1;
            }
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** How many bytes and which. */
    private static String body(InputStream in, String head) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        StringBuilder end = new StringBuilder();
        try {
            Matcher length = LENGTH.matcher(head);
            if (CHUNKED.matcher(head).find()) {
                for (int size; (size = Integer.parseInt(line(in).replaceAll(";.*", ""), 16)) > 0; line(in)) {
                    copy(in, size, body);
                }
                for (String line; !(line = line(in)).isEmpty(); ) {
                    end.append(line).append('\n');
                }
            } else if (length.find()) {
                copy(in, Integer.parseInt(length.group(1)), body);
            }
        } catch (IOException broken) {
            return "(body breaks off)";
        }
        CRC32 sum = new CRC32();
        sum.update(body.toByteArray());
        return "(body of " + body.size() + " bytes, CRC " + Long.toHexString(sum.getValue()) + ")" + end;
    }

    private static void copy(InputStream in, int size, ByteArrayOutputStream to) throws IOException {
        byte[] bytes = in.readNBytes(size);
        to.writeBytes(bytes);
        if (bytes.length < size) {
            throw new EOFException();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
