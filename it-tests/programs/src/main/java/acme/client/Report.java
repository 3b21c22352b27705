package acme.client;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints one line a call, every field of it, so that two runs can be compared with {@code diff}. */
final class Report {
    private static final int MAX_BODY = 4096;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void answered(Command command, long startNanos, int status, Map<String, List<String>> headers, String body) {
        line(command, startNanos, status, "", "", text(headers), body);
    }

    void failed(Command command, long startNanos, Throwable error) {
        StringBuilder classes = new StringBuilder();
        for (Throwable t = error; t != null && classes.length() < 500; t = t.getCause()) {
            classes.append(classes.length() == 0 ? "" : " < ")
                    .append(t.getClass().getName());
        }
        line(command, startNanos, 0, classes.toString(), String.valueOf(error.getMessage()), "", "");
    }

    private void line(
            Command command, long startNanos, int status, String error, String message, String headers, String body) {
        long micros = (System.nanoTime() - startNanos) / 1000;
        String shown = body.length() > MAX_BODY ? body.substring(0, MAX_BODY) + "... " + body.length() : body;
        String line = "CALL\t" + command.number + "\t" + command.method + "\t" + command.url + "\t" + status + "\t"
                + micros + "\t" + error + "\t" + escape(message) + "\t" + escape(headers) + "\t" + escape(shown) + "\n";
        // One print, so that the lines of several threads never mix.
        synchronized (out) {
            out.print(line);
            out.flush();
        }
    }

    private static String text(Map<String, List<String>> headers) {
        Map<String, List<String>> sorted = new TreeMap<>();
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            // HttpURLConnection keeps the status line under the null key.
            sorted.put(header.getKey() == null ? ":status-line" : header.getKey(), header.getValue());
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<String>> header : sorted.entrySet()) {
            text.append(header.getKey()).append(": ").append(header.getValue()).append('\n');
        }
        return text.toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}
