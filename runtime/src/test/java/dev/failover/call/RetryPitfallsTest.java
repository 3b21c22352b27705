package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static dev.failover.call.World.resets;
import static dev.failover.call.World.throwing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.World.Driving;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pitfalls of retries and time-outs, rows Y1 to Y12, for each way of carrying out calls. */
class RetryPitfallsTest {
    private static final ServicePolicy TEN_ATTEMPTS = POLICY.with(CircuitBreakerPolicy.disabled())
            .with(POLICY.retry().toBuilder().maxAttempts(10).build());

    private static RetryPolicy.Builder retry() {
        return TEN_ATTEMPTS.retry().toBuilder();
    }

    @ParameterizedTest
    @EnumSource
    void y1_noAttemptBeginsAfterACancel(Driving driving) {
        World world = new World(driving, "a", TEN_ATTEMPTS);
        world.givingUpAfter(350).call(IDEMPOTENT, refuses(), refuses(), refuses());
        world.time.advance(1_000_000 * MS);
        world.happened("@0 1 a", "@100 2 a", "@300 3 a", "@350 gave up");
    }

    @ParameterizedTest
    @EnumSource
    void y1_noAttemptBeginsAfterACancelOfTheOneUnderWay(Driving driving) {
        World world = new World(driving, "a b", TEN_ATTEMPTS);
        world.givingUpAfter(150).call(IDEMPOTENT, refuses(), never());
        world.time.advance(1_000_000 * MS);
        world.happened("@0 1 a", "@0 2 b", "@150 gave up");
    }

    /** What a client throws where it should have said how the attempt ended. */
    @ParameterizedTest
    @EnumSource
    void y2_whatIsThrownOnTheSecondAttemptEndsItLikeAnyFailure(Driving driving) {
        new World(driving, "a b c", TEN_ATTEMPTS)
                .call(IDEMPOTENT, refuses().after(1), throwing(() -> new java.net.ConnectException("thrown")), ok())
                .happened("@0 1 a", "@1 2 b", "@1 3 c", "@1 FINISH 200");
        new World(driving, "a b c", TEN_ATTEMPTS)
                .call(IDEMPOTENT, refuses().after(1), throwing(() -> new IllegalStateException("thrown")))
                .happened("@0 1 a", "@1 2 b", "@1 FINISH LOCAL");
    }

    /** SHORT is left out: who drives it asks the predicate itself. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHORT")
    void aGoodStatusThatThePolicyRejectsIsRepeated(Driving driving) {
        new World(
                        driving,
                        "a b",
                        TEN_ATTEMPTS.with(retry().retryOnResultIf("206"::equals).build()))
                .call(IDEMPOTENT, answers(206), ok())
                .happened("@0 1 a", "@0 2 b", "@0 discard 206", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void y3_predicatesThatThrowChangeNoCall(Driving driving) {
        RuntimeException defect = new IllegalStateException("a defect of the predicate");
        ServicePolicy broken = TEN_ATTEMPTS
                .with(retry().retryOnResultIf(result -> {
                            throw defect;
                        })
                        .retryOnFailureIf(failure -> {
                            throw defect;
                        })
                        .abortOnFailureIf(failure -> {
                            throw defect;
                        })
                        .build())
                .with(CircuitBreakerPolicy.builder()
                        .ignoreFailureIf(failure -> {
                            throw defect;
                        })
                        .build());
        new World(driving, "a b c", broken)
                .call(IDEMPOTENT, refuses(), answers(503).after(1), ok().after(1))
                .happened("@0 1 a", "@0 2 b", "@1 3 c", "@2 discard 503", "@2 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void y9_tenThousandFailuresLeaveNoTimerBehind(Driving driving) {
        World world = new World(
                driving,
                "a b",
                TEN_ATTEMPTS
                        .with(retry().maxAttempts(2).build())
                        .with(TimeoutPolicy.defaults().withAttempt(ms(600_000))));
        for (int i = 0; i < 10_000; i++) {
            world.call(IDEMPOTENT, refuses(), resets());
            assertThat(world.time.pending()).isZero();
        }
        world.home();
    }

    /** What is left of the whole bounds the attempt itself, and not only whether there is another one. */
    @ParameterizedTest
    @EnumSource
    void y11_theDeadlineIsPassedDownToTheAttempt(Driving driving) {
        World world = new World(
                driving,
                "a",
                TEN_ATTEMPTS.with(
                        TimeoutPolicy.defaults().withDeadline(ms(1_000)).withAttempt(ms(10_000))));
        world.call(IDEMPOTENT, resets().after(300), never()).happened("@0 1 a", "@400 2 a", "@1000 FINISH TIMEOUT");
        List<Long> bounds = world.attempts.stream()
                .filter(attempt -> attempt.number() == 2)
                .map(attempt -> attempt.timeoutNanos() / MS)
                .collect(Collectors.toList());
        assertThat(bounds).containsExactly(600L);
    }

    @ParameterizedTest
    @EnumSource
    void y11_theCallersOwnTimeIsPassedDownToo(Driving driving) {
        new World(driving, "a b", TEN_ATTEMPTS)
                .call(IDEMPOTENT.within(50 * MS), resets().after(20), never())
                .happened("@0 1 a", "@20 2 b", "@50 FINISH TIMEOUT");
    }

    /** An open breaker is not asked again and again: the call goes elsewhere, or ends at once. */
    @ParameterizedTest
    @EnumSource
    void y12_anOpenBreakerIsNotRetriedButPassedOver(Driving driving) {
        ServicePolicy protectedToo = TEN_ATTEMPTS.with(POLICY.circuitBreaker());
        new World(driving, "a b", protectedToo)
                .opened("a")
                .call(IDEMPOTENT, ok().after(1))
                .happened("@0 1 b", "@1 FINISH 200");
        World all = new World(driving, "a b", protectedToo).opened("a").opened("b");
        all.call(IDEMPOTENT).happened("@0 REJECT BREAKERS_OPEN");
        assertThat(all.total("failover.retries")).isZero();
        assertThat(all.counters("failover.breaker.events").get("rejected"))
                .as("each one was asked once")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void y12_aFullPoolIsNotRetriedButPassedOver(Driving driving) {
        ServicePolicy one = TEN_ATTEMPTS.with(
                ConnectionPoolPolicy.defaults().withMaxPerEndpoint(1).withAcquireTimeout(ms(0)));
        World other = new World(driving, "a b", one).occupied("a", 1, 1);
        other.call(IDEMPOTENT, ok().after(2)).happened("@0 1 b", "@2 FINISH 200");
        World world = new World(driving, "a b", one).occupied("a", 1, 1).occupied("b", 1, 1);
        world.call(IDEMPOTENT);
        world.time.runAll();
        world.happened("@0 REJECT POOL_EXHAUSTED");
        assertThat(world.counters("failover.retries")).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void y12_anEmptyLimiterIsNotRetried(Driving driving) {
        World world = new World(
                driving,
                "a b",
                TEN_ATTEMPTS.with(
                        dev.failover.limiter.RateLimiterPolicy.of("1/h").withBurst(1)));
        world.call(IDEMPOTENT, ok()).call(IDEMPOTENT).happened("@0 1 a", "@0 FINISH 200", "@0 REJECT RATE_LIMITED");
        assertThat(world.counters("failover.limiter.rejections").values()).containsExactly(1L);
    }
}
