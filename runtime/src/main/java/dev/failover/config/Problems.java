package dev.failover.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects problems while one configuration is read. Not thread-safe. */
final class Problems {
    /** A file that is none (a log, an archive) must not fill the terminal. */
    private static final int MAX = 100;

    private final List<Problem> list = new ArrayList<>();
    private int dropped;
    private boolean error;

    void error(String place, String message) {
        error = true;
        add(new Problem(Problem.Severity.ERROR, place, message));
    }

    void warning(String place, String message) {
        add(new Problem(Problem.Severity.WARNING, place, message));
    }

    private void add(Problem problem) {
        if (list.size() < MAX) {
            list.add(problem);
        } else {
            dropped++;
        }
    }

    /** Whether there is at least one error, also among those that are not in the list. */
    boolean hasError() {
        return error;
    }

    /** All problems in the order in which they were found; of very many, the first hundred and how many more. */
    List<Problem> list() {
        List<Problem> all = new ArrayList<>(list);
        if (dropped > 0) {
            all.add(new Problem(
                    error ? Problem.Severity.ERROR : Problem.Severity.WARNING,
                    "configuration",
                    dropped + " more problems are not shown"));
        }
        return Collections.unmodifiableList(all);
    }
}
