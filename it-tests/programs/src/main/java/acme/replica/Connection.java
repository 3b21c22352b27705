package acme.replica;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/** One connection of a client, on a thread of its own. */
final class Connection implements Runnable {
    private final String id;
    private final int number;
    private final Socket socket;
    private final RequestLog log;
    private final Supplier<Fault> faults;

    Connection(String id, int number, Socket socket, RequestLog log, Supplier<Fault> faults) {
        this.id = id;
        this.number = number;
        this.socket = socket;
        this.log = log;
        this.faults = faults;
    }

    @Override
    public void run() {
        try (Socket open = socket) {
            log.accepted(number);
            open.setTcpNoDelay(true);
            if (faults.get().is("reset-early")) {
                reset();
                return;
            }
            if (faults.get().is("deaf")) {
                never();
            }
            InputStream in = new BufferedInputStream(open.getInputStream());
            OutputStream out = open.getOutputStream();
            while (serve(in, out)) {
                // keep-alive: the next request
            }
        } catch (IOException e) {
            // The client went away: its own business.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
        Request request = Request.read(in, out);
        if (request == null) {
            return false;
        }
        log.received(number, request);
        // The fault of the moment at which the request is in, not of the moment at which the connection came.
        Fault fault = faults.get();
        switch (request.complete ? fault.kind : "close") {
            case "close":
                return false;
            case "reset":
            case "reset-early":
                reset();
                return false;
            case "hang":
            case "deaf":
                never();
                return false;
            case "slow":
                Thread.sleep(Long.parseLong(fault.argument(1, "100")));
                break;
            case "cut":
                out.write(answer(request, fault, true));
                out.flush();
                return false;
            case "unreadable":
                out.write(answer(request, fault, false));
                out.flush();
                return false;
            default:
                break;
        }
        // Header and body in one write: two would meet Nagle's algorithm and delayed acknowledgements.
        out.write(answer(request, fault, false));
        out.flush();
        return request.keepAlive();
    }

    private byte[] answer(Request request, Fault fault, boolean cut) {
        byte[] body = (id + " " + request.method + " " + request.target + " " + request.body.length + "\n")
                .getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(statusLine(fault));
        if (fault.is("status") && !fault.argument(2, "").isEmpty()) {
            head.append("\r\nRetry-After: ").append(fault.argument(2, ""));
        }
        if (fault.is("redirect")) {
            head.append("\r\nLocation: ").append(fault.argument(1, "/"));
        }
        if (fault.is("cacheable")) {
            head.append("\r\nCache-Control: ").append(fault.argument(1, "max-age=600"));
        }
        head.append("\r\nDate: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        head.append("\r\nContent-Type: text/plain;charset=utf-8\r\nX-Replica: ").append(id);
        head.append("\r\nContent-Length: ")
                .append(fault.is("unreadable") ? "many" : String.valueOf(cut ? body.length * 2 : body.length))
                .append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
        bytes.write(start, 0, start.length);
        if (!request.method.equals("HEAD")) {
            bytes.write(body, 0, body.length);
        }
        return bytes.toByteArray();
    }

    private static String statusLine(Fault fault) {
        if (fault.is("redirect")) {
            return "302 Found";
        }
        String status = fault.is("status") ? fault.argument(1, "503") : "200";
        return status.equals("200") ? "200 OK" : status + " Status " + status;
    }

    /** Closes with RST instead of FIN. */
    private void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void never() throws InterruptedException {
        Thread.currentThread().join();
    }
}
