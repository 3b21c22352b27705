package acme.client;

import dev.failover.annotations.Body;
import dev.failover.annotations.FailoverService;
import dev.failover.annotations.GET;
import dev.failover.annotations.Header;
import dev.failover.annotations.Idempotent;
import dev.failover.annotations.POST;
import dev.failover.annotations.PUT;
import java.util.concurrent.CompletableFuture;

/** Where the replicas are says the configuration. */
@FailoverService(name = "orders")
public interface OrdersApi {
    @GET("/orders/{id}")
    String find(int id);

    @GET("/orders/{id}")
    CompletableFuture<String> findLater(int id);

    @POST("/orders/{id}")
    String place(int id, @Body String order);

    @POST("/orders/{id}")
    CompletableFuture<String> placeLater(int id, @Body String order);

    @POST("/orders/{id}")
    @Idempotent(header = "Idempotency-Key")
    String placeOnce(int id, @Body String order, @Header("Idempotency-Key") String key);

    @POST("/orders/{id}")
    @Idempotent(header = "Idempotency-Key")
    CompletableFuture<String> placeOnceLater(int id, @Body String order, @Header("Idempotency-Key") String key);

    @PUT("/orders/{id}")
    String change(int id, @Body String order);

    @PUT("/orders/{id}")
    CompletableFuture<String> changeLater(int id, @Body String order);
}
