package dev.failover.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end, and whether it keeps the promise. */
final class Report {
    private final List<DemoClient> clients;

    Report(List<DemoClient> clients) {
        this.clients = clients;
    }

    void print(Terminal terminal) {
        terminal.out()
                .println(terminal.bold(String.format("  %-20s %8s %8s %14s", "", "calls", "failed", "slowest call")));
        for (DemoClient client : clients) {
            Tally tally = client.tally();
            String failed = String.format(Locale.ROOT, "%,8d", tally.failed());
            terminal.out()
                    .println(String.format(Locale.ROOT, "  %-20s %,8d ", client.label(), tally.calls())
                            + (tally.failed() > 0 ? terminal.bad(failed) : terminal.good(failed))
                            + String.format(Locale.ROOT, " %11.1f ms", tally.slowestMillis()));
        }
        terminal.out().println();
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "  %,d calls failed without Failover, %,d with it.%n%n",
                        failed(false),
                        failed(true));
    }

    /** Empty when all is as promised. */
    List<String> brokenPromises() {
        List<String> broken = new ArrayList<>();
        for (DemoClient client : clients) {
            Tally tally = client.tally();
            if (client.ours() && tally.failed() > 0) {
                broken.add(client.label() + ": " + tally.failed() + " of " + tally.calls()
                        + " calls failed; the first one with " + tally.firstFailure());
            }
            if (client.ours() && tally.timeline().indexOf('b') < 0) {
                broken.add(client.label() + ": server b never answered, so nothing was proven");
            }
            if (!client.ours() && tally.failed() == 0) {
                broken.add(client.label() + ": nothing failed although its server was killed, so nothing was proven");
            }
        }
        return broken;
    }

    private int failed(boolean ours) {
        return clients.stream()
                .filter(client -> client.ours() == ours)
                .mapToInt(client -> client.tally().failed())
                .sum();
    }
}
