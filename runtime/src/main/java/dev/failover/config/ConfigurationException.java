package dev.failover.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The configuration has errors. The message lists all problems, one a line, so that one attempt is enough to fix them. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ConfigurationException(List<Problem> problems) {
        super(message(problems));
        this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    }

    private static String message(List<Problem> problems) {
        StringBuilder text = new StringBuilder("the configuration has ")
                .append(problems.size())
                .append(problems.size() == 1 ? " problem:" : " problems:");
        for (Problem problem : problems) {
            text.append("\n  ").append(problem);
            if (problem.severity() == Problem.Severity.WARNING) {
                text.append(" (warning)");
            }
        }
        return text.toString();
    }

    /** All problems, errors and warnings, in the order in which they were found; unmodifiable. */
    public List<Problem> problems() {
        return problems == null ? Collections.<Problem>emptyList() : problems;
    }
}
