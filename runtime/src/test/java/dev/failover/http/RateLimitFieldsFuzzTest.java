package dev.failover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.Seeds;
import dev.failover.limiter.ServerLimit;
import dev.failover.time.Durations;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever a server writes: it is read as something that makes sense, or as nothing, and never throws. */
class RateLimitFieldsFuzzTest {
    private static final int ROUNDS = 300_000;
    private static final String[] NAMES = {
        "RateLimit",
        "RateLimit-Policy",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
        "X-RateLimit-Limit",
        "X-RateLimit-Remaining",
        "X-RateLimit-Reset",
        "X-Rate-Limit-Remaining",
        "X-Rate-Limit-Reset",
        "Retry-After",
        "Date"
    };
    private static final String[] VALUES = {
        "limit=100, remaining=50, reset=5",
        "\"default\";r=50;t=30",
        "\"a\";r=5;t=1, \"b\";r=4;pk=:cHsdsRa8:;t=3600",
        "\"default\";q=100;w=60;qu=\"requests\"",
        "100;w=60",
        "100, 100;w=60",
        "50",
        "50.0",
        "1793955007",
        "1793955007000",
        "Fri, 06 Nov 2026 08:49:07 GMT",
        "Friday, 06-Nov-26 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Fri Jan  1 00:00:00 +999999999",
        ""
    };
    private static final String PIECES = "0123456789abrtqw\"\\;=,:.?()-+ \t\u00e9\u0661";

    @Test
    void whatLimitsNeverThrows() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> fields = new HashMap<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                fields.put(NAMES[random.nextInt(NAMES.length)], value(random));
            }
            int status = random.nextBoolean() ? 200 : random.nextBoolean() ? 429 : 503;
            long wallClock = random.nextInt(4) == 0 ? random.nextLong() : 1_793_954_947_000L;
            try {
                ServerLimit limit = RateLimitFields.read(status, fields::get, wallClock);
                if (limit != null) {
                    read++;
                    assertThat(limit.remaining()).isGreaterThanOrEqualTo(0);
                    assertThat(limit.resetNanos()).isBetween(1L, Durations.LONGEST_NANOS);
                }
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + fields, wrong);
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void aRetryAfterNeverThrows() {
        long seed = Seeds.seed();
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String retryAfter = random.nextInt(8) == 0 ? bytes(random) : value(random);
            String date = random.nextInt(3) == 0 ? null : random.nextInt(8) == 0 ? bytes(random) : value(random);
            long wallClock = random.nextInt(4) == 0 ? random.nextLong() : 1_793_954_947_000L;
            try {
                long nanos = RetryAfter.parseNanos(retryAfter, date, wallClock);
                read += nanos == RetryAfter.NONE ? 0 : 1;
                assertThat(nanos).isBetween(RetryAfter.NONE, Durations.LONGEST_NANOS);
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError(
                        "seed " + seed + ", round " + round + ": " + retryAfter + " at " + date, wrong);
            }
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(ROUNDS / 100);
    }

    private static String bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** One that is valid, mostly with some changes; now and then nothing but random bytes. */
    private static String value(SplittableRandom random) {
        if (random.nextInt(30) == 0) {
            return bytes(random);
        }
        StringBuilder value = new StringBuilder(VALUES[random.nextInt(VALUES.length)]);
        for (int i = random.nextInt(4) * random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(value.length() + 1);
            char piece = random.nextInt(20) == 0
                    ? (char) random.nextInt(Character.MAX_VALUE)
                    : PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(3)) {
                case 0:
                    value.insert(at, piece);
                    break;
                case 1:
                    value.delete(at, Math.min(value.length(), at + random.nextInt(4)));
                    break;
                default:
                    if (at < value.length()) {
                        value.setCharAt(at, piece);
                    }
            }
        }
        return value.toString();
    }
}
