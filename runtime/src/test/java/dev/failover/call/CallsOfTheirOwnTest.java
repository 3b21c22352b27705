package dev.failover.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.cache.CachePolicy;
import dev.failover.limiter.RateLimiterPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What calls of a service have for themselves, and what they share. */
class CallsOfTheirOwnTest {
    private static final CachePolicy CACHE = CachePolicy.defaults().withStaleIfError(Duration.ofHours(1));
    private static final RetryPolicy RETRY =
            RetryPolicy.builder().maxAttempts(7).build();
    private static final TimeoutPolicy TIMEOUTS = TimeoutPolicy.defaults().withAttempt(Duration.ofSeconds(7));
    private static final HedgePolicy HEDGE = HedgePolicy.afterPercentile(95);

    private final World plain = new World(World.Driving.BLOCKING, "a b", World.POLICY, new VirtualTime(), false);

    @Test
    void retriesTimeoutsHedgesAndTheCacheAreTheirs() {
        ServiceState own = plain.service.forCalls(
                World.POLICY.with(RETRY).with(TIMEOUTS).with(HEDGE).with(CACHE).with(RateLimiterPolicy.of("1/s")));
        assertThat(own.policy().retry()).isEqualTo(RETRY);
        assertThat(own.policy().timeouts()).isSameAs(TIMEOUTS);
        assertThat(own.policy().hedge()).isEqualTo(HEDGE);
        assertThat(own.policy().cache()).isEqualTo(CACHE);
        assertThat(own.policy().rateLimiter()).isEqualTo(World.POLICY.rateLimiter());
        assertThat(own.metrics()).isSameAs(plain.service.metrics());
        assertThat(plain.service.policy().cache()).isNull();
    }

    @Test
    void theyMayDoWithoutHedgesAndWithoutTheCache() {
        World with = new World(
                World.Driving.BLOCKING, "a b", World.POLICY.with(HEDGE).with(CACHE), new VirtualTime(), false);
        ServiceState own = with.service.forCalls(World.POLICY);
        assertThat(own.policy().hedge()).isNull();
        assertThat(own.policy().cache()).isNull();
        assertThat(with.service.policy().cache()).isEqualTo(CACHE);
    }
}
