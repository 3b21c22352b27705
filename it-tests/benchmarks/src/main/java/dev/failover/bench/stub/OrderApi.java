package dev.failover.bench.stub;

import dev.failover.annotations.CircuitBreaker;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Header;
import dev.failover.annotations.Pool;
import dev.failover.annotations.Query;
import dev.failover.annotations.RateLimit;
import dev.failover.annotations.Retry;
import dev.failover.annotations.Timeout;

/** Ours, with every policy that a plain call can have; no hedge. The numbers are those of the engine's benchmarks. */
@FailoverService(
        name = "orders",
        endpoints = {TheCall.BASE, "http://127.0.0.1:2"})
@Retry(maxAttempts = "3", budgetRatio = "20%")
@CircuitBreaker(failureThreshold = "50%", window = "100", minimumCalls = "100")
@RateLimit(rate = "1000000000/s")
@Pool(maxPerEndpoint = "100")
@Timeout(deadline = "30s", attempt = "10s", connect = "2s")
interface OrderApi {
    @GET("/orders/{id}")
    Order find(String id, @Query String view, @Header("X-Trace") String trace);
}
