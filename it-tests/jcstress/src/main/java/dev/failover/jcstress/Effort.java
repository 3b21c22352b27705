package dev.failover.jcstress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much is tried: {@code -Djcstress.mode}. */
enum Effort {
    /** Whether the tests run at all: next to no races. A minute or two. */
    SANITY("-m", "sanity", "-sc", "false", "-jvmArgs", Effort.STRESS),

    /**
     * One JVM for each test (two where locks can be biased), in which it is interpreted first and compiled then, with the
     * compiler's order of instructions left to chance. Less than ten minutes.
     */
    QUICK("-m", "quick", "-sc", "false", "-time", "500", "-iters", "5", "-f", "1", "-jvmArgs", Effort.STRESS),

    /** As jcstress does by itself: each thread compiled in each way, several sorts of JVM. Many hours. */
    DEFAULT("-m", "default");

    private static final String STRESS =
            "-XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN" + " -XX:+StressCCP";

    private final List<String> options;

    Effort(String... options) {
        this.options = Arrays.asList(options);
    }

    static Effort of(String name) {
        for (Effort effort : values()) {
            if (effort.toString().equals(name)) {
                return effort;
            }
        }
        throw new IllegalArgumentException(
                "There is no mode " + name + "; write -Djcstress.mode=sanity, quick or default");
    }

    List<String> options() {
        return new ArrayList<>(options);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
