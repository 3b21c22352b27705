package dev.failover.bench;

import java.util.List;
import java.util.Optional;

/**
 * What ours has to reach. Exactly one of the two bounds of time is there.
 *
 * @param peer whom the ratio is to; null for the best of all peers
 * @param maxRatio ours / peer; 0 for no such bound
 * @param maxNs nanoseconds; 0 for no such bound
 * @param noGarbage whether it must not allocate either
 * @param maxBytesRatio ours / that peer, of what is allocated; 0 for no such bound
 */
record Bar(String benchmark, String peer, double maxRatio, double maxNs, boolean noGarbage, double maxBytesRatio) {
    /** All of them, in the order of the table. */
    static final List<Bar> ALL = List.of(
            ratio("stack", "resilience4j+micrometer", 0.35, true),
            ratio("stack-1%-failures", "resilience4j+micrometer", 0.5, false),
            ratio("stack-10%-failures", "resilience4j+micrometer", 0.5, false),
            ratio("breaker", null, 0.5, false),
            new Bar("breaker-open", null, 0, 100, true, 0),
            ratio("limiter", null, 0.9, false),
            ratio("limiter-refuse", null, 0.9, false),
            ratio("lease", null, 0.8, false),
            ratio("retry-1-failure", null, 0.7, false),
            ratio("async-stack", "resilience4j", 0.5, false),
            new Bar("call", "hand-written", 1.4, 0, false, 1.15),
            ratio("loopback-call", "hand-written", 1.1, false),
            new Bar("cache-hit", "HttpClient 5", 0.2, 0, false, 0.2));

    /** What our processor may add to a compilation, by what avaje's adds. */
    static final double COMPILE = 2.0;

    /** Bytes of an idle endpoint with all policies. */
    static final int MEMORY = 1024;

    /** Bytes that an endpoint may leave behind when it goes: what measuring itself leaves. */
    static final int LEFT_BEHIND = 8;

    private static Bar ratio(String benchmark, String peer, double max, boolean noGarbage) {
        return new Bar(benchmark, peer, max, 0, noGarbage, 0);
    }

    static Optional<Bar> of(String benchmark) {
        return ALL.stream().filter(bar -> bar.benchmark.equals(benchmark)).findFirst();
    }

    String peerName() {
        return peer == null ? "best peer" : peer;
    }
}
