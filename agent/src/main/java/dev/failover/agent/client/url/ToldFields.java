package dev.failover.agent.client.url;

import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an answer, and after them what the cache has to say of it. Immutable. */
final class ToldFields {
    private static final String NAME = "Cache-Status";

    private final String status;

    ToldFields(String status) {
        this.status = status;
    }

    @Nullable
    String value(HttpURLConnection answer, String name) {
        // The JDK gives the last one of a name.
        return NAME.equalsIgnoreCase(name) ? status : answer.getHeaderField(name);
    }

    @Nullable
    String value(HttpURLConnection answer, int n) {
        return isOurs(answer, n) ? status : answer.getHeaderField(n);
    }

    @Nullable
    String name(HttpURLConnection answer, int n) {
        return isOurs(answer, n) ? NAME : answer.getHeaderFieldKey(n);
    }

    /** The first that is not there. */
    private static boolean isOurs(HttpURLConnection answer, int n) {
        return n > 0 && answer.getHeaderField(n) == null && answer.getHeaderField(n - 1) != null;
    }

    /** In the JDK's order: what came last is first. */
    Map<String, List<String>> all(HttpURLConnection answer) {
        Map<String, List<String>> fields = new LinkedHashMap<>(answer.getHeaderFields());
        String name = NAME;
        for (String other : fields.keySet()) {
            if (NAME.equalsIgnoreCase(other)) {
                name = other;
            }
        }
        List<String> values = new ArrayList<>(Collections.singletonList(status));
        values.addAll(fields.getOrDefault(name, Collections.emptyList()));
        fields.put(name, Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(fields);
    }
}
