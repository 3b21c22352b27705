package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.World.Driving;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryBudgetPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service spends on retries, and when it has nothing left for them. */
class RetryBudgetCallTest {
    /** One retry in ten seconds, however many calls there are. */
    private static final RetryBudgetPolicy ONE =
            RetryBudgetPolicy.defaults().withRatio(0).withFloorPerSecond(0.1);

    /** As many as calls, and none without. */
    private static final RetryBudgetPolicy AS_CALLS =
            RetryBudgetPolicy.defaults().withRatio(1).withFloorPerSecond(0);

    private static final ServicePolicy NO_BREAKER = POLICY.with(CircuitBreakerPolicy.disabled());
    private static final Map<String, Long> SUPPRESSED_ONCE = Map.of("budget", 1L);

    private static World world(Driving driving, String endpoints, RetryBudgetPolicy budget) {
        return new World(driving, endpoints, NO_BREAKER.with(budget));
    }

    @ParameterizedTest
    @EnumSource
    void withoutBudgetTheFailureIsHandedOverAtOnce(Driving driving) {
        World world = world(driving, "a b c", ONE);
        world.call(IDEMPOTENT, refuses(), answers(503)).happened("@0 1 a", "@0 2 b", "@0 FINISH 503");
        assertThat(world.counters("failover.retries.suppressed")).isEqualTo(SUPPRESSED_ONCE);
        assertThat(world.total("failover.retries")).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void itIsTheWholeServices(Driving driving) {
        World world = world(driving, "a b", ONE);
        world.call(IDEMPOTENT, refuses(), ok()).call(IDEMPOTENT, refuses());
        assertThat(world.counters("failover.retries.suppressed")).isEqualTo(SUPPRESSED_ONCE);
        world.home();
    }

    @ParameterizedTest
    @EnumSource
    void theFloorComesBackWithTime(Driving driving) {
        World world = world(driving, "a b", ONE);
        world.call(IDEMPOTENT, refuses(), ok()).call(IDEMPOTENT, refuses());
        world.time.advance(11_000 * MS);
        world.call(IDEMPOTENT, refuses(), ok()).home();
        assertThat(world.counters("failover.retries.suppressed")).isEqualTo(SUPPRESSED_ONCE);
    }

    /** Who was turned away put no load on anybody, so nobody may put more on them in return. */
    @ParameterizedTest
    @EnumSource(names = {"BLOCKING", "ASYNC"})
    void callsThatAreRejectedEarnNothing(Driving driving) {
        World world = new World(driving, "a", POLICY.with(AS_CALLS)).opened("a");
        for (int i = 0; i < 10; i++) {
            world.call(IDEMPOTENT);
        }
        assertThat(world.trace).containsOnly("@0 REJECT BREAKERS_OPEN");
        assertThat(world.service.retryBudget().available(world.time.nanos())).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void callsThatAreGivenUpBeforeTheirFirstAttemptEarnNothing(Driving driving) {
        ServicePolicy busy = NO_BREAKER
                .with(AS_CALLS)
                .with(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withAcquireTimeout(ms(1_000)));
        World full = new World(driving, "a", busy).occupied("a", 1, 500);
        full.givingUpAfter(50).call(IDEMPOTENT);
        assertThat(full.service.retryBudget().available(full.time.nanos())).isZero();
        full.call(IDEMPOTENT, ok());
        assertThat(full.service.retryBudget().available(full.time.nanos())).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void aWaitThatIsGivenUpCostsNothing(Driving driving) {
        World world = world(driving, "a", ONE);
        for (int i = 0; i < 20; i++) {
            world.givingUpAfter(50).call(IDEMPOTENT, refuses());
        }
        world.call(IDEMPOTENT, refuses(), ok()).home();
        assertThat(world.counters("failover.retries.suppressed")).isEmpty();
        assertThat(world.total("failover.retries")).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void aRetryThatFindsNoEndpointCostsNothing(Driving driving) {
        World world = new World(
                driving,
                "a",
                POLICY.with(ONE)
                        .with(POLICY.circuitBreaker().toBuilder()
                                .failureThreshold("1")
                                .build()));
        world.call(IDEMPOTENT, refuses()).happened("@0 1 a", "@0 FINISH CONNECT");
        assertThat(world.counters("failover.retries.suppressed")).isEqualTo(Map.of("no_endpoint", 1L));
        world.time.advance(120_000 * MS);
        assertThat(world.service.retryBudget().canSpend(world.time.nanos())).isTrue();
    }

    /** Also the first call after a long silence: it is counted in the time in which it was made. */
    @ParameterizedTest
    @EnumSource
    void everyCallAddsItsShare(Driving driving) {
        World world = world(driving, "a b", AS_CALLS);
        world.time.advance(60_000 * MS);
        world.call(IDEMPOTENT, ok()).call(IDEMPOTENT, refuses(), ok());
        assertThat(world.counters("failover.retries.suppressed")).isEmpty();
        world.time.advance(60_000 * MS);
        world.call(IDEMPOTENT, refuses()).home();
        assertThat(world.counters("failover.retries.suppressed"))
                .as("those calls were long ago")
                .isEqualTo(SUPPRESSED_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void callsThatFailCountTooButNotThoseThatAreRejected(Driving driving) {
        World world = new World(
                driving,
                "a b",
                NO_BREAKER.with(AS_CALLS).with(ConnectionPoolPolicy.defaults().withMaxPerEndpoint(10)));
        world.time.advance(60_000 * MS);
        world.call(IDEMPOTENT, refuses()).call(IDEMPOTENT, refuses(), ok()).call(IDEMPOTENT, refuses(), ok());
        assertThat(world.service.retryBudget().canSpend(world.time.nanos())).isTrue();
        world.time.advance(60_000 * MS);
        world.occupied("a", 10, 60_000).occupied("b", 10, 60_000).call(IDEMPOTENT.within(1));
        assertThat(world.trace).last().asString().endsWith("REJECT POOL_EXHAUSTED");
        assertThat(world.service.retryBudget().canSpend(world.time.nanos())).isFalse();
    }

    /** Two wait for their retries, and there is one: who comes too late takes nothing along. */
    @Test
    void whoFindsTheBudgetSpentAfterItsWaitBringsEverythingHome() {
        World world = world(Driving.ASYNC, "a", ONE);
        world.begin(IDEMPOTENT, refuses());
        world.begin(IDEMPOTENT, refuses());
        world.begin(IDEMPOTENT, refuses());
        world.script(ok());
        world.time.runAll();
        world.happened(
                "@0 1 a",
                "@0 1 a",
                "@0 1 a",
                "@100 2 a",
                "@100 FINISH 200",
                "@100 FINISH CONNECT",
                "@100 FINISH CONNECT");
        assertThat(world.counters("failover.retries.suppressed")).isEqualTo(Map.of("budget", 2L));
    }

    @Test
    void hedgesDoNotSpendIt() {
        World world = new World(
                Driving.ASYNC,
                "a b c",
                NO_BREAKER.with(ONE).with(HedgePolicy.after(ms(50)).withBudget(RetryBudgetPolicy.unlimited())));
        for (int i = 0; i < 20; i++) {
            world.call(IDEMPOTENT, never(), ok());
        }
        world.call(IDEMPOTENT, refuses(), ok()).home();
        assertThat(world.counters("failover.hedges")).isEqualTo(Map.of("won", 20L));
        assertThat(world.total("failover.retries")).isOne();
        world.call(IDEMPOTENT, refuses());
        assertThat(world.counters("failover.retries.suppressed")).isEqualTo(SUPPRESSED_ONCE);
    }

    @Test
    void retriesDoNotSpendThatOfTheHedges() {
        World world = new World(
                Driving.ASYNC,
                "a b c",
                NO_BREAKER.with(HedgePolicy.after(ms(50)).withBudget(ONE)));
        for (int i = 0; i < 20; i++) {
            world.call(IDEMPOTENT, refuses(), ok());
        }
        world.call(IDEMPOTENT, never(), ok()).home();
        assertThat(world.counters("failover.hedges")).isEqualTo(Map.of("won", 1L));
        world.call(IDEMPOTENT, ok().after(100)).home();
        assertThat(world.counters("failover.hedges")).isEqualTo(Map.of("won", 1L, "suppressed", 1L));
    }
}
