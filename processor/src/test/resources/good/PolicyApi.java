package shop;

import dev.failover.annotations.CircuitBreaker;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Headers;
import dev.failover.annotations.Hedge;
import dev.failover.annotations.Idempotent;
import dev.failover.annotations.POST;
import dev.failover.annotations.Pool;
import dev.failover.annotations.RateLimit;
import dev.failover.annotations.Retry;
import dev.failover.annotations.Timeout;
import java.io.EOFException;
import java.util.concurrent.CompletableFuture;

@FailoverService(name = "stock", endpoints = {"https://a.example", "https://b.example"})
@Retry(maxAttempts = "4", baseDelay = "50ms", budgetRatio = "30%")
@CircuitBreaker(failureThreshold = "50%", window = "10s", ignore = {PolicyApi.Late.class, EOFException.class})
@RateLimit(rate = "100/s, 5000/h", maxWait = "20ms")
@Pool(maxPerService = "50")
@Timeout(deadline = "8s", attempt = "2s")
public interface PolicyApi {
    @GET("/count/{id}")
    int count(String id);

    @GET("/count")
    @Retry(maxAttempts = "2", on = EOFException.class)
    @Timeout(attempt = "500ms", connect = "PT0.1S")
    @Hedge(delay = "p95")
    CompletableFuture<String> counts();

    @POST("/order")
    @Retry(maxAttempts = "1")
    void order(String item);

    @POST("/cancel")
    @Idempotent
    @Retry(abortOn = Late.class)
    void cancel(String item);

    @POST("/touch")
    @Retry
    @SuppressWarnings("failover:idempotent")
    void touch();

    @GET("/region")
    @Headers({"X-Region: ${region:-eu}", "X-Fixed: 1"})
    String region();

    /** Nested, so its name has a dollar. */
    class Late extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
