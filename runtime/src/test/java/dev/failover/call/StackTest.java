package dev.failover.call;

import static dev.failover.call.CallSpec.IDEMPOTENT;
import static dev.failover.call.World.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.call.AsyncDriver.Report;
import dev.failover.call.AsyncDriver.Running;
import dev.failover.endpoint.EndpointState;
import dev.failover.pool.ConnectionPoolPolicy;
import dev.failover.retry.RetryPolicy;
import dev.failover.time.VirtualTime;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However often a call is repeated at once, it needs no more stack than once. */
class StackTest {
    private static final int TIMES = 1_000_000;
    private static final ConnectException REFUSED = new ConnectException("refused");
    private static final ServicePolicy AT_ONCE = POLICY.with(CircuitBreakerPolicy.disabled())
            .with(TimeoutPolicy.defaults().withDeadline(Duration.ZERO))
            .with(RetryPolicy.builder()
                    .maxAttempts(TIMES)
                    .baseDelay(Duration.ZERO)
                    .build());

    private final VirtualTime time = new VirtualTime();
    private int attempts;

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b c"})
    void y10_aMillionBlockingAttemptsNeedConstantStack(String endpoints) throws InterruptedException {
        World world = new World(World.Driving.BLOCKING, endpoints, AT_ONCE, time, false);
        BlockingDriver.Ended<String> ended = new BlockingDriver(time).run(world.service, IDEMPOTENT, refusing());
        assertThat(ended.call().attempts()).isEqualTo(TIMES);
        assertThat(attempts).isEqualTo(TIMES);
        world.home();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b c"})
    void y10_aMillionAttemptsFromTheShortWayNeedConstantStack(String endpoints) throws InterruptedException {
        World world = new World(World.Driving.SHORT, endpoints, AT_ONCE, time, false);
        EndpointState first =
                world.service.shortWay().endpoint(world.service.shortWay().select(time.nanos()));
        long permit = world.service.shortWay().enter(first, IDEMPOTENT, time.nanos());
        BlockingDriver.Ended<String> ended = new BlockingDriver(time)
                .goOn(
                        world.service,
                        IDEMPOTENT,
                        first,
                        permit,
                        time.nanos(),
                        Outcome.<String>failure(REFUSED),
                        refusing());
        assertThat(ended.call().attempts()).isEqualTo(TIMES);
        assertThat(attempts).isEqualTo(TIMES - 1);
        world.home();
    }

    private BlockingDriver.Exchange<String> refusing() {
        return new BlockingDriver.Exchange<String>() {
            @Override
            public Outcome<String> attempt(Attempt attempt) {
                attempts++;
                return Outcome.failure(REFUSED);
            }

            @Override
            public void discard(Outcome<String> superseded) {}
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void y10_aMillionAsynchronousAttemptsNeedConstantStack(boolean thrown) {
        World world = new World(World.Driving.ASYNC, "a b", AT_ONCE, time, false);
        List<Decision> ends = new ArrayList<>();
        new AsyncDriver(time).start(world.service, IDEMPOTENT, exchange(thrown, ends));
        assertThat(ends).containsExactly(Decision.FINISH);
        assertThat(attempts).isEqualTo(TIMES);
        world.home();
    }

    /** The server is gone, and 20,000 calls stand in line for its only lease: each one's end lets the next one in. */
    @Test
    void aLongLineOfCallsThatFailAtOnce() {
        World world = new World(
                World.Driving.ASYNC,
                "a",
                AT_ONCE.with(RetryPolicy.none())
                        .with(ConnectionPoolPolicy.defaults()
                                .withMaxPerEndpoint(1)
                                .withMaxWaiting(20_000)),
                time,
                false);
        world.occupied("a", 1, 10);
        List<Decision> ends = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            new AsyncDriver(time).start(world.service, IDEMPOTENT, exchange(false, ends));
        }
        time.advance(10 * World.MS);
        assertThat(ends).hasSize(20_000).containsOnly(Decision.FINISH);
        world.home();
    }

    private AsyncDriver.Exchange<String> exchange(boolean thrown, List<Decision> ends) {
        return new AsyncDriver.Exchange<String>() {
            @Override
            public Running attempt(Attempt attempt, Report<String> report) throws ConnectException {
                attempts++;
                if (thrown) {
                    throw REFUSED;
                }
                report.ended(Outcome.failure(REFUSED));
                return Running.NOTHING;
            }

            @Override
            public Throwable timedOut(Attempt attempt) {
                return REFUSED;
            }

            @Override
            public void discard(Outcome<String> superseded) {}

            @Override
            public void finished(Call<String> call, Decision decision) {
                ends.add(decision);
            }
        };
    }
}
