package dev.failover.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.failure.FailureTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CircuitBreakerPolicyTest {
    private static void refused(Consumer<CircuitBreakerPolicy.Builder> set) {
        assertThatIllegalArgumentException().isThrownBy(() -> set.accept(CircuitBreakerPolicy.builder()));
    }

    @Test
    void refusesWhatMeansNothing() {
        refused(builder -> builder.window(0));
        refused(builder -> builder.window(CircuitBreaker.MAX_WINDOW + 1));
        refused(builder -> builder.window(Duration.ZERO));
        refused(builder -> builder.minimumCalls(0));
        refused(builder -> builder.minimumCalls(1_000_001));
        refused(builder -> builder.slowCallDuration(Duration.ofNanos(-1)));
        refused(builder -> builder.slowCallRate(0));
        refused(builder -> builder.slowCallRate(1.01));
        refused(builder -> builder.slowCallRate(Double.NaN));
        refused(builder -> builder.recoveryTime(Duration.ofNanos(-1)));
        refused(builder -> builder.maxRecoveryTime(Duration.ofNanos(-1)));
        refused(builder -> builder.recoveryMultiplier(0.9));
        refused(builder -> builder.recoveryMultiplier(101));
        refused(builder -> builder.recoveryJitter(-0.1));
        refused(builder -> builder.recoveryJitter(1.1));
        refused(builder -> builder.probes(0));
        refused(builder -> builder.probes(11));
        refused(builder -> builder.probeSuccesses(0));
        refused(builder -> builder.probeSuccesses(101));
        refused(builder -> builder.probeLease(Duration.ZERO));
    }

    @Test
    void whatIsLeftUnsetIsTheDefault() {
        CircuitBreakerPolicy policy = CircuitBreakerPolicy.defaults();
        assertThat(CircuitBreakerPolicy.builder().build()).isEqualTo(policy).hasSameHashCodeAs(policy);
        assertThat(policy.failureThreshold()).isEqualTo(FailureThreshold.consecutive(5));
        assertThat(policy.window()).isEqualTo(100);
        assertThat(policy.windowTime()).isZero();
        assertThat(policy.minimumCalls()).isEqualTo(20);
        assertThat(policy.slowCallDuration()).isZero();
        assertThat(policy.recoveryMultiplier()).isEqualTo(2);
        assertThat(policy.recoveryJitter()).isEqualTo(0.1);
        assertThat(policy.probes()).isOne();
        assertThat(policy.probeSuccesses()).isOne();
        assertThat(policy.probeLease()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.initialMode()).isEqualTo(BreakerMode.AUTOMATIC);
        assertThat(policy.needsWindow()).as("an idle endpoint must be small").isFalse();
    }

    @Test
    void everySettingMakesItAnotherPolicyAndSurvivesTheBuilder() {
        Predicate<Throwable> predicate = failure -> true;
        different(builder -> builder.initialMode(BreakerMode.OBSERVE));
        different(builder -> builder.failureThreshold("50%"));
        different(builder -> builder.window(7));
        different(builder -> builder.window(Duration.ofSeconds(10)));
        different(builder -> builder.minimumCalls(7));
        different(builder -> builder.slowCallDuration(Duration.ofSeconds(1)));
        different(builder -> builder.slowCallRate(0.3));
        different(builder -> builder.recoveryTime(Duration.ofSeconds(7)));
        different(builder -> builder.maxRecoveryTime(Duration.ofSeconds(70)));
        different(builder -> builder.recoveryMultiplier(3));
        different(builder -> builder.recoveryJitter(0.3));
        different(builder -> builder.probes(3));
        different(builder -> builder.probeSuccesses(3));
        different(builder -> builder.probeLease(Duration.ofSeconds(3)));
        different(builder -> builder.ignoreFailures(IOException.class));
        different(builder -> builder.ignoreFailureIf(predicate));
    }

    private static void different(Consumer<CircuitBreakerPolicy.Builder> set) {
        CircuitBreakerPolicy.Builder builder = CircuitBreakerPolicy.builder();
        set.accept(builder);
        CircuitBreakerPolicy policy = builder.build();
        assertThat(policy)
                .isNotEqualTo(CircuitBreakerPolicy.defaults())
                .isEqualTo(builder.build())
                .isEqualTo(policy.toBuilder().build())
                .hasSameHashCodeAs(policy.toBuilder().build());
    }

    @Test
    void aBuilderBeginsWithWhatWasGivenAndNotWithWhatItWasBoundedTo() {
        CircuitBreakerPolicy bounded = CircuitBreakerPolicy.builder()
                .window(5)
                .recoveryTime(Duration.ofMinutes(5))
                .build();
        assertThat(bounded.minimumCalls()).isEqualTo(5);
        assertThat(bounded.maxRecoveryTime()).hasMinutes(5);
        assertThat(bounded.toBuilder()
                        .window(100)
                        .recoveryTime(Duration.ofSeconds(10))
                        .build())
                .isEqualTo(CircuitBreakerPolicy.defaults());
    }

    @Test
    void theLatestKindOfWindowCounts() {
        CircuitBreakerPolicy.Builder builder = CircuitBreakerPolicy.builder().window(Duration.ofSeconds(10));
        assertThat(builder.build().window()).isZero();
        assertThat(builder.build().windowTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(builder.minimumCalls(5_000).build().minimumCalls()).isEqualTo(5_000);
        assertThat(builder.window(30).build().windowTime()).isZero();
        assertThat(builder.build().minimumCalls())
                .as("more than the window holds")
                .isEqualTo(30);
    }

    @Test
    void saysWhatItDoes() {
        assertThat(CircuitBreakerPolicy.defaults())
                .hasToString("CircuitBreakerPolicy{failureThreshold=5, recoveryTime=PT10S to PT2M, probes=1}");
        assertThat(CircuitBreakerPolicy.disabled()).hasToString("CircuitBreakerPolicy{disabled}");
        assertThat(CircuitBreakerPolicy.builder()
                        .failureThreshold("50%")
                        .window(Duration.ofSeconds(10))
                        .slowCallDuration(Duration.ofSeconds(2))
                        .initialMode(BreakerMode.OBSERVE)
                        .ignoreFailures(FailureTypes.named("a.B"))
                        .build())
                .hasToString("CircuitBreakerPolicy{failureThreshold=50%, window=PT10S, minimumCalls=20,"
                        + " slowCallDuration=PT2S, slowCallRate=0.8, recoveryTime=PT10S to PT2M, probes=1,"
                        + " initialMode=OBSERVE, ignored=[a.B]}");
    }

    @Test
    void ignoresFailuresByClassAndByPredicate() {
        CircuitBreakerPolicy policy = CircuitBreakerPolicy.builder()
                .ignoreFailures(IOException.class)
                .ignoreFailureIf(failure -> "patience".equals(failure.getMessage()))
                .ignoreFailureIf(TimeoutException.class::isInstance)
                .build();
        assertThat(policy.ignores(new ConnectException())).isTrue();
        assertThat(policy.ignores(new IllegalStateException("patience"))).isTrue();
        assertThat(policy.ignores(new TimeoutException())).isTrue();
        assertThat(policy.ignores(new UncheckedIOException(new IOException()))).isFalse();
        assertThat(policy.ignores(null)).isFalse();
        assertThat(CircuitBreakerPolicy.defaults().ignores(new IOException())).isFalse();
    }

    @Test
    void b17_aPredicateThatThrowsHasNotMatched() {
        CircuitBreakerPolicy policy = CircuitBreakerPolicy.builder()
                .ignoreFailureIf(failure -> {
                    throw new StackOverflowError("expected");
                })
                .ignoreFailureIf(IOException.class::isInstance)
                .build();
        assertThat(policy.ignores(new IOException())).isTrue();
        assertThat(policy.ignores(new IllegalStateException())).isFalse();
    }

    @Test
    void b17_aListenerThatThrowsChangesNothing() {
        CircuitBreaker breaker = new CircuitBreaker(
                CircuitBreakerPolicy.builder()
                        .failureThreshold("1")
                        .recoveryTime(Duration.ZERO)
                        .build(),
                new AtomicLongArray(CircuitBreaker.SLOTS),
                0,
                () -> 0,
                (from, to) -> {
                    if (to == BreakerState.OPEN) {
                        throw new IllegalStateException("expected");
                    }
                    throw new AssertionError("expected");
                });
        breaker.onFailure(breaker.tryAcquire(0), 0, 0);
        long probe = breaker.tryAcquire(0);
        assertThat(probe).isNotNegative();
        breaker.onSuccess(probe, 0, 0);
        assertThat(breaker.state(0)).isEqualTo(BreakerState.CLOSED);
    }
}
