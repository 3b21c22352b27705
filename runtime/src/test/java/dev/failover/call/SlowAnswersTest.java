package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.never;
import static dev.failover.call.World.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A guest's service that was seen to answer slowly is given the time that its answers take. */
class SlowAnswersTest {
    private static final ServicePolicy GUEST = ServicePolicy.guest().with(POLICY.retry());

    /** In ms, from the begin of an attempt at an endpoint that hangs to that of the next one. */
    private static long bound(World world) {
        world.trace.clear();
        world.call(IDEMPOTENT, never(), ok());
        return begin(world.trace.get(1)) - begin(world.trace.get(0));
    }

    private static long begin(String line) {
        return Long.parseLong(line.substring(1, line.indexOf(' ')));
    }

    private static World after(Driving driving, ServicePolicy policy, CallSpec spec, World.Step... steps) {
        World world = new World(driving, "a b", policy);
        world.call(spec, steps);
        world.trace.clear();
        return world;
    }

    @ParameterizedTest
    @EnumSource
    void theNextSlowOneIsCarriedOutOnce(Driving driving) {
        World world = after(driving, GUEST, IDEMPOTENT, ok().after(33_000), never(), ok().after(33_000));
        world.call(IDEMPOTENT, ok().after(40_000)).happened("@93100 1 a", "@133100 FINISH 200");
        assertThat(bound(world)).isEqualTo(80_000);
    }

    @ParameterizedTest
    @EnumSource
    void anyRequestShowsIt(Driving driving) {
        World world = after(driving, GUEST, NOT_IDEMPOTENT, ok().after(50_000));
        assertThat(bound(world)).isEqualTo(100_000);
    }

    /** How long it takes is up to the program, which makes its body as it is sent. */
    @ParameterizedTest
    @EnumSource
    void butNotOneWhoseBodyIsGone(Driving driving) {
        World world = after(driving, GUEST, NOT_IDEMPOTENT, ok().after(50_000).notRepeatable());
        assertThat(bound(world)).isEqualTo(30_000);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHangsIsStillFound(Driving driving) {
        World world = after(driving, GUEST, NOT_IDEMPOTENT, ok().after(20_000));
        world.call(IDEMPOTENT, never(), ok()).happened("@20000 1 a", "@60000 2 b", "@60000 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void soItIsAfterTheLongestAnswer(Driving driving) {
        World world = after(driving, GUEST, NOT_IDEMPOTENT, ok().after(3_600_000));
        assertThat(bound(world)).isEqualTo(600_000);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsQuickAndWhatFailsChangesNothing(Driving driving) {
        World quick = after(driving, GUEST, NOT_IDEMPOTENT, ok().after(15_000));
        assertThat(bound(quick)).isEqualTo(30_000);
        World failing = after(driving, GUEST, NOT_IDEMPOTENT, answers(503).after(50_000));
        assertThat(bound(failing)).isEqualTo(30_000);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheUserHasSaidStays(Driving driving) {
        ServicePolicy said = GUEST.with(GUEST.timeouts().withAttempt(Duration.ofSeconds(90)));
        World world = after(driving, said, NOT_IDEMPOTENT, ok().after(80_000));
        assertThat(bound(world)).isEqualTo(90_000);
    }
}
