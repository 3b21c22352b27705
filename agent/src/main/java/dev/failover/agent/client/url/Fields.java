package dev.failover.agent.client.url;

import dev.failover.agent.client.Answers;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields in the head of a response that is there: nothing is sent by asking. */
final class Fields {
    private Fields() {}

    /** Null when there is none of that name. */
    static @Nullable String line(HttpURLConnection connection, String name) {
        List<String> lines = new ArrayList<>();
        // The first one is the status line, without a name.
        for (int i = 1; connection.getHeaderFieldKey(i) != null; i++) {
            if (name.equalsIgnoreCase(connection.getHeaderFieldKey(i))) {
                lines.add(connection.getHeaderField(i));
            }
        }
        return Answers.line(name, lines);
    }
}
