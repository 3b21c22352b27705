package shop;

import dev.failover.annotations.*;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.Retry;

@FailoverService(name = "orders")
@Bulkhead(5) // warning: FS050 @org.eclipse.microprofile.faulttolerance.Bulkhead has no effect on a generated client. The equivalent is @Pool(maxPerService = ...)
interface ForeignPolicies {
    @GET("/")
    @Retry(maxRetries = 2) // warning: FS050 The equivalent is @Retry(maxAttempts = ...), or remove it.
    String find();
}
