package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.failover.breaker.CircuitBreakerPolicy;
import dev.failover.retry.RetryBudgetPolicy;
import dev.failover.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an exception tells of the attempts before it. */
class TrailTest {
    private static FailoverException afterAttempts(int attempts) {
        try (FailoverManager manager = FailoverManager.builder()
                .transport(new FakeTransport())
                .circuitBreaker(CircuitBreakerPolicy.disabled())
                .retryBudget(RetryBudgetPolicy.unlimited())
                .retry(RetryPolicy.builder()
                        .maxAttempts(attempts)
                        .baseDelay(Duration.ZERO)
                        .build())
                .build()) {
            ServiceClient client = manager.register(new InternalService("db", null, "http://a"))
                    .service("db");
            int[] count = new int[1];
            return catchThrowableOfType(
                    FailoverException.class,
                    () -> client.within(Duration.ofMinutes(10)).call(endpoint -> {
                        throw new IOException("no. " + ++count[0]);
                    }));
        }
    }

    @Test
    void aFewAreToldInFull() {
        FailoverException failed = afterAttempts(3);
        assertThat(failed)
                .hasMessage("db: call failed: 1. http://a IO java.io.IOException: no. 1; "
                        + "2. http://a IO java.io.IOException: no. 2; 3. http://a IO java.io.IOException: no. 3")
                .hasCause(new IOException("no. 3"));
        assertThat(failed.getSuppressed()).hasSize(2);
    }

    @Test
    void ofManyTheFirstAndTheLatestAreToldAndKept() {
        FailoverException failed = afterAttempts(100_000);
        assertThat(failed.getMessage())
                .startsWith("db: call failed: 1. http://a IO java.io.IOException: no. 1; (99990 more); 99992. ")
                .endsWith("100000. http://a IO java.io.IOException: no. 100000")
                .hasSizeLessThan(1_000);
        assertThat(failed.getSuppressed()).hasSize(9);
    }
}
