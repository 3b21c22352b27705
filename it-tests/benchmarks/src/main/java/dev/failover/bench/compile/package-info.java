/**
 * What a processor adds to a compilation: interfaces are written in our vocabulary and in avaje's, and compiled with and
 * without the processor, in turns, each time in a JVM of its own. {@code CompileRun} is the way in.
 */
package dev.failover.bench.compile;
