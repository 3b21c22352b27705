package shop;

import dev.failover.annotations.*;

@FailoverService(name = "orders")
@Idempotent(header = "Idempotency-Key")
public interface IdempotentApi {
    @GET("/orders/{id}")
    String find(String id);

    @POST("/orders")
    void create(@Body String order);

    @POST("/payments")
    @Idempotent
    void pay(@Body String order);
}
