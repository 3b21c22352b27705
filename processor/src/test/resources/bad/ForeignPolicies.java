package shop;

import dev.failover.annotations.*;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.Retryable;

@FailoverService(name = "orders")
@ConcurrencyLimit(5) // warning: FS050 @org.springframework.resilience.annotation.ConcurrencyLimit has no effect on a generated client. The equivalent is @Pool(maxPerService = ...)
interface ForeignPolicies {
    @GET("/")
    @Retryable(maxRetries = 2) // warning: FS050 The equivalent is @Retry(maxAttempts = ...), or remove it.
    String find();
}
