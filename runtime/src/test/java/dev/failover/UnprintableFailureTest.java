package dev.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.failover.retry.HedgePolicy;
import dev.failover.retry.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody else's exception that cannot say what it is must not take the caller's with it. */
@Timeout(60)
class UnprintableFailureTest {
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new NullPointerException("there is no message");
        }
    }

    private static ServiceClient service(FailoverManager manager) {
        return manager.register(new InternalService("db", null, "http://a")).service("db");
    }

    private static FailoverManager.Builder builder() {
        return FailoverManager.builder().transport(new FakeTransport()).retry(RetryPolicy.none());
    }

    @Test
    void aBlockingCallSaysItsClass() {
        try (FailoverManager manager = builder().build()) {
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> service(manager).call(endpoint -> {
                        throw new Unprintable();
                    }))
                    .withMessage("db: call failed: 1. http://a IO " + Unprintable.class.getName())
                    .withCauseInstanceOf(Unprintable.class);
        }
    }

    @Test
    void aFutureCompletes() {
        try (FailoverManager manager = builder().build()) {
            CompletableFuture<String> future = service(manager).callAsync(endpoint -> {
                throw new Unprintable();
            });
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> future.get(30, TimeUnit.SECONDS))
                    .satisfies(failed -> assertThat(failed.getCause()).isInstanceOf(FailoverException.class));
        }
    }

    @Test
    void aHedgedCallEnds() {
        try (FailoverManager manager =
                builder().hedge(HedgePolicy.after(Duration.ofHours(1))).build()) {
            assertThatExceptionOfType(FailoverException.class)
                    .isThrownBy(() -> service(manager).call(endpoint -> {
                        throw new Unprintable();
                    }));
        }
    }
}
