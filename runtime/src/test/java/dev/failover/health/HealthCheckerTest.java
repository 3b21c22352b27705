package dev.failover.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.call.ServicePolicy;
import dev.failover.call.ServiceState;
import dev.failover.endpoint.Endpoint;
import dev.failover.endpoint.EndpointState;
import dev.failover.metrics.MetricsCollector;
import dev.failover.time.VirtualTime;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthCheckerTest {
    private static final long SECOND = 1_000_000_000L;

    private final VirtualTime time = new VirtualTime();
    private final ServiceState service = new ServiceState(
            "orders",
            Arrays.asList(Endpoint.of("http://a"), Endpoint.of("http://b")),
            ServicePolicy.defaults(),
            new MetricsCollector().service("orders"),
            time,
            () -> 0,
            ServiceState.Rows.PRIVATE,
            null);
    private final EndpointState a = service.endpoints().get(0);
    private final EndpointState b = service.endpoints().get(1);
    private final Map<String, Integer> statuses = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final HealthPolicy policy =
            HealthPolicy.passive().withPath("/health").withInterval(Duration.ofSeconds(10));
    private final HealthChecker checker = new HealthChecker(service, policy, this::ask, time, () -> 0.5);

    private void ask(Endpoint endpoint, String path, long timeoutNanos, Probe.Answer answer) {
        asked.add("@" + time.elapsed() / SECOND + " " + endpoint.host() + path);
        int status = statuses.getOrDefault(endpoint.host(), 200);
        answer.heard(status, status == 0 ? new ConnectException("refused") : null);
    }

    @Test
    void everyEndpointIsAskedAtItsPace() {
        checker.start();
        time.advance(26 * SECOND);
        assertThat(asked)
                .containsExactly(
                        "@5 a/health", "@5 b/health", "@15 a/health", "@15 b/health", "@25 a/health", "@25 b/health");
        assertThat(a.isUp()).isTrue();
    }

    @Test
    void twoFailuresInARowMakeItDownAndOneSuccessUpAgain() {
        checker.start();
        statuses.put("a", 503);
        time.advance(5 * SECOND);
        assertThat(a.isDown()).as("after one failure").isFalse();
        statuses.put("a", 204);
        time.advance(10 * SECOND);
        statuses.put("a", 0);
        time.advance(10 * SECOND);
        assertThat(a.isDown()).as("one failure after a success").isFalse();
        time.advance(10 * SECOND);
        assertThat(a.isDown()).as("after two in a row").isTrue();
        assertThat(b.isDown()).isFalse();
        statuses.put("a", 399);
        time.advance(10 * SECOND);
        assertThat(a.isDown()).isFalse();
        assertThat(a.isUp()).isTrue();
    }

    @Test
    void nobodyIsAskedAfterTheClose() {
        checker.start();
        time.advance(6 * SECOND);
        checker.close();
        time.advance(100 * SECOND);
        assertThat(asked).hasSize(2);
        assertThat(time.pending()).isZero();
    }

    @Test
    void anAnswerThatComesAfterTheCloseChangesNothing() {
        List<Probe.Answer> answers = new ArrayList<>();
        HealthChecker late = new HealthChecker(
                service, policy, (endpoint, path, timeout, answer) -> answers.add(answer), time, () -> 0.5);
        late.start();
        time.advance(6 * SECOND);
        late.close();
        answers.forEach(answer -> {
            answer.heard(500, null);
            answer.heard(500, null);
        });
        assertThat(a.isDown()).isFalse();
        time.advance(10 * SECOND);
        assertThat(time.pending()).isZero();
    }

    /** Such as one that says that there is no further thread. */
    @Test
    void anErrorOfAProbeIsAFailedCheckAndNotTheLastOne() {
        Map<String, Error> errors = new HashMap<>();
        HealthChecker failing = new HealthChecker(
                service,
                policy,
                (endpoint, path, timeout, answer) -> {
                    if (errors.containsKey(endpoint.host())) {
                        throw errors.get(endpoint.host());
                    }
                    ask(endpoint, path, timeout, answer);
                },
                time,
                () -> 0.5);
        failing.start();
        errors.put("a", new InternalError("unable to create native thread"));
        time.advance(5 * SECOND);
        assertThat(a.isDown()).as("after one").isFalse();
        time.advance(10 * SECOND);
        assertThat(a.isDown()).as("after two").isTrue();
        assertThat(b.isDown()).isFalse();
        errors.clear();
        time.advance(10 * SECOND);
        assertThat(a.isDown()).as("asked again").isFalse();
        assertThat(a.isUp()).isTrue();
    }

    /** A probe may have sent what it was asked to before something failed. */
    @Test
    void whatIsHeardTwiceOfOneCheckCountsOnce() {
        HealthChecker twice = new HealthChecker(
                service,
                policy,
                (endpoint, path, timeout, answer) -> {
                    asked.add(endpoint.host());
                    answer.heard(500, null);
                    throw new InternalError("after the answer");
                },
                time,
                () -> 0.5);
        twice.start();
        time.advance(5 * SECOND);
        assertThat(a.isDown()).isFalse();
        time.advance(10 * SECOND);
        assertThat(a.isDown()).isTrue();
        assertThat(asked).containsExactly("a", "b", "a", "b");
    }

    @Test
    void whatIsStillBeingAskedIsNotAskedOnceMore() {
        List<Probe.Answer> answers = new ArrayList<>();
        HealthChecker slow = new HealthChecker(
                service, policy, (endpoint, path, timeout, answer) -> answers.add(answer), time, () -> 0.5);
        slow.start();
        time.advance(26 * SECOND);
        assertThat(answers).hasSize(2);
        answers.get(0).heard(200, null);
        time.advance(10 * SECOND);
        assertThat(answers).hasSize(3);
    }

    @Test
    void theBreakerIsThePassiveCheck() {
        assertThat(HealthChecker.passive(a, time.nanos()).status()).isEqualTo(HealthStatus.UP);
        for (int i = 0; i < 5; i++) {
            a.breaker().onFailure(a.breaker().tryAcquire(time.nanos()), 0, time.nanos());
        }
        assertThat(HealthChecker.passive(a, time.nanos())).hasToString("http://a DOWN (circuit breaker open)");
        time.advance(10 * SECOND);
        assertThat(HealthChecker.passive(a, time.nanos())).hasToString("http://a UP (circuit breaker half-open)");
    }

    @Test
    void aServiceIsAsWellAsItsEndpoints() {
        EndpointHealth up = HealthChecker.verdict(a, "/health", 200, null);
        EndpointHealth down = HealthChecker.verdict(b, "/health", 0, new ConnectException("refused"));
        assertThat(new Health(Arrays.asList(up, up)).status()).isEqualTo(HealthStatus.UP);
        assertThat(new Health(Arrays.asList(up, down)).status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(new Health(Arrays.asList(down, down)).status()).isEqualTo(HealthStatus.DOWN);
    }

    @Test
    void refusesWhatCannotBeAsked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthChecker(service, HealthPolicy.passive(), this::ask, time, () -> 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthPolicy.passive().withPath("health"));
        assertThat(HealthPolicy.passive().withPath("/x").isActive()).isFalse();
        assertThat(policy.isActive()).isTrue();
    }
}
