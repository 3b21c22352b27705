package dev.failover.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionPoolPolicyTest {
    private static final ConnectionPoolPolicy DEFAULTS = ConnectionPoolPolicy.defaults();

    @Test
    void theDefaults() {
        assertThat(DEFAULTS)
                .hasToString("ConnectionPoolPolicy{maxPerEndpoint=64, maxPerService=0, acquireTimeout=PT1S,"
                        + " maxWaiting=1000, leaseTimeout=PT10M, adaptiveLimit=null}");
        assertThat(AdaptiveLimitPolicy.defaults()).hasToString("AdaptiveLimitPolicy{min=1, initial=20, max=200}");
    }

    @Test
    void eachSettingMakesADifference() {
        List<ConnectionPoolPolicy> different = List.of(
                DEFAULTS,
                DEFAULTS.withMaxPerEndpoint(65),
                DEFAULTS.withMaxPerService(65),
                DEFAULTS.withAcquireTimeout(Duration.ofSeconds(2)),
                DEFAULTS.withMaxWaiting(999),
                DEFAULTS.withLeaseTimeout(Duration.ofSeconds(2)),
                DEFAULTS.withAdaptiveLimit(AdaptiveLimitPolicy.defaults()),
                ConnectionPoolPolicy.unlimited());
        assertThat(different).doesNotHaveDuplicates();
        ConnectionPoolPolicy back = ConnectionPoolPolicy.unlimited()
                .withMaxPerEndpoint(64)
                .withMaxPerService(0)
                .withAcquireTimeout(Duration.ofSeconds(1))
                .withMaxWaiting(1_000)
                .withLeaseTimeout(Duration.ofMinutes(10))
                .withAdaptiveLimit(null);
        assertThat(back).isEqualTo(DEFAULTS).hasSameHashCodeAs(DEFAULTS);
    }

    @Test
    void refusesWhatMeansNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxPerEndpoint(-1))
                .withMessage("max per endpoint is -1; write 1 or more, or 0 for no limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxPerService(-1))
                .withMessage("max per service is -1; write 1 or more, or 0 for no limit");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withAcquireTimeout(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withLeaseTimeout(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withMaxWaiting(-1))
                .withMessage("max waiting is -1; write 0 (nobody waits) to 1000000");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMaxWaiting(1_000_001));
    }

    @Test
    void refusesBoundsOfAnAdaptiveLimitThatExcludeEachOther() {
        assertThat(AdaptiveLimitPolicy.of(1, 20, 200)).isEqualTo(AdaptiveLimitPolicy.defaults());
        for (int[] each : new int[][] {{0, 1, 1}, {2, 1, 3}, {1, 3, 2}, {1, 1, 10_001}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AdaptiveLimitPolicy.of(each[0], each[1], each[2]))
                    .withMessageContaining("write 1 <= min <= initial <= max <= 10000");
        }
    }
}
