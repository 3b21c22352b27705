/**
 * The engine beside its peers. {@code Main} runs it; {@code *Benchmarks} hold one operation each with all subjects side by
 * side; {@code Ours}, {@code Resilience4j}, {@code FailsafeLibrary}, ... make them from the same {@code Settings}.
 * Generated clients are in {@code stub}, what generating them costs in {@code compile}.
 */
package dev.failover.bench;
