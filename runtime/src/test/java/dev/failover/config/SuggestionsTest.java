package dev.failover.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    @ParameterizedTest
    @CsvSource({
        "retry.max-atempts, retry.max-attempts",
        "retry.maxAttempts, retry.max-attempts",
        "retry.max_attempts, retry.max-attempts",
        "RETRY.MAX_ATTEMPTS, retry.max-attempts",
        "max-attempts, retry.max-attempts",
        "breaker.failure-treshold, breaker.failure-threshold",
        "deadlien, deadline",
        "endpoint, endpoints",
        "apikey, api-key",
        "connect, timeout.connect",
        "http.timeout.connect, timeout.connect",
        "limiter.max-per-endpoint, pool.max-per-endpoint",
        "retry.multipler, retry.multiplier",
        "retry.backoff.multiplier, retry.multiplier",
        "retry.onStatus, retry.on-status",
        "retry.abortOn, retry.abort-on",
        "retry.budget-ratio, retry.budget.ratio",
        "budget.floor, retry.budget.floor",
        "breaker.min-calls, breaker.minimum-calls",
        "breaker.slow_calls, breaker.slow-call",
        "retry.delay, retry.base-delay",
        "recovery-multiplier, breaker.recovery-multiplier",
        "breaker.probe-succeses, breaker.probe-successes",
        "limiter.fromServer, limiter.from-server",
        "pool.adaptive, pool.adaptive-limit",
        "pool.max-waiters, pool.max-waiting",
        "hedge.dealy, hedge.delay",
        "hedging.delay, hedge.delay",
        "cache.staleIfError, cache.stale-if-error",
    })
    void namesWhatWasMeant(String unknown, String meant) {
        assertThat(NameHints.key(unknown, ConfigKeys.serviceKeyNames())).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"colour", "''", "x", "tls.trust-store-password", "telemetry.exporter.endpoint-of-the-collector"})
    void saysNothingWhenNothingIsNear(String unknown) {
        assertThat(NameHints.key(unknown, ConfigKeys.serviceKeyNames())).isNull();
    }

    @Test
    void veryLongNamesAreNotCompared() {
        assertThat(Suggestions.closest("d".repeat(100_000), ConfigKeys.serviceKeyNames()))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "abc, xabc, 1", "abc, axc, 1", "ca, abc, 3", "'', abc, 3"})
    void swapOfNeighboursCostsOne(String a, String b, int expected) {
        assertThat(Suggestions.distance(a, b)).isEqualTo(expected);
    }

    @Test
    void distanceAgreesWithItsDefinition() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String a = word(random);
            String b = word(random);
            assertThat(Suggestions.distance(a, b))
                    .as("seed %d: %s, %s", seed, a, b)
                    .isEqualTo(naive(a, b));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int n = random.nextInt(7); n > 0; n--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    private static int naive(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        String a1 = a.substring(1);
        String b1 = b.substring(1);
        int best = Math.min(
                naive(a1, b1) + (a.charAt(0) == b.charAt(0) ? 0 : 1), Math.min(naive(a1, b), naive(a, b1)) + 1);
        if (a.length() > 1 && b.length() > 1 && a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0)) {
            best = Math.min(best, naive(a.substring(2), b.substring(2)) + 1);
        }
        return best;
    }
}
