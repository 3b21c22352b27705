package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.answers;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.resets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.call.World.Driving;
import dev.failover.retry.RetryPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which answers are held against the endpoint that has given them. */
class BlameTest {
    private static final ServicePolicy GUEST = POLICY.withServerErrorsBlamed(false);

    private static World afterFive(Driving driving, ServicePolicy policy, int status) {
        World world = new World(driving, "a b", policy);
        for (int i = 0; i < 5; i++) {
            world.call(NOT_IDEMPOTENT, answers(status));
        }
        world.trace.clear();
        return world.call(NOT_IDEMPOTENT, ok());
    }

    @ParameterizedTest
    @EnumSource
    void statusesFrom500On(Driving driving) {
        afterFive(driving, POLICY, 500).happened("@0 1 b", "@0 FINISH 200");
        afterFive(driving, POLICY, 503).happened("@0 1 b", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void butThatItDoesNotKnowTheMethodOrTheVersion(Driving driving) {
        afterFive(driving, POLICY, 501).happened("@0 1 a", "@0 FINISH 200");
        afterFive(driving, POLICY, 505).happened("@0 1 a", "@0 FINISH 200");
        afterFive(driving, POLICY, 429).happened("@0 1 a", "@0 FINISH 200");
        afterFive(driving, POLICY, 400).happened("@0 1 a", "@0 FINISH 200");
    }

    /** A fault of SOAP is an answer: the program goes on with the endpoint that has given it. */
    @ParameterizedTest
    @EnumSource
    void ofAGuestOnlyThoseThatAreRepeated(Driving driving) {
        assertThat(ServicePolicy.guest().areServerErrorsBlamed()).isFalse();
        afterFive(driving, GUEST, 500).happened("@0 1 a", "@0 FINISH 200");
        afterFive(driving, GUEST, 503).happened("@0 1 b", "@0 FINISH 200");
        RetryPolicy repeats = RetryPolicy.builder().jitter(0).retryOnStatus(500).build();
        afterFive(driving, GUEST.with(repeats), 500).happened("@0 1 b", "@0 FINISH 200");
    }

    /** As any answer, it ends a row of failures. */
    @ParameterizedTest
    @EnumSource
    void aFaultShowsThatTheEndpointIsThere(Driving driving) {
        World world = new World(driving, "a", GUEST);
        for (int i = 0; i < 4; i++) {
            world.call(NOT_IDEMPOTENT, resets());
        }
        world.call(NOT_IDEMPOTENT, answers(500)).call(NOT_IDEMPOTENT, resets());
        world.trace.clear();
        world.call(IDEMPOTENT, ok()).happened("@0 1 a", "@0 FINISH 200");
    }
}
