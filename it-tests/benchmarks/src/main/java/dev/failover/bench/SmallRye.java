package dev.failover.bench;

import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;

/** SmallRye Fault Tolerance, programmatic and without CDI, with the common settings. */
final class SmallRye {
    private SmallRye() {}

    static TypedGuard<Integer> stack() {
        return stack(TypedGuard.create(Integer.class));
    }

    static TypedGuard<CompletionStage<Integer>> asyncStack() {
        return stack(TypedGuard.create(new TypeLiteral<CompletionStage<Integer>>() {
                    private static final long serialVersionUID = 1;
                })
                .withThreadOffload(false));
    }

    static TypedGuard<Integer> retry() {
        return retry(TypedGuard.create(Integer.class)).build();
    }

    static TypedGuard<Integer> timeout() {
        return TypedGuard.create(Integer.class)
                .withTimeout()
                .duration(Settings.TIMEOUT.toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    static TypedGuard<Integer> openBreaker() {
        TypedGuard<Integer> guard = breaker(TypedGuard.create(Integer.class)).build();
        for (int i = 0; i < Settings.WINDOW; i++) {
            try {
                guard.get(() -> {
                    throw Work.Failure.INSTANCE;
                });
            } catch (RuntimeException expected) {
                continue;
            }
        }
        return guard;
    }

    private static <T> TypedGuard<T> stack(TypedGuard.Builder<T> builder) {
        return breaker(retry(builder))
                .withRateLimit()
                .limit(Settings.RATE)
                .window(1, ChronoUnit.SECONDS)
                .done()
                .withBulkhead()
                .limit(Settings.LEASES)
                .done()
                .build();
    }

    private static <T> TypedGuard.Builder<T> retry(TypedGuard.Builder<T> builder) {
        return builder.withRetry()
                .maxRetries(Settings.ATTEMPTS - 1)
                .delay(0, ChronoUnit.MILLIS)
                .jitter(0, ChronoUnit.MILLIS)
                .done();
    }

    private static <T> TypedGuard.Builder<T> breaker(TypedGuard.Builder<T> builder) {
        return builder.withCircuitBreaker()
                .requestVolumeThreshold(Settings.WINDOW)
                .failureRatio(Settings.FAILURE_PERCENT / 100.0)
                .delay(Settings.OPEN.toMillis(), ChronoUnit.MILLIS)
                .done();
    }
}
