package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.MS;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.ms;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.call.World.Driving;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounds of a call and of its attempts. */
class DeadlineTest {
    private static final TimeoutPolicy TIMEOUTS = TimeoutPolicy.defaults()
            .withDeadline(ms(1_000))
            .withAttempt(ms(400))
            .withConnect(ms(200));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHORT")
    void theTimeOfAnAttemptShrinksWithTheDeadline(Driving driving) {
        World world = new World(driving, "a b c", POLICY.with(TIMEOUTS));
        world.call(IDEMPOTENT, never(), never(), never())
                .happened("@0 1 a", "@400 2 b", "@800 3 c", "@1000 FINISH TIMEOUT");
        assertThat(timeouts(world)).containsExactly(400L, 400L, 200L);
        assertThat(world.counters("failover.calls")).containsOnlyKeys("timeout");
    }

    @ParameterizedTest
    @EnumSource
    void noAttemptBeginsAfterTheDeadline(Driving driving) {
        World world = new World(driving, "a b c", POLICY.with(TIMEOUTS.withAttempt(ms(0))));
        world.call(IDEMPOTENT, refuses().after(999), never()).happened("@0 1 a", "@999 2 b", "@1000 FINISH TIMEOUT");
        assertThat(world.counters("failover.retries.suppressed")).containsOnlyKeys("deadline");
    }

    @ParameterizedTest
    @EnumSource
    void aWaitThatWouldPassTheDeadlineIsNotBegun(Driving driving) {
        World world = new World(driving, "a", POLICY.with(TIMEOUTS.withAttempt(ms(0))));
        world.call(IDEMPOTENT, refuses().after(900)).happened("@0 1 a", "@900 FINISH CONNECT");
        assertThat(world.counters("failover.retries.suppressed")).containsOnlyKeys("deadline");
        world.trace.clear();
        world.call(IDEMPOTENT, refuses().after(899), ok()).happened("@900 1 a", "@1899 2 a", "@1899 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void theCallersOwnBoundCountsWhenItIsTheSmaller(Driving driving) {
        World world = new World(driving, "a b", POLICY.with(TIMEOUTS));
        world.call(IDEMPOTENT.within(300 * MS), never()).happened("@0 1 a", "@300 FINISH TIMEOUT");
        World longer = new World(driving, "a", POLICY.with(TIMEOUTS).with(RetryPolicy.none()));
        longer.call(IDEMPOTENT.within(3_000 * MS), never()).happened("@0 1 a", "@400 FINISH TIMEOUT");
    }

    @Test
    void aBoundThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> IDEMPOTENT.within(-1));
    }

    /** A program that knows nothing of us keeps its own bounds where nothing can follow, but for one that hangs after others have ended. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHORT")
    void aGuestBoundsOnlyAttemptsThatAnotherOneCanFollow(Driving driving) {
        ServicePolicy guest = ServicePolicy.guest()
                .with(POLICY.retry())
                .with(TimeoutPolicy.guest(ms(200).toNanos(), ms(30_000).toNanos()));
        World world = new World(driving, "a b c", guest);
        world.call(IDEMPOTENT, refuses(), refuses(), ok().after(100_000))
                .happened("@0 1 a", "@0 2 b", "@0 3 c", "@100000 FINISH 200");
        assertThat(timeouts(world)).containsExactly(30_000L, 30_000L, 120_000L);
        assertThat(connects(world)).containsExactly(200L, 200L, 0L);

        World post = new World(driving, "a b", guest);
        post.call(NOT_IDEMPOTENT, ok().after(100_000)).happened("@0 1 a", "@100000 FINISH 200");
        assertThat(timeouts(post)).as("nothing may follow but after a refusal").containsExactly(0L);
        assertThat(connects(post)).containsExactly(200L);

        World alone = new World(driving, "a", guest);
        alone.call(IDEMPOTENT, ok());
        assertThat(connects(alone)).as("there is nowhere else to connect to").containsExactly(0L);
    }

    @ParameterizedTest
    @EnumSource
    void aBoundThatTheUserWroteCountsForTheLastAttemptToo(Driving driving) {
        World world = new World(
                driving,
                "a",
                ServicePolicy.guest()
                        .with(RetryPolicy.none())
                        .with(TimeoutPolicy.guest().withAttempt(ms(500))));
        world.call(IDEMPOTENT, never()).happened("@0 1 a", "@500 FINISH TIMEOUT");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SHORT")
    void soDoesABoundForConnecting(Driving driving) {
        World world = new World(
                driving,
                "a b c",
                ServicePolicy.guest()
                        .with(POLICY.retry())
                        .with(TimeoutPolicy.guest().withConnect(ms(200))));
        world.call(IDEMPOTENT, refuses(), refuses(), ok().after(100_000))
                .happened("@0 1 a", "@0 2 b", "@0 3 c", "@100000 FINISH 200");
        assertThat(connects(world)).containsExactly(200L, 200L, 200L);
        assertThat(timeouts(world)).as("of attempts it says nothing").containsExactly(30_000L, 30_000L, 120_000L);

        World alone = new World(
                driving, "a", ServicePolicy.guest().with(TimeoutPolicy.guest().withConnect(ms(200))));
        alone.call(IDEMPOTENT, ok());
        assertThat(connects(alone)).as("of one endpoint").containsExactly(200L);
    }

    @ParameterizedTest
    @EnumSource
    void boundsWorkWhereTheClockOverflows(Driving driving) {
        World world =
                new World(driving, "a b c", POLICY.with(TIMEOUTS), new VirtualTime(Long.MAX_VALUE - 500 * MS), false);
        world.call(IDEMPOTENT, never(), never(), never())
                .happened("@0 1 a", "@400 2 b", "@800 3 c", "@1000 FINISH TIMEOUT");
    }

    @ParameterizedTest
    @EnumSource
    void forEverIsABoundToo(Driving driving) {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        World world = new World(
                driving,
                "a b",
                POLICY.with(TimeoutPolicy.defaults()
                        .withDeadline(forEver)
                        .withAttempt(forEver)
                        .withConnect(forEver)),
                new VirtualTime(Long.MAX_VALUE - 5),
                false);
        world.call(IDEMPOTENT, refuses(), ok().after(5)).happened("@0 1 a", "@0 2 b", "@5 FINISH 200");
    }

    private static List<Long> timeouts(World world) {
        return world.attempts.stream()
                .map(attempt -> attempt.timeoutNanos() / MS)
                .collect(Collectors.toList());
    }

    private static List<Long> connects(World world) {
        return world.attempts.stream()
                .map(attempt -> attempt.connectTimeoutNanos() / MS)
                .collect(Collectors.toList());
    }
}
