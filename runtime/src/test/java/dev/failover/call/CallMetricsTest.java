package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.World.Driving;
import dev.failover.metrics.ServiceMetrics;
import dev.failover.metrics.ServiceMetrics.CallOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call, attempt and repetition is counted once, under what came of it. */
class CallMetricsTest {
    @ParameterizedTest
    @EnumSource
    void theNumbersAddUp(Driving driving) {
        World world = new World(driving, "a b", POLICY.with(CircuitBreakerPolicy.disabled()));
        world.call(IDEMPOTENT, ok().after(7));
        world.call(IDEMPOTENT, refuses(), answers(503), ok());
        world.call(IDEMPOTENT, resets(), never(), answers(404));
        world.call(IDEMPOTENT, answers(503, 1_000), answers(500));
        world.call(NOT_IDEMPOTENT, resets());
        world.call(IDEMPOTENT, answers(502), answers(502), answers(502));
        world.call(IDEMPOTENT, never(), never(), never());
        world.call(IDEMPOTENT.within(MS), never());
        world.givingUpAfter(1).call(IDEMPOTENT, never());
        world.home();

        assertThat(world.counters("failover.calls"))
                .containsOnly(entry("success", 3L), entry("failure", 3L), entry("timeout", 2L), entry("cancelled", 1L));
        assertThat(world.counters("failover.attempts"))
                .containsOnly(
                        entry("ok", 2L),
                        entry("status_4xx", 1L),
                        entry("status_5xx", 6L),
                        entry("connect", 1L),
                        entry("io", 2L),
                        entry("timeout", 5L),
                        entry("cancelled", 1L));
        assertThat(world.counters("failover.retries"))
                .containsOnly(
                        entry("connect", 1L),
                        entry("status", 3L),
                        entry("io", 1L),
                        entry("timeout", 3L),
                        entry("retry_after", 1L));
        assertThat(world.counters("failover.retries.suppressed"))
                .containsOnly(entry("not_idempotent", 1L), entry("attempts", 2L), entry("deadline", 1L));
        assertThat(world.total("failover.attempts"))
                .isEqualTo(world.total("failover.calls") + world.total("failover.retries"))
                .isEqualTo(world.begun);
        assertThat(world.total("failover.switches")).isEqualTo(world.total("failover.retries"));
    }

    @ParameterizedTest
    @EnumSource
    void timeSpentIsCountedByEndpoint(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(IDEMPOTENT, refuses().after(3), ok().after(4));
        assertThat(world.counters("failover.attempts.nanos"))
                .containsOnly(entry("a:80", 3 * MS), entry("b:80", 4 * MS));
        assertThat(world.counters("failover.switches")).containsOnly(entry("b:80", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void aCallTakesAsLongAsItsAttemptsAndTheWaitsBetweenThem(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        world.call(IDEMPOTENT, refuses().after(3), ok().after(4));
        world.call(IDEMPOTENT, ok().after(5));
        world.call(NOT_IDEMPOTENT, resets().after(6));
        ServiceMetrics counted = world.metrics.service("test");
        assertThat(counted.callLatency().count()).isEqualTo(2);
        assertThat(counted.callLatency().sumNanos()).isEqualTo((3 + 4 + 5) * MS);
        assertThat(counted.callLatency(CallOutcome.FAILURE).sumNanos()).isEqualTo(6 * MS);
        assertThat(counted.attemptLatency().sumNanos()).isEqualTo((4 + 5) * MS);
    }
}
