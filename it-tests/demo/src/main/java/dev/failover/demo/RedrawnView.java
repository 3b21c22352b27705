package dev.failover.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One block that is drawn over and over. */
final class RedrawnView implements View {
    private static final String HIDE_CURSOR = "\033[?25l";
    private static final String SHOW_CURSOR = "\033[?25h";
    /** A line that is too long for the window must not become two, or the block would creep down. */
    private static final String NO_WRAP = "\033[?7l";

    private static final String WRAP = "\033[?7h";

    private final Terminal terminal;
    private int drawn;

    RedrawnView(Terminal terminal) {
        this.terminal = terminal;
        // Ctrl-C in the middle: give the window back as it was.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            terminal.out().print(WRAP + SHOW_CURSOR);
            terminal.out().flush();
        }));
    }

    @Override
    public void show(Moment moment) {
        List<String> lines = lines(moment);
        StringBuilder text = new StringBuilder(HIDE_CURSOR).append(NO_WRAP);
        if (drawn > 0) {
            text.append("\033[").append(drawn).append('A');
        }
        for (String line : lines) {
            text.append("\033[2K").append(line).append('\n');
        }
        drawn = lines.size();
        terminal.out().print(text.append(WRAP));
        terminal.out().flush();
    }

    private List<String> lines(Moment moment) {
        List<String> lines = new ArrayList<>();
        for (ServerState server : moment.servers()) {
            String state = server.up() ? terminal.good(server.state()) : terminal.bad(server.state());
            lines.add(String.format("  server %s   %-26s %s", server.id(), server.url(), state));
        }
        lines.add("");
        for (DemoClient client : moment.clients()) {
            Tally tally = client.tally();
            String failed = String.format(Locale.ROOT, "%,6d failed", tally.failed());
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-20s %s %,6d calls %s",
                    client.label(),
                    terminal.timeline(tally.timeline()),
                    tally.calls(),
                    tally.failed() > 0 ? terminal.bad(failed) : terminal.good(failed)));
        }
        lines.add("");
        lines.add(terminal.dim(String.format(
                Locale.ROOT,
                "  a, b: answered by that server   x: a call failed   %4.1f s of %d s",
                moment.second(),
                moment.of())));
        return lines;
    }

    @Override
    public void end() {
        terminal.out().print(SHOW_CURSOR);
        terminal.out().println();
    }
}
