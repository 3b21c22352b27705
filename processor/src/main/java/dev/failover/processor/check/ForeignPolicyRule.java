package dev.failover.processor.check;

import dev.failover.processor.model.OperationModel;
import dev.failover.processor.model.ServiceModel;
import dev.failover.processor.model.Sourced;
import java.util.Map;

/** FS050: annotations that another library would obey if the object were one of its own. */
final class ForeignPolicyRule implements Rule {
    private static final String CONCURRENCY = "The equivalent is @Pool(maxPerService = ...) on the interface";
    private static final String RETRY = "The equivalent is @Retry(maxAttempts = ...)";
    private static final String TIMEOUT = "The equivalent is @Timeout(attempt = ..., deadline = ...)";

    private static final Map<String, String> EQUIVALENTS = Map.of(
            "CircuitBreaker",
                    "The equivalent is @CircuitBreaker(failureThreshold = ..., recoveryTime = ...) on the interface",
            "Retry", RETRY,
            "Retryable", RETRY,
            "Timeout", TIMEOUT,
            "TimeLimiter", TIMEOUT,
            "RateLimiter", "The equivalent is @RateLimit(rate = ...) on the interface",
            "Bulkhead", CONCURRENCY,
            "ConcurrencyLimit", CONCURRENCY,
            "Fallback", "The equivalent is @Fallback(method = ...)",
            "Asynchronous", "Return a CompletionStage");

    @Override
    public void check(ServiceModel service, Report report) {
        service.policies().foreign().forEach(foreign -> check(foreign, report));
        for (OperationModel operation : service.operations()) {
            operation.policies().foreign().forEach(foreign -> check(foreign, report));
        }
    }

    private static void check(Sourced foreign, Report report) {
        String simpleName = foreign.text().substring(foreign.text().lastIndexOf('.') + 1);
        report.add(
                Message.FOREIGN_POLICY,
                foreign.origin(),
                foreign.text(),
                EQUIVALENTS.getOrDefault(simpleName, "Configure the service"));
    }
}
