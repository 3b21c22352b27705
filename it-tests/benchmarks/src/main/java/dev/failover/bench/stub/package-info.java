/**
 * One call through a generated client beside hand-written code and other clients of its kind: {@code CallBenchmarks} on
 * transports that have the answer at hand, {@code LoopbackBenchmarks} with a server in a process of its own. Every subject
 * sends the request of {@code TheCall} and decodes its answer with the same Jackson.
 */
package dev.failover.bench.stub;
