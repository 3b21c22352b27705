package dev.failover.demo;

import dev.failover.it.Program;

/** One of the three clients side by side. {@code ours}: whether we promise that nothing fails. */
final class DemoClient implements AutoCloseable {
    private static final int WARM_UP_CALLS = 30;

    private final String label;
    private final boolean ours;
    private final Program program;
    private final Tally tally;
    private int seen;

    DemoClient(String label, boolean ours, Program program, int cells) {
        this.label = label;
        this.ours = ours;
        this.program = program;
        this.tally = new Tally(cells);
    }

    /** Not counted: the table is about a dying server, not about a JVM that starts. */
    void warmUp(String url) {
        program.sendGets(url, WARM_UP_CALLS);
        seen = program.awaitAll().size();
    }

    void call(String url) {
        program.sendGets(url, 1);
    }

    void look(double moment) {
        var results = program.doneAfter(seen);
        seen += results.size();
        tally.add(results, moment);
    }

    void finish() {
        program.awaitAll();
        look(1);
    }

    String label() {
        return label;
    }

    boolean ours() {
        return ours;
    }

    Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        program.close();
    }
}
