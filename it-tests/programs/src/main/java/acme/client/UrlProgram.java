package acme.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The kind of program that nobody dares to touch: HttpURLConnection, Java 8, no dependency. */
public final class UrlProgram {
    private static final Report REPORT = new Report(System.out);

    private UrlProgram() {}

    /** {@code [THREADS]}: with more than one, calls overlap. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        Loop.run(threads, (command, done) -> {
            if (threads == 1) {
                call(command, done);
            } else {
                new Thread(() -> call(command, done)).start();
            }
        });
    }

    private static void call(Command command, Runnable done) {
        long start = System.nanoTime();
        try {
            HttpURLConnection connection = (HttpURLConnection) new URL(command.url).openConnection();
            connection.setRequestMethod(command.method);
            connection.setConnectTimeout(command.timeoutMillis());
            connection.setReadTimeout(command.timeoutMillis());
            for (Map.Entry<String, String> header : command.headers().entrySet()) {
                connection.setRequestProperty(header.getKey(), header.getValue());
            }
            send(connection, command);
            int status = connection.getResponseCode();
            String body = read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
            REPORT.answered(command, start, status, connection.getHeaderFields(), body);
        } catch (IOException | RuntimeException e) {
            REPORT.failed(command, start, e);
        } finally {
            done.run();
        }
    }

    private static void send(HttpURLConnection connection, Command command) throws IOException {
        byte[] body = command.body();
        if (body == null) {
            return;
        }
        connection.setDoOutput(true);
        if (command.option("stream", "").equals("fixed")) {
            connection.setFixedLengthStreamingMode(body.length);
        } else if (command.option("stream", "").equals("chunked")) {
            connection.setChunkedStreamingMode(0);
        }
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private static String read(InputStream in) throws IOException {
        if (in == null) {
            return "";
        }
        try (InputStream stream = in) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
            return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
        }
    }
}
