package dev.failover.processor.roundtrip;

import dev.failover.annotations.Cached;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.PUT;
import dev.failover.stub.Response;
import java.util.concurrent.CompletableFuture;

/** Some of whose answers may be used again. */
@FailoverService(name = "prices")
interface PricesApi {
    @GET("/prices/{id}")
    @Cached(staleIfError = "1h")
    Price find(String id);

    @GET("/prices/{id}")
    @Cached(staleIfError = "1h")
    CompletableFuture<Response<Price>> findAsync(String id);

    @GET("/prices/{id}")
    Price ask(String id);

    @PUT("/prices/{id}")
    void change(String id, Price price);

    record Price(int cents) {}
}
