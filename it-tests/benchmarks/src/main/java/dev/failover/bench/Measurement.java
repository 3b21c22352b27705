package dev.failover.bench;

import java.util.Locale;

/** A row of engine.csv. */
record Measurement(String benchmark, int jdk, int threads, String subject, double ns, double cpuNs, double bytes) {
    static final String OURS = "ours";
    static final String CSV_HEADER = "benchmark,jdk,threads,subject,ns_per_op,cpu_ns_per_op,bytes_per_op";

    boolean isOurs() {
        return subject.equals(OURS);
    }

    /** Neither ours nor ours in another setting. */
    boolean isPeer() {
        return !subject.startsWith(OURS);
    }

    /** A tenth of a byte is what the profiler itself allocates. */
    boolean allocates() {
        return bytes >= 0.5;
    }

    String csv() {
        return String.format(
                Locale.ROOT, "%s,%d,%d,%s,%.2f,%.2f,%.1f", benchmark, jdk, threads, subject, ns, cpuNs, bytes);
    }
}
