package acme.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of standard input: {@code METHOD<tab>URL} and any number of {@code <tab>key=value}. Keys: {@code body},
 * {@code size} (a body of that many bytes), {@code stream} ({@code fixed} or {@code chunked}), {@code timeout} (ms),
 * {@code header.NAME}.
 */
final class Command {
    final int number;
    final String method;
    final String url;
    private final Map<String, String> options = new LinkedHashMap<>();

    Command(int number, String line) {
        String[] parts = line.split("\t", -1);
        this.number = number;
        this.method = parts[0];
        this.url = parts[1];
        for (int i = 2; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
    }

    String option(String key, String otherwise) {
        return options.getOrDefault(key, otherwise);
    }

    int timeoutMillis() {
        return Integer.parseInt(option("timeout", "0"));
    }

    /** The body to send, or null for a request without one. */
    byte[] body() {
        if (options.containsKey("size")) {
            byte[] bytes = new byte[Integer.parseInt(options.get("size"))];
            Arrays.fill(bytes, (byte) 'x');
            return bytes;
        }
        String body = options.get("body");
        return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (option.getKey().startsWith("header.")) {
                headers.put(option.getKey().substring("header.".length()), option.getValue());
            }
        }
        return headers;
    }
}
