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

    /** A client is more code than a policy, and takes longer to be compiled. */
    static final Effort FULL_CALL = new Effort(2, 6, 1000, 5, 600, true, List.of());

    /** On a busy machine so short a warm-up would leave code to the interpreter: the callers wait for the compiler. */
    static final Effort QUICK = new Effort(1, 2, 250, 3, 120, false, List.of("-Xbatch"));

    static final Effort QUICK_CALL = new Effort(1, 3, 700, 3, 300, false, List.of("-Xbatch"));
}
