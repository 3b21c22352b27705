package dev.failover.agent.client.apache5;

import dev.failover.http.Headers;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.message.BasicHeader;

/** Fields in the heads of requests and responses. */
final class Fields {
    private Fields() {}

    /** The lines of the field of that name. */
    static List<String> lines(HttpMessage message, String name) {
        List<String> lines = new ArrayList<>();
        for (Header field : message.getHeaders(name)) {
            lines.add(field.getValue());
        }
        return lines;
    }

    /** All of them. */
    static Headers of(HttpMessage message) {
        return builder(message).build();
    }

    static Headers.Builder builder(HttpMessage message) {
        Headers.Builder all = Headers.builder();
        for (Header field : message.getHeaders()) {
            String value = field.getValue();
            all.add(field.getName(), value == null ? "" : value);
        }
        return all;
    }

    /** As the client has them. */
    static Header[] of(Headers headers) {
        Header[] all = new Header[headers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = new BasicHeader(headers.name(i), headers.value(i));
        }
        return all;
    }
}
