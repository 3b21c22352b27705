package dev.failover.agent.client.apache5;

import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** Fields in the head of a response. */
final class Fields {
    private Fields() {}

    /** The lines of the field of that name. */
    static List<String> lines(HttpResponse response, String name) {
        List<String> lines = new ArrayList<>();
        for (Header field : response.getHeaders(name)) {
            lines.add(field.getValue());
        }
        return lines;
    }
}
