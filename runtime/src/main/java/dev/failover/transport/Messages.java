package dev.failover.transport;

import dev.failover.http.Headers;
import dev.failover.http.Request;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/** Translates between the runtime's messages and those of HttpClient 5. Stateless. */
final class Messages {
    private Messages() {}

    /** Copies all headers but {@code Content-Type} and {@code Content-Length}, which the body brings, and returns the former. */
    static @Nullable String copyHeaders(Request request, BiConsumer<String, String> into) {
        Headers headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            boolean ofBody = name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Content-Length");
            if (!ofBody || (request.bodyForTransport() == null && name.equalsIgnoreCase("Content-Type"))) {
                into.accept(name, headers.value(i));
            }
        }
        return headers.first("Content-Type");
    }

    static Headers headers(HttpMessage message) {
        Headers.Builder headers = Headers.builder();
        for (Header header : message.getHeaders()) {
            headers.add(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        return headers.build();
    }
}
