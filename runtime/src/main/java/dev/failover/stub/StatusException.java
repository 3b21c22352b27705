package dev.failover.stub;

import dev.failover.http.Headers;
import dev.failover.http.Response;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The service answered, and not with 2xx: what a generated client throws after failover has done what it could. Its message
 * names the operation without any value of a parameter, the status, and the beginning of a textual body.
 */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Enough to recognise an error document, short enough for a log line. */
    private static final int EXCERPT_CHARS = 500;

    private static final int EXCERPT_BYTES = 4 * EXCERPT_CHARS;

    private final int status;
    private final String operation;
    private final String excerpt;
    private final transient @Nullable Headers headers;

    StatusException(Operation operation, Response answer) {
        this(operation.toString(), answer, excerpt(answer));
    }

    private StatusException(String operation, Response answer, String excerpt) {
        super(operation + " answered " + answer.status() + (excerpt.isEmpty() ? "" : ": " + excerpt));
        this.status = answer.status();
        this.operation = operation;
        this.excerpt = excerpt;
        this.headers = answer.headers();
    }

    /** 100 to 599, but not 2xx. */
    public int status() {
        return status;
    }

    /** Such as {@code GET /orders/{id} (OrderApi.find)}. */
    public String operation() {
        return operation;
    }

    /** The headers of the answer; empty after deserialisation. */
    public Headers headers() {
        return headers == null ? Headers.EMPTY : headers;
    }

    /**
     * The beginning of the body, at most 500 characters, line breaks and other control characters replaced by spaces; empty
     * when the body is empty or no text. A method that returns {@link dev.failover.stub.Response} gets the whole body.
     */
    public String bodyExcerpt() {
        return excerpt;
    }

    private static String excerpt(Response answer) {
        byte[] body = answer.bodyForCodec();
        if (body.length == 0 || !isText(answer.headers().first("Content-Type"))) {
            return "";
        }
        Response head = body.length <= EXCERPT_BYTES
                ? answer
                : new Response(answer.status(), answer.headers(), Arrays.copyOf(body, EXCERPT_BYTES));
        String text = head.text();
        StringBuilder line = new StringBuilder(Math.min(text.length(), EXCERPT_CHARS) + 3);
        for (int i = 0; i < text.length() && i < EXCERPT_CHARS; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        if (text.length() > EXCERPT_CHARS || head != answer) {
            line.append("...");
        }
        return line.toString();
    }

    private static boolean isText(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || type.contains("json") || type.contains("xml");
    }
}
