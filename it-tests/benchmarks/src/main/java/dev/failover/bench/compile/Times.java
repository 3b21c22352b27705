package dev.failover.bench.compile;

/**
 * What one compilation took.
 *
 * @param wall milliseconds from the start of its process to its end
 * @param cpu milliseconds of CPU time of all threads of the process, with the JVM's own
 */
public record Times(double wall, double cpu) {}
