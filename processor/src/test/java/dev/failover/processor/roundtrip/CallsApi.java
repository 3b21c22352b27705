package dev.failover.processor.roundtrip;

import dev.failover.annotations.CircuitBreaker;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Retry;
import dev.failover.annotations.Timeout;
import java.util.concurrent.CompletableFuture;

/** What a method can say of its calls. */
@FailoverService(name = "calls")
@Retry(maxAttempts = "2", baseDelay = "0")
@CircuitBreaker(failureThreshold = "1000", probes = "7")
public interface CallsApi {
    @GET("/a")
    String twice();

    @GET("/a")
    @Retry(maxAttempts = "4")
    CompletableFuture<String> fourTimes();

    @GET("/a")
    @Retry(maxAttempts = "1", onStatus = "404")
    String once();

    @GET("/a")
    @Retry(onStatus = "404")
    String notFoundTwice();

    @GET("/slow")
    @Retry(maxAttempts = "1")
    @Timeout(attempt = "500ms")
    String impatient();
}
