package dev.failover.call;

import static dev.failover.call.CallSpec.NOT_IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static dev.failover.call.World.fails;
import static dev.failover.call.World.ok;
import static dev.failover.call.World.refuses;

import dev.failover.call.World.Driving;
import dev.failover.call.World.Step;
import java.io.InterruptedIOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program's client has no connection free: no endpoint is to blame, and the program waits for each of them once. */
class NoneFreeTest {
    @ParameterizedTest
    @EnumSource
    void anotherEndpointIsAsked(Driving driving) {
        new World(driving, "a b", POLICY)
                .call(NOT_IDEMPOTENT, noneFree(), ok())
                .happened("@0 1 a", "@0 2 b", "@0 FINISH 200");
    }

    @ParameterizedTest
    @EnumSource
    void butNeverTheSameOneAgain(Driving driving) {
        new World(driving, "a", POLICY).call(NOT_IDEMPOTENT, noneFree()).happened("@0 1 a", "@0 FINISH CONNECT");
        new World(driving, "a b", POLICY)
                .call(NOT_IDEMPOTENT, refuses(), noneFree())
                .happened("@0 1 a", "@0 2 b", "@0 FINISH CONNECT");
    }

    @ParameterizedTest
    @EnumSource
    void itIsHeldAgainstNoEndpoint(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        for (int i = 0; i < 5; i++) {
            world.call(NOT_IDEMPOTENT, noneFree(), ok());
        }
        world.trace.clear();
        world.call(NOT_IDEMPOTENT, ok()).happened("@0 1 a", "@0 FINISH 200");
    }

    /** Nor does it end a row of failures, or close a breaker: nobody was asked. */
    @ParameterizedTest
    @EnumSource
    void itSpeaksForNoEndpointEither(Driving driving) {
        World world = new World(driving, "a b", POLICY);
        for (int i = 0; i < 4; i++) {
            world.call(NOT_IDEMPOTENT, refuses(), ok());
        }
        world.call(NOT_IDEMPOTENT, noneFree(), ok()).call(NOT_IDEMPOTENT, refuses(), ok());
        world.trace.clear();
        world.call(NOT_IDEMPOTENT, ok()).happened("@0 1 b", "@0 FINISH 200");
    }

    static Step noneFree() {
        return fails(Outcome.Kind.CONNECT, new ConnectionRequestTimeoutException());
    }

    /** As HttpClient 5 has it. */
    private static final class ConnectionRequestTimeoutException extends InterruptedIOException {
        private static final long serialVersionUID = 1;
    }
}
