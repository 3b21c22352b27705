package dev.failover.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.failover.failure.FailureTypes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void belowTheBaseDelayTheCapIsTheBaseDelay() {
        RetryPolicy policy = RetryPolicy.builder()
                .baseDelay(Duration.ofSeconds(5))
                .maxDelay(Duration.ofSeconds(1))
                .build();
        assertThat(policy.maxDelay()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesWhatMeansNothing() {
        RetryPolicy.Builder builder = RetryPolicy.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxAttempts(0))
                .withMessageContaining("it counts the first one");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.multiplier(0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.multiplier(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jitter(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jitter(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.baseDelay(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retryOnStatus(200));
        assertThat(builder.build()).isEqualTo(RetryPolicy.defaults());
    }

    @Test
    void theStatusesAreThoseThatWereGiven() {
        int[] statuses = {429, 503};
        RetryPolicy policy = RetryPolicy.builder().retryOnStatus(statuses).build();
        statuses[0] = 500;
        assertThat(policy.retriesStatus(429)).isTrue();
        assertThat(policy.retriesStatus(500)).isFalse();
        assertThat(policy.retriesStatus(502)).isFalse();
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
    }

    @Test
    void aBuilderBeginsWithTheMaxDelayThatWasGiven() {
        RetryPolicy patient =
                RetryPolicy.builder().baseDelay(Duration.ofSeconds(5)).build();
        assertThat(patient.maxDelay()).hasSeconds(5);
        assertThat(patient.toBuilder().baseDelay(Duration.ofMillis(100)).build())
                .isEqualTo(RetryPolicy.defaults());
    }

    @Test
    void attemptsMayGoOnUntilTheDeadline() {
        RetryPolicy policy =
                RetryPolicy.builder().maxAttempts(Integer.MAX_VALUE).build();
        assertThat(policy.maxAttempts()).isEqualTo(Integer.MAX_VALUE);
        assertThat(policy.delayNanos(Integer.MAX_VALUE, 0)).isEqualTo(2_000_000_000L);
    }

    @Test
    void differsByEverythingThatWasSaid() {
        Predicate<Object> predicate = anything -> false;
        List<RetryPolicy> different = List.of(
                RetryPolicy.defaults(),
                RetryPolicy.none(),
                RetryPolicy.builder().retryOn(IOException.class).build(),
                RetryPolicy.builder().abortOn(IOException.class).build(),
                RetryPolicy.builder().retryOnFailureIf(predicate).build(),
                RetryPolicy.builder().abortOnFailureIf(predicate).build(),
                RetryPolicy.builder().retryOnResultIf(predicate).build());
        assertThat(new HashSet<>(different)).hasSameSizeAs(different);
        for (RetryPolicy each : different) {
            assertThat(each.toBuilder().build()).isEqualTo(each).hasSameHashCodeAs(each);
        }
    }

    @Test
    void predicatesAreTheSameWhenTheyAreTheSameObject() {
        Predicate<Object> predicate = anything -> false;
        RetryPolicy policy = RetryPolicy.builder().retryOnResultIf(predicate).build();
        assertThat(RetryPolicy.builder().retryOnResultIf(predicate).build()).isEqualTo(policy);
        assertThat(RetryPolicy.builder().retryOnResultIf(anything -> false).build())
                .isNotEqualTo(policy);
        assertThat(policy.toBuilder().retryOnResultIf(null).build()).isEqualTo(RetryPolicy.defaults());
    }

    @Test
    void saysWhatItDoesAndNothingElse() {
        assertThat(RetryPolicy.defaults()).asString().doesNotContain("retryOn").doesNotContain("abortOn");
        assertThat(RetryPolicy.builder()
                        .retryOn(IOException.class)
                        .abortOn(FailureTypes.named("com.acme.Broken"))
                        .build())
                .asString()
                .contains("retryOn=[java.io.IOException], abortOn=[com.acme.Broken]");
    }
}
