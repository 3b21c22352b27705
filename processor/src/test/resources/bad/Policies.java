package shop;

import dev.failover.annotations.*;
import java.io.IOException;

@FailoverService(name = "orders")
@CircuitBreaker(
        failureThreshold = "many", // error: FS034 @CircuitBreaker(failureThreshold): "many"
        recoveryTime = "0") // error: FS033 @CircuitBreaker(recoveryTime): '0' is zero
@RateLimit(
        rate = "fast", // error: FS034 @RateLimit(rate): "fast"
        maxWait = "-1s", // error: FS033 @RateLimit(maxWait): '-1s' is negative
        fromServer = "maybe") // error: FS034 'maybe' is neither true nor false
@Pool(
        maxPerService = "-1", // error: FS034 @Pool(maxPerService): '-1'
        adaptiveLimit = "") // error: FS034 @Pool(adaptiveLimit): the value is empty
@Retry(budgetWindow = "1ms") // error: FS033 @Retry(budgetWindow): '1ms' is out of range
interface Policies {
    @GET("/")
    @Timeout(attempt = "5 sec") // error: FS033 @Timeout(attempt): '5 sec'
    String duration();

    @GET("/")
    @Timeout(deadline = "5") // error: FS033 @Timeout(deadline): '5' has no unit
    String unit();

    @GET("/")
    @Retry(
            maxAttempts = "0", // error: FS034 @Retry(maxAttempts): '0'
            jitter = "50", // error: FS034 @Retry(jitter): '50'
            onStatus = "200", // error: FS034 @Retry(onStatus)
            budgetRatio = "10%") // error: FS034 @Retry(budgetRatio) on numbers: all calls of the service share
    String numbers();

    @GET("/")
    @Hedge(delay = "p100") // error: FS034 @Hedge(delay): hedge delay is the percentile 100.0
    String hedged();
}
