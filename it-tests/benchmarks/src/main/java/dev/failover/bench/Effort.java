package dev.failover.bench;

import java.util.List;

/**
 * How much time a number is worth.
 *
 * @param everything whether all peers are measured in every combination of JDK and threads, and not only the decisive ones
 * @param jvmArguments for the forks
 */
record Effort(
        int forks,
        int warmUps,
        int warmUpMillis,
        int iterations,
        int iterationMillis,
        boolean everything,
        List<String> jvmArguments) {
    static final Effort FULL = new Effort(2, 3, 400, 5, 300, true, List.of());

    /** On a busy machine so short a warm-up would leave code to the interpreter: the callers wait for the compiler. */
    static final Effort QUICK = new Effort(1, 2, 250, 3, 120, false, List.of("-Xbatch"));
}
