package dev.failover.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line a second, for pipes and log files; and one whenever a server comes or goes. */
final class PlainView implements View {
    private final PrintStream out;
    private String servers = "";
    private int second;

    PlainView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Moment moment) {
        String now = moment.servers().stream()
                .map(server -> "server " + server.id() + " " + server.state())
                .collect(Collectors.joining(", "));
        if (!now.equals(servers)) {
            out.printf(Locale.ROOT, "%5.1f s  %s%n", moment.second(), now);
            servers = now;
        }
        if ((int) moment.second() > second) {
            second = (int) moment.second();
            out.printf(
                    Locale.ROOT,
                    "%5.1f s  %s%n",
                    moment.second(),
                    moment.clients().stream()
                            .map(client -> String.format(
                                    Locale.ROOT,
                                    "%s: %,d calls, %,d failed",
                                    client.label(),
                                    client.tally().calls(),
                                    client.tally().failed()))
                            .collect(Collectors.joining(" | ")));
        }
    }

    @Override
    public void end() {
        out.println();
    }
}
