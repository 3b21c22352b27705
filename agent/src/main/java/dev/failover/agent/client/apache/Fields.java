package dev.failover.agent.client.apache;

import java.util.ArrayList;
import java.util.List;
import org.apache.http.Header;
import org.apache.http.HttpResponse;

/** Fields in the head of a response. */
public final class Fields {
    private Fields() {}

    /** The lines of the field of that name. */
    public static List<String> lines(HttpResponse response, String name) {
        List<String> lines = new ArrayList<>();
        for (Header field : response.getHeaders(name)) {
            lines.add(field.getValue());
        }
        return lines;
    }
}
