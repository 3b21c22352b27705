package dev.failover.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the argument of the agent apart: {@code key=value,key=value}. */
final class AgentArgument {
    private AgentArgument() {}

    /**
     * The settings of the argument. A part without {@code =} belongs to the value before it, because a list of endpoints
     * has commas of its own.
     */
    static List<Entry> entries(String argument, Problems problems) {
        List<Entry> entries = new ArrayList<>();
        String key = null;
        StringBuilder value = new StringBuilder();
        int number = 0;
        for (String part : ListText.split(argument)) {
            number++;
            int equals = part.indexOf('=');
            if (equals > 0) {
                addEntry(entries, key, value);
                key = part.substring(0, equals).trim();
                value.append(part.substring(equals + 1).trim());
            } else if (key == null || equals == 0) {
                // Not what it says: it may be the end of something secret.
                problems.error(
                        "agent argument",
                        "part " + number
                                + " between the commas has no key; write KEY=VALUE,KEY=VALUE, such as config=/etc/failover.ini");
            } else {
                value.append(',').append(part);
            }
        }
        addEntry(entries, key, value);
        return entries;
    }

    private static void addEntry(List<Entry> entries, @Nullable String key, StringBuilder value) {
        if (key != null) {
            entries.add(Entry.named(Layer.AGENT_ARGUMENT, key, value.toString(), "agent argument " + key));
        }
        value.setLength(0);
    }
}
