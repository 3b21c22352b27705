package dev.failover.demo;

import dev.failover.it.CallResult;
import java.util.Arrays;
import java.util.List;

/** What one client has seen so far. Used by the thread that draws, only. */
final class Tally {
    /** In {@link #timeline}: nothing happened yet. */
    static final char NOTHING = '.';

    static final char FAILED = 'x';

    private final char[] timeline;
    private int calls;
    private int failed;
    private long slowestMicros;
    private String firstFailure = "";

    Tally(int cells) {
        timeline = new char[cells];
        Arrays.fill(timeline, NOTHING);
    }

    /** {@code moment}: how much of the demo is over, 0 to 1. */
    void add(List<CallResult> results, double moment) {
        int cell = Math.min(timeline.length - 1, (int) (moment * timeline.length));
        for (CallResult result : results) {
            calls++;
            slowestMicros = Math.max(slowestMicros, result.micros());
            if (!result.succeeded()) {
                failed++;
                timeline[cell] = FAILED;
                if (firstFailure.isEmpty()) {
                    firstFailure = result.error().isEmpty()
                            ? "status " + result.status()
                            : result.error() + ": " + result.message();
                }
            } else if (timeline[cell] != FAILED) {
                timeline[cell] = result.replica().charAt(0);
            }
        }
    }

    String timeline() {
        return new String(timeline);
    }

    int calls() {
        return calls;
    }

    int failed() {
        return failed;
    }

    double slowestMillis() {
        return slowestMicros / 1000.0;
    }

    String firstFailure() {
        return firstFailure;
    }
}
