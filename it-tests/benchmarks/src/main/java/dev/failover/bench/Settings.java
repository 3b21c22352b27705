package dev.failover.bench;

import java.time.Duration;

/** What all subjects of a benchmark have in common. */
final class Settings {
    static final int ATTEMPTS = 3;

    /** The breaker opens at 50 failures among the latest 100 calls. */
    static final int WINDOW = 100;

    static final int FAILURE_PERCENT = 50;

    /** The same share in this time. */
    static final Duration WINDOW_TIME = Duration.ofSeconds(10);

    /** How long an open breaker stays open: longer than any run. */
    static final Duration OPEN = Duration.ofHours(10);

    /** Permits a second, more than a JVM can take. */
    static final int RATE = 1_000_000_000;

    /** The period of a single permit: after the first one everything is refused. */
    static final Duration SPENT = Duration.ofHours(10);

    static final int LEASES = 100;

    /** Armed for each call, never reached. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Settings() {}
}
